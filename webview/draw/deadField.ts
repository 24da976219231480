/** Where units are dead in the plane shown: outlines in pixels, and a place for a label in each region. */
import { contourBands, samplePlaces } from '../../src/picture/contours';
import type { Frame } from '../../src/picture/frame';
import { answeredRows } from '../model/units';
import type { Scene } from '../model/scene';
import type { Pixel, Projection } from '../plot/projection';
import { roomiestPlaces } from '../plot/roomiest';
import type { Quality } from './field';

export interface DeadField {
  /** `[k − 1]` outlines where at least k units are dead. */
  readonly dead: readonly string[];
  /** Where some unit begins or ceases to answer a row; only where there are few rows. */
  readonly seams: readonly string[];
  readonly labels: readonly { readonly text: string; readonly place: Pixel }[];
}

/** With more rows than this, only the outlines of dead regions are drawn. */
const mostSeams = 8;
/** Estimated width of a character of a label, in pixels. */
const characterWidth = 6;
const labelHeight = 16;

/** Undefined where the loss has no units. */
export function sampleDeadUnits(scene: Scene, projection: Projection, quality: Quality): DeadField | undefined {
  const { units } = scene.loss;
  if (units.length === 0 || scene.isCurve) return undefined;
  const { frame } = projection;
  const pixels = quality === 'coarse' ? 6 : 2.2;
  const xs = samplePlaces(scene.view.x, Math.max(8, Math.round(frame.innerWidth / pixels)));
  const ys = samplePlaces(scene.view.y, Math.max(8, Math.round(frame.innerHeight / pixels)));
  const shape = { columns: xs.length, rows: ys.length };
  const [axisX, axisY] = projection.axes;
  const deadCount = new Float64Array(xs.length * ys.length);
  const seams: string[] = [];
  for (const unit of units) {
    const answered = scene.evaluator
      .activityGrid(unit, scene.at, axisX, xs, axisY, ys)
      .map((activity) => answeredRows(unit, activity));
    answered.forEach((count, place) => {
      if (count === 0) deadCount[place]!++;
    });
    if (unit.rows > 1 && unit.rows <= mostSeams) seams.push(...outlines(answered, shape, frame, unit.rows));
  }
  return {
    dead: outlines(deadCount, shape, frame, units.length),
    seams,
    labels: quality === 'coarse' ? [] : labelsOf(deadCount, shape, frame, units.length),
  };
}

type Shape = { readonly columns: number; readonly rows: number };

/** Outlines of the regions with at least 1, 2, … `most`. */
function outlines(values: Float64Array, shape: Shape, frame: Frame, most: number): readonly string[] {
  const thresholds = Array.from({ length: most + 1 }, (_, k) => k - 0.5);
  return contourBands({ values, ...shape }, { scale: 'linear', thresholds, offset: 0 }, frame)
    .slice(1)
    .map(({ path }) => path);
}

function labelsOf(deadCount: Float64Array, shape: Shape, frame: Frame, units: number): DeadField['labels'] {
  const [width, height] = [frame.innerWidth / (shape.columns - 2), frame.innerHeight / (shape.rows - 2)];
  return roomiestPlaces(deadCount, shape.columns, shape.rows).flatMap(({ value, column, row, room }) => {
    const text =
      units === 1 ? 'unit dead' : value === units ? `all ${String(units)} units dead` : deadInWords(value, units);
    const half = room * Math.min(width, height);
    if (value === 0 || half < Math.hypot((text.length * characterWidth) / 2, labelHeight / 2)) return [];
    const place: Pixel = [frame.left + (column - 0.5) * width, frame.top + frame.innerHeight - (row - 0.5) * height];
    return [{ text, place }];
  });
}

function deadInWords(dead: number, units: number): string {
  return `${String(dead)} of ${String(units)} units dead`;
}
