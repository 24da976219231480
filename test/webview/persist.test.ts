import { expect, test } from 'vitest';
import { fromPersisted, toPersisted } from '../../webview/state/persist';
import { receiveSnapshot } from '../../webview/state/follow';
import { defaultPreferences, initialState } from '../../webview/state/state';
import { flatText, pointAt, reportOf, snapshotOf } from './samples';

test('choices go out and come back; answers of the host do not', () => {
  const opened = receiveSnapshot(initialState, snapshotOf(flatText));
  const state = {
    ...opened,
    setup: { ...opened.setup, view: { x: [0, 1], y: [0, 2] } as const, pinnedPoint: [1, 2] },
    preferences: { ...opened.preferences, speed: 60, levelScale: 'linear' as const },
    report: { status: 'ready' as const, report: reportOf(pointAt(0, 0)), error: null, partial: false },
  };
  const text = JSON.stringify(toPersisted(state));
  expect(text).not.toContain('eigenvalues');
  expect(text).not.toContain('tapes');
  const back = receiveSnapshot(fromPersisted(JSON.parse(text)), snapshotOf(flatText));
  expect(back.setup).toEqual(state.setup);
  expect(back.preferences).toEqual(state.preferences);
});

test('the extension finds document, loss and pin in it', () => {
  const state = receiveSnapshot(initialState, snapshotOf(flatText, { pinned: true }));
  expect(toPersisted(state)).toMatchObject({ document: 'file:///a.loss', loss: 'flat', pinned: true });
});

test.each([
  [null],
  [7],
  ['text'],
  [{ version: 2 }],
  [{ version: 1, shelf: 5, preferences: [] }],
  [{ version: 1, shelf: { a: null }, preferences: { runs: 'all', steps: -1, speed: 'fast', levelScale: 'cubic' } }],
  [
    {
      version: 1,
      preferences: { runs: [{ id: -1, colour: 0, optimizer: 'adam', options: {} }], steps: 1e9, speed: NaN },
    },
  ],
])('what is malformed falls back to the defaults: %j', (raw) => {
  const state = fromPersisted(raw);
  expect(state.preferences).toEqual(defaultPreferences);
  expect(state.shelf).toEqual({});
});

test('one bad setup on the shelf does not spoil the others', () => {
  const good = { view: null, axes: [0, 1], fixed: null, overrides: {}, pinnedPoint: null, starts: null };
  const bad = [
    { ...good, view: { x: [1, 0], y: [0, 1] } },
    { ...good, axes: [0] },
    { ...good, overrides: { a: { value: 'x', source: 1 } } },
    { ...good, pinnedPoint: [null] },
  ];
  const shelf = Object.fromEntries([
    ['good', good] as const,
    ...bad.map((setup, at) => [`bad${String(at)}`, setup] as const),
  ]);
  expect(Object.keys(fromPersisted({ version: 1, shelf }).shelf)).toEqual(['good']);
});
