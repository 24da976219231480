/** Snapshots for the tests of the panel's state. */
import type { CriticalPointView, CriticalReport } from '../../src/landscape/views';
import type { PanelSnapshot } from '../../src/protocol/panelApi';
import { lossView } from '../browser/fixtures';

export const flatText = `const alpha = 0.5 in [0, 2]
loss flat(x, y) = x^2/2 + alpha*x^2*y^2 - y^4 on x in [-2, 2], y in [-2, 2] from (1, 0.1)`;

/** A snapshot of the only loss of a text. */
export function snapshotOf(text: string, change: Partial<PanelSnapshot> = {}): PanelSnapshot {
  const loss = lossView(text);
  return {
    revision: 1,
    document: 'file:///a.loss',
    lossNames: [loss.name],
    loss,
    spectrum: null,
    note: null,
    pinned: false,
    ...change,
  };
}

export function pointAt(...point: readonly number[]): CriticalPointView {
  return {
    point,
    enclosure: point.map((value) => [value, value]),
    value: 0,
    eigenvalues: point.map(() => 1),
    eigenvectors: point.map((_, index) => point.map((__, at) => (at === index ? 1 : 0))),
    morseIndex: 0,
    kind: 'minimum',
    proof: 'proved',
    reason: 'It is.',
  };
}

export function reportOf(...points: readonly CriticalPointView[]): CriticalReport {
  return {
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
    verdict: 'Done.',
    milliseconds: 1,
  };
}
