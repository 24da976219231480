import { multiStart, standardMultiStart } from '../../analysis/numerical/multiStart';
import { interpolate } from '../../slices/barrier';
import type { FormulaLoss } from '../compileLoss';
import { type DriveOptions, drive } from '../drive';
import { searchLoss } from '../findCriticalPoints';
import { oracleOf } from '../oracle';
import type { BasinsView } from './views';

/** Milliseconds for one search, and losses of more operations or parameters are searched from many starts instead. */
const searchMilliseconds = 2_000;
const mostOperations = 400;
const mostProvedParameters = 2;
const starts = 24;
const samples = 65;

/** The minima of a loss in its box, and the straight way between the two lowest. */
export async function basinsOf(loss: FormulaLoss, options: DriveOptions<unknown>): Promise<BasinsView> {
  const { signal, yield: pause } = options;
  const oracle = oracleOf(loss);
  const isSmall =
    loss.parameters.length <= mostProvedParameters && loss.tapes[0].code.length <= mostOperations && !hasLoops(loss);
  const found = isSmall
    ? await searchLoss(loss, { budget: searchMilliseconds, signal, yield: pause })
    : await drive(
        multiStart(oracle, {
          ...standardMultiStart,
          count: starts,
          box: loss.box,
          starts: loss.starts.map((point) => Float64Array.from(point)),
        }),
        { budget: searchMilliseconds, signal, yield: pause },
      );
  const kinks = 'kinks' in found ? found.kinks : [];
  const minima = [...found.points, ...kinks]
    .filter(({ kind }) => kind === 'minimum' || kind === 'degenerate-minimum' || kind === 'nonsmooth-minimum')
    .map(({ point, value }) => ({ point: Array.from(point), value }))
    .sort((a, b) => a.value - b.value || firstDifference(a.point, b.point));
  const isProved = found.complete && found.points.every(({ proof }) => proof === 'proved') && kinks.length === 0;
  const points = minima.map(({ point }) => point);
  const [first, second] = points;
  if (first === undefined || second === undefined) return { minima: points, barrier: 0, distance: 0, isProved };
  const line = await drive(
    interpolate((point) => oracle.value(point), Float64Array.from(first), Float64Array.from(second), samples),
    { signal },
  );
  const distance = Math.hypot(...first.map((x, i) => x - second[i]!));
  return { minima: points, barrier: Number.isFinite(line.barrier) ? line.barrier : 0, distance, isProved };
}

/** Sums over rows are long for interval arithmetic. */
function hasLoops({ drawn }: FormulaLoss): boolean {
  return [...drawn.values()].some(({ groups }) => groups === undefined);
}

function firstDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((x, i) => x !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}
