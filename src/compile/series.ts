/** Truncated power series in a few variables, evaluated over expressions: jets. */
import type { FunctionNode, Node } from '../symbolic/node';
import { childrenOf, reachable } from '../symbolic/node';
import { Rational } from '../symbolic/rational';
import { NotRepresentable, type Ring } from './ring';
import { functionSeries, powerSeries } from './taylor';

/** Coefficients by monomial, in the order of `SeriesSpace.exponents`. */
export type Series<T> = readonly T[];

/** The monomials of total degree at most `degree` in `variables` variables, and how they multiply. */
export class SeriesSpace {
  /** exponents[k][i]: the exponent of variable i in monomial k; degrees ascend. */
  readonly exponents: readonly (readonly number[])[];
  readonly degrees: readonly number[];
  private readonly indices = new Map<string, number>();

  constructor(
    readonly variables: number,
    readonly degree: number,
  ) {
    const list: number[][] = [];
    for (let total = 0; total <= degree; total++) list.push(...compositions(variables, total));
    this.exponents = list;
    this.degrees = list.map((exponents) => exponents.reduce((a, b) => a + b, 0));
    list.forEach((exponents, k) => this.indices.set(exponents.join(','), k));
  }

  get size(): number {
    return this.exponents.length;
  }

  /** The place of a monomial, or -1 where its degree is too high. */
  indexOf(exponents: readonly number[]): number {
    return this.indices.get(exponents.join(',')) ?? -1;
  }

  private table: Int32Array[] | undefined;

  /** products()[i][j]: the place of monomial i times monomial j, or -1. */
  products(): readonly Int32Array[] {
    this.table ??= this.exponents.map((a) =>
      Int32Array.from(this.exponents, (b) => this.indexOf(a.map((x, v) => x + b[v]!))),
    );
    return this.table;
  }
}

function compositions(parts: number, total: number): number[][] {
  if (parts === 0) return total === 0 ? [[]] : [];
  if (parts === 1) return [[total]];
  const result: number[][] = [];
  for (let first = total; first >= 0; first--) {
    for (const rest of compositions(parts - 1, total - first)) result.push([first, ...rest]);
  }
  return result;
}

/** Values of the leaves of an expression in a ring. */
export interface Leaves<T> {
  constant(index: number): T;
}

/** All nodes below and at a root, but not inside of totals, children before parents. */
function belowTotals(root: Node): Node[] {
  const seen = new Set<Node>([root]);
  for (const node of seen) if (node.kind !== 'total') for (const child of childrenOf(node)) seen.add(child);
  return [...seen].sort((a, b) => a.id - b.id);
}

/** Higher powers of a number that isn't 0 or ±1 are not written out exactly. */
const mostExactPower = 100n;

/** Arithmetic of series over a ring in a space, and the evaluation of expressions in it. */
export class SeriesEvaluator<T> {
  constructor(
    readonly ring: Ring<T>,
    readonly space: SeriesSpace,
    private readonly leaves: Leaves<T>,
  ) {}

  constant(value: T): Series<T> {
    return this.space.exponents.map((_, k) => (k === 0 ? value : this.ring.zero));
  }

  /** value + Σ slopes[v]·(variable v). */
  affine(value: T, slopes: readonly T[]): Series<T> {
    const result = [...this.constant(value)];
    slopes.forEach((slope, v) => {
      const k = this.space.indexOf(slopes.map((_, i) => (i === v ? 1 : 0)));
      if (k >= 0) result[k] = slope;
    });
    return result;
  }

  add(a: Series<T>, b: Series<T>): Series<T> {
    return a.map((x, k) => this.ring.add(x, b[k]!));
  }

  scale(factor: T, a: Series<T>): Series<T> {
    return a.map((x) => this.ring.multiply(factor, x));
  }

  multiply(a: Series<T>, b: Series<T>): Series<T> {
    const { ring } = this;
    const result: T[] = a.map(() => ring.zero);
    const products = this.space.products();
    a.forEach((x, i) => {
      if (ring.isZero(x)) return;
      const row = products[i]!;
      for (let j = 0; j < b.length; j++) {
        const k = row[j]!;
        if (k >= 0 && !ring.isZero(b[j]!)) result[k] = ring.add(result[k]!, ring.multiply(x, b[j]!));
      }
    });
    return result;
  }

  /** Σ coefficients[j]·(a − a₀)ʲ. */
  compose(coefficients: readonly T[], a: Series<T>): Series<T> {
    const shifted = a.map((x, k) => (k === 0 ? this.ring.zero : x));
    let result = this.constant(coefficients[coefficients.length - 1]!);
    for (let j = coefficients.length - 2; j >= 0; j--) {
      result = this.multiply(result, shifted);
      result = result.map((x, k) => (k === 0 ? this.ring.add(x, coefficients[j]!) : x));
    }
    return result;
  }

