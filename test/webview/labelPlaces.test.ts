import { describe, expect, test } from 'vitest';
import { placeLabels } from '../../webview/plot/labelPlaces';
import { labelWidth } from '../../src/picture/axisTicks';
import { seeded } from '../support/random';

const area = { left: 0, right: 400, top: 0, bottom: 260 };

function rectangleOf({ x, y, anchor }: { x: number; y: number; anchor: 'start' | 'end' }, text: string) {
  const width = labelWidth(text);
  const left = anchor === 'start' ? x : x - width;
  return { left, right: left + width, top: y - 10, bottom: y + 2 };
}

describe('labels beside marks', () => {
  test('stand beside their mark, to the right where there is room', () => {
    const [place] = placeLabels([{ x: 100, y: 100, text: 'fold' }], area);
    expect(place).toMatchObject({ anchor: 'start', isShown: true });
    expect(place!.x).toBeGreaterThan(100);
    const [edge] = placeLabels([{ x: 390, y: 100, text: 'pitchfork' }], area);
    expect(edge!.anchor).toBe('end');
  });

  test('never overlap, nor leave the area, for crowded marks', () => {
    const random = seeded(3);
    for (let round = 0; round < 30; round++) {
      const marks = Array.from({ length: 12 }, () => ({
        x: 400 * random(),
        y: 260 * random(),
        text: random() < 0.5 ? 'fold' : 'transcritical',
      }));
      const places = placeLabels(marks, area);
      expect(places.some(({ isShown }) => isShown)).toBe(true);
      const shown = places.flatMap((place, k) => (place.isShown ? [rectangleOf(place, marks[k]!.text)] : []));
      shown.forEach((a, i) => {
        expect(a.left >= 0 && a.right <= 400 && a.top >= 0 && a.bottom <= 260).toBe(true);
        for (const b of shown.slice(i + 1))
          expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
      });
    }
  });

  test('are left out where there is no room at all', () => {
    const crowd = Array.from({ length: 40 }, () => ({ x: 200, y: 130, text: 'transcritical' }));
    expect(placeLabels(crowd, area).filter(({ isShown }) => !isShown).length).toBeGreaterThan(0);
  });
});
