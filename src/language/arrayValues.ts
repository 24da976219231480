import {
  elementwise,
  indexShape,
  productShape,
  sameShape,
  type Shape,
  sizeOf,
  stackShape,
  transposeShape,
} from './shapes';

/** An array in double arithmetic: its numbers row by row. */
export interface ArrayValue {
  readonly shape: Shape;
  readonly numbers: readonly number[];
}

export type Value = number | ArrayValue;

/** Where an index goes in one dimension, counted from 1, both ends included; `alone` for one entry and no slice. */
export interface Reach {
  readonly from: number;
  readonly to: number;
  readonly alone: boolean;
}

export function shapeOf(value: Value): Shape {
  return typeof value === 'number' ? [] : value.shape;
}

export function numbersOf(value: Value): readonly number[] {
  return typeof value === 'number' ? [value] : value.numbers;
}

export function valueOf(shape: Shape, numbers: readonly number[]): Value {
  return shape.length === 0 ? numbers[0]! : { shape, numbers };
}

/** Entry by entry. */
export function mapValue(value: Value, apply: (x: number) => number): Value {
  return typeof value === 'number' ? apply(value) : { shape: value.shape, numbers: value.numbers.map((x) => apply(x)) };
}

/** Entry by entry of several values, numbers going with every entry; undefined where the shapes differ. */
export function zipValues(values: readonly Value[], apply: (...entries: number[]) => number): Value | undefined {
  let shape: Shape | undefined = [];
  for (const value of values) {
    shape = elementwise(shape, shapeOf(value));
    if (shape === undefined) return undefined;
  }
  const numbers = Array.from({ length: sizeOf(shape) }, (_, i) =>
    apply(...values.map((value) => (typeof value === 'number' ? value : value.numbers[i]!))),
  );
  return valueOf(shape, numbers);
}

/** `a*b` as by `productShape`. */
export function multiplyValues(a: Value, b: Value): Value | undefined {
  if (typeof a === 'number' || typeof b === 'number') return zipValues([a, b], (x, y) => x * y);
  const shape = productShape(a.shape, b.shape);
  if (shape === undefined) return undefined;
  const [rows, inner = 1] = a.shape as readonly [number, number?];
  const columns = b.shape[1] ?? 1;
  const numbers: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let total = 0;
      for (let k = 0; k < inner; k++) total += a.numbers[i * inner + k]! * b.numbers[k * columns + j]!;
      numbers.push(total);
    }
  }
  return valueOf(shape, numbers);
}

export function transposeValue(value: Value): Value | undefined {
  const shape = transposeShape(shapeOf(value));
  if (shape === undefined) return undefined;
  const [rows, columns] = shape as readonly [number, number];
  const numbers = numbersOf(value);
  return valueOf(
    shape,
    Array.from({ length: rows * columns }, (_, at) => numbers[(at % columns) * rows + Math.floor(at / columns)]!),
  );
}

/** `[a, b]`. */
export function stackValues(values: readonly Value[]): Value | undefined {
  const first = shapeOf(values[0] ?? 0);
  const shape = values.every((value) => sameShape(shapeOf(value), first))
    ? stackShape(values.length, first)
    : undefined;
  return shape === undefined ? undefined : valueOf(shape, values.flatMap(numbersOf));
}

/** The entries an index reaches; undefined where one is not there. */
export function indexValue(value: Value, reaches: readonly Reach[]): Value | undefined {
  const full = shapeOf(value);
  const lengths = reaches.map(({ from, to, alone }) => (alone ? undefined : to - from + 1));
  const shape = indexShape(full, lengths);
  if (shape === undefined) return undefined;
  const [rows, columns] = full.map((length, i) => reaches[i] ?? { from: 1, to: length, alone: false });
  if (rows === undefined || !fits(rows, full[0]!) || (columns !== undefined && !fits(columns, full[1]!)))
    return undefined;
  const numbers = numbersOf(value);
  const width = full[1] ?? 1;
  const taken: number[] = [];
  for (let i = rows.from; i <= rows.to; i++) {
    for (let j = columns?.from ?? 1; j <= (columns?.to ?? 1); j++) taken.push(numbers[(i - 1) * width + j - 1]!);
  }
  return valueOf(shape, taken);
}

function fits({ from, to }: Reach, length: number): boolean {
  return Number.isInteger(from) && Number.isInteger(to) && from >= 1 && to >= from && to <= length;
}
