import type { Tape } from '../../compile/tape';
import type { ElementwiseRule } from '../../optimizers/elementwise';
import { Part } from '../analyze';
import { type DefinedFunction, unsigned } from '../encode';
import type { Imports } from '../operations';
import type { Passes } from '../passes';
import { emitRule } from './ruleCode';
import { type Operand, Simd, VectorCode } from '../vectorCode';

/** Vectors of two runs each that go side by side. */
const width = 2;
/** Runs that go side by side. */
export const runsTogether = 2 * width;

/** How a run ended: `none` where all steps were made. */
export const runKinds = { none: 0, settled: 1, diverged: 2, leftDomain: 3 } as const;

/** Where things stand in memory: an array of doubles over the runs each, unless said otherwise. */
export interface RunLayout {
  /** The tape's inputs, the same for all runs. */
  readonly inputs: number;
  /** By parameter. */
  readonly points: readonly number[];
  /** `[state][parameter]`. */
  readonly states: readonly (readonly number[])[];
  /** By parameter. */
  readonly ends: readonly number[];
  readonly kinds: number;
  readonly endSteps: number;
  /** All bits of a double where the run is over, else none. */
  readonly done: number;
  /** The numbers of the first step, of the second, … */
  readonly numbers: number;
  /** Two doubles: the limit and the tolerance. */
  readonly limits: number;
  readonly tables: readonly (readonly number[])[];
}

/**
 * The function `run(first, end, from, until, last)`: the runs from the byte `first` up to the byte `end` of their arrays,
 * their steps `from` to `until − 1`; `last` is the last there is. Gives how many groups of runs go on.
 *
 * @param held is given the locals of the points, by parameter; the passes read them.
 */
export function runFunction(
  tape: Tape,
  rule: ElementwiseRule,
  layout: RunLayout,
  passes: Passes,
  imports: Imports,
  held: Map<number, readonly number[]>,
): DefinedFunction {
  const code = new VectorCode(width, 5);
  const [column, end, from, until, last] = [0, 1, 2, 3, 4];
  const [t, numberPlace, going] = [code.local('i32'), code.local('i32'), code.local('i32')];
  const done = code.take();
  const points = layout.points.map(() => code.take());
  const states = layout.states.map((each) => each.map(() => code.take()));
  points.forEach((point, i) => held.set(i, point));
  const memory = new RunMemory(code, column);
  const places = [...layout.points.map((place, i) => [place, points[i]!] as const)];
  layout.states.forEach((each, k) => each.forEach((place, i) => places.push([place, states[k]![i]!])));

  code.push(0x03, 0x40); // loop over the runs
  memory.load(layout.done, done);
  pushAllTrue(code, done);
  code.push(0x45, 0x04, 0x40); // i32.eqz, if
  for (const [place, value] of places) memory.load(place, value);
  code.get(from);
  code.set(t);
  code.integer(0);
  code.set(numberPlace);
  code.push(0x02, 0x40, 0x03, 0x40); // block, loop over the steps
  const known = passes.write(code, Part.column, column);
  const [value, ...gradient] = Array.from(tape.outputs.subarray(0, 1 + points.length), (output) =>
    passes.read(code, known, Part.column, column, output),
  );
  endRuns(code, memory, layout, { t, last, done, points, value: value!, gradient });
  // A component may be a coordinate itself, which moves before others have read it.
  const slopes = gradient.map((each) =>
    points.includes(each as readonly number[]) ? code.copy(code.take(), each) : each,
  );
  const numbers = Array.from({ length: rule.numbers }, (_, k) =>
    splat(code, () => code.get(numberPlace), layout.numbers + 8 * k),
  );
  points.forEach((w, i) => {
    emitRule(code, imports, rule, { w, g: slopes[i]!, states: states.map((each) => each[i]!), numbers });
  });
  increase(code, numberPlace, 8 * rule.numbers);
  increase(code, t, 1);
  code.get(t);
  code.get(until);
  code.push(0x48, 0x0d, 0x00, 0x0b, 0x0b); // i32.lt_s, br_if 0, end, end
  for (const [place, local] of places) memory.store(place, local);
  memory.store(layout.done, done);
  pushAllTrue(code, done);
  code.push(0x45, 0x04, 0x40);
  increase(code, going, 1);
  code.push(0x0b, 0x0b);
  increase(code, column, 8 * runsTogether);
  code.get(column);
  code.get(end);
  code.push(0x48, 0x0d, 0x00, 0x0b); // i32.lt_s, br_if 0, end
  code.get(going);
  const parameters = ['i32', 'i32', 'i32', 'i32', 'i32'] as const;
  return { name: 'run', parameters, results: ['i32'], locals: code.locals, body: code.bytes };
}

interface StepLocals {
  readonly t: number;
  readonly last: number;
  readonly done: readonly number[];
  readonly points: readonly (readonly number[])[];
  readonly value: Operand;
  readonly gradient: readonly Operand[];
}

