import { describe, expect, test } from 'vitest';
import {
  centreOf,
  isLine,
  otherPlaces,
  placeKey,
  placesOf,
  planeRequest,
  sliceQuestion,
} from '../../../webview/network/model/requests';
import { emptyNetworkSetup } from '../../../webview/network/state/setup';
import type { NetworkSetup, Place, PlaneSetup } from '../../../webview/network/state/setup';
import { sliceGuards } from '../../../src/protocol/validateExplore';
import { programView } from './answers';

const loss = programView('moons');
const none: ReadonlySet<number> = new Set();
const one: ReadonlySet<number> = new Set([1]);
const given: Place = { kind: 'given', name: 'saddle 1', point: loss.parameters.map(() => 0.5) };

function withPlane(change: Partial<PlaneSetup>, more: Partial<NetworkSetup> = {}): NetworkSetup {
  return { ...emptyNetworkSetup, ...more, plane: { ...emptyNetworkSetup.plane, ...change } };
}

describe('the centre', () => {
  test('is the first start until a run is made, then the end of that run, unless another was chosen', () => {
    expect(centreOf(emptyNetworkSetup, none)).toEqual({ kind: 'start', index: 0 });
    expect(centreOf(emptyNetworkSetup, one)).toEqual({ kind: 'end', run: 1 });
    expect(centreOf({ ...emptyNetworkSetup, centre: given }, one)).toBe(given);
  });

  test('of the plane of a path is the end of that path', () => {
    expect(centreOf(withPlane({ kind: 'path' }, { centre: given }), one)).toEqual({ kind: 'end', run: 1 });
    expect(centreOf(withPlane({ kind: 'path' }, { centre: given }), none)).toBe(given);
  });

  test('at the end of a run that was not made is not asked for: that would make the run', () => {
    const setup = { ...emptyNetworkSetup, centre: { kind: 'end', run: 1 } as const };
    expect(sliceQuestion(loss, setup, none)).toMatch(/has not been made/);
    expect(sliceQuestion(loss, setup, one)).toMatchObject({ centre: { kind: 'end', run: { optimizer: 'adam' } } });
  });
});

test('places are starts, ends of runs made, and others, each once', () => {
  const places = placesOf(loss, emptyNetworkSetup, one, [given, null, given, { kind: 'start', index: 0 }]);
  expect(places.map(placeKey)).toEqual(['start 0', 'start 1', 'end 1', 'given saddle 1']);
});

describe('planes', () => {
  const plain: readonly (readonly [Partial<PlaneSetup>, unknown])[] = [
    [{ kind: 'ends' }, { kind: 'eigenvectors', choice: 'ends' }],
    [{ kind: 'lowest' }, { kind: 'eigenvectors', choice: 'lowest' }],
    [{ kind: 'highest' }, { kind: 'eigenvectors', choice: 'highest' }],
    [
      { kind: 'coordinates', axes: [4, 7] },
      { kind: 'coordinates', first: 4, second: 7 },
    ],
    [
      { kind: 'random', seed: 5 },
      { kind: 'random', seed: 5, filterNormalized: false },
    ],
    [
      { kind: 'filter', seed: 5 },
      { kind: 'random', seed: 5, filterNormalized: true },
    ],
  ];
  test.each(plain)('%j', (change, request) => {
    expect(planeRequest(loss, withPlane(change), none)).toEqual(request);
  });

  test('of a path needs a run, and says so', () => {
    expect(planeRequest(loss, withPlane({ kind: 'path' }), none)).toMatch(/Train a run/);
    expect(planeRequest(loss, withPlane({ kind: 'path' }), one)).toMatchObject({ kind: 'path', run: { steps: 300 } });
  });

  test('a line goes to the first point that is not the centre', () => {
    expect(planeRequest(loss, withPlane({ kind: 'line' }), one)).toEqual({
      kind: 'line',
      to: { kind: 'start', index: 0 },
    });
    expect(planeRequest(loss, withPlane({ kind: 'line' }), none)).toEqual({
      kind: 'line',
      to: { kind: 'start', index: 1 },
    });
    const lonely = programView('bare');
    expect(planeRequest(lonely, withPlane({ kind: 'line' }), none)).toMatch(/needs another point/);
  });

  test('through three points needs two beside the centre', () => {
    expect(planeRequest(loss, withPlane({ kind: 'through' }), none)).toMatch(/two points beside the centre/);
    expect(otherPlaces(loss, withPlane({ kind: 'through' }), one)).toEqual({
      second: { kind: 'start', index: 0 },
      third: { kind: 'start', index: 1 },
    });
  });
});

test('every question is one the host takes', () => {
  const kinds = ['ends', 'lowest', 'highest', 'coordinates', 'random', 'filter', 'path', 'line', 'through'] as const;
  for (const kind of kinds) {
    const setup = withPlane({ kind }, { centre: given, window: { x: [-1, 1], y: kind === 'line' ? [0, 0] : [0, 1] } });
    const question = sliceQuestion(loss, setup, one);
    if (typeof question === 'string') throw new Error(`${kind}: ${question}`);
    for (const [name, guard] of Object.entries(sliceGuards))
      expect(guard(question[name as keyof typeof question]), `${kind}: ${name}`).toBe(true);
    expect(question.finest).toBe(isLine(setup.plane, loss) ? 8 : 6);
    expect(question.runs).toHaveLength(1);
  }
});
