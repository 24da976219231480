import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlaneRequest } from '../../../src/landscape/requests';
import {
  isCurvatureView,
  isPredictionView,
  isSliceProgress,
  isSliceView,
  isTrainingProgress,
  isTrainingView,
} from '../../../webview/network/host/validateAnswers';
import { pathsOf, replaced } from '../parts';
import { adam, explorerOf } from './answers';

const { explorer, request } = explorerOf('moons');
const n = 105;
const start = { kind: 'start', index: 0 } as const;
const end = { kind: 'end', run: adam } as const;
const ends: PlaneRequest = { kind: 'eigenvectors', choice: 'ends' };

const heard: unknown[] = [];
const told: unknown[] = [];
const run = await explorer.train({ ...request, run: adam }, { progress: (progress) => heard.push(progress) });
const plane = await explorer.slice(
  { ...request, centre: end, plane: ends, window: null, finest: 4, runs: [adam] },
  { progress: (progress) => told.push(progress) },
);
const line = await explorer.slice(
  { ...request, centre: start, plane: { kind: 'line', to: end }, window: null, finest: 5, runs: [adam] },
  {},
);
const exact = await explorer.curvature({ ...request, at: end }, {});
const large = explorerOf('large');
const estimated = await large.explorer.curvature({ ...large.request, at: start }, {});
const field = await explorer.prediction({ ...request, at: end }, {});
const sine = explorerOf('sine');
const curve = await sine.explorer.prediction({ ...sine.request, at: start }, {});

const sound: readonly (readonly [string, unknown, (raw: unknown) => boolean])[] = [
  ['a run', run, (raw) => isTrainingView(raw, n)],
  ['a slice in a plane', plane, isSliceView],
  ['a slice along a line', line, isSliceView],
  ['an exact spectrum', exact, (raw) => isCurvatureView(raw, n)],
  ['an estimated spectrum', estimated, (raw) => isCurvatureView(raw, 15_071)],
  ['a prediction over two features', field, isPredictionView],
  ['a prediction over one feature', curve, isPredictionView],
];

test('the samples are what they are called', () => {
  expect(exact.method).toBe('exact');
  expect(estimated.method).toBe('estimated');
  expect(plane.grid.rows).toBe(17);
  expect(line.grid.rows).toBe(1);
  expect(line.barrier).not.toBeNull();
  expect([field?.features.length, curve?.features.length]).toEqual([2, 1]);
});

test.each(sound)('%s is accepted, also after it crossed a border', (_, answer, isSound) => {
  expect(isSound(answer)).toBe(true);
  expect(isSound(structuredClone(answer))).toBe(true);
});

test('what is told on the way is accepted', () => {
  expect(heard.length).toBeGreaterThan(10);
  expect(heard.every(isTrainingProgress)).toBe(true);
  expect(told.every(isSliceProgress)).toBe(true);
  expect(told.some((progress) => (progress as { view: unknown }).view !== null)).toBe(true);
});

test.each(sound)('%s with any one part replaced by a thing of another kind is refused', (_, answer, isSound) => {
  const paths = pathsOf(answer);
  expect(paths.length).toBeGreaterThan(8);
  expect(paths.filter((path) => isSound(replaced(answer, path, () => 0)))).toEqual([]);
});

describe('arrays that do not fit', () => {
  const short = new Float64Array(3);
  test.each<readonly [string, boolean]>([
    ['an end of another dimension', isTrainingView({ ...run, end: short }, n)],
    ['a run without values', isTrainingView({ ...run, values: new Float64Array(0) }, n)],
    ['a stop nobody knows', isTrainingView({ ...run, stop: 'tired' }, n)],
    ['a grid with too few values', isSliceView({ ...plane, grid: { ...plane.grid, values: short } })],
    ['a grid with half a row', isSliceView({ ...plane, grid: { ...plane.grid, rows: 16.5 } })],
    ['a huge grid', isSliceView({ ...plane, grid: { columns: 1e9, rows: 1e9, values: short } })],
    ['a plane that is one row', isSliceView({ ...plane, grid: line.grid })],
    ['an empty window', isSliceView({ ...plane, a: [1, 1] })],
    ['a window without end', isSliceView({ ...plane, a: [0, Infinity] })],
    ['a path that ends between two numbers', isSliceView({ ...plane, runs: [{ ...plane.runs[0]!, places: short }] })],
    ['a path without its distances', isSliceView({ ...plane, runs: [{ ...plane.runs[0]!, distances: short }] })],
    ['more sentences than anyone reads', isSliceView({ ...plane, badges: Array.from({ length: 99 }, () => 'a') })],
    ['an eigenvector of another dimension', isCurvatureView(exact, n + 1)],
    [
      'a density with fewer errors than values',
      isCurvatureView({ ...estimated, density: { ...estimated.density!, standardErrors: short } }, 15_071),
    ],
    ['a prediction that does not fill its grid', isPredictionView({ ...field!, predictions: short })],
    ['a column with too few rows', isPredictionView({ ...field!, columns: [short, short, short] })],
    ['three features', isPredictionView({ ...field!, features: ['a', 'b', 'c'] })],
    ['a share above all', isSliceProgress({ share: 1.5, view: null })],
    ['a step that is text', isTrainingProgress({ step: '1', steps: 2, value: 0 })],
  ])('%s: refused', (_, accepted) => {
    expect(accepted).toBe(false);
  });
});

test('data of any shape never makes a check throw', () => {
  const checks = [
    (raw: unknown) => isTrainingView(raw, 3),
    isSliceView,
    isSliceProgress,
    (raw: unknown) => isCurvatureView(raw, 3),
    isPredictionView,
    isTrainingProgress,
  ];
  fc.assert(
    fc.property(fc.anything(), (raw) => {
      expect(checks.some((check) => check(raw))).toBe(false);
    }),
    { numRuns: 300, seed: 20_240_611 },
  );
});
