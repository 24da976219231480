/** What a standing picture of a loss shows, before it is drawn: the axes, the samples and the marks. */
import { evaluateCurve } from '../../compile/grid';
import { evaluateGridFast } from '../../wasm/fastGrid';
import { type SampledGrid, samplePlaces } from '../../picture/contours';
import type { Run } from '../../optimizers/optimizer';
import type { FormulaLoss } from '../compileLoss';
import type { Bounds, CriticalReport } from '../views';

export interface PictureScene {
  readonly loss: FormulaLoss;
  readonly report: CriticalReport | null;
  readonly runs: readonly Run[];
}

/** All inputs of the tapes where the picture cuts: the parameters, then the constants. */
export function sliceInputs({ loss, report, runs }: PictureScene): Float64Array {
  const n = loss.parameters.length;
  const inputs = new Float64Array(n + loss.constants.length);
  const center =
    report?.points[0]?.point ??
    (runs.length > 0 ? runs[0]!.points.subarray(0, n) : undefined) ??
    loss.starts[0] ??
    loss.box.map(([low, high]) => (low + high) / 2);
  for (let i = 0; i < n; i++) inputs[i] = center[i]!;
  loss.constants.forEach(({ value }, k) => (inputs[n + k] = value.near));
  return inputs;
}

/** Whether a point lies in the plane of the picture: its further coordinates are those of the cut. */
export function inPlane(scene: PictureScene, inputs: Float64Array, point: ArrayLike<number>): boolean {
  return scene.loss.box.every(([low, high], i) => i < 2 || Math.abs(point[i]! - inputs[i]!) <= 1e-6 * (high - low));
}

/** Samples of the first two parameters over their box. */
export function sampleGrid(scene: PictureScene, inputs: Float64Array, columns: number, rows: number): SampledGrid {
  const [x, y] = scene.loss.box as readonly [Bounds, Bounds];
  const xs = samplePlaces(x, columns);
  const ys = samplePlaces(y, rows);
  const { loss } = scene;
  const values = evaluateGridFast(loss.tapes[0], inputs, 0, xs, 1, ys);
  return { values, columns: xs.length, rows: ys.length };
}

/** Samples along the only parameter. */
export function sampleCurve(
  scene: PictureScene,
  inputs: Float64Array,
  count: number,
): { xs: Float64Array; values: Float64Array } {
  const [low, high] = scene.loss.box[0]!;
  const xs = Float64Array.from({ length: count }, (_, i) => low + ((high - low) * i) / (count - 1));
  const { loss } = scene;
  return { xs, values: evaluateCurve(loss.tapes[0], inputs, 0, xs) };
}
