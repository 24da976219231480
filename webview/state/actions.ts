/** Every way the state can change. */
import type { CriticalPointView, CriticalReport } from '../../src/landscape/views';
import { partialReport } from '../model/partialReport';
import type { PanelSnapshot } from '../../src/protocol/panelApi';
import { constantValues } from '../model/constants';
import { LossEvaluator } from '../model/evaluator';
import { advance } from '../model/playback';
import { withOption } from '../model/options';
import { reduceNetwork } from '../network/state/setup';
import type { NetworkAction } from '../network/state/setup';
import type { View } from '../plot/viewport';
import { receiveSnapshot } from './follow';
import { constantsShown, runsOf } from './state';
import type { LossSetup, PanelState, Preferences, RebuiltLoss, RunSetup } from './state';

export type Action =
  | { readonly type: 'hostFailed'; readonly message: string }
  | { readonly type: 'snapshotArrived'; readonly snapshot: PanelSnapshot }
  | { readonly type: 'lossRebuilt'; readonly rebuilt: RebuiltLoss | null }
  | { readonly type: 'viewChanged'; readonly view: View | null }
  | { readonly type: 'axesChosen'; readonly axes: readonly [number, number] }
  | { readonly type: 'parametersFixed'; readonly fixed: readonly number[] }
  | { readonly type: 'constantMoved'; readonly name: string; readonly value: number }
  | { readonly type: 'constantsReset' }
  | { readonly type: 'pointerMoved'; readonly point: readonly number[] | null }
  | { readonly type: 'pointPinned'; readonly point: readonly number[] | null }
  | { readonly type: 'crosshairSet'; readonly on: boolean }
  | { readonly type: 'placingSet'; readonly on: boolean }
  | { readonly type: 'featureSelected'; readonly index: number | null }
  | { readonly type: 'preferencesChanged'; readonly change: Partial<Omit<Preferences, 'runs'>> }
  | { readonly type: 'runAdded'; readonly optimizer: string }
  | { readonly type: 'runsReset' }
  | { readonly type: 'runRemoved'; readonly id: number }
  | { readonly type: 'runOptionSet'; readonly id: number; readonly option: string; readonly value: number | null }
  | { readonly type: 'startsChanged'; readonly points: readonly (readonly number[])[] }
  | { readonly type: 'startsReset' }
  | { readonly type: 'network'; readonly action: NetworkAction }
  | { readonly type: 'played'; readonly playing: boolean; readonly last: number }
  | { readonly type: 'ticked'; readonly seconds: number; readonly last: number }
  | { readonly type: 'scrubbed'; readonly step: number | null }
  | { readonly type: 'reportPending' }
  | { readonly type: 'reportArrived'; readonly report: CriticalReport; readonly newest: boolean }
  /** Points that the search has found so far, all of them. */
  | { readonly type: 'reportGrew'; readonly points: readonly CriticalPointView[]; readonly waiting: number }
  | { readonly type: 'reportFailed'; readonly error: string };

