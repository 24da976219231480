/** From a sampled loss to outlines in pixels. */
import type { Frame } from './frame';
import { Isolines } from './isolines';
import type { DomainEdge, Ring } from './isolines';
import type { Levels } from './levels';

/** Cells sampled beyond each edge of the view, so that outlines close outside it. */
const apron = 1;

/** Samples at the centres of equal cells over the view, and one cell beyond each edge; row 0 has the smallest y. */
export interface SampledGrid {
  readonly values: Float64Array;
  readonly columns: number;
  readonly rows: number;
}

/** The region at or above one threshold, as an SVG path in pixels. */
export interface ContourBand {
  readonly threshold: number;
  readonly path: string;
}

/** Where to sample for `count` cells over an interval: their centres, with the apron. */
export function samplePlaces([low, high]: readonly [low: number, high: number], count: number): Float64Array {
  const cell = (high - low) / count;
  return Float64Array.from({ length: count + 2 * apron }, (_, index) => low + cell * (index - apron + 0.5));
}

/**
 * Nested bands, lowest first: each covers all higher ones. Undefined samples lie in none, and `domainEdge` says how far
 * the domain reaches between a defined sample and an undefined one. On a logarithmic scale the samples are taken
 * through the logarithm first, since linear interpolation of steep values gives edged outlines.
 */
export function contourBands(
  grid: SampledGrid,
  levels: Levels,
  frame: Frame,
  domainEdge?: DomainEdge,
): readonly ContourBand[] {
  const { scale, thresholds, offset } = levels;
  const floor = thresholds[1] === undefined ? 1 : (thresholds[1] - offset) / 4;
  const transform = (value: number): number =>
    scale === 'logarithmic' ? Math.log(Math.max(value - offset, floor)) : value;
  const values =
    scale === 'logarithmic' ? grid.values.map((value) => (Number.isNaN(value) ? NaN : transform(value))) : grid.values;
  const isolines = new Isolines({ values, columns: grid.columns, rows: grid.rows }, domainEdge);
  return thresholds.map((threshold, index) => {
    // The base band is "defined at all": its outline is the edge of the domain.
    const rings = isolines.rings(index === 0 ? -Infinity : transform(threshold));
    return { threshold, path: pathOf(rings, grid, frame) };
  });
}

function pathOf(rings: readonly Ring[], grid: SampledGrid, frame: Frame): string {
  const scaleX = frame.innerWidth / (grid.columns - 2 * apron);
  const scaleY = frame.innerHeight / (grid.rows - 2 * apron);
  const bottom = frame.top + frame.innerHeight;
  let path = '';
  for (const ring of rings)
    for (let at = 0; at < ring.length; at += 2) {
      const x = frame.left + (ring[at]! - apron + 0.5) * scaleX;
      const y = bottom - (ring[at + 1]! - apron + 0.5) * scaleY;
      path += `${at === 0 ? 'M' : 'L'}${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
      if (at === ring.length - 2) path += 'Z';
    }
  return path;
}
