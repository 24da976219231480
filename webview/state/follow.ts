/** How the panel follows the editor: what of a person's setup outlives a new snapshot. */
import type { Tape } from '../../src/compile/tape';
import type { ConstantView, LossView } from '../../src/landscape/views';
import type { PanelSnapshot } from '../../src/protocol/panelApi';
import { refreshNetwork } from '../network/state/setup';
import { constantsShown, emptySetup, noReport, setupKey } from './state';
import type { LossSetup, PanelState } from './state';

const shelfSize = 30;

/** Takes a complete snapshot; an older one than the present is dropped. */
export function receiveSnapshot(state: PanelState, snapshot: PanelSnapshot): PanelState {
  const present = state.snapshot;
  if (present !== null && present.document === snapshot.document && snapshot.revision < present.revision) return state;
  const kept = withKeptLoss(snapshot, present);
  const arrived: PanelState = { ...state, phase: 'ready', failure: null, snapshot: kept };
  if (snapshot.spectrum !== null) return receiveSpectrum(arrived, present);
  if (snapshot.loss === null)
    return { ...shelve(arrived, present), setup: emptySetup, report: noReport, selected: null, pointer: null };
  const key = setupKey(snapshot);
  if (present?.loss != null && setupKey(present) === key)
    return { ...arrived, setup: refresh(state.setup, snapshot.loss), pointer: keepPoint(state.pointer, snapshot.loss) };
  const shelved = shelve(arrived, present);
  return {
    ...shelved,
    setup: refresh(shelved.shelf[key] ?? emptySetup, snapshot.loss),
    report: noReport,
    selected: null,
    pointer: null,
    placing: false,
    playing: false,
    playhead: null,
  };
}

/** A spectrum has a setup for its sliders alone. */
function receiveSpectrum(arrived: PanelState, present: PanelSnapshot | null): PanelState {
  const snapshot = arrived.snapshot!;
  const key = setupKey(snapshot);
  const isSame = present?.spectrum != null && setupKey(present) === key;
  const shelved = isSame ? arrived : shelve(arrived, present);
  const setup = isSame ? arrived.setup : (shelved.shelf[key] ?? emptySetup);
  return {
    ...shelved,
    setup: { ...setup, overrides: fitting(setup.overrides, constantsShown(snapshot)) },
    report: noReport,
    selected: null,
    pointer: null,
    placing: false,
    playing: false,
    playhead: null,
  };
}

/** The overrides whose constants are as they were; the same object where all are. */
function fitting(overrides: LossSetup['overrides'], constants: readonly ConstantView[]): LossSetup['overrides'] {
  const fit = Object.entries(overrides).filter(([name, override]) =>
    constants.some((constant) => constant.name === name && constant.value === override.source),
  );
  return fit.length === Object.keys(overrides).length ? overrides : Object.fromEntries(fit);
}

/** A loss equal to the present one stays the same object, so that nothing is drawn anew. */
function withKeptLoss(snapshot: PanelSnapshot, present: PanelSnapshot | null): PanelSnapshot {
  if (snapshot.loss === null || present?.loss == null || !sameLoss(snapshot.loss, present.loss)) return snapshot;
  return { ...snapshot, loss: present.loss };
}

/** Equal in everything that is drawn, computed or shown (data by the fingerprint of a program); where the loss stands in its file does not matter. */
export function sameLoss(a: LossView, b: LossView): boolean {
  // Thousands of parameters are compared number by number: as text they would take longer than a frame.
  const words = (loss: LossView): string =>
    JSON.stringify({
      ...loss,
      tapes: null,
      gaussNewton: null,
      units: null,
      startTape: null,
      methodTape: null,
      span: null,
      parameters: null,
      starts: null,
    });
  if (words(a) !== words(b) || !sameParameters(a, b)) return false;
  if (a.form === 'program' || b.form === 'program') return a.form === b.form;
  return a.tapes.every((tape, order) => sameTape(tape, b.tapes[order]!));
}

function sameParameters(a: LossView, b: LossView): boolean {
  return (
    a.parameters.length === b.parameters.length &&
    a.starts.length === b.starts.length &&
    a.parameters.every(({ name, low, high }, index) => {
      const other = b.parameters[index]!;
      return name === other.name && low === other.low && high === other.high;
    }) &&
    a.starts.every((start, at) => start.every((value, index) => value === b.starts[at]![index]))
  );
}

function sameTape(a: Tape, b: Tape): boolean {
  const tables = (tape: Tape): readonly Float64Array[] => tape.tables.flatMap(({ columns }) => columns);
  const [left, right] = [tables(a), tables(b)];
  return (
    sameNumbers(a.code, b.code) &&
    sameNumbers(a.outputs, b.outputs) &&
    sameNumbers(a.literals, b.literals) &&
    left.length === right.length &&
    left.every((column, index) => sameNumbers(column, right[index]!))
  );
}

function sameNumbers(a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean {
  return a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
}

/** The shelf with the present setup on it. */
export function shelve(state: PanelState, present: PanelSnapshot | null): PanelState {
  if (present === null || (present.loss === null && present.spectrum === null)) return state;
  const key = setupKey(present);
  const others = Object.entries(state.shelf).filter(([other]) => other !== key);
  return { ...state, shelf: Object.fromEntries([...others, [key, state.setup] as const].slice(-shelfSize)) };
}

/** Drops what no longer fits the loss: overrides and starts whose source changed, and points of another dimension. */
export function refresh(setup: LossSetup, loss: LossView): LossSetup {
  const n = loss.parameters.length;
  const axesFit = n === 1 ? false : setup.axes.every((axis) => axis < n) && setup.axes[0] !== setup.axes[1];
  const startsFit =
    setup.starts !== null &&
    JSON.stringify(setup.starts.source) === JSON.stringify(loss.starts) &&
    setup.starts.points.every((point) => point.length === n);
  return {
    ...setup,
    // The same object where nothing is dropped: what follows from it need not be computed anew.
    overrides: fitting(setup.overrides, loss.constants),
    axes: axesFit ? setup.axes : n === 1 ? [0, 0] : [0, 1],
    fixed: setup.fixed?.length === n ? setup.fixed : null,
    pinnedPoint: keepPoint(setup.pinnedPoint, loss),
    starts: startsFit ? setup.starts : null,
    runs: JSON.stringify(setup.runs?.source) === JSON.stringify(loss.methods) ? setup.runs : null,
    network: loss.form === 'program' ? refreshNetwork(setup.network, loss) : setup.network,
  };
}

function keepPoint(point: readonly number[] | null, loss: LossView): readonly number[] | null {
  return point?.length === loss.parameters.length ? point : null;
}
