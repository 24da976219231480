/** Answers about races, steps, maps and paths that are almost right. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileText } from '../../../src/landscape/compileLoss';
import { Desk } from '../../../src/landscape/dynamics/desk';
import { searchLoss } from '../../../src/landscape/findCriticalPoints';
import {
  isExplanationView,
  isPathsView,
  isRaceProgress,
  isRaceView,
  isStartMapProgress,
  isStartMapView,
} from '../../../webview/studies/host/validateStudies';
import { defaultStudies, readStudies } from '../../../webview/studies/state/setup';
import { pathsOf, replaced } from '../parts';

const text = 'loss f(x, y) = x^2 - y^2/2 + x*y^2 + y^4 on x in [-2, 2], y in [-2, 2]';
const loss = compileText(text, 'f', { constants: {} });
const desk = new Desk(loss, await searchLoss(loss, { budget: 5_000 }));
const head = { text: '', loss: 'f', overrides: {} };
const method = { optimizer: 'momentum', options: { lr: 0.05 } };
const start = Float64Array.of(0.5, 0.01);
const search = { low: 0.01, high: 0.1, count: 2 };
const race = await desk.race(
  { ...head, racers: [method], starts: [start], steps: 50, cost: 50, tolerance: 1e-6, search },
  {},
);
const why = desk.explain({ ...head, method, start, step: 2, steps: 50 });
const map = await desk.map(
  {
    ...head,
    kind: 'basins',
    method,
    base: start,
    axes: [0, 1],
    window: [
      [-1, 1],
      [-1, 1],
    ],
    size: 8,
    steps: 100,
  },
  {},
);
const paths = await desk.paths({ ...head, starts: [start] }, {});

test.each([
  ['a race', race, (raw: unknown) => isRaceView(raw, 1, 1)],
  [
    'how far a race is',
    { phase: 'race', racer: 0, share: 0.5, view: null },
    (raw: unknown) => isRaceProgress(raw, 1, 1),
  ],
  [
    'a race as far as it is',
    { phase: 'race', racer: 0, share: 0.5, view: race },
    (raw: unknown) => isRaceProgress(raw, 1, 1),
  ],
  ['an explanation', why, (raw: unknown) => isExplanationView(raw, 2)],
  ['a map', map, isStartMapView],
  ['how far a map is', { share: 0.5, view: map }, isStartMapProgress],
  ['paths', paths, (raw: unknown) => isPathsView(raw, 2)],
] as const)('%s with any one part replaced by a thing of another kind is refused', (_, whole, isSound) => {
  expect(isSound(whole)).toBe(true);
  expect(pathsOf(whole).filter((path) => isSound(replaced(whole, path, () => 0)))).toEqual([]);
});

test('numbers of things that are not there are refused', () => {
  expect(isRaceView(replaced(race, ['rows', 0, 'racer'], 1), 1, 1)).toBe(false);
  expect(isRaceView(replaced(race, ['rows', 0, 'start'], 1), 1, 1)).toBe(false);
  expect(isExplanationView(why, 3)).toBe(false);
  const odd = replaced(paths, ['flows', 0, 'points'], new Float64Array(3));
  expect(isPathsView(odd, 2)).toBe(false);
  const wild = map.labels.slice();
  wild[3] = map.goals.length;
  expect(isStartMapView({ ...map, labels: wild })).toBe(false);
  wild[3] = -6;
  expect(isStartMapView({ ...map, labels: wild })).toBe(false);
  expect(isStartMapView({ ...map, columns: 16 })).toBe(false);
});

test('a stored setup of any shape gives one that works', () => {
  expect(readStudies(JSON.parse(JSON.stringify(defaultStudies)))).toEqual(defaultStudies);
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (a, b, c) => {
      const setup = readStudies({
        race: { steps: a, searches: b, low: c },
        map: { kind: a, size: b, steps: c },
        paths: b,
      });
      expect(setup.race.steps).toBeGreaterThan(0);
      expect([64, 128, 256]).toContain(setup.map.size);
      expect(typeof setup.paths).toBe('boolean');
    }),
    { numRuns: 80, seed: 20_240_611 },
  );
});
