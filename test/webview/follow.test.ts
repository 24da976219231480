import { describe, expect, test } from 'vitest';
import { receiveSnapshot, sameLoss } from '../../webview/state/follow';
import { initialState } from '../../webview/state/state';
import type { PanelState } from '../../webview/state/state';
import { flatText, snapshotOf } from './samples';

const view = { x: [0, 1], y: [0, 1] } as const;

/** A panel with a person's choices for the flat saddle. */
function arranged(): PanelState {
  const state = receiveSnapshot(initialState, snapshotOf(flatText));
  return {
    ...state,
    setup: {
      ...state.setup,
      view,
      overrides: { alpha: { value: 1.5, source: 0.5 } },
      pinnedPoint: [0.5, 0.5],
      starts: { points: [[2, 2]], source: [[1, 0.1]] },
    },
  };
}

describe('an edited loss', () => {
  test('keeps view, pinned point, sliders and starts whose source is unchanged', () => {
    const edited = snapshotOf(flatText.replace('x^2/2', '3*x^2'), { revision: 2 });
    const state = receiveSnapshot(arranged(), edited);
    expect(state.setup).toEqual(arranged().setup);
    expect(state.snapshot).toBe(edited);
  });

  test('drops a slider whose source has changed', () => {
    const state = receiveSnapshot(arranged(), snapshotOf(flatText.replace('= 0.5', '= 0.75'), { revision: 2 }));
    expect(state.setup.overrides).toEqual({});
    expect(state.setup.view).toEqual(view);
  });

  test('drops starts whose source has changed', () => {
    const state = receiveSnapshot(arranged(), snapshotOf(flatText.replace('(1, 0.1)', '(1, 0.2)'), { revision: 2 }));
    expect(state.setup.starts).toBeNull();
  });

  test('with other parameters is another loss', () => {
    const state = receiveSnapshot(arranged(), snapshotOf('loss flat(x, y, z) = x^2 + y^2 + z^2', { revision: 2 }));
    expect(state.setup).toMatchObject({ view: null, pinnedPoint: null, axes: [0, 1] });
  });
});

describe('another loss and back', () => {
  test('a setup waits on the shelf', () => {
    const other = receiveSnapshot(arranged(), snapshotOf('loss bowl(x, y) = x^2 + y^2', { revision: 2 }));
    expect(other.setup.view).toBeNull();
    const back = receiveSnapshot(other, snapshotOf(flatText, { revision: 3 }));
    expect(back.setup.view).toEqual(view);
  });

  test('a loss of the same name in another document has a setup of its own', () => {
    const state = receiveSnapshot(arranged(), snapshotOf(flatText, { document: 'file:///b.loss', revision: 1 }));
    expect(state.setup.view).toBeNull();
  });
});

test('an older snapshot of the same document is dropped', () => {
  const state = receiveSnapshot(initialState, snapshotOf(flatText, { revision: 5 }));
  expect(receiveSnapshot(state, snapshotOf(flatText, { revision: 4, note: 'late' }))).toBe(state);
});

test('a note keeps the loss as the same object', () => {
  const first = arranged();
  const state = receiveSnapshot(first, snapshotOf(flatText, { revision: 2, note: 'The text has an error.' }));
  expect(state.snapshot?.loss).toBe(first.snapshot?.loss);
  expect(state.snapshot?.note).toBe('The text has an error.');
  expect(state.setup.overrides).toBe(first.setup.overrides);
});

test('equal losses are told from different ones by their numbers', () => {
  const loss = snapshotOf(flatText).loss!;
  expect(sameLoss(loss, snapshotOf(`\n\n${flatText}`).loss!)).toBe(true);
  expect(sameLoss(loss, snapshotOf(flatText.replace('y^4', 'y^3')).loss!)).toBe(false);
  expect(sameLoss(loss, snapshotOf(flatText.replace('x^2/2', 'x^2/3')).loss!)).toBe(false);
});

test('one parameter has one axis', () => {
  const state = receiveSnapshot(initialState, snapshotOf('loss f(t) = t^2'));
  expect(state.setup.axes).toEqual([0, 0]);
});