/**
 * Keeps the points of the runs that end here, inside the block and the loop of the steps, and leaves both where no run
 * goes on.
 */
function endRuns(
  code: VectorCode,
  memory: RunMemory,
  layout: RunLayout,
  { t, last, done, points, value, gradient }: StepLocals,
): void {
  const [limit, tolerance] = [0, 8].map((offset) => splat(code, () => code.integer(0), layout.limits + offset));
  // The larger of a number and NaN is NaN: a point that is no point is within no limit.
  const size = largest(code, points);
  const slope = largest(code, gradient);
  const isDefined = code.fresh(Simd.abs, value);
  code.apply(Simd.lt, isDefined, isDefined, Infinity);
  const isSettled = code.apply(Simd.lt, slope, slope, tolerance!);
  const stays = code.fresh(Simd.le, size, limit!);
  code.apply(Simd.and, stays, stays, isDefined);
  code.apply(Simd.andnot, stays, stays, isSettled);
  // On the last point none goes on.
  const notLast = code.local('v128');
  code.integer(0);
  code.get(t);
  code.get(last);
  code.push(0x47, 0x6b); // i32.ne, i32.sub
  code.simd(Simd.splatInteger);
  code.set(notLast);
  code.apply(Simd.and, stays, stays, both(notLast));
  code.apply(Simd.or, stays, stays, done);
  pushAllTrue(code, stays);
  code.push(0x45, 0x04, 0x40);
  const ending = code.apply(Simd.andnot, stays, -1n, stays);
  const kind = code.copy(code.take(), runKinds.settled);
  code.apply(Simd.and, kind, kind, isSettled);
  // A point at which the loss is undefined, or that is no point.
  code.apply(Simd.bitselect, kind, kind, runKinds.leftDomain, isDefined);
  const mask = code.fresh(Simd.ne, size, size);
  code.apply(Simd.bitselect, kind, runKinds.leftDomain, kind, mask);
  code.apply(Simd.gt, mask, size, limit!);
  code.apply(Simd.bitselect, kind, runKinds.diverged, kind, mask);
  memory.choose(layout.kinds, kind, ending);
  const step = code.local('v128');
  code.get(t);
  code.push(0xb7); // f64.convert_i32_s
  code.simd(Simd.splat);
  code.set(step);
  memory.choose(layout.endSteps, both(step), ending);
  points.forEach((point, i) => memory.choose(layout.ends[i]!, point, ending));
  code.apply(Simd.or, done, done, ending);
  pushAllTrue(code, done);
  code.push(0x0d, 0x02, 0x0b); // br_if 2, end
  code.release(size, slope, isDefined, stays, kind, mask);
}

/** The largest of their magnitudes; NaN where one is. */
function largest(code: VectorCode, values: readonly Operand[]): readonly number[] {
  const most = code.fresh(Simd.abs, values[0]!);
  const size = code.take();
  for (const value of values.slice(1)) {
    code.apply(Simd.abs, size, value);
    code.apply(Simd.max, most, most, size);
  }
  code.release(size);
  return most;
}

/** Arrays over the runs. */
class RunMemory {
  constructor(
    private readonly code: VectorCode,
    private readonly column: number,
  ) {}

  load(place: number, target: readonly number[]): void {
    target.forEach((local, v) => {
      this.code.get(this.column);
      this.code.memory(Simd.load, place + 16 * v);
      this.code.set(local);
    });
  }

  store(place: number, value: readonly number[]): void {
    value.forEach((local, v) => {
      this.code.get(this.column);
      this.code.get(local);
      this.code.memory(Simd.store, place + 16 * v);
    });
  }

  /** Stores the value where the mask is. */
  choose(place: number, value: readonly number[], mask: readonly number[]): void {
    const { code } = this;
    const chosen = code.take();
    this.load(place, chosen);
    code.apply(Simd.bitselect, chosen, value, chosen, mask);
    this.store(place, chosen);
    code.release(chosen);
  }
}

/** One local that stands for all vectors. */
function both(local: number): readonly number[] {
  return Array.from({ length: width }, () => local);
}

function splat(code: VectorCode, push: () => void, address: number): readonly number[] {
  const local = code.local('v128');
  push();
  code.simd(Simd.loadSplat);
  code.push(3, ...unsigned(address));
  code.set(local);
  return both(local);
}

/** Pushes 1 where no lane of a mask is 0, else 0. */
function pushAllTrue(code: VectorCode, mask: readonly number[]): void {
  mask.forEach((local, v) => {
    code.get(local);
    if (v > 0) code.simd(Simd.and);
  });
  code.simd(Simd.allTrue);
}

function increase(code: VectorCode, local: number, by: number): void {
  code.get(local);
  code.integer(by);
  code.push(0x6a);
  code.set(local);
}
