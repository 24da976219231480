/** Draws what is known at the probed point: the Taylor model's level sets, the eigenvectors, the gradient, the crosshair. */
import type { Scene } from '../model/scene';
import { levelCurves, modelLevels } from '../model/taylor';
import type { QuadraticModel } from '../model/taylor';
import type { Pixel, Projection } from '../plot/projection';
import { svg } from '../ui/dom';
import type { Theme } from './theme';

/** Half the length in pixels of an eigenvector as drawn, and the reach of the Taylor model's levels. */
const armLength = 38;
const modelReach = 46;

export function drawProbe(group: SVGGElement, scene: Scene, projection: Projection, theme: Theme): void {
  const { probe } = scene;
  if (probe === null) {
    group.replaceChildren();
    return;
  }
  const pixel = projection.pixel(probe.point, probe.derivatives.value);
  if (!projection.contains(pixel, 1)) {
    group.replaceChildren();
    return;
  }
  const shapes = scene.isCurve
    ? [...parabola(scene, projection, theme), ...crosshair(pixel, theme, probe.isPinned)]
    : [
        ...taylorCurves(scene, projection, pixel, theme),
        ...eigenvectors(scene, projection, pixel, theme),
        ...gradientArrow(scene, projection, pixel, theme),
        ...crosshair(pixel, theme, probe.isPinned),
      ];
  group.replaceChildren(...shapes);
}

/** The model in the plane shown, in pixels: derivatives scaled by the units per pixel, with y pointing up. */
function pixelModel(scene: Scene, projection: Projection): QuadraticModel | undefined {
  const derivatives = scene.probe?.derivatives;
  if (derivatives === undefined) return undefined;
  const n = scene.evaluator.dimension;
  const [i, j] = projection.axes;
  const [sx, sy] = projection.scale;
  const { gradient, hessian, value } = derivatives;
  const model: QuadraticModel = {
    value,
    gradient: [gradient[i]! * sx, gradient[j]! * sy],
    hessian: [hessian[i * n + i]! * sx * sx, hessian[i * n + j]! * sx * sy, hessian[j * n + j]! * sy * sy],
  };
  return [value, ...model.gradient, ...model.hessian].every(Number.isFinite) ? model : undefined;
}

function taylorCurves(scene: Scene, projection: Projection, [px, py]: Pixel, theme: Theme): readonly SVGElement[] {
  const model = pixelModel(scene, projection);
  if (model === undefined) return [];
  const { innerWidth, innerHeight } = projection.frame;
  const radius = Math.hypot(innerWidth, innerHeight);
  const levels = modelLevels(model, modelReach);
  return levels.flatMap((level, index) =>
    levelCurves(model, level, radius).map((curve) =>
      svg('path', {
        class: 'taylor',
        d: curve
          .map(([dx, dy], at) => `${at === 0 ? 'M' : 'L'}${(px + dx).toFixed(1)},${(py - dy).toFixed(1)}`)
          .join(''),
        fill: 'none',
        stroke: theme.foreground,
        'stroke-width': index === 1 ? 1.6 : 1.1,
        'stroke-dasharray': index === 1 ? undefined : '5 4',
        'stroke-opacity': index === 1 ? 0.9 : 0.7,
      }),
    ),
  );
}

