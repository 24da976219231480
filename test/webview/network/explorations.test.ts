import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CurvatureView, SliceView, TrainingView } from '../../../src/landscape/explore/views';
import { RequestError } from '../../../src/protocol/channel';
import type { PanelSnapshot } from '../../../src/protocol/panelApi';
import { Explorations } from '../../../webview/network/host/explorations';
import type { ExploringHost } from '../../../webview/network/host/explorations';
import { NetworkSceneBuilder } from '../../../webview/network/model/networkScene';
import type { NetworkAction } from '../../../webview/network/state/setup';
import { reduce } from '../../../webview/state/actions';
import type { Action } from '../../../webview/state/actions';
import { initialState } from '../../../webview/state/state';
import { networkSnapshot } from './answers';

interface Asked {
  readonly method: string;
  readonly revision: number;
  readonly constants: readonly number[];
  readonly question: Record<string, unknown>;
  readonly signal: AbortSignal;
  readonly tell: (progress: unknown) => void;
  readonly answer: (value: unknown) => Promise<void>;
  readonly refuse: (text: string) => Promise<void>;
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = async (): Promise<void> => void (await vi.advanceTimersByTimeAsync(0));

function setUp(first: PanelSnapshot = networkSnapshot('moons')) {
  const asked: Asked[] = [];
  const ask =
    (method: string) =>
    (...parts: readonly unknown[]): Promise<never> => {
      const [{ revision, constants }, question] = parts as [Pick<Asked, 'revision' | 'constants'>, Asked['question']];
      const signal = parts.find((part) => part instanceof AbortSignal)!;
      const tell = parts.find((part): part is Asked['tell'] => typeof part === 'function') ?? (() => undefined);
      return new Promise((resolve, reject) => {
        const answer = (value: unknown): Promise<void> => (resolve(value as never), settle());
        const refuse = (text: string): Promise<void> => (reject(new RequestError(text, false)), settle());
        asked.push({ method, revision, constants, question, signal, tell, answer, refuse });
      });
    };
  const host = Object.fromEntries(
    ['train', 'slice', 'curvature', 'prediction'].map((method) => [method, ask(method)]),
  ) as unknown as ExploringHost;
  const explorations = new Explorations(host, () => undefined);
  let state = initialState;
  const dispatch = (action: Action): void => {
    state = reduce(state, action);
    explorations.follow(state);
  };
  const change = (action: NetworkAction): void => dispatch({ type: 'network', action });
  const of = (method: string): readonly Asked[] => asked.filter((one) => one.method === method);
  const scene = () => new NetworkSceneBuilder().build(state, explorations.known)!;
  dispatch({ type: 'snapshotArrived', snapshot: first });
  return { asked, of, explorations, dispatch, change, scene };
}

const slice = { axes: ['a', 'b'], a: [-1, 1], b: [-1, 1] } as unknown as SliceView;
const run = { values: Float64Array.of(2, 1), end: new Float64Array(105).fill(0.5) } as unknown as TrainingView;
const spectrum = { value: 1 } as unknown as CurvatureView;

/** Answers everything that is open. */
async function answerAll(asked: readonly Asked[]): Promise<void> {
  const answers: Record<string, unknown> = { train: run, slice, curvature: spectrum, prediction: null };
  for (const { method, answer } of [...asked]) await answer(answers[method]);
}

test('at first the slice, the prediction and the spectrum at the start are asked for, each once', () => {
  const { asked, dispatch } = setUp();
  expect(asked.map(({ method }) => method)).toEqual(['prediction', 'slice', 'curvature']);
  dispatch({ type: 'pointerMoved', point: [1] });
  expect(asked).toHaveLength(3);
  expect(asked[1]!.question).toMatchObject({ centre: { kind: 'start', index: 0 }, runs: [], window: null });
});

describe('a run', () => {
  test('goes before the slice, which then has its path and its end as the centre', async () => {
    const { asked, of, change, scene } = setUp();
    await answerAll(asked);
    change({ type: 'trained' });
    expect(of('train')).toHaveLength(1);
    await settle();
    expect(of('slice')).toHaveLength(1);
    of('train')[0]!.tell({ step: 3, steps: 300, value: 1.5 });
    of('train')[0]!.tell({ step: 5, steps: 300, value: 1.2 });
    expect(scene().runs[0]!.state?.progress).toMatchObject({ heardSteps: [3, 5], heardValues: [1.5, 1.2] });
    await of('train')[0]!.answer(run);
    expect(of('slice')[1]!.question).toMatchObject({ centre: { kind: 'end' }, runs: [{ optimizer: 'adam' }] });
    expect(scene().point).toBe(run.end);
  });

  test('makes room for itself where a slice is under way', async () => {
    const { asked, of, change } = setUp();
    await answerAll(asked);
    change({ type: 'planeChanged', change: { kind: 'random' } });
    change({ type: 'trained' });
    expect(of('slice')[1]!.signal.aborted).toBe(true);
    await of('train')[0]!.answer(run);
    expect(of('slice')).toHaveLength(3);
  });

  test('that is cancelled is no centre, and is not made for a slice', async () => {
    const { asked, of, change, explorations, scene } = setUp();
    await answerAll(asked);
    change({ type: 'trained' });
    explorations.cancelRun(1);
    await settle();
    expect(of('train')[0]!.signal.aborted).toBe(true);
    expect(scene().centreName).toBe('start 1');
    expect(of('slice').every(({ question }) => (question['runs'] as unknown[]).length === 0)).toBe(true);
    explorations.retryRun(1);
    expect(of('train')).toHaveLength(2);
  });

  test('is made again when an option changes, and the old curve stays meanwhile', async () => {
    const { asked, of, change, scene } = setUp();
    await answerAll(asked);
    change({ type: 'trained' });
    await of('train')[0]!.answer(run);
    change({ type: 'runChanged', id: 1, change: { options: { lr: 0.5 } } });
    expect(of('train')[1]!.question).toMatchObject({ options: { lr: 0.5 } });
    expect(scene().runs[0]!.state).toMatchObject({ status: 'pending', answer: { value: run } });
  });
});

describe('a slider', () => {
  test('asks for everything with the new value; the old picture stays', async () => {
    const { asked, of, dispatch, scene } = setUp();
    await answerAll(asked);
    dispatch({ type: 'constantMoved', name: 'lambda', value: 0.05 });
    expect(asked.slice(3).map(({ method }) => method)).toEqual(['prediction', 'slice', 'curvature']);
    expect(of('slice')[1]!.constants).toEqual([0.05]);
    expect(scene().slice).toMatchObject({ isCurrent: false, shown: { view: slice } });
    await of('slice')[1]!.answer({ ...slice });
    expect(scene().slice?.isCurrent).toBe(true);
  });
});

describe('another text', () => {
  test('with the same loss asks for nothing, but for what failed', async () => {
    const { asked, of, dispatch } = setUp();
    await of('prediction')[0]!.answer(null);
    await of('slice')[0]!.refuse('The text has changed since.');
    await of('curvature')[0]!.answer(spectrum);
    dispatch({ type: 'snapshotArrived', snapshot: networkSnapshot('moons', { revision: 2 }) });
    expect(asked).toHaveLength(4);
    expect(of('slice')[1]!.revision).toBe(2);
  });

  test('with other data asks for everything, though all that is seen of the loss is equal', async () => {
    const { asked, dispatch, scene } = setUp();
    await answerAll(asked);
    const { loss, ...rest } = networkSnapshot('moons', { revision: 2 });
    dispatch({
      type: 'snapshotArrived',
      snapshot: { ...rest, loss: { ...loss!, fingerprint: 'other' } as typeof loss },
    });
    expect(asked).toHaveLength(6);
    expect(scene().slice?.isCurrent).toBe(false);
  });

  test('with another loss forgets everything', async () => {
    const { asked, of, dispatch, explorations } = setUp();
    await of('slice')[0]!.answer(slice);
    dispatch({ type: 'snapshotArrived', snapshot: networkSnapshot('sine', { revision: 2 }) });
    expect(asked[0]!.signal.aborted).toBe(true);
    expect(explorations.known.slice.answer).toBeNull();
    dispatch({ type: 'snapshotArrived', snapshot: { ...networkSnapshot('sine', { revision: 3 }), loss: null } });
    expect(of('slice')[1]!.signal.aborted).toBe(true);
  });
});

test('a moved window shows the old slice where it belongs; another plane does not', async () => {
  const { asked, change, scene } = setUp();
  await answerAll(asked);
  const window = { x: [0, 1], y: [0, 1] } as const;
  change({ type: 'windowChanged', window });
  expect(scene().slice?.window).toEqual(window);
  change({ type: 'planeChanged', change: { kind: 'random' } });
  change({ type: 'windowChanged', window });
  expect(scene().slice?.window).toEqual({ x: [-1, 1], y: [-1, 1] });
});

test('what is missing for a plane is said, and nothing is asked', async () => {
  const { asked, of, change, explorations } = setUp();
  await answerAll(asked);
  change({ type: 'planeChanged', change: { kind: 'path' } });
  expect(explorations.known.sliceObstacle).toMatch(/Train a run/);
  expect(of('slice')).toHaveLength(1);
});
