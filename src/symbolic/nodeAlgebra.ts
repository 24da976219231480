import type { Algebra, IndexValue, RowBinding } from './algebra';
import { Domain, half } from './domain';
import { type FunctionName, type Node, type Table, reachable } from './node';
import {
  type NodeValue,
  type Places,
  arrayOf,
  dotProduct,
  elementwise,
  itemsOf,
  multiplyArrays,
  pickElements,
  shapeOf,
  stackArrays,
  transposeArray,
} from './nodeArray';
import { type Pool, TooLarge } from './pool';
import { Rational } from './rational';

/** Thrown where an index or an exponent follows a counter: the loop around it is then written out. */
class CountedIndex extends Error {}

/** An object, not a function of its own for each use: those outlive many collections of garbage. */
interface ExactConstants {
  /** The exact value of a node that is a constant without a range; undefined for any other. */
  exactConstant(node: Node): Rational | undefined;
}

/**
 * Lowers into the shared graph, noting the domain of what it builds. Arrays are written out element by element; a loop
 * over a table stays a loop, and one over a range too unless its counter is an index.
 */
export class NodeAlgebra implements Algebra<NodeValue> {
  private domain: Domain;

  constructor(
    private readonly pool: Pool,
    private readonly constants: ExactConstants,
  ) {
    this.domain = new Domain(pool);
  }

  /** The value, undefined where a part of its formula is. */
  protect(value: NodeValue): NodeValue {
    return elementwise([value], ([node]) => this.domain.protect(node!));
  }

  number(text: string): Node {
    return this.pool.rational(Rational.fromDecimal(text));
  }

  builtin(name: 'pi' | 'e'): Node {
    return this.pool.builtin(name);
  }

  negate(value: NodeValue): NodeValue {
    return elementwise([value], ([node]) => this.pool.negate(node!));
  }

  sum(terms: readonly { readonly value: NodeValue; readonly negative: boolean }[]): NodeValue {
    if (isScalar(terms)) {
      this.pool.beginSum(Rational.zero);
      for (let k = 0; k < terms.length; k++) {
        this.pool.addTerm(terms[k]!.value as Node, terms[k]!.negative ? Rational.minusOne : Rational.one);
      }
      return this.pool.endSum();
    }
    const signs = terms.map(({ negative }) => (negative ? Rational.minusOne : Rational.one));
    const ofNodes = (nodes: readonly Node[]): Node =>
      this.pool.sum(nodes.map((node, i) => ({ node, coefficient: signs[i]! })));
    return elementwise(
      terms.map(({ value }) => value),
      ofNodes,
    );
  }

  product(factors: readonly { readonly value: NodeValue; readonly divide: boolean }[]): NodeValue {
    if (isScalar(factors)) return this.scalarProduct(factors as readonly Factor[]);
    return factors.slice(1).reduce((left: NodeValue, { value, divide }) => {
      if (!divide) return multiplyArrays(this.pool, left, value);
      return elementwise([left, value], ([above, below]) =>
        this.scalarProduct([
          { value: above!, divide: false },
          { value: below!, divide: true },
        ]),
      );
    }, factors[0]!.value);
  }

  private scalarProduct(factors: readonly Factor[]): Node {
    const { pool } = this;
    for (let k = 0; k < factors.length; k++) {
      if (factors[k]!.divide) this.domain.note(pool.powerOf(factors[k]!.value, Rational.minusOne));
    }
    pool.beginProduct();
    for (let k = 0; k < factors.length; k++) {
      pool.addFactor(factors[k]!.value, factors[k]!.divide ? Rational.minusOne : Rational.one);
    }
    return pool.endProduct();
  }

  /** A whole number that has a name is still a whole number: (x + 1)^p with p = 2 is defined below −1 too. */
  power(base: NodeValue, exponent: NodeValue): NodeValue {
    if (base.kind !== 'array' && exponent.kind !== 'array') return this.scalarPower(base, exponent);
    return elementwise([base, exponent], ([x, y]) => this.scalarPower(x!, y!));
  }

  private scalarPower(base: Node, exponent: Node): Node {
    if (exponent.kind === 'rational') return this.partial(this.pool.powerOf(base, exponent.value));
    const exact = this.constants.exactConstant(exponent);
    const whole = exact?.isInteger === true ? this.pool.rational(exact) : exponent;
    // x^k for whole k is defined at 0, and its derivatives are: the sum over k is written out.
    if (base.varies && isCounted(whole)) throw new CountedIndex('An exponent follows a counter.');
    return this.partial(this.pool.power(base, whole));
  }

  private partial(node: Node): Node {
    this.domain.note(node);
    return node;
  }

  call(name: string, values: readonly NodeValue[]): NodeValue {
    const { pool } = this;
    if (values.length === 1 && values[0]!.kind !== 'array' && !ofArrays.has(name)) {
      return this.builtinFunction(name, values as readonly Node[]);
    }
    const items = itemsOf(values[0]!);
    switch (name) {
      case 'dot':
        return dotProduct(pool, values[0]!, values[1]!);
      case 'norm':
        return this.partial(pool.powerOf(dotProduct(pool, values[0]!, values[0]!), half));
      case 'hadamard':
        return elementwise(values, (nodes) => pool.multiply(...nodes));
      case 'sum':
        return pool.add(...items);
      case 'mean':
        return pool.scale(Rational.of(1n, BigInt(items.length)), pool.add(...items));
      case 'max':
      case 'min':
        if (values.length === 1) return this.builtinFunction(name, items);
    }
    return elementwise(values, (nodes) => this.builtinFunction(name, nodes));
  }

