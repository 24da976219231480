import { evaluateGrid } from '../compile/grid';
import type { Tape } from '../compile/tape';
import { GridModule } from './gridModule';

/** Operations of a grid below which the interpreter is done before a module is compiled. */
const leastOperations = 400_000;

/** The modules of a tape by its two axes; null where the platform refused. */
const modules = new WeakMap<Tape, Map<string, GridModule | null>>();

/**
 * The loss on a grid: result[j·columns + i] = L at (xs[i], ys[j]), the other inputs as given; NaN where undefined. Compiled
 * where that pays and the platform allows it, else interpreted.
 */
export function evaluateGridFast(
  tape: Tape,
  inputs: Float64Array,
  axisX: number,
  xs: Float64Array,
  axisY: number,
  ys: Float64Array,
): Float64Array {
  const rows = tape.tables.reduce((most, table) => Math.max(most, table.rows), 1);
  const operations = (tape.code.length / 4) * rows * xs.length * ys.length;
  const module = axisX === axisY ? null : moduleOf(tape, axisX, axisY, operations >= leastOperations);
  if (module === null) return evaluateGrid(tape, inputs, axisX, xs, axisY, ys);
  return module.evaluateInPlace(inputs, xs, ys).slice();
}

function moduleOf(tape: Tape, axisX: number, axisY: number, worthwhile: boolean): GridModule | null {
  const key = `${axisX} ${axisY}`;
  let known = modules.get(tape);
  if (known === undefined) {
    known = new Map();
    modules.set(tape, known);
  }
  const found = known.get(key);
  if (found !== undefined || !worthwhile) return found ?? null;
  const made = GridModule.create(tape, axisX, axisY) ?? null;
  known.set(key, made);
  return made;
}
