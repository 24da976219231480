/** Two small pictures of a step: the gradient in the Hessian's eigenbasis, and the multipliers on the unit circle. */
import type { ExplanationView } from '../../../src/landscape/dynamics/views';
import { formatNumber } from '../../../src/picture/numbers';
import { fontFamily } from '../../draw/axes';
import type { Theme } from '../../draw/theme';
import { signedBars } from '../../plot/bars';
import { setAttributes, svg } from '../../ui/dom';

const rowHeight = 20;
/** More directions than this are not drawn, nor told. */
const mostRows = 8;
const nameWidth = 92;

/** What the bars show. */
export function componentsCaption({ eigenvalues: { length } }: ExplanationView): string {
  return length <= mostRows
    ? 'gradient along each eigenvector'
    : `gradient along the ${String(mostRows)} of ${String(length)} eigenvectors with most of it`;
}

/** The directions along which most of the gradient lies, by ascending eigenvalue. */
export function mainDirections({ coefficients }: ExplanationView): readonly number[] {
  const order = coefficients.map((_, k) => k).sort((a, b) => Math.abs(coefficients[b]!) - Math.abs(coefficients[a]!));
  return order.slice(0, mostRows).sort((a, b) => a - b);
}

/** A bar a direction: how much of the gradient lies along it. */
export function drawComponents(picture: SVGSVGElement, view: ExplanationView, width: number, theme: Theme): void {
  const shown = mainDirections(view);
  const values = shown.map((k) => view.coefficients[k]!);
  const eigenvalues = shown.map((k) => view.eigenvalues[k]!);
  const names = eigenvalues.map((value) => `λ = ${formatNumber(value, 3)}`);
  const labels = values.map((value) => formatNumber(value, 3));
  const { zero, bars } = signedBars(values, labels, width - nameWidth);
  const height = rowHeight * values.length;
  const text = { 'font-size': 11, 'font-family': fontFamily, fill: theme.foreground };
  setAttributes(picture, {
    width,
    height,
    viewBox: `0 0 ${String(width)} ${String(height)}`,
    role: 'img',
    'aria-label': `Gradient along the eigenvectors of the Hessian: ${names
      .map((name, k) => `${labels[k] ?? ''} at ${name}`)
      .join('; ')}`,
  });
  picture.replaceChildren(
    ...bars.flatMap((bar, k) => [
      svg('text', { ...text, x: 0, y: k * rowHeight + 14, fill: theme.muted }, [names[k]!]),
      svg('g', { transform: `translate(${String(nameWidth)},${String(k * rowHeight)})` }, [
        svg('rect', {
          x: bar.x.toFixed(1),
          y: 4,
          width: bar.width.toFixed(1),
          height: rowHeight - 8,
          rx: 1.5,
          fill: eigenvalues[k]! < 0 ? theme.negative : theme.positive,
        }),
        svg('text', { ...text, x: bar.labelX.toFixed(1), y: 14, 'text-anchor': bar.labelAnchor }, [labels[k]!]),
      ]),
    ]),
    svg('line', {
      x1: nameWidth + zero,
      x2: nameWidth + zero,
      y1: 0,
      y2: height,
      stroke: theme.muted,
    }),
  );
}

const circleSize = 150;
const radius = 46;
/** Multipliers further out than this are drawn at its edge, hollow. */
const furthest = 1.5;

/** The multipliers as points in the complex plane; those outside of the circle grow. */
export function drawMultipliers(picture: SVGSVGElement, view: ExplanationView, theme: Theme): void {
  const modes = view.modes ?? [];
  const points = modes.flatMap(({ multipliers }) => multipliers).filter(({ re, im }) => Number.isFinite(re + im));
  setAttributes(picture, {
    width: circleSize,
    height: circleSize,
    viewBox: `${String(-circleSize / 2)} ${String(-circleSize / 2)} ${String(circleSize)} ${String(circleSize)}`,
    role: 'img',
    'aria-label': `Multipliers and the unit circle: ${multipliersInWords(view)}`,
  });
  const end = radius * furthest;
  picture.replaceChildren(
    svg('path', {
      d: `M${String(-end)},0H${String(end)}M0,${String(-end)}V${String(end)}`,
      stroke: theme.border,
      fill: 'none',
    }),
    svg('circle', { r: radius, fill: 'none', stroke: theme.muted, 'stroke-width': 1.3 }),
    svg('text', { x: radius + 3, y: 12, fill: theme.muted, 'font-size': 10, 'font-family': fontFamily }, ['1']),
    ...points.map(({ re, im }) => {
      const size = Math.hypot(re, im);
      const scale = radius * Math.min(1, furthest / size);
      const colour = size > 1 ? theme.negative : theme.positive;
      return svg('circle', {
        class: 'multiplier',
        cx: (re * scale).toFixed(1),
        cy: (-im * scale).toFixed(1),
        r: 4.5,
        fill: size > furthest ? theme.background : colour,
        stroke: size > furthest ? colour : theme.background,
        'stroke-width': size > furthest ? 2 : 1.2,
      });
    }),
  );
}

/** `0.9 at curvature 2; …`. */
export function multipliersInWords({ modes }: ExplanationView): string {
  if (modes === null) return 'the step is not linear in the gradient';
  // The farthest from 0 are what a step stands or falls with.
  const sizeOf = ({ multipliers }: (typeof modes)[number]): number =>
    Math.max(...multipliers.map(({ re, im }) => Math.hypot(re, im)));
  const told = modes.length <= mostRows ? modes : [...modes].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, mostRows);
  const list = told
    .map(({ curvature, multipliers }) => {
      const [first, second] = multipliers;
      const words =
        first === undefined || Number.isNaN(first.re)
          ? 'undefined'
          : first.im !== 0
            ? `${formatNumber(first.re, 3)} ± ${formatNumber(Math.abs(first.im), 3)}i`
            : [first, ...(second === undefined ? [] : [second])].map(({ re }) => formatNumber(re, 3)).join(' and ');
      return `${words} at curvature ${formatNumber(curvature, 3)}`;
    })
    .join('; ');
  return modes.length <= mostRows ? list : `the largest of ${String(modes.length)}: ${list}`;
}
