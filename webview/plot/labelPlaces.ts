/** Places of short labels beside their marks, none over another. */
import { labelWidth, lineHeight } from '../../src/picture/axisTicks';

export interface LabelPlace {
  readonly x: number;
  /** Of the text's baseline. */
  readonly y: number;
  readonly anchor: 'start' | 'end';
  /** False where there was no room: the label is left out, and its mark stays. */
  readonly isShown: boolean;
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const gap = 9;

/**
 * Takes the first of several places around each mark where its label lies inside of `area` and over no mark and no
 * earlier label; marks take 6 pixels around them.
 */
export function placeLabels(
  marks: readonly { readonly x: number; readonly y: number; readonly text: string }[],
  area: Rectangle,
): readonly LabelPlace[] {
  const taken: Rectangle[] = marks.map(({ x, y }) => ({ left: x - 6, right: x + 6, top: y - 6, bottom: y + 6 }));
  return marks.map(({ x, y, text }, k) => {
    const width = labelWidth(text) * 1.05;
    for (const row of [-1, 1, 0, -2, 2, -3, 3]) {
      for (const anchor of ['start', 'end'] as const) {
        const left = anchor === 'start' ? x + gap : x - gap - width;
        const base = y + 4 + row * (lineHeight - 3);
        const rectangle = { left, right: left + width, top: base - lineHeight + 4, bottom: base + 3 };
        const isInside =
          rectangle.left >= area.left &&
          rectangle.right <= area.right &&
          rectangle.top >= area.top &&
          rectangle.bottom <= area.bottom;
        if (!isInside || taken.some((other, i) => i !== k && overlap(rectangle, other))) continue;
        taken.push(rectangle);
        return { x: anchor === 'start' ? x + gap : x - gap, y: base, anchor, isShown: true };
      }
    }
    return { x, y, anchor: 'start', isShown: false };
  });
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
