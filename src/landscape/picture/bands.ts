import { type SampledGrid, contourBands } from '../../picture/contours';
import type { Frame } from '../../picture/frame';
import { chooseScale, levelsOn, summarize } from '../../picture/levels';
import { type Palette, rampColour } from './palette';

/** Filled contours of a grid over the whole of a frame; `hasHoles` where the loss is undefined somewhere. */
export function fillBands(
  grid: SampledGrid,
  frame: Frame,
  count: number,
  palette: Palette,
): { readonly bands: string; readonly hasHoles: boolean } {
  const summary = summarize(grid.values);
  const levels = levelsOn(chooseScale(summary, count), summary, count);
  const paths = contourBands(grid, levels, frame).map(({ path }, i) => {
    const share = levels.thresholds.length < 2 ? 0 : i / (levels.thresholds.length - 1);
    return path === '' ? '' : `<path d="${path}" fill="${rampColour(palette, share)}"/>`;
  });
  const style = `stroke="${palette.line}" stroke-opacity="${palette.lineOpacity}" stroke-width=".7"`;
  return { bands: `<g fill-rule="evenodd" ${style}>${paths.join('')}</g>`, hasHoles: summary.undefinedShare > 0 };
}