  /** The roots as series, with each parameter replaced by its series. Throws `NotRepresentable` where that is impossible. */
  evaluate(roots: readonly Node[], parameters: readonly Series<T>[]): Series<T>[] {
    const values = new Map<Node, Series<T>>();
    const inLoops = new Set<Node>();
    for (const node of reachable(roots)) {
      // What depends on a row is evaluated for each row, by its total.
      if (node.rows !== 0) inLoops.add(node);
      else values.set(node, this.node(node, values, parameters));
    }
    return roots.map((root) => values.get(root)!);
  }

  private node(
    node: Node,
    values: Map<Node, Series<T>>,
    parameters: readonly Series<T>[],
    row?: ReadonlyMap<number, number>,
  ): Series<T> {
    const { ring } = this;
    const of = (child: Node): Series<T> => values.get(child)!;
    switch (node.kind) {
      case 'rational':
        return this.constant(ring.rational(node.value));
      case 'builtin':
        return this.constant(ring.builtin(node.name));
      case 'parameter':
        return parameters[node.index]!;
      case 'constant':
        return this.constant(this.leaves.constant(node.index));
      case 'column': {
        const at = row!.get(node.depth)!;
        const { low, high } = node.table.columns[node.column]!;
        return this.constant(ring.bounded(low[at]!, high[at]!));
      }
      case 'sum':
        return node.terms.reduce(
          (sum, term) => this.add(sum, this.scale(ring.rational(term.coefficient), of(term.node))),
          this.constant(ring.rational(node.constant)),
        );
      case 'product':
        return node.factors
          .map(({ base, exponent }) => this.power(of(base), exponent))
          .reduce((product, factor) => this.multiply(product, factor));
      case 'power':
        return this.multiplyExponent(of(node.base), of(node.exponent));
      case 'function':
        return this.apply(node, of(node.argument));
      case 'maximum':
      case 'minimum': {
        const difference = ring.sign(
          ring.add(of(node.left)[0]!, ring.multiply(ring.rational(Rational.minusOne), of(node.right)[0]!)),
        );
        if (difference === 0) throw new NotRepresentable('a kink');
        return difference > 0 === (node.kind === 'maximum') ? of(node.left) : of(node.right);
      }
      case 'select': {
        const sign = ring.sign(of(node.condition)[0]!);
        if (sign === 0) throw new NotRepresentable('a kink');
        return of(sign > 0 ? node.positive : node.negative);
      }
      case 'guard':
        return of(node.value);
      case 'total':
        return this.total(node, values, parameters, row);
    }
  }

  private total(
    node: Node & { kind: 'total' },
    values: Map<Node, Series<T>>,
    parameters: readonly Series<T>[],
    row: ReadonlyMap<number, number> = new Map(),
  ): Series<T> {
    const bit = 1 << node.depth;
    const body = belowTotals(node.body).filter((part) => (part.rows & bit) !== 0);
    // An inner total that doesn't depend on this row is known; one that does is evaluated with it.
    const own = body.filter((part) => (part.rows & ~(bit | (bit - 1))) === 0);
    let sum = this.constant(this.ring.zero);
    for (let at = 0; at < node.table.rows; at++) {
      const here = new Map(row).set(node.depth, at);
      const local = new Map(values);
      for (const part of own) local.set(part, this.node(part, local, parameters, here));
      sum = this.add(sum, local.get(node.body)!);
    }
    return sum;
  }

  private power(base: Series<T>, exponent: Rational): Series<T> {
    if (exponent.isInteger && !exponent.isNegative) {
      if (exponent.numerator > mostExactPower && !this.ring.staysSmall(base[0]!)) {
        throw new NotRepresentable('a power with too many digits');
      }
      let result: Series<T> | undefined;
      let square = base;
      for (let n = exponent.numerator; ; square = this.multiply(square, square)) {
        if (n % 2n === 1n) result = result === undefined ? square : this.multiply(result, square);
        n /= 2n;
        if (n === 0n) return result!;
      }
    }
    return this.compose(powerSeries(this.ring, base[0]!, exponent, this.space.degree), base);
  }

  private apply(node: FunctionNode, argument: Series<T>): Series<T> {
    return this.compose(functionSeries(this.ring, node.name, argument[0]!, this.space.degree), argument);
  }

  /** base^exponent = exp(exponent·log(base)). */
  private multiplyExponent(base: Series<T>, exponent: Series<T>): Series<T> {
    const { ring, space } = this;
    const logarithm = this.compose(functionSeries(ring, 'log', base[0]!, space.degree), base);
    const product = this.multiply(exponent, logarithm);
    return this.compose(functionSeries(ring, 'exp', product[0]!, space.degree), product);
  }
}
