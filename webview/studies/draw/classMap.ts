/** Draws an image of classes with its axes: a path a class, so that the picture can be exported as it is. */
import { axisTicks } from '../../../src/picture/axisTicks';
import type { Tick } from '../../../src/picture/axisTicks';
import { innerHeightOf, plotFrame } from '../../../src/picture/frame';
import type { Frame } from '../../../src/picture/frame';
import { formatNumber } from '../../../src/picture/numbers';
import { drawAxes } from '../../draw/axes';
import { hatchPattern } from '../../draw/hatch';
import type { Theme } from '../../draw/theme';
import { setAttributes, svg } from '../../ui/dom';
import { runsByLabel } from '../model/mapClasses';

export interface MapAxis {
  readonly name: string;
  readonly range: readonly [number, number];
  readonly isLogarithmic: boolean;
}

export interface ClassImage {
  readonly columns: number;
  readonly rows: number;
  /** Rows ascending. */
  readonly labels: ArrayLike<number>;
  readonly across: MapAxis;
  readonly up: MapAxis;
  /** The picture in words. */
  readonly description: string;
}

/** What is drawn over an image gets places in pixels from these. */
export interface MapPlaces {
  readonly frame: Frame;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

export const hatched = 'url(#map-hatch)';

/** The image, its axes and, between them, what `over` draws. */
export function drawClasses(
  picture: SVGSVGElement,
  image: ClassImage,
  fill: (label: number) => string,
  over: (places: MapPlaces) => readonly SVGElement[],
  width: number,
  theme: Theme,
): void {
  const { columns, rows, across, up } = image;
  const height = Math.round(Math.min(520, Math.max(240, width * 0.8)));
  const frame = plotFrame(width, height, ticksOf(up, innerHeightOf(height), false));
  const { left, top, innerWidth, innerHeight } = frame;
  const places: MapPlaces = {
    frame,
    x: (value) => left + shareOf(across, value) * innerWidth,
    y: (value) => top + (1 - shareOf(up, value)) * innerHeight,
  };
  // The first and the last pixel stand on the edges: half of each is outside.
  const [stepX, stepY] = [innerWidth / Math.max(1, columns - 1), innerHeight / Math.max(1, rows - 1)];
  const matrix = [stepX, 0, 0, -stepY, left - stepX / 2, top + innerHeight + stepY / 2];
  const inner = { x: left, y: top, width: innerWidth, height: innerHeight };
  const hatch = hatchPattern('map-hatch');
  setAttributes(hatch.querySelector('rect')!, { fill: theme.background });
  setAttributes(hatch.querySelector('path')!, { stroke: theme.muted });
  const axes = svg('g', { 'aria-hidden': 'true' });
  drawAxes(
    axes,
    {
      frame,
      horizontal: ticksOf(across, innerWidth, true),
      vertical: ticksOf(up, innerHeight, false),
      x: places.x,
      y: places.y,
      xName: across.name,
      yName: up.name,
    },
    theme,
  );
  const outlines = [...runsByLabel(image.labels, columns, rows)];
  setAttributes(picture, {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
    'aria-label': image.description,
  });
  picture.replaceChildren(
    svg('defs', {}, [svg('clipPath', { id: 'map-clip' }, [svg('rect', inner)]), hatch]),
    svg('g', { 'clip-path': 'url(#map-clip)' }, [
      // A pattern would be stretched with the pixels: hatched classes show the ground instead.
      svg('rect', { ...inner, fill: hatched }),
      svg(
        'g',
        { transform: `matrix(${matrix.map((x) => x.toFixed(5)).join(' ')})`, 'shape-rendering': 'crispEdges' },
        outlines
          .filter(([label]) => fill(label) !== hatched)
          .map(([label, d]) => svg('path', { class: 'map-class', 'data-label': label, d, fill: fill(label) })),
      ),
      ...over(places),
    ]),
    axes,
  );
}

function shareOf({ range: [low, high], isLogarithmic }: MapAxis, value: number): number {
  return isLogarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

function ticksOf({ range: [low, high], isLogarithmic }: MapAxis, length: number, horizontal: boolean): readonly Tick[] {
  if (!isLogarithmic) return axisTicks(low, high, length, horizontal);
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const stride = Math.max(1, Math.ceil((last - first + 1) / Math.max(2, length / 40)));
  const decades: Tick[] = [];
  for (let k = first; k <= last; k += stride) decades.push({ value: 10 ** k, label: formatNumber(10 ** k, 2) });
  return decades.length > 1 ? decades : [low, high].map((value) => ({ value, label: formatNumber(value, 2) }));
}
