import type { Run } from '../../optimizers/optimizer';
import { type CompiledLoss, compileText } from '../compileLoss';
import type { DriveOptions } from '../drive';
import { oracleOf } from '../oracle';
import type { CurvatureRequest, LossRequest, PredictionRequest, SliceRequest, TrainingRequest } from '../requests';
import { curvatureOf, curvatureView } from './curvature';
import { type Explored, pointOf } from './points';
import { predictionOf } from './prediction';
import { sliceOf } from './slice';
import { trainingOf } from './training';
import type { CurvatureView, PredictionView, SliceProgress, SliceView, TrainingProgress, TrainingView } from './views';

/** Runs kept for a loss. */
const keptRuns = 12;

/**
 * Answers questions about one loss of any number of parameters: runs, slices, curvature and predictions. It keeps the
 * compiled loss and its runs; one question at a time.
 */
export class Explorer {
  private readonly explored: Explored;

  constructor(loss: CompiledLoss) {
    this.explored = { loss, oracle: oracleOf(loss), runs: new RunStore() };
  }

  train(request: TrainingRequest, options: DriveOptions<TrainingProgress>): Promise<TrainingView> {
    return trainingOf(this.explored, request, options);
  }

  slice(request: SliceRequest, options: DriveOptions<SliceProgress>): Promise<SliceView> {
    return sliceOf(this.explored, request, options);
  }

  async curvature(request: CurvatureRequest, options: DriveOptions<number>): Promise<CurvatureView> {
    const { oracle } = this.explored;
    const { budget, signal, yield: pause } = options;
    const point = await pointOf(this.explored, request.at, { budget, signal, yield: pause });
    return curvatureView(oracle, point, await curvatureOf(oracle, point, options));
  }

  async prediction(
    request: PredictionRequest,
    options: DriveOptions<TrainingProgress>,
  ): Promise<PredictionView | null> {
    return predictionOf(this.explored.loss, await pointOf(this.explored, request.at, options));
  }
}

/** An explorer of a loss of a text; throws `LandscapeError` where it can't be compiled. */
export function explore({ text, loss, overrides, files }: LossRequest): Explorer {
  return new Explorer(compileText(text, loss, { constants: overrides, ...(files === undefined ? {} : { files }) }));
}

class RunStore {
  private readonly runs = new Map<string, Run>();

  get(key: string): Run | undefined {
    return this.runs.get(key);
  }

  set(key: string, run: Run): void {
    const oldest = this.runs.keys().next();
    if (this.runs.size >= keptRuns && oldest.done !== true) this.runs.delete(oldest.value);
    this.runs.set(key, run);
  }
}
