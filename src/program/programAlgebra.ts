import type { Algebra, IndexValue, RowBinding } from '../symbolic/algebra';
import type { Table } from '../symbolic/node';
import { TooLarge } from '../symbolic/pool';
import { Rational } from '../symbolic/rational';
import type { ProgramBuilder } from './builder';
import { type BinaryName, type Stretch, type UnaryName, sizeOf } from './program';

/** Elements that a slice with moving ends may have. */
const mostPicked = 4096;

/** A register of the program being built. */
export interface ProgramValue {
  readonly kind: 'register';
  readonly index: number;
}

/** Lowers into whole-array operations. Loops stay loops, and matrix products are one instruction. */
export class ProgramAlgebra implements Algebra<ProgramValue> {
  /** The loop of each nesting depth that is being lowered. */
  private readonly axes: number[] = [];

  constructor(
    private readonly builder: ProgramBuilder,
    /** The value of a constant that doesn't move. */
    private readonly constantValue: (index: number) => number | undefined,
  ) {}

  number(text: string): ProgramValue {
    return this.scalar(Rational.fromDecimal(text).toNumber());
  }

  builtin(name: 'pi' | 'e'): ProgramValue {
    return this.scalar(name === 'pi' ? Math.PI : Math.E);
  }

  private scalar(value: number): ProgramValue {
    return register(this.builder.scalar(value));
  }

  negate(value: ProgramValue): ProgramValue {
    const literal = this.builder.literalValues(value.index);
    if (literal === undefined) return this.unary('negate', value);
    return register(
      this.builder.literal(
        this.shape(value),
        literal.map((x) => -x),
      ),
    );
  }

  sum(terms: readonly { readonly value: ProgramValue; readonly negative: boolean }[]): ProgramValue {
    const [first, ...others] = terms as [(typeof terms)[number], ...typeof terms];
    return others.reduce(
      (left, { value, negative }) => this.binary(negative ? 'subtract' : 'add', left, value),
      first.negative ? this.negate(first.value) : first.value,
    );
  }

  product(factors: readonly { readonly value: ProgramValue; readonly divide: boolean }[]): ProgramValue {
    return factors.slice(1).reduce((left, { value, divide }) => {
      if (divide) return this.binary('divide', left, value);
      const scales = this.shape(left).length === 0 || this.shape(value).length === 0;
      return scales ? this.binary('multiply', left, value) : this.contract(left, value);
    }, factors[0]!.value);
  }

  power(base: ProgramValue, exponent: ProgramValue): ProgramValue {
    const literal = this.shape(exponent).length === 0 ? this.builder.literalValues(exponent.index) : undefined;
    if (literal !== undefined) return this.fixedPower(base, literal[0]!);
    return this.binary('power', base, exponent);
  }

  private fixedPower(base: ProgramValue, exponent: number): ProgramValue {
    if (exponent === 1) return base;
    return register(this.builder.emit({ op: 'fixedPower', a: base.index, exponent }, this.shape(base), [base.index]));
  }

  call(name: string, values: readonly ProgramValue[]): ProgramValue {
    const [x, y] = values as [ProgramValue, ProgramValue | undefined];
    switch (name) {
      case 'dot':
        return this.dot(x, y!);
      case 'norm':
        return this.fixedPower(this.dot(x, x), 0.5);
      case 'hadamard':
        return this.binary('multiply', x, y!);
      case 'sum':
        return this.reduce('sum', x);
      case 'mean':
        return this.binary('divide', this.reduce('sum', x), this.scalar(sizeOf(this.shape(x))));
      case 'max':
      case 'min': {
        const kind = name === 'max' ? 'maximum' : 'minimum';
        if (y === undefined) return this.reduce(kind, x);
        return values.reduce((left, right) => this.binary(kind, left, right));
      }
      case 'sqrt':
        return this.fixedPower(x, 0.5);
      case 'pow':
        return this.power(x, y!);
      case 'leaky_relu': {
        const below = this.binary('multiply', y ?? this.scalar(0.01), x);
        const operands = [x.index, x.index, below.index];
        const fresh = { op: 'select', condition: x.index, a: x.index, b: below.index } as const;
        return register(this.builder.emit(fresh, this.shape(x), operands));
      }
      case 'gelu': {
        const inner = this.unary('erf', this.binary('divide', x, this.scalar(Math.SQRT2)));
        const half = this.binary('multiply', this.scalar(0.5), x);
        return this.binary('multiply', half, this.binary('add', this.scalar(1), inner));
      }
      default:
        return this.unary(name as UnaryName, x);
    }
  }

