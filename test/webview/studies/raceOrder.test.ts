import { expect, test } from 'vitest';
import type { RaceRow } from '../../../src/landscape/dynamics/views';
import { raceColumns, sorted, turned } from '../../../webview/studies/model/raceOrder';

const base: RaceRow = {
  racer: 0,
  start: 0,
  stepsToTolerance: null,
  costToTolerance: null,
  steps: 10,
  cost: 10,
  finalLoss: 1,
  gradientNorm: 1,
  reached: null,
  nearest: null,
  distance: null,
  stop: 'budget',
  reason: '',
};
const rows: readonly RaceRow[] = [
  { ...base, racer: 0, stepsToTolerance: 40, finalLoss: Infinity },
  { ...base, racer: 1, stepsToTolerance: null, finalLoss: NaN, reached: 'minimum' },
  { ...base, racer: 2, stepsToTolerance: 4, finalLoss: -2, reached: 'maximum' },
  { ...base, racer: 3, stepsToTolerance: 40, finalLoss: Infinity },
];
const racers = (order: readonly RaceRow[]): number[] => order.map(({ racer }) => racer);

test('what has no answer comes last either way, and equals keep their order', () => {
  expect(racers(sorted(rows, { column: 'stepsToTolerance', descending: false }))).toEqual([2, 0, 3, 1]);
  expect(racers(sorted(rows, { column: 'stepsToTolerance', descending: true }))).toEqual([0, 3, 2, 1]);
  expect(racers(sorted(rows, { column: 'finalLoss', descending: false }))).toEqual([2, 0, 3, 1]);
  expect(racers(sorted(rows, { column: 'reached', descending: false }))).toEqual([2, 1, 0, 3]);
});

test('every column sorts, and loses no row', () => {
  for (const column of raceColumns)
    expect(racers(sorted(rows, { column, descending: true })).sort()).toEqual([0, 1, 2, 3]);
});

test('a column pressed again turns round, another one begins anew', () => {
  const first = turned({ column: 'method', descending: false }, 'stop');
  expect(first).toEqual({ column: 'stop', descending: false });
  expect(turned(first, 'stop').descending).toBe(true);
  expect(turned(turned(first, 'stop'), 'stop').descending).toBe(false);
});
