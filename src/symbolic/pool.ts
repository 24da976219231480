import type { Factor, FunctionName, Node, SumNode, Table, Term } from './node';
import { Rational } from './rational';

/** Thrown where an expression outgrows its pool; the façade turns it into a message. */
export class TooLarge extends Error {}

/** The most distinct nodes one loss may need, derivatives included. */
export const mostNodes = 200_000;
/** Rational powers are folded up to this many bits, and kept as powers above. */
const mostBits = 4096;

const none: readonly Node[] = [];

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/**
 * Makes nodes, one for each distinct expression (hash-consing), in a canonical form: sums and products are flat, equal
 * terms and factors are merged, rational numbers are folded. Nothing is expanded.
 *
 * A fold may drop a part that is not defined everywhere, as in `x/x`; whoever builds a loss keeps its domain by guards.
 */
export class Pool {
  private readonly nodes = new Map<string, Node>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The node of this key: the one that is known, else `fresh`, whose other fields are filled in: it is not copied. */
  private intern(key: string, fresh: Node): Node {
    const known = this.nodes.get(key);
    if (known !== undefined) return known;
    if (this.count >= mostNodes) throw new TooLarge(`The formula needs more than ${mostNodes} distinct operations.`);
    let rows = 0;
    let varies = fresh.kind === 'parameter';
    for (const child of fresh.children) {
      rows |= child.rows;
      varies ||= child.varies;
    }
    if (fresh.kind === 'column') rows = 1 << fresh.depth;
    if (fresh.kind === 'total') rows &= ~(1 << fresh.depth);
    const node: Mutable<Node> = fresh;
    node.id = this.count++;
    node.rows = rows;
    node.varies = varies;
    this.nodes.set(key, fresh);
    return fresh;
  }

  rational(value: Rational): Node {
    return this.intern(`q${value.key}`, { kind: 'rational', value, id: -1, rows: 0, varies: false, children: none });
  }

  integer(value: number): Node {
    return this.rational(Rational.integer(BigInt(value)));
  }

  builtin(name: 'pi' | 'e'): Node {
    return this.intern(`b${name}`, { kind: 'builtin', name, id: -1, rows: 0, varies: false, children: none });
  }

  parameter(index: number, name: string): Node {
    return this.intern(`p${index}`, { kind: 'parameter', index, name, id: -1, rows: 0, varies: false, children: none });
  }

  constant(index: number, name: string): Node {
    return this.intern(`c${index}`, { kind: 'constant', index, name, id: -1, rows: 0, varies: false, children: none });
  }

  column(table: Table, column: number, depth: number): Node {
    return this.intern(`r${table.name} ${column} ${depth}`, {
      kind: 'column',
      table,
      column,
      depth,
      id: -1,
      rows: 0,
      varies: false,
      children: none,
    });
  }

  /** constant + Σ coefficient·term. */
  sum(terms: readonly Term[], start: Rational = Rational.zero): Node {
    let constant = start;
    const merged = new Map<Node, Rational>();
    const include = (node: Node, coefficient: Rational): void => {
      if (node.kind === 'rational') {
        constant = constant.add(coefficient.multiply(node.value));
      } else if (node.kind === 'sum' && (isMultiple(node) || coefficient.isOne || coefficient === Rational.minusOne)) {
        constant = constant.add(coefficient.multiply(node.constant));
        for (const term of node.terms) include(term.node, coefficient.multiply(term.coefficient));
      } else {
        const before = merged.get(node);
        merged.set(node, before === undefined ? coefficient : before.add(coefficient));
      }
    };
    for (const { node, coefficient } of terms) include(node, coefficient);
    const kept: Term[] = [];
    for (const [node, coefficient] of merged) if (!coefficient.isZero) kept.push({ node, coefficient });
    if (kept.length === 0) return this.rational(constant);
    if (kept.length === 1 && constant.isZero && kept[0]!.coefficient.isOne) return kept[0]!.node;
    // The key is the same for every order; the terms stay in the order of the first writer, which is how they are read.
    const parts = kept.map((t) => `${t.node.id}*${t.coefficient.key}`).sort();
    const key = `+${constant.key} ${parts.join(' ')}`;
    return this.intern(key, {
      kind: 'sum',
      constant,
      terms: kept,
      id: -1,
      rows: 0,
      varies: false,
      children: kept.map((t) => t.node),
    });
  }

