/** The paths through the picture: optimizer runs and the gradient flow, with what the flow keeps at both ends. */
import { flowPath } from '../../../src/dynamics/paths/flow';
import { Interpreter } from '../../../src/compile/interpreter';
import type { CriticalReport } from '../../../src/landscape/views';
import { lastStep } from '../../model/runs';
import type { RunResult } from '../../model/runs';
import type { LossEvaluator } from '../../model/evaluator';

export interface SurfacePath {
  /** `gradient flow`, or the optimizer. */
  readonly name: string;
  /** From 0. */
  readonly start: number;
  /** Position among the series colours; null for the flow. */
  readonly colour: number | null;
  /** Three coordinates each. */
  readonly points: Float64Array;
}

/** A conserved quantity along a path. */
export interface KeptRow {
  readonly path: string;
  readonly start: number;
  readonly kept: string;
  readonly from: number;
  readonly to: number;
}

/** Starts whose flow is followed. */
const mostFlows = 4;
/** Points of a path that are drawn. */
const mostPoints = 240;

/** The gradient flow from the first starts, until it arrives or leaves a box twice as large. */
export function flowsOf(evaluator: LossEvaluator, starts: readonly (readonly number[])[]): readonly SurfacePath[] {
  const sides = evaluator.loss.parameters.map(({ low, high }) => high - low);
  const box = evaluator.loss.parameters.map(({ low, high }, i): [number, number] => [
    low - sides[i]! / 2,
    high + sides[i]! / 2,
  ]);
  const oracle = evaluator.oracle();
  const settings = { box, longest: Math.hypot(...sides) / 60, steps: 2000 };
  return starts.slice(0, mostFlows).map((start, index) => ({
    name: 'gradient flow',
    start: index,
    colour: null,
    points: flowPath(oracle, start, settings).points,
  }));
}

/** Each run up to the step shown. */
export function runPaths(runs: readonly RunResult[], step: number): readonly SurfacePath[] {
  return runs.map(({ run, setup, definition, startIndex }) => {
    const shown = Math.min(step, lastStep(run));
    const kept = Math.min(run.points.length / 3, Math.floor(shown / run.stride) + 1);
    const points = run.points.slice(0, 3 * kept);
    const isEnd = shown === lastStep(run);
    return {
      name: definition.title,
      start: startIndex,
      colour: setup.colour,
      points: isEnd ? Float64Array.from([...points, ...run.end]) : points,
    };
  });
}

/** As many points as are worth drawing, both ends among them. */
export function thinned(points: Float64Array): Float64Array {
  const count = points.length / 3;
  const stride = Math.max(1, Math.ceil(count / mostPoints));
  const kept = Array.from({ length: count }, (_, k) => k).filter((k) => k % stride === 0 || k === count - 1);
  return Float64Array.from(kept.flatMap((k) => [...points.subarray(3 * k, 3 * k + 3)]));
}

/** What the gradient flow keeps exactly, at the start and the end of each path. */
export function keptAlong({ symmetries }: CriticalReport, paths: readonly SurfacePath[]): readonly KeptRow[] {
  const out = new Float64Array(1);
  return (symmetries?.continuous ?? [])
    .filter(({ kind }) => kind !== 'rotation')
    .flatMap(({ kept, tape }) => {
      const interpreter = new Interpreter(tape);
      const at = (points: Float64Array): number => {
        interpreter.evaluate(points, out);
        return out[0]!;
      };
      return paths.map(({ name, start, points }) => ({
        path: name,
        start,
        kept,
        from: at(points.subarray(0, 3)),
        to: at(points.subarray(points.length - 3)),
      }));
    });
}
