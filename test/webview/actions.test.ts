import { describe, expect, it } from 'vitest';
import type { CriticalPointView, CriticalReport } from '../../src/landscape/views';
import { reduce } from '../../webview/state/actions';
import type { Action } from '../../webview/state/actions';
import type { PanelState } from '../../webview/state/state';
import { stateOf } from './states';

const after = (state: PanelState, ...actions: readonly Action[]): PanelState => actions.reduce(reduce, state);

describe('sliders', () => {
  it('remember the source beside the new value; moving back to the source forgets both', () => {
    const moved = after(stateOf(), { type: 'constantMoved', name: 'alpha', value: 1.5 });
    expect(moved.setup.overrides).toEqual({ alpha: { value: 1.5, source: 0.5 } });
    expect(after(moved, { type: 'constantMoved', name: 'alpha', value: 0.5 }).setup.overrides).toEqual({});
    expect(after(moved, { type: 'constantsReset' }).setup.overrides).toEqual({});
  });

  it('take no unknown name and no undefined value', () => {
    const state = stateOf();
    expect(after(state, { type: 'constantMoved', name: 'beta', value: 1 })).toBe(state);
    expect(after(state, { type: 'constantMoved', name: 'alpha', value: NaN })).toBe(state);
  });
});

describe('runs', () => {
  it('take the first colour that is free, and ids of their own', () => {
    const state = after(
      stateOf(),
      { type: 'runAdded', optimizer: 'newton' },
      { type: 'runRemoved', id: 1 },
      { type: 'runAdded', optimizer: 'rmsprop' },
    );
    expect(state.preferences.runs.map(({ id, colour }) => [id, colour])).toEqual([
      [2, 1],
      [3, 2],
      [4, 0],
    ]);
  });

  it('keep only the options that differ from the defaults', () => {
    const set = after(stateOf(), { type: 'runOptionSet', id: 1, option: 'lr', value: 0.3 });
    expect(set.preferences.runs[0]!.options['lr']).toBe(0.3);
    const back = after(set, { type: 'runOptionSet', id: 1, option: 'lr', value: null });
    expect(back.preferences.runs[0]!.options).toEqual({});
  });
});

describe('playback', () => {
  it('plays from the start where it stands at the end', () => {
    const playing = after(stateOf(), { type: 'played', playing: true, last: 200 });
    expect([playing.playing, playing.playhead]).toEqual([true, 0]);
    const later = after(playing, { type: 'ticked', seconds: 1, last: 200 });
    expect(later.playhead).toBeCloseTo(later.preferences.speed, 9);
    expect(after(later, { type: 'scrubbed', step: 7 })).toMatchObject({ playing: false, playhead: 7 });
  });

  it('goes on from where it was paused', () => {
    const paused = after(stateOf(), { type: 'scrubbed', step: 40 }, { type: 'played', playing: true, last: 200 });
    expect(paused.playhead).toBe(40);
  });
});

describe('the view', () => {
  it('goes back to the box with other axes', () => {
    const zoomed = after(stateOf(), { type: 'viewChanged', view: { x: [0, 1], y: [0, 1] } });
    expect(after(zoomed, { type: 'axesChosen', axes: [1, 0] }).setup.view).toBeNull();
  });

  it('leaving the crosshair forgets its point', () => {
    const on = after(stateOf(), { type: 'crosshairSet', on: true }, { type: 'pointerMoved', point: [1, 1] });
    expect(after(on, { type: 'crosshairSet', on: false }).pointer).toBeNull();
  });
});

describe('the report', () => {
  const point = (x: number): CriticalPointView => ({
    point: [x, 0],
    enclosure: [],
    value: 0,
    eigenvalues: [],
    eigenvectors: [],
    morseIndex: 0,
    kind: 'minimum',
    proof: 'proved',
    reason: '',
  });
  const report = (...points: readonly CriticalPointView[]): CriticalReport => ({
    loss: 'flat',
    parameters: ['x', 'y'],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    points,
    manifolds: [],
    plateaus: [],
    kinks: [],
    unresolved: [],
    complete: true,
    verdict: '',
    milliseconds: 0,
  });
  const arrive = (...points: readonly CriticalPointView[]): Action => ({
    type: 'reportArrived',
    report: report(...points),
    newest: true,
  });

  it('keeps the last one while the next is sought', () => {
    const state = after(stateOf(), arrive(point(0)), { type: 'reportPending' });
    expect([state.report.status, state.report.report?.points.length]).toEqual(['pending', 1]);
  });

  it('the selection follows its point, and goes where the point is gone', () => {
    const selected = after(stateOf(), arrive(point(-1), point(1)), { type: 'featureSelected', index: 1 });
    expect(after(selected, arrive(point(-1.1), point(0), point(1.1))).selected).toBe(2);
    expect(after(selected, arrive(point(-1.9))).selected).toBeNull();
    expect(after(selected, arrive()).selected).toBeNull();
  });

  it('an answer to an older position is shown as pending', () => {
    const state = after(stateOf(), { type: 'reportArrived', report: report(point(0)), newest: false });
    expect(state.report.status).toBe('pending');
  });
});

it('a failure of the host shows only where there is nothing better', () => {
  expect(after(stateOf(), { type: 'hostFailed', message: 'gone' }).phase).toBe('ready');
});
