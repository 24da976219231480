import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readNetworkSetup } from '../../../webview/network/state/readSetup';
import { emptyNetworkSetup, mostRuns, reduceNetwork, refreshNetwork } from '../../../webview/network/state/setup';
import type { NetworkAction, NetworkSetup, Place } from '../../../webview/network/state/setup';
import { receiveSnapshot } from '../../../webview/state/follow';
import { fromPersisted, toPersisted } from '../../../webview/state/persist';
import { initialState } from '../../../webview/state/state';
import { reduce } from '../../../webview/state/actions';
import { networkSnapshot, programView } from './answers';
import { lossView } from '../../browser/fixtures';

const after = (setup: NetworkSetup, ...actions: readonly NetworkAction[]): NetworkSetup =>
  actions.reduce(reduceNetwork, setup);
const window = { x: [0, 1], y: [0, 2] } as const;
const loss = programView('moons');
const given: Place = { kind: 'given', name: 'saddle 1', point: loss.parameters.map(() => 0.5) };

describe('changes', () => {
  test('another centre or plane shows its whole slice; another window does not move them', () => {
    const moved = after(emptyNetworkSetup, { type: 'windowChanged', window });
    expect(moved.window).toEqual(window);
    expect(after(moved, { type: 'centreChosen', centre: given })).toMatchObject({ centre: given, window: null });
    expect(after(moved, { type: 'planeChanged', change: { kind: 'random' } }).window).toBeNull();
  });

  test('a kind of plane keeps what the others were set to', () => {
    const setup = after(
      emptyNetworkSetup,
      { type: 'planeChanged', change: { kind: 'random', seed: 9 } },
      { type: 'planeChanged', change: { kind: 'coordinates', axes: [3, 5] } },
    );
    expect(setup.plane).toMatchObject({ kind: 'coordinates', seed: 9, axes: [3, 5] });
  });

  test('runs have ids and colours of their own, up to a limit', () => {
    const add: NetworkAction = { type: 'runAdded', optimizer: 'momentum' };
    const full = after(emptyNetworkSetup, ...Array.from({ length: 20 }, () => add));
    expect(full.runs).toHaveLength(mostRuns);
    expect(new Set(full.runs.map(({ id }) => id)).size).toBe(mostRuns);
    expect(new Set(full.runs.map(({ colour }) => colour)).size).toBe(mostRuns);
  });

  test('training asks for all runs; removing one lets go of the places at its end', () => {
    const setup = after(
      emptyNetworkSetup,
      { type: 'runAdded', optimizer: 'momentum' },
      { type: 'trained' },
      { type: 'centreChosen', centre: { kind: 'end', run: 2 } },
      { type: 'planeChanged', change: { run: 2, second: { kind: 'end', run: 2 }, third: { kind: 'start', index: 1 } } },
    );
    expect(setup.runs.every(({ isWanted }) => isWanted)).toBe(true);
    const left = after(setup, { type: 'runRemoved', id: 2 });
    expect(left.runs.map(({ id }) => id)).toEqual([1]);
    expect(left.centre).toBeNull();
    expect(left.plane).toMatchObject({ run: null, second: null, third: { kind: 'start', index: 1 } });
  });
});

describe('an edited loss', () => {
  const arranged = after(
    emptyNetworkSetup,
    { type: 'runChanged', id: 1, change: { start: 1, isWanted: true } },
    { type: 'centreChosen', centre: given },
    { type: 'planeChanged', change: { axes: [3, 90] } },
    { type: 'windowChanged', window },
  );

  test('keeps the very same setup where all of it fits', () => {
    expect(refreshNetwork(arranged, loss)).toBe(arranged);
  });

  test('loses runs of methods that are gone, and keeps those of its own file', () => {
    const setup = after(emptyNetworkSetup, { type: 'runAdded', optimizer: 'mine' });
    expect(refreshNetwork(setup, loss).runs).toEqual(emptyNetworkSetup.runs);
    const own = lossView('optimizer mine update w = w - g\nloss f(x) = x^2').optimizers;
    expect(refreshNetwork(setup, { ...loss, optimizers: own })).toBe(setup);
  });

  test('loses what does not fit', () => {
    const bare = programView('bare');
    const setup = refreshNetwork(arranged, bare);
    expect(setup.runs[0]).toMatchObject({ start: 0, isWanted: true });
    expect(setup).toMatchObject({ centre: null, plane: { axes: [0, 1] } });
  });
});

describe('what is stored', () => {
  test('comes back as it was, for its loss', () => {
    const opened = receiveSnapshot(initialState, networkSnapshot('moons'));
    const actions: readonly NetworkAction[] = [
      { type: 'trained' },
      { type: 'centreChosen', centre: given },
      { type: 'planeChanged', change: { kind: 'through', second: { kind: 'end', run: 1 } } },
      { type: 'windowChanged', window },
    ];
    const state = actions.reduce((before, action) => reduce(before, { type: 'network', action }), opened);
    const text = JSON.stringify(toPersisted(state));
    const back = receiveSnapshot(fromPersisted(JSON.parse(text)), networkSnapshot('moons'));
    expect(back.setup.network).toEqual(state.setup.network);
    const other = receiveSnapshot(fromPersisted(JSON.parse(text)), networkSnapshot('sine'));
    expect(other.setup.network).toEqual(emptyNetworkSetup);
  });

  test('an answer of the host is not in it, nor thousands of names', () => {
    const text = JSON.stringify(toPersisted(receiveSnapshot(initialState, networkSnapshot('large'))));
    expect(text.length).toBeLessThan(3000);
  });

  test('a line has a window, too', () => {
    const line = { ...emptyNetworkSetup, window: { x: [-1, 2], y: [0, 0] } };
    expect(readNetworkSetup(JSON.parse(JSON.stringify(line)))).toEqual(line);
  });

  const good = emptyNetworkSetup;
  test.each<readonly [string, unknown]>([
    ['nothing', undefined],
    ['a centre of no kind', { ...good, centre: { kind: 'middle' } }],
    ['a point with a hole', { ...good, centre: { kind: 'given', name: 'a', point: [1, null] } }],
    ['a plane nobody knows', { ...good, plane: { ...good.plane, kind: 'curved' } }],
    ['one axis', { ...good, plane: { ...good.plane, axes: [1] } }],
    ['half a seed', { ...good, plane: { ...good.plane, seed: 0.5 } }],
    ['an empty window', { ...good, window: { x: [1, 1], y: [0, 1] } }],
    ['a window the wrong way', { ...good, window: { x: [1, 0], y: [0, 1] } }],
    ['no steps', { ...good, runs: [{ ...good.runs[0]!, steps: 0 }] }],
    ['two runs of one id', { ...good, runs: [good.runs[0]!, good.runs[0]!] }],
    ['too many runs', { ...good, runs: Array.from({ length: 50 }, (_, id) => ({ ...good.runs[0]!, id })) }],
  ])('%s: the setup to begin with is taken', (_, raw) => {
    expect(readNetworkSetup(raw)).toBe(emptyNetworkSetup);
  });

  test('of any shape gives a setup that works', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (raw) => {
        expect(refreshNetwork(readNetworkSetup(raw), loss).runs.length).toBeLessThanOrEqual(mostRuns);
      }),
      { numRuns: 100, seed: 20_240_611 },
    );
  });
});