  private builtinFunction(name: string, nodes: readonly Node[]): Node {
    const { pool } = this;
    const [x, y] = nodes as [Node, Node | undefined];
    switch (name) {
      case 'sqrt':
        return this.partial(pool.powerOf(x, half));
      case 'pow':
        return this.power(x, y!) as Node;
      case 'max':
        return nodes.reduce((left, right) => pool.extremum('maximum', left, right));
      case 'min':
        return nodes.reduce((left, right) => pool.extremum('minimum', left, right));
      case 'leaky_relu': {
        const slope = y ?? pool.rational(Rational.of(1n, 100n));
        return pool.select(x, x, pool.multiply(slope, x));
      }
      case 'gelu': {
        const inner = pool.apply('erf', pool.divide(x, pool.powerOf(pool.integer(2), half)));
        return pool.scale(half, pool.multiply(x, pool.add(pool.rational(Rational.one), inner)));
      }
      default:
        return this.partial(pool.apply(name as FunctionName, x));
    }
  }

  vector(items: readonly NodeValue[]): NodeValue {
    return stackArrays(items);
  }

  transpose(value: NodeValue): NodeValue {
    return transposeArray(value);
  }

  index(value: NodeValue, items: readonly IndexValue<NodeValue>[]): NodeValue {
    const places = items.map((item): Places => {
      if (item.kind === 'at') return this.whole(item.at);
      return { from: this.whole(item.from), to: this.whole(item.to) };
    });
    return pickElements(value, places);
  }

  private whole(value: NodeValue): number {
    if (value.kind === 'array') throw new TooLarge('An index is an array.');
    const exact = this.exactValue(value);
    if (exact !== undefined) return exact.toNumber();
    throw new CountedIndex('An index follows a counter.');
  }

  /** The exact value of a node that follows from whole numbers and constants by + − × ÷ and whole powers. */
  private exactValue(node: Node): Rational | undefined {
    switch (node.kind) {
      case 'rational':
        return node.value;
      case 'constant':
        return this.constants.exactConstant(node);
      case 'sum':
        return node.terms.reduce<Rational | undefined>((sum, term) => {
          const value = this.exactValue(term.node);
          return sum === undefined || value === undefined ? undefined : sum.add(term.coefficient.multiply(value));
        }, node.constant);
      case 'product':
        return node.factors.reduce<Rational | undefined>((product, { base, exponent }) => {
          const value = this.exactValue(base);
          if (product === undefined || value === undefined || !exponent.isInteger) return undefined;
          if (value.isZero && exponent.isNegative) return undefined;
          return product.multiply(value.power(Number(exponent.numerator)));
        }, Rational.one);
      default:
        return undefined;
    }
  }

  column(table: Table, column: number, depth: number): Node {
    return this.pool.column(table, column, depth);
  }

  aggregate(
    table: Table,
    depth: number,
    operation: 'sum' | 'mean',
    body: (variable: RowBinding | NodeValue) => NodeValue,
  ): NodeValue {
    const total = this.looped(table, depth, body) ?? this.writtenOut(table, body);
    if (operation === 'sum') return total;
    const share = Rational.of(1n, BigInt(table.rows));
    return elementwise([total], ([node]) => this.pool.scale(share, node!));
  }

  /** The sum as a loop; undefined where a counter is an index. */
  private looped(
    table: Table,
    depth: number,
    body: (variable: RowBinding | NodeValue) => NodeValue,
  ): NodeValue | undefined {
    const outer = this.domain;
    const inside = new Domain(this.pool);
    this.domain = inside;
    let term: NodeValue;
    try {
      term = this.protect(body({ kind: 'row', table, depth }));
    } catch (error) {
      if (!(error instanceof CountedIndex && table.isRange)) throw error;
      // Names that were lowered on the way are kept, and so is where they are defined.
      outer.include(inside, depth);
      return undefined;
    } finally {
      this.domain = outer;
    }
    this.domain.include(inside, depth);
    return elementwise([term], ([node]) => {
      const total = this.pool.total(table, depth, node!);
      if (!inside.isEmpty) this.domain.note(total);
      return total;
    });
  }

  private writtenOut(table: Table, body: (variable: NodeValue) => NodeValue): NodeValue {
    const counter = table.columns[0]!.near;
    const terms = Array.from(counter, (k) => body(this.pool.integer(k)));
    if (terms.length === 0) return this.pool.integer(0);
    return arrayOf(
      shapeOf(terms[0]!),
      itemsOf(terms[0]!).map((_, i) => this.pool.add(...terms.map((term) => itemsOf(term)[i]!))),
    );
  }
}

/** Functions that mean something else for a whole array than for each of its entries. */
const ofArrays: ReadonlySet<string> = new Set(['dot', 'norm', 'hadamard', 'sum', 'mean']);

function isScalar(parts: readonly { readonly value: NodeValue }[]): boolean {
  for (let k = 0; k < parts.length; k++) if (parts[k]!.value.kind === 'array') return false;
  return true;
}

/** Longer sums of powers stay loops. */
const mostPowers = 64;

/** A node that follows the counter of a short range, and no column of data. */
function isCounted(node: Node): boolean {
  if (node.rows === 0) return false;
  const columns = reachable([node]).filter((part) => part.kind === 'column');
  return columns.every(({ table }) => table.isRange && table.rows <= mostPowers);
}

interface Factor {
  readonly value: Node;
  readonly divide: boolean;
}
