import { exactValue, foldable } from './folding';
import { FreshNode } from './freshNode';
import type { Factor, FunctionName, Node, Table, Term } from './node';
import { NodeTable, mixed } from './nodeTable';
import { Rational } from './rational';
import { areFactors, isColumn, isMultiple, isTallied, isTotal } from './sameNode';
import { Tally } from './tally';

/** Thrown where an expression outgrows its pool; the façade turns it into a message. */
export class TooLarge extends Error {}

/** The most distinct nodes one loss may need, derivatives included. */
export const mostNodes = 200_000;

const none: readonly Node[] = [];

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

/** What tells the kinds apart in a hash. */
const tags = {
  rational: 1,
  builtin: 2,
  parameter: 3,
  constant: 4,
  column: 5,
  sum: 6,
  product: 7,
  power: 8,
  function: 9,
  maximum: 10,
  minimum: 11,
  select: 12,
  total: 13,
  guard: 14,
} as const satisfies Record<Node['kind'], number>;

/**
 * Makes nodes, one for each distinct expression (hash-consing), in a canonical form: sums and products are flat, equal
 * terms and factors are merged, rational numbers are folded. Nothing is expanded.
 *
 * A fold may drop a part that is not defined everywhere, as in `x/x`; whoever builds a loss keeps its domain by guards.
 */
export class Pool {
  private readonly nodes = new NodeTable();
  private readonly terms = new Tally();
  private readonly factors = new Tally();
  /** The number of the sum, and of the product, that is being put together. */
  private number = Rational.zero;
  private coefficient = Rational.one;

  get size(): number {
    return this.nodes.size;
  }

  /** Keeps a node that is not known yet, where it was looked for last; its other fields are filled in. */
  private keep(fresh: FreshNode | Mutable<Node>): Node {
    const id = this.nodes.size;
    if (id >= mostNodes) throw new TooLarge(`The formula needs more than ${mostNodes} distinct operations.`);
    const { children } = fresh;
    let rows = 0;
    let varies = fresh.kind === 'parameter';
    for (let k = 0; k < children.length; k++) {
      const child = children[k]!;
      rows |= child.rows;
      if (child.varies) varies = true;
    }
    if (fresh.kind === 'column') rows = 1 << fresh.depth;
    if (fresh.kind === 'total') rows &= ~(1 << fresh.depth);
    fresh.id = id;
    fresh.rows = rows;
    fresh.varies = varies;
    const node = fresh as Node;
    this.nodes.add(node);
    return node;
  }

  rational(value: Rational): Node {
    let known = this.nodes.first(mixed(tags.rational, value.hash, 0));
    while (known !== undefined && !(known.kind === 'rational' && known.value.equals(value))) known = this.nodes.next();
    if (known !== undefined) return known;
    const fresh = new FreshNode('rational', none);
    fresh.value = value;
    return this.keep(fresh);
  }

  integer(value: number): Node {
    return this.rational(Rational.whole(value));
  }

  builtin(name: 'pi' | 'e'): Node {
    let known = this.nodes.first(mixed(tags.builtin, name.length, 0));
    while (known !== undefined && !(known.kind === 'builtin' && known.name === name)) known = this.nodes.next();
    return known ?? this.keepNamed('builtin', name, undefined);
  }

  parameter(index: number, name: string): Node {
    let known = this.nodes.first(mixed(tags.parameter, index, 0));
    while (known !== undefined && !(known.kind === 'parameter' && known.index === index)) known = this.nodes.next();
    return known ?? this.keepNamed('parameter', name, index);
  }

  constant(index: number, name: string): Node {
    let known = this.nodes.first(mixed(tags.constant, index, 0));
    while (known !== undefined && !(known.kind === 'constant' && known.index === index)) known = this.nodes.next();
    return known ?? this.keepNamed('constant', name, index);
  }

  private keepNamed(kind: 'builtin' | 'parameter' | 'constant', name: string, index: number | undefined): Node {
    const fresh = new FreshNode(kind, none);
    fresh.name = name;
    fresh.index = index;
    return this.keep(fresh);
  }

  column(table: Table, column: number, depth: number): Node {
    let known = this.nodes.first(mixed(tags.column, column, depth));
    while (known !== undefined && !(known.kind === 'column' && isColumn(known, table, column, depth))) {
      known = this.nodes.next();
    }
    return known ?? this.keep({ kind: 'column', id: -1, rows: 0, varies: false, children: none, table, column, depth });
  }

  /** constant + Σ coefficient·term. */
  sum(terms: readonly Term[], start: Rational = Rational.zero): Node {
    this.beginSum(start);
    for (let k = 0; k < terms.length; k++) this.addTerm(terms[k]!.node, terms[k]!.coefficient);
    return this.endSum();
  }

  /** Begins a sum, term by term. Between this and `endSum` no other node may be made. */
  beginSum(constant: Rational): void {
    this.number = constant;
    this.terms.size = 0;
  }

