import { describe, expect, it } from 'vitest';
import { LossEvaluator } from '../../webview/model/evaluator';
import { initialState, runsOf } from '../../webview/state/state';
import { reduce } from '../../webview/state/actions';
import { snapshotOf } from './samples';
import { lossView } from '../browser/fixtures';

const text = `const eta = 0.1 in [0, 1]
loss f(x, y) = x^2 + y^2 from (1, 1) by gradient-descent(lr=eta/2, line_search=armijo), adam`;

describe('the methods of a loss', () => {
  it('are told with their options, and follow the sliders', () => {
    const loss = lossView(text);
    expect(loss.methods).toEqual([
      { optimizer: 'gradient-descent', options: { lr: 0.05, line_search: 1 } },
      { optimizer: 'adam', options: {} },
    ]);
    const moved = new LossEvaluator(loss, Float64Array.of(0.4));
    expect(moved.methods()[0]!.options).toEqual({ lr: 0.2, line_search: 1 });
    expect(lossView('loss f(x) = x^2 by adam(lr=1)')).toMatchObject({ methodTape: null });
  });

  it('are those in the panel until the reader changes them, and again when the file changes them', () => {
    const state = reduce(initialState, { type: 'snapshotArrived', snapshot: snapshotOf(text) });
    const runs = (now: typeof state) => runsOf(now.setup.runs, now.preferences.runs, now.snapshot!.loss!.methods);
    expect(runs(state).map(({ optimizer }) => optimizer)).toEqual(['gradient-descent', 'adam']);
    const added = reduce(state, { type: 'runAdded', optimizer: 'newton' });
    expect(runs(added).map(({ optimizer }) => optimizer)).toEqual(['gradient-descent', 'adam', 'newton']);
    expect(added.preferences).toBe(state.preferences);
    const same = reduce(added, { type: 'snapshotArrived', snapshot: snapshotOf(`${text} # more`, { revision: 2 }) });
    expect(runs(same)).toHaveLength(3);
    const other = snapshotOf(text.replace('adam', 'lion'), { revision: 3 });
    expect(runs(reduce(same, { type: 'snapshotArrived', snapshot: other })).map(({ optimizer }) => optimizer)).toEqual([
      'gradient-descent',
      'lion',
    ]);
    expect(runs(reduce(added, { type: 'runsReset' }))).toEqual(runs(state));
  });

  it('keep the values that the sliders gave them when another is added', () => {
    const state = reduce(initialState, { type: 'snapshotArrived', snapshot: snapshotOf(text) });
    const moved = reduce(state, { type: 'constantMoved', name: 'eta', value: 0.4 });
    const added = reduce(moved, { type: 'runAdded', optimizer: 'newton' });
    expect(added.setup.runs!.runs[0]!.options['lr']).toBe(0.2);
  });
});
