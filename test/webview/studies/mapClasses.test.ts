import { expect, test } from 'vitest';
import type { StartMapView } from '../../../src/landscape/dynamics/views';
import { classesOf, mapSummary, percent, runsByLabel } from '../../../webview/studies/model/mapClasses';
import { stabilityPicture, stabilitySide, unstable } from '../../../webview/studies/model/stability';
import { pointAt, reportOf } from '../samples';

const goals: StartMapView['goals'] = [
  { name: 'minimum at (0, 0)', set: 'point', index: 0 },
  { name: 'curve of minima', set: 'manifold', index: 7 },
];
const view: StartMapView = {
  kind: 'basins',
  columns: 4,
  rows: 2,
  goals,
  labels: Int16Array.of(0, 0, -2, 1, 0, -1, -2, -2),
  isWhole: true,
  near: 0.02,
};

test('classes are the largest first, those that reach nothing last', () => {
  const classes = classesOf(view, reportOf(pointAt(0, 0)), 300);
  expect(classes.map(({ label, share }) => [label, share])).toEqual([
    [0, 3 / 8],
    [1, 1 / 8],
    [-2, 3 / 8],
    [-1, 1 / 8],
  ]);
  expect(classes[0]).toMatchObject({ kind: 'minimum', point: [0, 0] });
  // Of a set that the report does not list any more, nothing is claimed.
  expect(classes[1]).toMatchObject({ kind: 'degenerate', point: null });
  expect(mapSummary(classes)).toBe(
    'Of the starts shown: minimum at (0, 0) 37.5\u00a0%; curve of minima 12.5\u00a0%; diverges 37.5\u00a0%; at no critical point after 300 steps 12.5\u00a0%.',
  );
});

test('a share is never said to be nothing or all where it is not', () => {
  expect([0.25, 1e-5, 0.99999, 1].map(percent)).toEqual([
    '25\u00a0%',
    'below 0.1\u00a0%',
    'above 99.9\u00a0%',
    '100\u00a0%',
  ]);
});

test('the runs of a label cover its pixels, each once', () => {
  const covered = new Map<string, number>();
  for (const [label, path] of runsByLabel(view.labels, 4, 2))
    for (const [, x, y, width] of path.matchAll(/M(\d+),(\d+)h(\d+)v1h-\d+z/g))
      for (let k = 0; k < Number(width); k++) {
        const key = `${String(Number(x) + k)},${y ?? ''}`;
        expect(covered.has(key)).toBe(false);
        covered.set(key, label);
      }
  expect(covered.size).toBe(8);
  expect(covered.get('1,1')).toBe(-1);
  expect(covered.get('3,0')).toBe(1);
});

test('the map of momentum ends at the boundary, and its best is near that of Polyak', () => {
  const minimum = { ...pointAt(0, 0), eigenvalues: [1, 9] };
  const { labels, rates, boundary, best } = stabilityPicture(minimum, 'momentum');
  // √κ = 3: the factor (3 − 1)/(3 + 1) at η = 4/(1 + 3)², β = 1/4.
  expect(best.factor).toBeCloseTo(0.5, 1);
  expect(best.rate).toBeCloseTo(0.25, 1);
  expect(best.beta).toBeCloseTo(0.25, 1);
  expect(boundary[0]).toBeCloseTo(2 / 9, 12);
  for (let row = 0; row < stabilitySide; row++)
    for (let column = 0; column < stabilitySide; column++) {
      const rate = rates[0] + ((rates[1] - rates[0]) * column) / (stabilitySide - 1);
      if (Math.abs(rate - boundary[row]!) < 1e-9) continue;
      expect(labels[row * stabilitySide + column] === unstable).toBe(rate > boundary[row]!);
    }
});

test('a long list is summed up, and its sum is the whole', () => {
  const classes = Array.from({ length: 20 }, (_, label) => ({
    label,
    name: `minimum at (${String(label)}, 0)`,
    share: 0.04,
    kind: 'minimum' as const,
    point: null,
  }));
  const nowhere = { label: -2, name: 'diverges', share: 0.2, kind: null, point: null };
  const summary = mapSummary([...classes, nowhere]);
  expect(summary).toContain('12 other critical points 48\u00a0%; diverges 20\u00a0%.');
});
