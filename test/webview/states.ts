/** States and snapshots for the tests of the panel. */
import { describeLoss } from '../../src/landscape/landscape';
import type { LossView } from '../../src/landscape/views';
import type { PanelSnapshot } from '../../src/protocol/panelApi';
import { reduce } from '../../webview/state/actions';
import { initialState } from '../../webview/state/state';
import type { PanelState } from '../../webview/state/state';

export const flatText = `const alpha = 0.5 in [0, 2]
loss flat(x, y) = x^2/2 + alpha*x^2*y^2 - y^4 on x in [-2, 2], y in [-2, 2] from (1, 0.1), (-1, 0.5)`;

/** The loss of a text, by its name. */
export function viewOf(text: string, loss: string): LossView {
  return describeLoss({ text, loss, overrides: {} });
}

export function snapshotOf(text: string = flatText, loss = 'flat', change: Partial<PanelSnapshot> = {}): PanelSnapshot {
  return {
    revision: 1,
    document: 'file:///a.loss',
    lossNames: [loss],
    loss: viewOf(text, loss),
    note: null,
    pinned: false,
    ...change,
  };
}

/** The state after the first snapshot. */
export function stateOf(snapshot: PanelSnapshot = snapshotOf()): PanelState {
  return reduce(initialState, { type: 'snapshotArrived', snapshot });
}