  add(...nodes: readonly Node[]): Node {
    return this.sum(nodes.map((node) => ({ node, coefficient: Rational.one })));
  }

  subtract(left: Node, right: Node): Node {
    return this.sum([
      { node: left, coefficient: Rational.one },
      { node: right, coefficient: Rational.minusOne },
    ]);
  }

  scale(coefficient: Rational, node: Node): Node {
    return coefficient.isOne ? node : this.sum([{ node, coefficient }]);
  }

  negate(node: Node): Node {
    return this.scale(Rational.minusOne, node);
  }

  /** Π base^exponent. A rational 0 to a negative power must not be among the factors. */
  product(factors: readonly Factor[]): Node {
    let coefficient = Rational.one;
    const merged = new Map<Node, Rational>();
    const include = (base: Node, exponent: Rational): void => {
      const n = exponent.isInteger ? Number(exponent.numerator) : undefined;
      if (base.kind === 'rational' && n !== undefined && foldable(base.value, n)) {
        coefficient = coefficient.multiply(base.value.power(n));
      } else if (
        base.kind === 'sum' &&
        base.terms.length === 1 &&
        base.constant.isZero &&
        n !== undefined &&
        foldable(base.terms[0]!.coefficient, n)
      ) {
        coefficient = coefficient.multiply(base.terms[0]!.coefficient.power(n));
        include(base.terms[0]!.node, exponent);
      } else if (base.kind === 'product' && n !== undefined) {
        for (const factor of base.factors) include(factor.base, factor.exponent.multiply(exponent));
      } else {
        const before = merged.get(base);
        const total = before === undefined ? exponent : before.add(exponent);
        // A step is 0 or 1, and so are its powers.
        const idempotent = base.kind === 'function' && base.name === 'step' && total.isInteger && !total.isNegative;
        merged.set(base, idempotent && !total.isZero ? Rational.one : total);
      }
    };
    for (const { base, exponent } of factors) include(base, exponent);
    if (coefficient.isZero) return this.rational(Rational.zero);
    const kept: Factor[] = [];
    for (const [base, exponent] of merged) if (!exponent.isZero) kept.push({ base, exponent });
    if (kept.length === 0) return this.rational(coefficient);
    if (kept.length === 1 && kept[0]!.exponent.isOne) return this.scale(coefficient, kept[0]!.base);
    kept.sort((a, b) => a.base.id - b.base.id);
    const key = `*${kept.map((f) => `${f.base.id}^${f.exponent.key}`).join(' ')}`;
    const product = this.intern(key, {
      kind: 'product',
      factors: kept,
      id: -1,
      rows: 0,
      varies: false,
      children: kept.map((f) => f.base),
    });
    return this.scale(coefficient, product);
  }

  multiply(...nodes: readonly Node[]): Node {
    return this.product(nodes.map((base) => ({ base, exponent: Rational.one })));
  }

  divide(left: Node, right: Node): Node {
    return this.product([
      { base: left, exponent: Rational.one },
      { base: right, exponent: Rational.minusOne },
    ]);
  }

  powerOf(base: Node, exponent: Rational): Node {
    if (base.kind === 'rational' && base.value.isOne) return base;
    return this.product([{ base, exponent }]);
  }

  /** base^exponent for any exponent; e^u is exp(u). */
  power(base: Node, exponent: Node): Node {
    if (exponent.kind === 'rational') return this.powerOf(base, exponent.value);
    if (base.kind === 'builtin' && base.name === 'e') return this.apply('exp', exponent);
    return this.intern(`^${base.id} ${exponent.id}`, {
      kind: 'power',
      base,
      exponent,
      id: -1,
      rows: 0,
      varies: false,
      children: [base, exponent],
    });
  }

