/** Everything the panel shows, as one immutable value. */
import type { NamedMethod } from '../../src/landscape/methods';
import type { ConstantView, CriticalReport, FormulaLossView, LossView } from '../../src/landscape/views';
import type { PanelSnapshot } from '../../src/protocol/panelApi';
import type { LevelScale } from '../../src/picture/levels';
import { emptyNetworkSetup } from '../network/state/setup';
import type { NetworkSetup } from '../network/state/setup';
import { defaultStudies } from '../studies/state/setup';
import type { StudySetup } from '../studies/state/setup';
import type { View } from '../plot/viewport';

/** A constant moved away from the source; dropped once the source changes. */
export interface Override {
  readonly value: number;
  readonly source: number;
}

/** Starts edited in the plot; dropped once the source's own change. */
export interface EditedStarts {
  readonly points: readonly (readonly number[])[];
  readonly source: readonly (readonly number[])[];
}

/** Optimizers changed by hand where the source names some; dropped once those change. */
export interface EditedRuns {
  readonly runs: readonly RunSetup[];
  readonly source: readonly NamedMethod[];
}

/** What a person set up for one loss. */
export interface LossSetup {
  /** Null shows the box. */
  readonly view: View | null;
  /** Indices of the parameters shown; both the same for a loss of one parameter. */
  readonly axes: readonly [number, number];
  /** Values of the parameters that are not on an axis; null until one is moved. */
  readonly fixed: readonly number[] | null;
  readonly overrides: Readonly<Record<string, Override>>;
  readonly pinnedPoint: readonly number[] | null;
  readonly starts: EditedStarts | null;
  /** Null where the optimizers are those of the source, or, where it names none, the preferred ones. */
  readonly runs: EditedRuns | null;
  /** Used by a loss of many parameters. */
  readonly network: NetworkSetup;
}

/** One optimizer in play. */
export interface RunSetup {
  readonly id: number;
  readonly optimizer: string;
  /** Only the options that differ from their defaults. */
  readonly options: Readonly<Record<string, number>>;
  /** Position in the theme's list of series colours. */
  readonly colour: number;
}

export type LossPlotScale = 'automatic' | 'linear' | 'logarithmic';

/** What a person set up for all losses. */
export interface Preferences {
  readonly levelScale: 'automatic' | LevelScale;
  readonly runs: readonly RunSetup[];
  /** Largest number of steps of a run. */
  readonly steps: number;
  /** Steps a second. */
  readonly speed: number;
  readonly lossPlotScale: LossPlotScale;
  /** Races, explanations, maps and paths. */
  readonly studies: StudySetup;
}

/**
 * Where the request for critical points stands. `report` is the newest one had; while pending it is older than the sliders, or, where
 * `partial` is set, what the search for them has found so far.
 */
export interface ReportState {
  readonly status: 'none' | 'pending' | 'ready' | 'failed';
  readonly report: CriticalReport | null;
  readonly error: string | null;
  readonly partial: boolean;
}

/** The loss for other values of constants that tables are drawn by. */
export interface RebuiltLoss {
  /** The loss of the snapshot it stands for. */
  readonly of: LossView;
  readonly loss: FormulaLossView;
}

export interface PanelState {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure: string | null;
  readonly snapshot: PanelSnapshot | null;
  /** The newest one had; older than the sliders while another is on its way. */
  readonly rebuilt: RebuiltLoss | null;
  readonly setup: LossSetup;
  /** Setups of the other losses, by `setupKey`; the newest last. */
  readonly shelf: Readonly<Record<string, LossSetup>>;
  readonly preferences: Preferences;
  readonly report: ReportState;
  /** The selected critical point, kink or set: an index into the report's features. */
  readonly selected: number | null;
  /** The point under the pointer or the crosshair. */
  readonly pointer: readonly number[] | null;
  /** The arrow keys move the crosshair instead of the view. */
  readonly crosshair: boolean;
  /** The next click in the plot adds a start. */
  readonly placing: boolean;
  /** Step shown; null is the end of the runs. */
  readonly playhead: number | null;
  readonly playing: boolean;
}

export const emptySetup: LossSetup = {
  view: null,
  axes: [0, 1],
  fixed: null,
  overrides: {},
  pinnedPoint: null,
  starts: null,
  runs: null,
  network: emptyNetworkSetup,
};

export const defaultPreferences: Preferences = {
  levelScale: 'automatic',
  runs: [
    { id: 1, optimizer: 'gradient-descent', options: {}, colour: 0 },
    // A larger rate than the published default, so that 200 steps go somewhere.
    { id: 2, optimizer: 'adam', options: { lr: 0.05 }, colour: 1 },
  ],
  steps: 200,
  speed: 30,
  lossPlotScale: 'automatic',
  studies: defaultStudies,
};

export const noReport: ReportState = { status: 'none', report: null, error: null, partial: false };

export const initialState: PanelState = {
  phase: 'loading',
  failure: null,
  snapshot: null,
  rebuilt: null,
  setup: emptySetup,
  shelf: {},
  preferences: defaultPreferences,
  report: noReport,
  selected: null,
  pointer: null,
  crosshair: false,
  placing: false,
  playhead: null,
  playing: false,
};

/** The constants of what is shown, in its order. */
export function constantsShown(snapshot: PanelSnapshot | null): readonly ConstantView[] {
  return snapshot?.loss?.constants ?? snapshot?.spectrum?.constants ?? [];
}

/** The optimizers in play: edited ones, those of the source, or the preferred ones. `methods` are the source's, where the sliders moved them. */
export function runsOf(
  edited: EditedRuns | null,
  preferred: readonly RunSetup[],
  methods: readonly NamedMethod[],
): readonly RunSetup[] {
  if (methods.length === 0) return preferred;
  return edited?.runs ?? methods.map(({ optimizer, options }, k) => ({ id: k + 1, optimizer, options, colour: k }));
}

/** A setup belongs to a loss while its document, its name and its parameters with their shapes stay the same. */
export function setupKey(snapshot: PanelSnapshot): string {
  const { spectrum } = snapshot;
  if (spectrum !== null) return JSON.stringify([snapshot.document, 'spectrum', spectrum.index, spectrum.form]);
  const blocks = snapshot.loss?.blocks ?? [];
  const names = blocks.map(({ name, shape }) => (shape.length === 0 ? name : `${name}[${shape.join()}]`));
  return JSON.stringify([snapshot.document, snapshot.loss?.name ?? '', names]);
}
