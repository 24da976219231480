import { expect, test } from 'vitest';
import { boxOf } from '../../src/analysis/box';
import { type Region, gatherScattered, mergeOpen, outline } from '../../src/analysis/search/regions';
import { shortestIn } from '../../src/analysis/shortest';
import type { OpenBox } from '../../src/analysis/search/search';

const square = (x: number, y: number, side: number): OpenBox => ({
  box: { low: Float64Array.of(x, y), high: Float64Array.of(x + side, y + side) },
  reason: 'small',
  defined: true,
  smooth: true,
});
const target = { low: Float64Array.of(-1, -1), high: Float64Array.of(1, 1) };

test('boxes that touch become one region, others stay apart', () => {
  const regions = mergeOpen([square(0, 0, 0.1), square(0.1, 0.1, 0.1), square(0.5, 0.5, 0.1)], target);
  expect(regions.map(({ members }) => members.length)).toEqual([2, 1]);
  expect(Array.from(regions[0]!.box.high)).toEqual([0.2, 0.2]);
});

test('thousands of boxes along a curve become few, and still cover it', () => {
  const along = Array.from({ length: 9000 }, (_, k) =>
    square(Math.cos(k / 1000) * 0.9, Math.sin(k / 1000) * 0.9, 0.001),
  );
  const boxes = mergeOpen(along, target).flatMap((region) => outline(region, target));
  expect(boxes.length).toBeLessThanOrEqual(300);
  for (const { box } of along) {
    expect(
      boxes.some((outer) => box.low.every((low, i) => low >= outer.low[i]! && box.high[i]! <= outer.high[i]!)),
    ).toBe(true);
  }
});

test('the shortest number in an interval', () => {
  expect(shortestIn(-1e-17, 1e-17)).toBe(0);
  expect(shortestIn(2.9999999999999996, 3.0000000000000004)).toBe(3);
  expect(shortestIn(0.12345, 0.12347)).toBe(0.12346);
});

test('regions that lie close together are one, but not across a proved point', () => {
  const at = (x: number, size: number): Region => {
    const box = boxOf([
      [x, x + size],
      [0, size],
    ]);
    return { box, members: [{ box, reason: 'small', defined: true, smooth: true }] };
  };
  const regions = [at(0, 1), at(2, 1), at(4, 1), at(40, 1)];
  expect(gatherScattered(regions, []).map(({ members }) => members.length)).toEqual([3, 1]);
  const point = boxOf([
    [1.5, 1.5],
    [0.5, 0.5],
  ]);
  expect(gatherScattered(regions, [point]).map(({ members }) => members.length)).toEqual([1, 2, 1]);
});
