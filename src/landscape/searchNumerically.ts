import {
  type MultiStartReport,
  type NumericalPoint,
  multiStart,
  standardMultiStart,
} from '../analysis/numerical/multiStart';
import { symmetricEigen } from '../linalg/eigen';
import { symmetricEigenvalues } from '../linalg/symmetricEigenvalues';
import type { Oracle } from '../optimizers/optimizer';
import { formatNumber } from '../picture/numbers';
import type { CompiledLoss } from './compileLoss';
import { drive } from './drive';
import { oracleOf } from './oracle';
import type { SearchOptions } from './searchOptions';
import { countKinds } from './verdict';
import type { CriticalPointView, CriticalReport } from './views';

/**
 * Critical points of a loss of many parameters: what a search from many starts in the box finds. Nothing is proved, and
 * it is never complete.
 */
export async function searchNumerically(loss: CompiledLoss, options: SearchOptions): Promise<CriticalReport> {
  const start = performance.now();
  const starts = loss.starts.map((point) => Float64Array.from(point));
  const oracle = oracleOf(loss);
  const work = multiStart(oracle, { ...standardMultiStart, box: loss.box, starts });
  const { budget, signal, yield: pause } = options;
  const found = await drive(work, { budget, signal, yield: pause });
  return {
    loss: loss.name,
    parameters: loss.parameters,
    box: loss.box,
    points: found.points.map((point) => pointView(oracle, point)),
    manifolds: [],
    plateaus: [],
    kinks: [],
    unresolved: [],
    complete: false,
    verdict: verdictOf(found),
    milliseconds: performance.now() - start,
  };
}

/** Eigenvalues are listed for points of up to this many parameters, eigenvectors for fewer. */
const mostListed = 400;
const mostVectors = 24;

function pointView(oracle: Oracle, found: NumericalPoint): CriticalPointView {
  const { point, value, morseIndex, kind } = found;
  const n = point.length;
  const coordinates = Array.from(point);
  const hessian = new Float64Array(n <= mostListed ? n * n : 0);
  if (n <= mostListed) oracle.hessian(point, hessian);
  const spectrum =
    n <= mostVectors
      ? symmetricEigen(hessian, n)
      : { values: n <= mostListed ? symmetricEigenvalues(hessian, n) : [found.lowest, found.highest], vectors: [] };
  return {
    point: coordinates,
    enclosure: coordinates.map((x) => [x, x] as const),
    value,
    eigenvalues: Array.from(spectrum.values),
    eigenvectors: spectrum.vectors.map((vector) => Array.from(vector)),
    morseIndex,
    kind,
    proof: 'numerical',
    reason: reasonOf(found),
  };
}

function reasonOf({ gradientNorm, starts, reason }: NumericalPoint): string {
  const count = `${starts} ${starts === 1 ? 'start' : 'starts'}`;
  return `${reason} Reached from ${count}; the norm of the gradient there is ${formatNumber(gradientNorm, 2)}.`;
}

function verdictOf({ points, sentence }: MultiStartReport): string {
  const kinds = countKinds(points);
  return kinds.length === 0 ? sentence : `${kinds.join(', ')}. ${sentence}`;
}
