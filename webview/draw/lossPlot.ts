/** Draws loss against step for every run, with the playhead; a press or a drag in it scrubs. */
import { axisTicks } from '../../src/picture/axisTicks';
import type { Tick } from '../../src/picture/axisTicks';
import { plotFrame } from '../../src/picture/frame';
import type { LossPlotScale } from '../state/state';
import { decadeTicks } from '../plot/decades';
import { lossPath, lossScale, onLossScale } from '../plot/lossCurves';
import { changes, keyed, setAttributes, svg } from '../ui/dom';
import { drawAxes } from './axes';
import type { Theme } from './theme';

const height = 190;

/** One curve of loss against step. */
export interface LossCurve {
  readonly key: string;
  readonly values: Float64Array;
  /** The steps the values belong to, where they are not 0, 1, 2, … */
  readonly steps?: readonly number[];
  readonly colour: string;
  readonly dash: string | undefined;
  /** It diverged or left the domain. */
  readonly isStray: boolean;
  /** How many values come before it left the box for good; all, where absent. */
  readonly within?: number | undefined;
}

export interface LossPicture {
  readonly curves: readonly LossCurve[];
  /** The last step on the axis. */
  readonly last: number;
  /** Where the playhead stands; null without one. */
  readonly step: number | null;
  readonly scale: LossPlotScale;
}

export class LossPlot {
  readonly element = svg('svg', { class: 'loss-plot', role: 'img', 'aria-label': 'Loss against step' });
  private readonly axes = svg('g', { 'aria-hidden': 'true' });
  private readonly clip = svg('rect');
  private readonly curves = svg('g', { 'clip-path': 'url(#loss-clip)' });
  private readonly playhead = svg('line', { class: 'playhead' });
  private readonly dots = svg('g');
  private readonly curvesChanged = changes();
  private readonly headChanged = changes();
  private toStep: (px: number) => number = () => 0;
  private place: { x: (step: number) => number; y: (value: number) => number } | undefined;

  constructor(scrub: (step: number) => void) {
    this.element.append(
      svg('defs', {}, [svg('clipPath', { id: 'loss-clip' }, [this.clip])]),
      this.curves,
      this.axes,
      this.playhead,
      this.dots,
    );
    const seek = (event: PointerEvent): void => {
      const box = this.element.getBoundingClientRect();
      scrub(this.toStep(event.clientX - box.left));
    };
    this.element.addEventListener('pointerdown', (event) => {
      this.element.setPointerCapture(event.pointerId);
      seek(event);
    });
    this.element.addEventListener('pointermove', (event) => {
      if (this.element.hasPointerCapture(event.pointerId)) seek(event);
    });
  }

  update(picture: LossPicture, theme: Theme, width: number): void {
    const { curves, last, step } = picture;
    if (this.curvesChanged(curves, last, width, theme, picture.scale)) this.draw(picture, theme, width);
    if (!this.headChanged(curves, last, step, width, theme, this.place) || this.place === undefined) return;
    const { x, y } = this.place;
    this.playhead.toggleAttribute('hidden', step === null);
    setAttributes(this.playhead, {
      x1: x(step ?? 0).toFixed(1),
      x2: x(step ?? 0).toFixed(1),
      stroke: step === null ? 'none' : theme.foreground,
      'data-step': step ?? undefined,
    });
    this.dots.replaceChildren(
      ...curves.map(({ values, steps, colour }) => {
        const at = Math.min(step ?? Infinity, values.length - 1);
        const cy = y(values[at] ?? NaN);
        const visible = cy >= 0 && cy <= height - 40;
        return svg('circle', {
          cx: x(steps?.[at] ?? at).toFixed(1),
          cy: visible ? cy.toFixed(1) : -99,
          r: 3.5,
          fill: colour,
          stroke: theme.background,
        });
      }),
    );
  }

  private draw(picture: LossPicture, theme: Theme, width: number): void {
    const scale = lossScale(picture.curves, picture.scale);
    const [low, high] = scale.interval;
    const verticals = (innerHeight: number): readonly Tick[] => {
      const decades = decadeTicks(scale.interval, innerHeight / 24);
      return scale.isLogarithmic && decades.length >= 2
        ? decades
        : axisTicks(low, high, innerHeight, false).map((tick) =>
            scale.isLogarithmic ? { ...tick, label: Number((10 ** tick.value).toPrecision(2)).toString() } : tick,
          );
    };
    const frame = plotFrame(width, height, verticals(height - 50));
    const last = Math.max(1, picture.last);
    const x = (step: number): number => frame.left + (step / last) * frame.innerWidth;
    const yPlace = (place: number): number => frame.top + (1 - (place - low) / (high - low)) * frame.innerHeight;
    this.toStep = (px) => Math.max(0, Math.min(last, Math.round(((px - frame.left) / frame.innerWidth) * last)));
    this.place = { x, y: (value) => yPlace(onLossScale(scale, value)) };
    setAttributes(this.element, { width, height, viewBox: `0 0 ${String(width)} ${String(height)}` });
    setAttributes(this.clip, { x: frame.left, y: frame.top, width: frame.innerWidth, height: frame.innerHeight });
    setAttributes(this.playhead, { y1: frame.top, y2: frame.top + frame.innerHeight, 'stroke-width': 1.2 });
    drawAxes(
      this.axes,
      {
        frame,
        horizontal: axisTicks(0, last, frame.innerWidth, true).filter((tick) => Number.isInteger(tick.value)),
        vertical: verticals(frame.innerHeight),
        x,
        y: yPlace,
        xName: 'step',
        yName: scale.offset === 0 ? 'loss' : 'loss − lowest',
      },
      theme,
    );
    keyed(
      this.curves,
      picture.curves,
      ({ key }) => key,
      () => svg('path', { fill: 'none', 'stroke-width': 1.8, 'stroke-linejoin': 'round' }),
      (path, { values, steps, colour, dash }) => {
        const across = (index: number): number => x(steps?.[index] ?? index);
        setAttributes(path, { d: lossPath(values, scale, across, yPlace), stroke: colour, 'stroke-dasharray': dash });
      },
    );
  }
}
