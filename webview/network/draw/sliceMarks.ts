/** What lies over a slice: the projected paths and starts, the centre, the barrier of a line. */
import type { SliceView } from '../../../src/landscape/explore/views';
import { formatNumber } from '../../../src/picture/numbers';
import { fontFamily } from '../../draw/axes';
import { seriesColour } from '../../draw/runLayer';
import type { Theme } from '../../draw/theme';
import type { Projection } from '../../plot/projection';
import { svg } from '../../ui/dom';
import type { NetworkScene, RunScene } from '../model/networkScene';
import { opacityAt, pathPieces, reachOf, stepPixel } from '../plot/projectedPath';

/** Dashes of everything that is a shadow of something outside of the plane. */
export const projectedDash = '6 3';
export const centreShape = 'M-7,0H7M0,-7V7';

/** The runs whose paths the slice has, in its order. */
export function drawnRuns({ runs, known }: NetworkScene, view: SliceView): readonly RunScene[] {
  return runs.filter(({ run }) => known.trained.has(run.id)).slice(0, view.runs.length);
}

/** Fills `group` anew. */
export function drawMarks(
  group: SVGGElement,
  scene: NetworkScene,
  view: SliceView,
  projection: Projection,
  theme: Theme,
): void {
  group.replaceChildren(
    ...lineMarks(scene, view, projection, theme),
    ...pathMarks(scene, view, projection, theme),
    ...(projection.isCurve ? [] : [...startMarks(view, projection, theme), centreMark(projection, theme)]),
  );
}

function pathMarks(scene: NetworkScene, view: SliceView, projection: Projection, theme: Theme): SVGElement[] {
  const reach = reachOf(view);
  return drawnRuns(scene, view).flatMap(({ run, name }, index) => {
    const projected = view.runs[index]!;
    const colour = seriesColour(theme, run.colour);
    const line = { fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'butt' };
    const pieces = pathPieces(projected, projection, reach);
    const [cx, cy] = stepPixel(projected, projected.places.length / 2 - 1, projection);
    const isInside = projection.contains([cx, cy]);
    const far = projected.distances.at(-1) ?? 0;
    return [
      svg('g', { class: 'projected-run', 'data-optimizer': run.optimizer }, [
        svg('title', {}, [`${name}, projected: ${projected.sentence}`]),
        ...pieces.map(({ d }) =>
          svg('path', { ...line, d, stroke: theme.background, 'stroke-width': 4, 'stroke-opacity': 0.5 }),
        ),
        ...pieces.map(({ d, opacity }) =>
          svg('path', {
            ...line,
            class: 'projected-path',
            d,
            stroke: colour,
            'stroke-width': 2,
            'stroke-opacity': opacity,
            'stroke-dasharray': projectedDash,
          }),
        ),
        ...(isInside
          ? [
              svg('circle', {
                cx: cx.toFixed(1),
                cy: cy.toFixed(1),
                r: 4.5,
                fill: colour,
                'fill-opacity': opacityAt(far, reach),
                stroke: theme.background,
                'stroke-width': 1.5,
              }),
            ]
          : []),
      ]),
    ];
  });
}

function startMarks(view: SliceView, projection: Projection, theme: Theme): SVGElement[] {
  const reach = reachOf(view);
  return view.starts.flatMap(({ a, b, distance }, index) => {
    const pixel = projection.pixel([a, b], NaN);
    if (!projection.contains(pixel, 1)) return [];
    const transform = `translate(${pixel[0].toFixed(1)},${pixel[1].toFixed(1)})`;
    const title = `start ${String(index + 1)}, projected; ${formatNumber(distance, 2)} away from this plane`;
    return [
      svg('g', { class: 'projected-start', transform }, [
        svg('title', {}, [title]),
        svg('circle', { r: 6.5, fill: 'none', stroke: theme.background, 'stroke-width': 4, 'stroke-opacity': 0.5 }),
        svg('circle', {
          r: 6.5,
          fill: 'none',
          stroke: theme.foreground,
          'stroke-width': 1.8,
          'stroke-opacity': opacityAt(distance, reach),
          'stroke-dasharray': distance > reach * 1e-6 ? '4 3' : undefined,
        }),
      ]),
    ];
  });
}

function centreMark(projection: Projection, theme: Theme): SVGElement {
  const [x, y] = projection.pixel([0, 0], NaN);
  return svg('g', { class: 'centre', transform: `translate(${x.toFixed(1)},${y.toFixed(1)})` }, [
    svg('title', {}, ['centre of the slice']),
    svg('path', { d: centreShape, stroke: theme.background, 'stroke-width': 5, 'stroke-opacity': 0.7 }),
    svg('path', { d: centreShape, stroke: theme.foreground, 'stroke-width': 2 }),
  ]);
}

/** The ends of a line between two points, the straight line between their losses and the barrier above it. */
function lineMarks(scene: NetworkScene, view: SliceView, projection: Projection, theme: Theme): SVGElement[] {
  if (!projection.isCurve) return [];
  const { frame } = projection;
  const text = { fill: theme.foreground, 'font-size': 11, 'font-family': fontFamily };
  const upright = (a: number, name: string): SVGElement[] => {
    const x = projection.x(a);
    if (x < frame.left || x > frame.left + frame.innerWidth) return [];
    const isLeft = x > frame.left + frame.innerWidth * 0.7;
    return [
      svg('line', {
        x1: x,
        x2: x,
        y1: frame.top,
        y2: frame.top + frame.innerHeight,
        stroke: theme.muted,
        'stroke-dasharray': '2 3',
      }),
      svg('text', { ...text, x: x + (isLeft ? -5 : 5), y: frame.top + 13, 'text-anchor': isLeft ? 'end' : 'start' }, [
        name,
      ]),
    ];
  };
  const marks = upright(0, scene.centreName);
  if (view.barrier === null) return marks;
  marks.push(...upright(1, scene.otherName));
  const { height, at, value } = view.barrier;
  if (!(height > 0)) return marks;
  const foot = value - height;
  // The straight line between the losses at both ends goes through the foot of the barrier.
  const end = at > 0 ? view.centreValue + (foot - view.centreValue) / at : view.centreValue;
  const x = projection.x(at);
  marks.push(
    svg('line', {
      class: 'chord',
      x1: projection.x(0),
      y1: projection.y(view.centreValue),
      x2: projection.x(1),
      y2: projection.y(end),
      stroke: theme.muted,
      'stroke-dasharray': '5 4',
    }),
    svg('line', {
      class: 'barrier',
      x1: x,
      x2: x,
      y1: projection.y(foot),
      y2: projection.y(value),
      stroke: theme.negative,
      'stroke-width': 3,
    }),
    svg('text', { ...text, x: x + 7, y: (projection.y(foot) + projection.y(value)) / 2 + 4 }, [
      `barrier ${formatNumber(height, 3)}`,
    ]),
  );
  return marks;
}