function eigenvectors(scene: Scene, projection: Projection, [px, py]: Pixel, theme: Theme): readonly SVGElement[] {
  const spectrum = scene.probe?.spectrum;
  if (spectrum === undefined) return [];
  const [i, j] = projection.axes;
  const [sx, sy] = projection.scale;
  return [...spectrum.values].flatMap((value, index) => {
    const vector = spectrum.vectors[index]!;
    // The share of the vector inside the plane shown: eigenvectors of hidden parameters shrink to nothing.
    const inPlane = Math.hypot(vector[i]!, vector[j]!);
    const [dx, dy] = [vector[i]! / sx, -vector[j]! / sy];
    const size = Math.hypot(dx, dy);
    if (inPlane < 0.05 || size === 0) return [];
    const reach = (armLength * inPlane) / size;
    const colour = value < 0 ? theme.negative : theme.positive;
    const ends = { x1: px - dx * reach, y1: py - dy * reach, x2: px + dx * reach, y2: py + dy * reach };
    const dashes = value < 0 ? '4 2.5' : undefined;
    return [
      svg('line', { ...ends, stroke: theme.background, 'stroke-width': 5, 'stroke-opacity': 0.75 }),
      svg('line', { ...ends, class: 'eigenvector', stroke: colour, 'stroke-width': 2.4, 'stroke-dasharray': dashes }),
    ];
  });
}

/** An arrow downhill, of fixed length: the direction in which the loss falls. */
function gradientArrow(scene: Scene, projection: Projection, [px, py]: Pixel, theme: Theme): readonly SVGElement[] {
  const gradient = scene.probe?.derivatives.gradient;
  if (gradient === undefined) return [];
  const [i, j] = projection.axes;
  const [sx, sy] = projection.scale;
  const [dx, dy] = [-gradient[i]! / sx, gradient[j]! / sy];
  const size = Math.hypot(dx, dy);
  if (!(size > 0) || !Number.isFinite(size) || isLevel(scene, projection)) return [];
  const [ux, uy] = [dx / size, dy / size];
  const [tx, ty] = [px + ux * 30, py + uy * 30];
  const head = `M${tx},${ty}L${tx - ux * 7 - uy * 4},${ty - uy * 7 + ux * 4}L${tx - ux * 7 + uy * 4},${ty - uy * 7 - ux * 4}Z`;
  return [
    svg('line', { x1: px, y1: py, x2: tx, y2: ty, stroke: theme.foreground, 'stroke-width': 1.6 }),
    svg('path', { d: head, fill: theme.foreground, class: 'descent' }),
  ];
}

/** True where the gradient is mere rounding: far smaller than the curvature makes it within a thousandth of a pixel. */
function isLevel(scene: Scene, projection: Projection): boolean {
  const model = pixelModel(scene, projection);
  if (model === undefined) return true;
  return Math.hypot(...model.gradient) < 1e-3 * Math.hypot(...model.hessian);
}

function crosshair([px, py]: Pixel, theme: Theme, isPinned: boolean): readonly SVGElement[] {
  const outline = { cx: px, cy: py, fill: 'none' };
  return [
    svg('circle', { ...outline, r: 4, stroke: theme.background, 'stroke-width': 4 }),
    svg('circle', {
      ...outline,
      r: 4,
      class: 'probe',
      fill: isPinned ? theme.foreground : 'none',
      stroke: theme.foreground,
      'stroke-width': 1.6,
    }),
  ];
}

/** The Taylor model of a one-parameter loss, over the curve. */
function parabola(scene: Scene, projection: Projection, theme: Theme): readonly SVGElement[] {
  const { probe } = scene;
  if (probe === null || ![...probe.derivatives.gradient, ...probe.derivatives.hessian].every(Number.isFinite))
    return [];
  const [low, high] = projection.view.x;
  const { value, gradient, hessian } = probe.derivatives;
  const path = Array.from({ length: 121 }, (_, index) => {
    const x = low + ((high - low) * index) / 120;
    const d = x - probe.point[0]!;
    const y = projection.y(value + gradient[0]! * d + 0.5 * hessian[0]! * d * d);
    return `${index === 0 ? 'M' : 'L'}${projection.x(x).toFixed(1)},${Math.max(-1e4, Math.min(1e4, y)).toFixed(1)}`;
  }).join('');
  return [
    svg('path', {
      class: 'taylor',
      d: path,
      fill: 'none',
      stroke: theme.foreground,
      'stroke-width': 1.3,
      'stroke-dasharray': '5 4',
      'stroke-opacity': 0.8,
    }),
  ];
}
