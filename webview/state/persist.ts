/** What survives a reload: navigation and choices, never an answer of the host. Read back with distrust. */
import { levelScales } from '../../src/picture/levels';
import { isDrawable } from '../plot/viewport';
import type { View } from '../plot/viewport';
import { readNetworkSetup } from '../network/state/readSetup';
import { isFiniteNumber, isPoint, isRecord, isText } from '../host/checks';
import { readStudies } from '../studies/state/setup';
import { shelve } from './follow';
import { defaultPreferences, initialState } from './state';
import type { EditedRuns, EditedStarts, LossSetup, Override, PanelState, Preferences, RunSetup } from './state';

/** The shape in `setState`. `document`, `loss` and `pinned` let the extension restore the panel. */
export interface PersistedState {
  readonly version: 1;
  readonly document: string | null;
  readonly loss: string | null;
  readonly spectrum: number | null;
  /** Where the extension looks for the spectrum first. */
  readonly region: number;
  readonly pinned: boolean;
  readonly shelf: Readonly<Record<string, LossSetup>>;
  readonly preferences: Preferences;
}

export function toPersisted(state: PanelState): PersistedState {
  return {
    version: 1,
    document: state.snapshot?.document ?? null,
    loss: state.snapshot?.loss?.name ?? null,
    spectrum: state.snapshot?.spectrum?.index ?? null,
    region: state.snapshot?.spectrum?.region ?? 0,
    pinned: state.snapshot?.pinned ?? false,
    shelf: shelve(state, state.snapshot).shelf,
    preferences: state.preferences,
  };
}

/** A state to begin with; whatever is malformed falls back to its default. */
export function fromPersisted(raw: unknown): PanelState {
  if (!isRecord(raw) || raw['version'] !== 1) return initialState;
  const shelf = isRecord(raw['shelf']) ? Object.entries(raw['shelf']).slice(-100) : [];
  return {
    ...initialState,
    shelf: Object.fromEntries(
      shelf.flatMap(([key, value]) => (isSetup(value) ? [[key, withNetwork(value)] as const] : [])),
    ),
    preferences: readPreferences(raw['preferences']),
  };
}

function readPreferences(raw: unknown): Preferences {
  if (!isRecord(raw)) return defaultPreferences;
  const { levelScale, runs, steps, speed, lossPlotScale, studies } = raw;
  const knownScales: readonly unknown[] = ['automatic', ...levelScales];
  return {
    levelScale: knownScales.includes(levelScale)
      ? (levelScale as Preferences['levelScale'])
      : defaultPreferences.levelScale,
    runs: Array.isArray(runs) && runs.length <= 50 && runs.every(isRun) ? runs : defaultPreferences.runs,
    steps: isFiniteNumber(steps) && steps >= 1 && steps <= 10_000 ? Math.round(steps) : defaultPreferences.steps,
    speed: isFiniteNumber(speed) && speed > 0 && speed <= 10_000 ? speed : defaultPreferences.speed,
    lossPlotScale:
      lossPlotScale === 'linear' || lossPlotScale === 'logarithmic' ? lossPlotScale : defaultPreferences.lossPlotScale,
    studies: readStudies(studies),
  };
}

function isRun(raw: unknown): raw is RunSetup {
  return (
    isRecord(raw) &&
    isIndex(raw['id']) &&
    isIndex(raw['colour']) &&
    isText(raw['optimizer']) &&
    isRecord(raw['options']) &&
    Object.values(raw['options']).every(isFiniteNumber)
  );
}

/** Setups stored before there were losses of many parameters have no such part. */
function withNetwork(setup: LossSetup): LossSetup {
  return { ...setup, runs: readRuns(setup.runs), network: readNetworkSetup(setup.network) };
}

function isSetup(raw: unknown): raw is LossSetup {
  if (!isRecord(raw)) return false;
  const { view, axes, fixed, overrides, pinnedPoint, starts } = raw;
  return (
    (view === null || isView(view)) &&
    Array.isArray(axes) &&
    axes.length === 2 &&
    axes.every(isIndex) &&
    (fixed === null || isPoint(fixed)) &&
    isRecord(overrides) &&
    Object.values(overrides).every(isOverride) &&
    (pinnedPoint === null || isPoint(pinnedPoint)) &&
    (starts === null || isStarts(starts))
  );
}

function readRuns(raw: unknown): EditedRuns | null {
  if (!isRecord(raw)) return null;
  const { runs, source } = raw;
  const fits = Array.isArray(runs) && runs.length <= 50 && runs.every(isRun) && Array.isArray(source);
  return fits ? (raw as unknown as EditedRuns) : null;
}

function isView(raw: unknown): raw is View {
  return isRecord(raw) && isInterval(raw['x']) && isInterval(raw['y']) && isDrawable(raw as unknown as View);
}

function isInterval(raw: unknown): boolean {
  return isPoint(raw) && raw.length === 2;
}

function isOverride(raw: unknown): raw is Override {
  return isRecord(raw) && isFiniteNumber(raw['value']) && isFiniteNumber(raw['source']);
}

function isStarts(raw: unknown): raw is EditedStarts {
  return (
    isRecord(raw) &&
    Array.isArray(raw['points']) &&
    raw['points'].every(isPoint) &&
    Array.isArray(raw['source']) &&
    raw['source'].every(isPoint)
  );
}

function isIndex(raw: unknown): raw is number {
  return Number.isSafeInteger(raw) && (raw as number) >= 0;
}