  apply(name: FunctionName, argument: Node): Node {
    const folded = argument.kind === 'rational' ? exactValue(name, argument.value) : undefined;
    if (folded !== undefined) return this.rational(folded);
    return this.intern(`f${name} ${argument.id}`, {
      kind: 'function',
      name,
      argument,
      id: -1,
      rows: 0,
      varies: false,
      children: [argument],
    });
  }

  extremum(kind: 'maximum' | 'minimum', left: Node, right: Node): Node {
    if (left === right) return left;
    return this.intern(`${kind} ${left.id} ${right.id}`, {
      kind,
      left,
      right,
      id: -1,
      rows: 0,
      varies: false,
      children: [left, right],
    });
  }

  select(condition: Node, positive: Node, negative: Node): Node {
    if (positive === negative) return positive;
    if (condition.kind === 'rational') return condition.value.isNegative ? negative : positive;
    const key = `? ${condition.id} ${positive.id} ${negative.id}`;
    return this.intern(key, {
      kind: 'select',
      condition,
      positive,
      negative,
      id: -1,
      rows: 0,
      varies: false,
      children: [condition, positive, negative],
    });
  }

  /** Σ body over the rows of a table; what doesn't depend on the row is taken out. */
  total(table: Table, depth: number, body: Node): Node {
    if ((body.rows & (1 << depth)) === 0) return this.scale(Rational.integer(BigInt(table.rows)), body);
    if (body.kind === 'sum' && isMultiple(body)) {
      const { node, coefficient } = body.terms[0]!;
      return this.scale(coefficient, this.total(table, depth, node));
    }
    return this.intern(`Σ${table.name} ${depth} ${body.id}`, {
      kind: 'total',
      table,
      depth,
      body,
      id: -1,
      rows: 0,
      varies: false,
      children: [body],
    });
  }

  guard(value: Node, condition: Node): Node {
    return this.intern(`!${value.id} ${condition.id}`, {
      kind: 'guard',
      value,
      condition,
      id: -1,
      rows: 0,
      varies: false,
      children: [value, condition],
    });
  }
}

/** coefficient · term and nothing else. */
function isMultiple(node: SumNode): boolean {
  return node.terms.length === 1 && node.constant.isZero;
}

function foldable(value: Rational, exponent: number): boolean {
  if (value.isZero && exponent < 0) return false;
  // At most eight hexadecimal digits, sign included.
  if (value.isSmall && Math.abs(exponent) <= mostBits / 32) return true;
  const size = Math.max(value.numerator.toString(16).length, value.denominator.toString(16).length);
  return Number.isSafeInteger(exponent) && (value.isOne || size * 4 * Math.abs(exponent) <= mostBits);
}

/** The values at rational points that are exactly rational. */
function exactValue(name: FunctionName, x: Rational): Rational | undefined {
  switch (name) {
    case 'abs':
      return x.isNegative ? x.negate() : x;
    case 'relu':
      return x.isNegative ? Rational.zero : x;
    case 'step':
      return x.isNegative ? Rational.zero : Rational.one;
    case 'rightSign':
      return x.isNegative ? Rational.minusOne : Rational.one;
    case 'sign':
      return Rational.integer(BigInt(x.compare(Rational.zero)));
    case 'log':
      return x.isOne ? Rational.zero : undefined;
    case 'exp':
    case 'cos':
    case 'cosh':
      return x.isZero ? Rational.one : undefined;
    case 'sigmoid':
      return x.isZero ? Rational.of(1n, 2n) : undefined;
    case 'sin':
    case 'tan':
    case 'asin':
    case 'atan':
    case 'sinh':
    case 'tanh':
    case 'log1p':
    case 'expm1':
    case 'erf':
      return x.isZero ? Rational.zero : undefined;
    case 'acos':
    case 'softplus':
      return undefined;
  }
}