  vector(items: readonly ProgramValue[]): ProgramValue {
    const shape = [items.length, ...this.shape(items[0]!)];
    const literals = items.map(({ index }) => this.builder.literalValues(index));
    if (literals.every((values) => values !== undefined)) {
      const all = new Float64Array(sizeOf(shape));
      literals.forEach((values, i) => all.set(values, i * values.length));
      return register(this.builder.literal(shape, all));
    }
    const parts = items.map(({ index }) => index);
    return register(this.builder.emit({ op: 'stack', parts }, shape, parts));
  }

  transpose(value: ProgramValue): ProgramValue {
    const shape = this.shape(value);
    if (shape.length === 0) return value;
    if (shape.length === 1) {
      const parts = [value.index];
      return register(this.builder.emit({ op: 'stack', parts }, [1, shape[0]!], parts));
    }
    const turned = [shape[1]!, shape[0]!];
    return register(this.builder.emit({ op: 'transpose', a: value.index }, turned, [value.index]));
  }

  index(value: ProgramValue, items: readonly IndexValue<ProgramValue>[]): ProgramValue {
    const shape = this.shape(value);
    const places = items.map((item) => this.fixedPlace(item));
    if (places.some((place) => place === undefined))
      return items.every(({ kind }) => kind === 'at') ? this.pick(value, items) : this.pickSlices(value, items);
    const stretches = shape.map((size, d): Stretch => {
      const place = places[d];
      if (place === undefined) return { from: 0, size };
      return typeof place === 'number'
        ? { from: place - 1, size: 1 }
        : { from: place.from - 1, size: place.to - place.from + 1 };
    });
    stretches.forEach(({ from, size }, d) => {
      if (!(from >= 0 && size >= 0 && from + size <= shape[d]!))
        throw new TooLarge(`The index ${from + 1} lies outside 1..${shape[d]!}.`);
    });
    const kept = stretches.filter((_, d) => typeof places[d] !== 'number').map(({ size }) => size);
    const definition = this.builder.definition(value.index);
    // One item of a vector that was just written is that item; whatever else stood there still has its domain.
    if (definition.op === 'stack' && shape.length === 1 && kept.length === 0 && places.length === 1)
      return register(definition.parts[stretches[0]!.from]!);
    return register(this.builder.emit({ op: 'slice', a: value.index, stretches }, kept, [value.index]));
  }

  /** The place or the slice of an index that is the same in every row. */
  private fixedPlace(
    item: IndexValue<ProgramValue>,
  ): number | { readonly from: number; readonly to: number } | undefined {
    if (item.kind === 'at') return this.whole(item.at);
    const [from, to] = [this.whole(item.from), this.whole(item.to)];
    return from === undefined || to === undefined ? undefined : { from, to };
  }

  /** Slices beside indices that follow a counter, or whose ends do: their elements one by one. */
  private pickSlices(value: ProgramValue, items: readonly IndexValue<ProgramValue>[]): ProgramValue {
    const shape = this.shape(value);
    const one = this.scalar(1);
    const all = shape.map((size, d) => items[d] ?? { kind: 'slice' as const, from: one, to: this.scalar(size) });
    const gather = (d: number, before: readonly IndexValue<ProgramValue>[]): ProgramValue => {
      const item = all[d];
      if (item === undefined) return this.pick(value, before);
      if (item.kind === 'at') return gather(d + 1, [...before, item]);
      // The ends move together: the length is that of any row.
      const length = this.foldable(item.to, 1)! - this.foldable(item.from, 1)! + 1;
      if (!(length >= 1 && length <= mostPicked)) throw new TooLarge(`A slice has ${length} elements.`);
      const parts = Array.from({ length }, (_, k) => {
        const at = k === 0 ? item.from : this.binary('add', item.from, this.scalar(k));
        return gather(d + 1, [...before, { kind: 'at', at }]);
      });
      return this.vector(parts);
    };
    return gather(0, []);
  }

  private pick(value: ProgramValue, items: readonly IndexValue<ProgramValue>[]): ProgramValue {
    const places = items.map((item) => {
      if (item.kind === 'slice') throw new TooLarge('A slice stands where a place is needed.');
      return item.at.index;
    });
    const shape = this.shape(value).slice(places.length);
    return register(this.builder.emit({ op: 'pick', a: value.index, places }, shape, [value.index, ...places]));
  }

