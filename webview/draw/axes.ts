/** Draws axes: ticks, their labels and the names of the axes. */
import { svg } from '../ui/dom';
import { axisTicks } from '../../src/picture/axisTicks';
import type { Tick } from '../../src/picture/axisTicks';
import type { Frame } from '../../src/picture/frame';
import type { Theme } from './theme';

export interface AxesPicture {
  readonly frame: Frame;
  readonly horizontal: readonly Tick[];
  readonly vertical: readonly Tick[];
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xName: string;
  readonly yName: string;
}

export const fontFamily = 'system-ui, -apple-system, "Segoe UI", sans-serif';

/** Fills `group` anew. */
export function drawAxes(group: SVGGElement, picture: AxesPicture, theme: Theme): void {
  const { frame, x, y } = picture;
  const bottom = frame.top + frame.innerHeight;
  const right = frame.left + frame.innerWidth;
  const text = { fill: theme.muted, 'font-size': 11, 'font-family': fontFamily };
  const title = { fill: theme.foreground, 'font-size': 12, 'font-family': fontFamily };
  group.replaceChildren(
    svg('rect', {
      x: frame.left,
      y: frame.top,
      width: frame.innerWidth,
      height: frame.innerHeight,
      fill: 'none',
      stroke: theme.border,
    }),
    ...picture.horizontal.flatMap((tick) => [
      svg('line', { x1: x(tick.value), x2: x(tick.value), y1: bottom, y2: bottom + 4, stroke: theme.muted }),
      svg('text', { ...text, x: insideX(x(tick.value), tick.label, frame), y: bottom + 16, 'text-anchor': 'middle' }, [
        tick.label,
      ]),
    ]),
    ...picture.vertical.flatMap((tick) => [
      svg('line', { x1: frame.left - 4, x2: frame.left, y1: y(tick.value), y2: y(tick.value), stroke: theme.muted }),
      svg('text', { ...text, x: frame.left - 7, y: y(tick.value) + 4, 'text-anchor': 'end' }, [tick.label]),
    ]),
    svg('text', { ...title, x: (frame.left + right) / 2, y: bottom + 33, 'text-anchor': 'middle' }, [picture.xName]),
    svg(
      'text',
      {
        ...title,
        transform: `translate(13,${String((frame.top + bottom) / 2)}) rotate(-90)`,
        'text-anchor': 'middle',
      },
      [picture.yName],
    ),
  );
}

/** Ticks of both axes of a frame. */
export function verticalTicks(low: number, high: number, innerHeight: number): readonly Tick[] {
  return axisTicks(low, high, innerHeight, false);
}

/** Keeps a centred label inside the picture. */
function insideX(centre: number, label: string, frame: Frame): number {
  const half = (label.length * 6.4) / 2;
  return Math.min(frame.width - half - 1, Math.max(half + 1, centre));
}
