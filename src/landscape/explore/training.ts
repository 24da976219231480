import { norm } from '../../linalg/vectors';
import type { DriveOptions } from '../drive';
import type { TrainingRequest } from '../requests';
import { type Explored, runOf } from './points';
import type { TrainingProgress, TrainingView } from './views';

/** A run of an optimizer, with progress as it goes. */
export async function trainingOf(
  explored: Explored,
  request: TrainingRequest,
  options: DriveOptions<TrainingProgress>,
): Promise<TrainingView> {
  const { optimizer, options: chosen, values, end, stop, reason } = await runOf(explored, request.run, options);
  const gradient = new Float64Array(end.length);
  explored.oracle.gradient(end, gradient);
  const gradientNorm = norm(gradient);
  return { optimizer, options: chosen, values, end, gradientNorm, stop, reason };
}
