import type { Oracle, Run } from '../../optimizers/optimizer';
import { runSteps, standardSettings } from '../../optimizers/run';
import type { CompiledLoss } from '../compileLoss';
import { type DriveOptions, drive } from '../drive';
import { LandscapeError } from '../errors';
import { methodOf } from '../ownOptimizers';
import type { PointRequest, RunRequest } from '../requests';
import type { TrainingProgress } from './views';

const mostSteps = 1_000_000;

/** A loss with its oracle, and the runs made on it so far, so that a slice need not make them again. */
export interface Explored {
  readonly loss: CompiledLoss;
  readonly oracle: Oracle;
  readonly runs: { get(key: string): Run | undefined; set(key: string, run: Run): void };
}

/** The point a request means. */
export async function pointOf(
  explored: Explored,
  request: PointRequest,
  options: DriveOptions<TrainingProgress>,
): Promise<Float64Array> {
  const { loss } = explored;
  switch (request.kind) {
    case 'start': {
      const start = loss.starts[request.index];
      if (start !== undefined) return Float64Array.from(start);
      if (request.index === 0) return Float64Array.from(loss.box, ([low, high]) => (low + high) / 2);
      throw new LandscapeError(`The loss has no start number ${request.index + 1}.`);
    }
    case 'given':
      if (request.point.length !== loss.parameters.length)
        throw new LandscapeError(`The point has ${request.point.length} coordinates, not ${loss.parameters.length}.`);
      return Float64Array.from(request.point);
    case 'end':
      return Float64Array.from((await runOf(explored, request.run, options)).end);
  }
}

/** A run, made or remembered. One that was stopped early is not kept. */
export async function runOf(
  explored: Explored,
  request: RunRequest,
  options: DriveOptions<TrainingProgress>,
): Promise<Run> {
  const key = JSON.stringify(request, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value));
  const known = explored.runs.get(key);
  if (known !== undefined) return known;
  const definition = methodOf(explored.loss, request.optimizer);
  if (request.steps > mostSteps) throw new LandscapeError(`A run may have at most ${mostSteps} steps.`);
  const start = await pointOf(explored, request.from, options);
  const settings = { ...standardSettings, steps: request.steps };
  const work = runSteps(definition, request.options, explored.oracle, start, settings);
  const { progress, ...rest } = options;
  const run = await drive(work, {
    ...rest,
    ...(progress === undefined
      ? {}
      : { progress: ({ step, value }) => progress({ step, steps: request.steps, value }) }),
  });
  if (options.signal?.aborted !== true) explored.runs.set(key, run);
  return run;
}
