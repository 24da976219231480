import { describe, expect, test } from 'vitest';
import { describeLoss } from '../../../src/landscape/landscape';
import { pairView } from '../../../src/landscape/population/pair';
import { samplingStudy } from '../../../src/landscape/population/study';
import type { AtRevision } from '../../../src/protocol/panelApi';
import { LossRebuilder } from '../../../webview/host/lossRebuilder';
import { SceneBuilder } from '../../../webview/model/scene';
import { reduce } from '../../../webview/state/actions';
import { receiveSnapshot } from '../../../webview/state/follow';
import { initialState } from '../../../webview/state/state';
import type { PanelState, RebuiltLoss } from '../../../webview/state/state';
import { isPairView, isSamplingProgress, isSamplingView } from '../../../webview/studies/host/validatePopulation';
import { chartInWords, fileSample, pairQuestion, pairSummary, withCount } from '../../../webview/studies/model/samples';
import { isLossView } from '../../../webview/validate';
import { snapshotOf } from '../samples';

const text = [
  'const n = 10 in [1, 320]',
  'data draw(s) = sample(choice(-1, 1), n=n, seed=38)',
  'fn l(w, s) = w^4/4 - s*w^2/2',
  'loss sampled(w) = mean(l(w, p.s) for p in draw) on w in [-2, 2]',
  'loss population(w) = expect(l(w, s) for s ~ choice(-1, 1)) on w in [-2, 2]',
].join('\n');
const request = { text, loss: 'sampled', overrides: {}, partner: null };

/** A copy with a member somewhere inside made a text or taken away. */
function* spoiled(value: unknown): Generator<unknown> {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  for (const [key, member] of Object.entries(value)) {
    const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
    yield Object.assign(copy, { [key]: typeof member === 'string' ? 7 : 'seven' });
    if (!Array.isArray(value)) yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  }
}

describe('answers', () => {
  test('are accepted as the engine gives them, and refused when spoiled', async () => {
    const pair = await pairView({ ...request, sample: null }, {});
    const sampling = await samplingStudy({ ...request, sizes: [4, 8], draws: 3, seed: 1 }, {});
    expect(isPairView(pair)).toBe(true);
    expect(isSamplingView(sampling)).toBe(true);
    expect(isSamplingProgress({ share: 0.5, rows: sampling.rows })).toBe(true);
    for (const bad of spoiled(pair)) expect(isPairView(bad)).toBe(false);
    for (const bad of spoiled(pair.basins.empirical))
      expect(isPairView({ ...pair, basins: { ...pair.basins, empirical: bad } })).toBe(false);
    for (const bad of spoiled(sampling)) expect(isSamplingView(bad)).toBe(false);
    for (const bad of spoiled(sampling.rows[0])) expect(isSamplingView({ ...sampling, rows: [bad] })).toBe(false);
    for (const bad of spoiled(sampling.barrier)) expect(isSamplingView({ ...sampling, barrier: bad })).toBe(false);
  });

  test('are put in words', async () => {
    const pair = await pairView({ ...request, sample: { kind: 'counts', counts: withCount(10, 7) } }, {});
    expect(pairSummary(pair)).toBe(
      '10 rows, 3 of them -1, 7 of them 1. sampled: two minima 1.265 apart, with a barrier of 0.04. population: one minimum.',
    );
    const view = await samplingStudy({ ...request, sizes: [4, 8], draws: 6, seed: 1 }, {});
    expect(chartInWords(view, view.rows, 'barrier')).toMatch(
      /^Mean barrier .* at n = 4, .* at n = 8; law 0\.125·n\^−1/,
    );
  });
});

test('questions draw as the file says, as many rows, or so many of each value', () => {
  expect(pairQuestion(fileSample)).toEqual({ partner: null, sample: null });
  const drawn = { rows: 20, seed: 3 };
  expect(pairQuestion({ ...fileSample, drawn }).sample).toEqual({ kind: 'rows', ...drawn });
  expect(pairQuestion({ ...fileSample, drawn, counts: [1, 2] }).sample).toEqual({ kind: 'counts', counts: [1, 2] });
});

describe('a slider that tables are drawn by', () => {
  const shown = receiveSnapshot(initialState, snapshotOf(text));
  const moved = (value: number): PanelState => reduce(shown, { type: 'constantMoved', name: 'n', value });
  const heard: (RebuiltLoss | null)[] = [];
  const asked: AtRevision[] = [];
  const complaints: (string | null)[] = [];
  const rebuild = (at: AtRevision) => {
    asked.push(at);
    const n = at.constants[0]!;
    if (n > 300) return Promise.reject(new Error('too many'));
    return Promise.resolve(describeLoss({ text, loss: 'sampled', overrides: { n } }));
  };
  const rebuilder = new LossRebuilder(
    { rebuild },
    (rebuilt) => heard.push(rebuilt),
    (message) => complaints.push(message),
  );
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

  test('is told as one in the view of the loss', () => {
    const view = describeLoss({ text, loss: 'sampled', overrides: {} });
    expect(view.constants).toMatchObject([{ name: 'n', structure: 'whole' }]);
    expect(isLossView(view)).toBe(true);
    expect(isLossView({ ...view, constants: [{ ...view.constants[0], structure: 'other' }] })).toBe(false);
  });

  test('asks for the loss anew, which is then shown with the constants of the file', async () => {
    rebuilder.follow(shown);
    expect(asked).toEqual([]);
    rebuilder.follow(moved(20));
    rebuilder.follow(moved(20));
    await settle();
    expect(asked.map(({ constants }) => constants)).toEqual([[20]]);
    const state = reduce(moved(20), { type: 'lossRebuilt', rebuilt: heard.at(-1)! });
    const scene = new SceneBuilder().build(state)!;
    // 13 of 20: the mean is 0.3.
    expect(scene.evaluator.value([1])).toBeCloseTo(1 / 4 - 0.3 / 2, 12);
    expect(scene.loss.constants[0]!.value).toBe(10);
    // Another snapshot is shown as it is.
    const later = receiveSnapshot(state, snapshotOf(text.replace('38', '5')));
    expect(new SceneBuilder().build(later)!.evaluator.value([1])).toBeCloseTo(1 / 4, 12);
  });

  test('goes back to the file without a question, and says what went wrong', async () => {
    rebuilder.follow(shown);
    expect(heard.at(-1)).toBeNull();
    rebuilder.follow(moved(310));
    await settle();
    expect(complaints.at(-1)).toBe('too many');
    rebuilder.follow(shown);
    expect(complaints.at(-1)).toBeNull();
  });
});
