/** Data from outside that is almost right, or nothing of the kind. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCriticalPoints } from '../../src/landscape/landscape';
import { fromPersisted } from '../../webview/state/persist';
import { receiveSnapshot } from '../../webview/state/follow';
import { isCriticalReport, isSnapshot } from '../../webview/validate';
import { pathsOf, replaced } from './parts';
import { flatText, snapshotOf } from './samples';

const report = await findCriticalPoints({ text: flatText, loss: 'flat', overrides: {} }, { budget: 5_000 });

test.each([
  ['a snapshot', snapshotOf(flatText), isSnapshot],
  ['a report', report, isCriticalReport],
] as const)('%s with any one part replaced by a thing of another kind is refused', (_, whole, isSound) => {
  expect(isSound(whole)).toBe(true);
  const paths = pathsOf(whole);
  expect(paths.length).toBeGreaterThan(20);
  expect(paths.filter((path) => isSound(replaced(whole, path, () => 0)))).toEqual([]);
});

test('a stored state of any shape gives a state that works', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (shelf, preferences) => {
      const state = receiveSnapshot(fromPersisted({ version: 1, shelf, preferences }), snapshotOf(flatText));
      expect(state.preferences.steps).toBeGreaterThan(0);
      expect(state.setup.axes).toEqual([0, 1]);
    }),
    { numRuns: 60, seed: 20_240_611 },
  );
});