  addTerm(node: Node, coefficient: Rational): void {
    if (node.kind === 'rational') {
      this.number = this.number.add(coefficient.multiply(node.value));
    } else if (node.kind === 'sum' && (coefficient.isOne || coefficient === Rational.minusOne || isMultiple(node))) {
      this.number = this.number.add(coefficient.multiply(node.constant));
      const { terms } = node;
      for (let k = 0; k < terms.length; k++) this.addTerm(terms[k]!.node, coefficient.multiply(terms[k]!.coefficient));
    } else {
      this.terms.add(node, coefficient);
    }
  }

  endSum(): Node {
    const { number: constant, terms: tally } = this;
    const { nodes, amounts, size } = tally;
    let count = 0;
    let last = -1;
    let hash = mixed(tags.sum, constant.hash, 0);
    for (let k = 0; k < size; k++) {
      const amount = amounts[k]!;
      if (amount.isZero) continue;
      count++;
      last = k;
      // The same for every order; the terms stay in the order of the first writer, which is how they are read.
      hash = (hash + mixed(tags.sum, nodes[k]!.id, amount.hash)) | 0;
    }
    if (count === 0) return this.rational(constant);
    if (count === 1 && constant.isZero && amounts[last]!.isOne) return nodes[last]!;
    let known = this.nodes.first(hash);
    while (known !== undefined && !(known.kind === 'sum' && isTallied(known, constant, count, tally))) {
      known = this.nodes.next();
    }
    if (known !== undefined) return known;
    const terms: Term[] = [];
    const children: Node[] = [];
    for (let k = 0; k < size; k++) {
      if (amounts[k]!.isZero) continue;
      terms.push({ node: nodes[k]!, coefficient: amounts[k]! });
      children.push(nodes[k]!);
    }
    const fresh = new FreshNode('sum', children);
    fresh.constant = constant;
    fresh.terms = terms;
    return this.keep(fresh);
  }

  add(...nodes: readonly Node[]): Node {
    this.beginSum(Rational.zero);
    for (let k = 0; k < nodes.length; k++) this.addTerm(nodes[k]!, Rational.one);
    return this.endSum();
  }

  subtract(left: Node, right: Node): Node {
    this.beginSum(Rational.zero);
    this.addTerm(left, Rational.one);
    this.addTerm(right, Rational.minusOne);
    return this.endSum();
  }

  scale(coefficient: Rational, node: Node): Node {
    if (coefficient.isOne) return node;
    this.beginSum(Rational.zero);
    this.addTerm(node, coefficient);
    return this.endSum();
  }

  negate(node: Node): Node {
    return this.scale(Rational.minusOne, node);
  }

  /** Π base^exponent. A rational 0 to a negative power must not be among the factors. */
  product(factors: readonly Factor[]): Node {
    this.beginProduct();
    for (let k = 0; k < factors.length; k++) this.addFactor(factors[k]!.base, factors[k]!.exponent);
    return this.endProduct();
  }

  /** Begins a product, factor by factor. Between this and `endProduct` no other node may be made. */
  beginProduct(): void {
    this.coefficient = Rational.one;
    this.factors.size = 0;
  }

  addFactor(base: Node, exponent: Rational): void {
    const { factors } = this;
    switch (base.kind) {
      case 'rational':
        if (exponent.isInteger && foldable(base.value, exponent.toNumber())) {
          this.coefficient = this.coefficient.multiply(base.value.power(exponent.toNumber()));
          return;
        }
        break;
      case 'sum':
        if (isMultiple(base) && exponent.isInteger) {
          const { node, coefficient } = base.terms[0]!;
          const n = exponent.toNumber();
          if (!foldable(coefficient, n)) break;
          this.coefficient = this.coefficient.multiply(coefficient.power(n));
          this.addFactor(node, exponent);
          return;
        }
        break;
      case 'product':
        if (exponent.isInteger) {
          const inner = base.factors;
          for (let k = 0; k < inner.length; k++) this.addFactor(inner[k]!.base, inner[k]!.exponent.multiply(exponent));
          return;
        }
        break;
    }
    const place = factors.add(base, exponent);
    if (base.kind !== 'function' || base.name !== 'step') return;
    // A step is 0 or 1, and so are its powers.
    const total = factors.amounts[place]!;
    if (total.isInteger && !total.isNegative && !total.isZero) factors.amounts[place] = Rational.one;
  }

  endProduct(): Node {
    const node = this.endFactors();
    return this.scale(this.coefficient, node);
  }

  /** Ends a product as a term: its number apart, so that a sum needs no node of both. */
  endTerm(): Term {
    const node = this.endFactors();
    return { node, coefficient: this.coefficient };
  }

