import { describe, expect, test } from 'vitest';
import { reduce } from '../../webview/state/actions';
import type { Action } from '../../webview/state/actions';
import { initialState } from '../../webview/state/state';
import type { PanelState } from '../../webview/state/state';
import { flatText, pointAt, reportOf, snapshotOf } from './samples';

function after(...actions: readonly Action[]): PanelState {
  return actions.reduce(reduce, initialState);
}

const opened: Action = { type: 'snapshotArrived', snapshot: snapshotOf(flatText) };

describe('constants', () => {
  test('a moved constant remembers the source it was moved from', () => {
    const state = after(opened, { type: 'constantMoved', name: 'alpha', value: 1 });
    expect(state.setup.overrides).toEqual({ alpha: { value: 1, source: 0.5 } });
  });

  test('moved back to the source it is no override', () => {
    const state = after(
      opened,
      { type: 'constantMoved', name: 'alpha', value: 1 },
      { type: 'constantMoved', name: 'alpha', value: 0.5 },
    );
    expect(state.setup.overrides).toEqual({});
  });

  test('an unknown constant and a value that is no number change nothing', () => {
    const state = after(opened);
    expect(reduce(state, { type: 'constantMoved', name: 'beta', value: 1 })).toBe(state);
    expect(reduce(state, { type: 'constantMoved', name: 'alpha', value: NaN })).toBe(state);
  });
});

describe('runs', () => {
  test('a new run takes the first free colour and a new number', () => {
    const state = after({ type: 'runRemoved', id: 1 }, { type: 'runAdded', optimizer: 'newton' });
    expect(state.preferences.runs.map(({ id, colour, optimizer }) => [id, colour, optimizer])).toEqual([
      [2, 1, 'adam'],
      [3, 0, 'newton'],
    ]);
  });

  test('an option is set, and null takes it back to its default', () => {
    const set = after({ type: 'runOptionSet', id: 1, option: 'lr', value: 0.2 });
    expect(set.preferences.runs[0]?.options).toEqual({ lr: 0.2 });
    const cleared = reduce(set, { type: 'runOptionSet', id: 1, option: 'lr', value: null });
    expect(cleared.preferences.runs[0]?.options).toEqual({});
  });
});

describe('playback', () => {
  test('playing from the end begins at the starts', () => {
    const state = after({ type: 'played', playing: true, last: 200 });
    expect(state).toMatchObject({ playing: true, playhead: 0 });
  });

  test('ticks advance by the speed and stop at the end', () => {
    const playing = after({ type: 'played', playing: true, last: 200 });
    const moved = reduce(playing, { type: 'ticked', seconds: 0.5, last: 200 });
    expect(moved).toMatchObject({ playing: true, playhead: 15 });
    expect(reduce(moved, { type: 'ticked', seconds: 60, last: 200 })).toMatchObject({ playing: false, playhead: null });
  });

  test('scrubbing pauses', () => {
    const state = after({ type: 'played', playing: true, last: 9 }, { type: 'scrubbed', step: 4 });
    expect(state).toMatchObject({ playing: false, playhead: 4 });
  });
});

describe('the report', () => {
  test('the old one stays while a new one is sought, and when that fails', () => {
    const old = reportOf(pointAt(0, 0));
    const arrived = after(opened, { type: 'reportArrived', report: old, newest: true });
    const pending = reduce(arrived, { type: 'reportPending' });
    expect(pending.report).toEqual({ status: 'pending', report: old, error: null, partial: false });
    const failed = reduce(pending, { type: 'reportFailed', error: 'No.' });
    expect(failed.report).toEqual({ status: 'failed', report: old, error: 'No.', partial: false });
  });

  test('what was found so far stands until the answer, and promises nothing; later it is ignored', () => {
    const { point, ...rest } = pointAt(1, 0);
    const pending = after(opened, { type: 'reportPending' });
    const grown = reduce(pending, { type: 'reportGrew', points: [{ ...rest, point }], waiting: 7 });
    expect(grown.report).toMatchObject({ status: 'pending', partial: true, report: { complete: false } });
    expect(grown.report.report!.points).toHaveLength(1);
    const ready = reduce(grown, { type: 'reportArrived', report: reportOf(), newest: true });
    expect(ready.report).toMatchObject({ status: 'ready', partial: false, report: { points: [] } });
    expect(reduce(ready, { type: 'reportGrew', points: [], waiting: 0 })).toBe(ready);
  });

  test('an answer to an overtaken position stays pending', () => {
    const state = after(opened, { type: 'reportArrived', report: reportOf(), newest: false });
    expect(state.report.status).toBe('pending');
  });

  test('the selection follows its point to another place in the list', () => {
    const state = after(
      opened,
      { type: 'reportArrived', report: reportOf(pointAt(-1, 0), pointAt(1, 0)), newest: true },
      { type: 'featureSelected', index: 1 },
      { type: 'reportArrived', report: reportOf(pointAt(1.1, 0), pointAt(-1, 0)), newest: true },
    );
    expect(state.selected).toBe(0);
  });

  test('the selection ends with its point', () => {
    const state = after(
      opened,
      { type: 'reportArrived', report: reportOf(pointAt(2, 2)), newest: true },
      { type: 'featureSelected', index: 0 },
      { type: 'reportArrived', report: reportOf(pointAt(-2, -2)), newest: true },
    );
    expect(state.selected).toBeNull();
  });
});

test('other axes show their own box', () => {
  const state = after(
    opened,
    { type: 'viewChanged', view: { x: [0, 1], y: [0, 1] } },
    { type: 'axesChosen', axes: [1, 0] },
  );
  expect(state.setup).toMatchObject({ axes: [1, 0], view: null });
});

test('a host that fails before the first snapshot fails the panel, later it does not', () => {
  expect(after({ type: 'hostFailed', message: 'Gone.' })).toMatchObject({ phase: 'failed', failure: 'Gone.' });
  expect(after(opened, { type: 'hostFailed', message: 'Gone.' })).toMatchObject({ phase: 'ready' });
});
