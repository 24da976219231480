import { TapeManyPoints } from '../../compile/manyPoints';
import { type Tape, stride } from '../../compile/tape';
import { PointsModule } from '../../wasm/pointsModule';
import { RunsModule } from '../../wasm/runs/runsModule';
import type { ManyPoints } from './manyPoints';

/** Points whose arrays stay in a processor's second cache. */
export const standardCapacity = 4096;

/**
 * Values and gradients of a loss at many points from its tape of order 1: compiled where the platform allows it, else
 * by the interpreter in blocks. The two may differ in the last digits of elementary functions.
 */
export function tapePoints(tape: Tape, constants: Float64Array, capacity = standardCapacity): ManyPoints {
  const compiled = PointsModule.create(tape, capacity);
  if (compiled === undefined) return new TapeManyPoints(tape, constants, capacity);
  const { points, results } = compiled;
  /** By the rule as text: another learning rate needs no other module. */
  const modules = new Map<string, RunsModule | undefined>();
  return {
    capacity,
    points,
    values: results[0]!,
    gradients: results.slice(1, 1 + tape.parameters),
    evaluate: (count) => compiled.evaluate(constants, count),
    runs(rule) {
      const { states, numbers, instructions, results: after } = rule;
      const key = JSON.stringify([states, numbers, instructions, after]);
      if (!modules.has(key)) modules.set(key, RunsModule.create(tape, rule, capacity));
      const module = modules.get(key);
      const rows = tape.tables.reduce((most, table) => Math.max(most, table.rows), 1);
      const operations = (tape.code.length / stride) * rows + tape.parameters * instructions.length;
      return module === undefined ? undefined : { module, constants, operations };
    },
  };
}
