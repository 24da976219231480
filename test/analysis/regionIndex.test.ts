import { expect, test } from 'vitest';
import { type Box, boxOf, contains, intersects } from '../../src/analysis/box';
import { RegionIndex } from '../../src/analysis/search/regionIndex';
import { seeded } from '../support/random';

test.each([1, 2, 3, 4])('in %d dimensions it finds what a look at all finds', (n) => {
  const random = seeded(80 + n);
  const target = boxOf(Array.from({ length: n }, () => [-1, 2]));
  const index = new RegionIndex<{ region: Box }>(target);
  // Also partly, and wholly, outside of the searched box.
  const draw = (size: number): Box =>
    boxOf(
      Array.from({ length: n }, () => {
        const low = random() * 4 - 1.5;
        return [low, low + size * random()];
      }),
    );
  const items = Array.from({ length: 200 }, () => ({ region: draw(0.3) }));
  items.forEach((item) => index.add(item));
  for (let k = 0; k < 200; k++) {
    const box = draw(0.2);
    const meeting = index.meeting(box);
    for (const item of items) if (intersects(item.region, box)) expect(meeting.has(item)).toBe(true);
    const point = { low: box.low, high: box.low };
    const around = index.around(box.low);
    for (const item of items) if (contains(item.region, point)) expect(around).toContain(item);
  }
});
