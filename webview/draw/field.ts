/** Samples the loss for drawing: coarse while something moves, fine at rest, as fine as the time allows. */
import type { Scene } from '../model/scene';
import { chooseScale, levelsOn, summarize } from '../../src/picture/levels';
import type { FieldSummary, Levels } from '../../src/picture/levels';
import { contourBands, samplePlaces } from '../../src/picture/contours';
import type { ContourBand, SampledGrid } from '../../src/picture/contours';
import type { DomainEdge } from '../../src/picture/isolines';
import type { Projection } from '../plot/projection';
import { adaptResolution } from '../plot/resolution';

export type Quality = 'coarse' | 'fine';

export interface Field {
  readonly quality: Quality;
  readonly summary: FieldSummary;
  readonly levels: Levels;
  readonly bands: readonly ContourBand[];
  /** What sampling and tracing took. */
  readonly milliseconds: number;
}

const levelCount = 16;
/** Milliseconds that sampling and tracing may take of a frame while something moves, and at rest. */
const coarseBudget = 9;
const fineBudget = 60;

/** Remembers how fast this loss is, and so how fine it can be sampled. */
export class FieldSampler {
  private coarseCells = 72;
  private fineCells = 200;

  sample(scene: Scene, projection: Projection, quality: Quality): Field {
    const started = performance.now();
    const longest = Math.max(projection.frame.innerWidth, projection.frame.innerHeight);
    const most = Math.round(longest / (quality === 'coarse' ? 4 : 2.2));
    const cells = Math.min(most, quality === 'coarse' ? this.coarseCells : this.fineCells);
    const columns = Math.max(8, Math.round((cells * projection.frame.innerWidth) / longest));
    const rows = Math.max(8, Math.round((cells * projection.frame.innerHeight) / longest));
    const xs = samplePlaces(scene.view.x, columns);
    const ys = samplePlaces(scene.view.y, rows);
    const [axisX, axisY] = projection.axes;
    const values = scene.evaluator.grid(scene.at, axisX, xs, axisY, ys);
    const grid: SampledGrid = { values, columns: xs.length, rows: ys.length };
    const summary = summarize(values);
    const chosen = scene.state.preferences.levelScale;
    const scale = chosen === 'automatic' ? chooseScale(summary, levelCount) : chosen;
    const levels = levelsOn(scale, summary, levelCount);
    const edge = quality === 'fine' && summary.undefinedShare > 0 ? edgeFinder(scene, projection, xs, ys) : undefined;
    const bands = contourBands(grid, levels, projection.frame, edge);
    const took = performance.now() - started;
    if (quality === 'coarse') this.coarseCells = adaptResolution(cells, took, coarseBudget, 24, 160);
    else this.fineCells = adaptResolution(cells, took, fineBudget, 48, 320);
    return { quality, summary, levels, bands, milliseconds: took };
  }
}

/** Bisects between a defined and an undefined sample for the edge of the domain. */
function edgeFinder(scene: Scene, projection: Projection, xs: Float64Array, ys: Float64Array): DomainEdge {
  const point = [...scene.at];
  const [axisX, axisY] = projection.axes;
  const place = (sample: number): readonly [number, number] => [
    xs[sample % xs.length]!,
    ys[Math.floor(sample / xs.length)]!,
  ];
  return (inside, outside) => {
    const [x0, y0] = place(inside);
    const [x1, y1] = place(outside);
    let [low, high] = [0, 1];
    for (let halving = 0; halving < 6; halving++) {
      const middle = (low + high) / 2;
      point[axisX] = x0 + (x1 - x0) * middle;
      point[axisY] = y0 + (y1 - y0) * middle;
      if (Number.isNaN(scene.evaluator.value(point))) high = middle;
      else low = middle;
    }
    return low;
  };
}