  /** The factors as a node; their number is in `coefficient`. */
  private endFactors(): Node {
    const { factors: tally } = this;
    const count = this.coefficient.isZero ? 0 : tally.arrange();
    const { nodes, amounts } = tally;
    if (count === 0) {
      const { coefficient } = this;
      this.coefficient = Rational.one;
      return this.rational(coefficient);
    }
    if (count === 1 && amounts[0]!.isOne) return nodes[0]!;
    let hash: number = tags.product;
    for (let k = 0; k < count; k++) hash = mixed(hash, nodes[k]!.id, amounts[k]!.hash);
    let known = this.nodes.first(hash);
    while (known !== undefined && !(known.kind === 'product' && areFactors(known.factors, count, tally))) {
      known = this.nodes.next();
    }
    if (known !== undefined) return known;
    const factors: Factor[] = [];
    const children: Node[] = [];
    for (let k = 0; k < count; k++) {
      factors.push({ base: nodes[k]!, exponent: amounts[k]! });
      children.push(nodes[k]!);
    }
    const fresh = new FreshNode('product', children);
    fresh.factors = factors;
    return this.keep(fresh);
  }

  multiply(...nodes: readonly Node[]): Node {
    this.beginProduct();
    for (let k = 0; k < nodes.length; k++) this.addFactor(nodes[k]!, Rational.one);
    return this.endProduct();
  }

  divide(left: Node, right: Node): Node {
    this.beginProduct();
    this.addFactor(left, Rational.one);
    this.addFactor(right, Rational.minusOne);
    return this.endProduct();
  }

  powerOf(base: Node, exponent: Rational): Node {
    if (base.kind === 'rational' && base.value.isOne) return base;
    this.beginProduct();
    this.addFactor(base, exponent);
    return this.endProduct();
  }

  /** base^exponent for any exponent; e^u is exp(u). */
  power(base: Node, exponent: Node): Node {
    if (exponent.kind === 'rational') return this.powerOf(base, exponent.value);
    if (base.kind === 'builtin' && base.name === 'e') return this.apply('exp', exponent);
    let known = this.nodes.first(mixed(tags.power, base.id, exponent.id));
    while (known !== undefined && !(known.kind === 'power' && known.base === base && known.exponent === exponent)) {
      known = this.nodes.next();
    }
    if (known !== undefined) return known;
    const fresh = new FreshNode('power', [base, exponent]);
    fresh.base = base;
    fresh.exponent = exponent;
    return this.keep(fresh);
  }

  apply(name: FunctionName, argument: Node): Node {
    const folded = argument.kind === 'rational' ? exactValue(name, argument.value) : undefined;
    if (folded !== undefined) return this.rational(folded);
    let known = this.nodes.first(mixed(tags.function, name.charCodeAt(0) + 8 * name.length, argument.id));
    while (known !== undefined && !(known.kind === 'function' && known.argument === argument && known.name === name)) {
      known = this.nodes.next();
    }
    if (known !== undefined) return known;
    const fresh = new FreshNode('function', [argument]);
    fresh.name = name;
    fresh.argument = argument;
    return this.keep(fresh);
  }

  extremum(kind: 'maximum' | 'minimum', left: Node, right: Node): Node {
    if (left === right) return left;
    let known = this.nodes.first(mixed(tags[kind], left.id, right.id));
    while (known !== undefined && !(known.kind === kind && known.left === left && known.right === right)) {
      known = this.nodes.next();
    }
    return known ?? this.keep({ kind, id: -1, rows: 0, varies: false, children: [left, right], left, right });
  }

  select(condition: Node, positive: Node, negative: Node): Node {
    if (positive === negative) return positive;
    if (condition.kind === 'rational') return condition.value.isNegative ? negative : positive;
    let known = this.nodes.first(mixed(mixed(tags.select, condition.id, 0), positive.id, negative.id));
    while (
      known !== undefined &&
      !(
        known.kind === 'select' &&
        known.condition === condition &&
        known.positive === positive &&
        known.negative === negative
      )
    ) {
      known = this.nodes.next();
    }
    if (known !== undefined) return known;
    const children = [condition, positive, negative];
    return this.keep({ kind: 'select', id: -1, rows: 0, varies: false, children, condition, positive, negative });
  }

  /** Σ body over the rows of a table; what doesn't depend on the row is taken out. */
  total(table: Table, depth: number, body: Node): Node {
    if ((body.rows & (1 << depth)) === 0) return this.scale(Rational.whole(table.rows), body);
    if (body.kind === 'sum' && isMultiple(body)) {
      const { node, coefficient } = body.terms[0]!;
      return this.scale(coefficient, this.total(table, depth, node));
    }
    let known = this.nodes.first(mixed(tags.total, depth, body.id));
    while (known !== undefined && !(known.kind === 'total' && isTotal(known, table, depth, body))) {
      known = this.nodes.next();
    }
    return known ?? this.keep({ kind: 'total', id: -1, rows: 0, varies: false, children: [body], table, depth, body });
  }

  guard(value: Node, condition: Node): Node {
    let known = this.nodes.first(mixed(tags.guard, value.id, condition.id));
    while (known !== undefined && !(known.kind === 'guard' && known.value === value && known.condition === condition)) {
      known = this.nodes.next();
    }
    if (known !== undefined) return known;
    const children = [value, condition];
    return this.keep({ kind: 'guard', id: -1, rows: 0, varies: false, children, value, condition });
  }
}