  private whole(value: ProgramValue): number | undefined {
    return this.foldable(value, undefined);
  }

  /** The number a register holds if it follows from literals, fixed constants and, where one is given, the row's counter. */
  private foldable({ index }: ProgramValue, counter: number | undefined): number | undefined {
    const instruction = this.builder.definition(index);
    const of = (operand: number): number | undefined => this.foldable(register(operand), counter);
    switch (instruction.op) {
      case 'literal':
        return instruction.values[0];
      case 'constant':
        return this.constantValue(instruction.index);
      case 'column':
        return counter;
      case 'unary': {
        const x = of(instruction.a);
        return instruction.name === 'negate' && x !== undefined ? -x : undefined;
      }
      case 'fixedPower': {
        const x = of(instruction.a);
        return x === undefined ? undefined : x ** instruction.exponent;
      }
      case 'binary': {
        const [a, b] = [of(instruction.a), of(instruction.b)];
        if (a === undefined || b === undefined) return undefined;
        if (instruction.name === 'add') return a + b;
        if (instruction.name === 'subtract') return a - b;
        if (instruction.name === 'multiply') return a * b;
        return instruction.name === 'divide' ? a / b : undefined;
      }
      default:
        return undefined;
    }
  }

  column(_table: Table, column: number, depth: number): ProgramValue {
    return register(this.builder.column(this.axes[depth]!, column));
  }

  aggregate(
    table: Table,
    depth: number,
    operation: 'sum' | 'mean',
    body: (variable: RowBinding) => ProgramValue,
  ): ProgramValue {
    const total = register(
      this.builder.loop(table, (axis) => {
        // A local name that holds a sum is lowered where it is first used, perhaps inside another sum of this depth.
        const around = this.axes[depth];
        this.axes[depth] = axis;
        const term = body({ kind: 'row', table, depth }).index;
        if (around !== undefined) this.axes[depth] = around;
        return term;
      }),
    );
    return operation === 'sum' ? total : this.binary('divide', total, this.scalar(table.rows));
  }

  private shape({ index }: ProgramValue): readonly number[] {
    return this.builder.register(index).shape;
  }

  private unary(name: UnaryName, a: ProgramValue): ProgramValue {
    return register(this.builder.emit({ op: 'unary', name, a: a.index }, this.shape(a), [a.index]));
  }

  private binary(name: BinaryName, a: ProgramValue, b: ProgramValue): ProgramValue {
    const shape = this.shape(a).length === 0 ? this.shape(b) : this.shape(a);
    return register(this.builder.emit({ op: 'binary', name, a: a.index, b: b.index }, shape, [a.index, b.index]));
  }

  private reduce(name: 'sum' | 'maximum' | 'minimum', a: ProgramValue): ProgramValue {
    if (this.shape(a).length === 0) return a;
    return register(this.builder.emit({ op: 'reduce', name, a: a.index }, [], [a.index]));
  }

  /** The value, but undefined where a register is: the condition of a `select` has no derivative. */
  guard(value: ProgramValue, index: number): ProgramValue {
    const one = this.reduce('sum', register(index));
    const condition = this.binary('multiply', one, this.scalar(0)).index;
    const fresh = { op: 'select', condition, a: value.index, b: value.index } as const;
    return register(this.builder.emit(fresh, [], [condition, value.index]));
  }

  /** Vectors by one row times one column; matrices by the sum of their elementwise product. */
  private dot(a: ProgramValue, b: ProgramValue): ProgramValue {
    const shape = this.shape(a);
    if (shape.length !== 1) return this.reduce('sum', this.binary('multiply', a, b));
    const fresh = { op: 'contract', a: a.index, b: b.index, m: 1, k: shape[0]!, n: 1 } as const;
    return register(this.builder.emit(fresh, [], [a.index, b.index]));
  }

  private contract(a: ProgramValue, b: ProgramValue): ProgramValue {
    const [left, right] = [this.shape(a), this.shape(b)];
    const [m, k, n] = [left[0]!, left[1] ?? 1, right[1] ?? 1];
    const column = left.length === 2 && m === 1 ? [] : [m];
    const shape = right.length === 2 ? [m, n] : column;
    return register(this.builder.emit({ op: 'contract', a: a.index, b: b.index, m, k, n }, shape, [a.index, b.index]));
  }
}

function register(index: number): ProgramValue {
  return { kind: 'register', index };
}