/** The next state; returns the same object where nothing changes. */
export function reduce(state: PanelState, action: Action): PanelState {
  switch (action.type) {
    case 'hostFailed':
      return { ...state, phase: state.snapshot === null ? 'failed' : state.phase, failure: action.message };
    case 'snapshotArrived':
      return receiveSnapshot(state, action.snapshot);
    case 'lossRebuilt':
      return { ...state, rebuilt: action.rebuilt };
    case 'viewChanged':
      return setup(state, { view: action.view });
    case 'axesChosen':
      return setup(state, { axes: action.axes, view: null });
    case 'parametersFixed':
      return setup(state, { fixed: action.fixed });
    case 'constantMoved':
      return moveConstant(state, action.name, action.value);
    case 'constantsReset':
      return setup(state, { overrides: {} });
    case 'pointerMoved':
      return { ...state, pointer: action.point };
    case 'pointPinned':
      return setup(state, { pinnedPoint: action.point });
    case 'crosshairSet':
      return { ...state, crosshair: action.on, pointer: action.on ? state.pointer : null };
    case 'placingSet':
      return { ...state, placing: action.on };
    case 'featureSelected':
      return state.selected === action.index ? state : { ...state, selected: action.index };
    case 'preferencesChanged':
      return { ...state, preferences: { ...state.preferences, ...action.change } };
    case 'runAdded':
      return addRun(state, action.optimizer);
    case 'runsReset':
      return setup(state, { runs: null });
    case 'runRemoved':
      return setRuns(state, (runs) => runs.filter((run) => run.id !== action.id));
    case 'runOptionSet':
      return setRuns(state, (runs) =>
        runs.map((run) =>
          run.id === action.id ? { ...run, options: withOption(run.options, action.option, action.value) } : run,
        ),
      );
    case 'startsChanged': {
      const source = state.snapshot?.loss?.starts ?? [];
      return setup(state, { starts: { points: action.points, source } });
    }
    case 'startsReset':
      return setup(state, { starts: null });
    case 'network':
      return setup(state, { network: reduceNetwork(state.setup.network, action.action) });
    case 'played': {
      const atEnd = state.playhead === null || state.playhead >= action.last;
      return { ...state, playing: action.playing, playhead: action.playing && atEnd ? 0 : state.playhead };
    }
    case 'ticked':
      return { ...state, ...advance(state.playhead, action.seconds, state.preferences.speed, action.last) };
    case 'scrubbed':
      return { ...state, playhead: action.step, playing: false };
    case 'reportPending':
      return { ...state, report: { ...state.report, status: 'pending', error: null, partial: false } };
    case 'reportArrived':
      return {
        ...state,
        report: { status: action.newest ? 'ready' : 'pending', report: action.report, error: null, partial: false },
        selected: followSelection(state, action.report),
      };
    case 'reportGrew': {
      const loss = state.snapshot?.loss ?? null;
      if (loss === null || state.report.status !== 'pending') return state;
      const report = partialReport(loss, action.points, action.waiting);
      return {
        ...state,
        report: { status: 'pending', report, error: null, partial: true },
        selected: followSelection(state, report),
      };
    }
    case 'reportFailed':
      return { ...state, report: { ...state.report, status: 'failed', error: action.error } };
  }
}

function setup(state: PanelState, change: Partial<LossSetup>): PanelState {
  return { ...state, setup: { ...state.setup, ...change } };
}

function moveConstant(state: PanelState, name: string, value: number): PanelState {
  const source = constantsShown(state.snapshot).find((constant) => constant.name === name)?.value;
  if (source === undefined || !Number.isFinite(value)) return state;
  const others = Object.entries(state.setup.overrides).filter(([other]) => other !== name);
  const moved = value === source ? [] : [[name, { value, source }] as const];
  return setup(state, { overrides: Object.fromEntries([...others, ...moved]) });
}

function setRuns(state: PanelState, change: (runs: readonly RunSetup[]) => readonly RunSetup[]): PanelState {
  const loss = state.snapshot?.loss;
  if (loss != null && loss.methods.length > 0) {
    const { overrides, runs: edited } = state.setup;
    // What is changed are the runs shown, at the values that the sliders gave them.
    const methods =
      loss.form === 'program'
        ? loss.methods
        : new LossEvaluator(loss, Float64Array.from(constantValues(loss, overrides))).methods();
    const runs = change(runsOf(edited, state.preferences.runs, methods));
    return setup(state, { runs: { runs, source: loss.methods } });
  }
  return { ...state, preferences: { ...state.preferences, runs: change(state.preferences.runs) } };
}

/** A new run takes the first colour no other run has. */
function addRun(state: PanelState, optimizer: string): PanelState {
  return setRuns(state, (runs) => {
    const used = new Set(runs.map((run) => run.colour));
    let colour = 0;
    while (used.has(colour)) colour++;
    const id = Math.max(0, ...runs.map((run) => run.id)) + 1;
    return [...runs, { id, optimizer, options: {}, colour }];
  });
}

/** The selection stays with its point while the report changes under it, and goes where the point is gone. */
function followSelection(state: PanelState, next: CriticalReport): number | null {
  const old = state.selected === null ? undefined : state.report.report?.points[state.selected];
  if (old === undefined) return null;
  let best: number | null = null;
  let least = Infinity;
  next.points.forEach((candidate, index) => {
    const distance = Math.hypot(...candidate.point.map((value, at) => value - (old.point[at] ?? Infinity)));
    if (distance < least) [best, least] = [index, distance];
  });
  const size = Math.hypot(...next.box.map(([low, high]) => high - low));
  return least <= size / 4 ? best : null;
}
