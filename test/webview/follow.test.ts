import { describe, expect, it } from 'vitest';
import { reduce } from '../../webview/state/actions';
import { receiveSnapshot, refresh } from '../../webview/state/follow';
import { emptySetup, initialState } from '../../webview/state/state';
import type { PanelState } from '../../webview/state/state';
import { flatText, snapshotOf, stateOf, viewOf } from './states';

/** Zoomed, with a slider moved and a start dragged. */
function busy(): PanelState {
  return [
    { type: 'viewChanged', view: { x: [0, 1], y: [0, 1] } } as const,
    { type: 'constantMoved', name: 'alpha', value: 1.5 } as const,
    { type: 'startsChanged', points: [[0.5, 0.5]] } as const,
    { type: 'pointPinned', point: [0.1, 0.2] } as const,
  ].reduce(reduce, stateOf());
}

describe('following the editor', () => {
  it('keeps the setup while the formula is edited', () => {
    const text = flatText.replace('x^2/2', '3*x^2');
    const next = receiveSnapshot(busy(), snapshotOf(text, 'flat', { revision: 2 }));
    expect(next.setup).toEqual(busy().setup);
  });

  it('a value or starts changed in the source win over the slider and over dragged starts', () => {
    const value = receiveSnapshot(busy(), snapshotOf(flatText.replace('0.5 in', '0.7 in'), 'flat', { revision: 2 }));
    expect(value.setup.overrides).toEqual({});
    expect(value.setup.starts).not.toBeNull();
    const starts = receiveSnapshot(
      busy(),
      snapshotOf(flatText.replace('(1, 0.1)', '(1, 0.3)'), 'flat', { revision: 2 }),
    );
    expect(starts.setup.starts).toBeNull();
    expect(starts.setup.overrides).toHaveProperty('alpha');
  });

  it('drops an older snapshot', () => {
    const state = stateOf(snapshotOf(flatText, 'flat', { revision: 5 }));
    expect(receiveSnapshot(state, snapshotOf(flatText, 'flat', { revision: 4 }))).toBe(state);
    expect(receiveSnapshot(state, snapshotOf(flatText, 'flat', { revision: 6, note: 'broken' })).snapshot?.note).toBe(
      'broken',
    );
  });

  it('puts the setup on a shelf for another loss, and takes it down again', () => {
    const other = snapshotOf('loss g(u) = u^2', 'g', { revision: 2 });
    const away = receiveSnapshot(busy(), other);
    expect(away.setup).toEqual({ ...emptySetup, axes: [0, 0] });
    const back = receiveSnapshot(away, snapshotOf(flatText, 'flat', { revision: 3 }));
    expect(back.setup).toEqual(busy().setup);
  });

  it('another set of parameters is another loss', () => {
    const renamed = flatText.replaceAll('y', 'z');
    expect(receiveSnapshot(busy(), snapshotOf(renamed, 'flat', { revision: 2 })).setup.view).toBeNull();
  });

  it('a file without a loss leaves nothing selected', () => {
    const none = receiveSnapshot(busy(), snapshotOf(flatText, 'flat', { revision: 2, loss: null }));
    expect([none.selected, none.pointer, none.report.report]).toEqual([null, null, null]);
    expect(Object.keys(none.shelf)).toHaveLength(1);
  });

  it('the shelf does not grow for ever', () => {
    let state = initialState;
    for (let index = 0; index < 50; index++)
      state = receiveSnapshot(state, snapshotOf(`loss f${index}(x) = x^2`, `f${index}`, { revision: index + 1 }));
    expect(Object.keys(state.shelf).length).toBeLessThanOrEqual(30);
  });
});

describe('what no longer fits a loss', () => {
  it('is dropped: axes, points and starts of another dimension', () => {
    const line = viewOf('loss g(u) = u^2', 'g');
    const setup = { ...busy().setup, fixed: [1, 2] };
    const next = refresh(setup, line);
    expect([next.axes, next.fixed, next.pinnedPoint, next.starts]).toEqual([[0, 0], null, null, null]);
  });

  it('axes that were the same are told apart again', () => {
    expect(refresh({ ...emptySetup, axes: [0, 0] }, viewOf(flatText, 'flat')).axes).toEqual([0, 1]);
    expect(refresh({ ...emptySetup, axes: [5, 1] }, viewOf(flatText, 'flat')).axes).toEqual([0, 1]);
  });
});
