/** Draws the loss's own paths: the gradient flow from the starts, the curves of its saddles. */
import type { PathsView } from '../../../src/landscape/dynamics/views';
import type { Theme } from '../../draw/theme';
import type { Scene } from '../../model/scene';
import type { Projection } from '../../plot/projection';
import { svg } from '../../ui/dom';

export type PathKind = 'flow' | 'unstable' | 'stable' | 'floor';

export const pathNames: Readonly<Record<PathKind, string>> = {
  flow: 'gradient flow from a start',
  unstable: 'unstable manifold: the flow leaves a saddle',
  stable: 'stable manifold: the flow comes into a saddle',
  floor: 'valley floor through a saddle',
};

/** How each kind looks: never by its colour alone. */
function lookOf(
  kind: PathKind,
  theme: Theme,
): { readonly stroke: string; readonly dash: string | undefined; readonly width: number } {
  switch (kind) {
    case 'flow':
      return { stroke: theme.foreground, dash: undefined, width: 1.3 };
    case 'unstable':
      return { stroke: theme.glyphs.saddle, dash: undefined, width: 2 };
    case 'stable':
      return { stroke: theme.glyphs.saddle, dash: '7 4', width: 2 };
    case 'floor':
      return { stroke: theme.glyphs.kink, dash: '2 4', width: 2.2 };
  }
}

/** Fills the group anew. */
export function drawPaths(
  group: SVGGElement,
  view: PathsView | undefined,
  scene: Scene,
  projection: Projection,
  theme: Theme,
): void {
  const n = scene.evaluator.dimension;
  const lines: { readonly kind: PathKind; readonly d: string }[] = [
    ...(view?.branches ?? []).map(({ kind, points }) => ({ kind, d: pathOf(points, 2, scene, projection) })),
    ...(view?.flows ?? []).map(({ points }) => ({ kind: 'flow' as const, d: pathOf(points, n, scene, projection) })),
  ];
  const common = { fill: 'none', 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
  group.replaceChildren(
    ...lines.flatMap(({ kind, d }) => {
      const { stroke, dash, width } = lookOf(kind, theme);
      return [
        svg('path', { ...common, d, stroke: theme.background, 'stroke-width': width + 2.4, 'stroke-opacity': 0.65 }),
        svg('path', {
          ...common,
          class: `path-${kind}`,
          d,
          stroke,
          'stroke-width': width,
          'stroke-dasharray': dash,
        }),
      ];
    }),
  );
}

/** A line of the legend. */
export function pathSwatch(kind: PathKind, theme: Theme): SVGSVGElement {
  const { stroke, dash, width } = lookOf(kind, theme);
  return svg('svg', { width: 20, height: 20, viewBox: '-10 -10 20 20', 'aria-hidden': 'true' }, [
    svg('path', { d: 'M-9,0H9', fill: 'none', stroke, 'stroke-width': width, 'stroke-dasharray': dash }),
  ]);
}

function pathOf(points: Float64Array, n: number, scene: Scene, projection: Projection): string {
  let path = '';
  for (let k = 0; k < points.length; k += n) {
    const point = points.subarray(k, k + n);
    const [x, y] = projection.pixel(point, projection.isCurve ? scene.evaluator.value(point) : NaN);
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    const clamp = (pixel: number): number => Math.max(-1e5, Math.min(1e5, pixel));
    path += `${path === '' ? 'M' : 'L'}${clamp(x).toFixed(1)},${clamp(y).toFixed(1)}`;
  }
  return path;
}
