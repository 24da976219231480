/** What follows from the state: effective values, derivatives at the probe, runs. Each piece is recomputed only when its causes change. */
import type { FormulaLossView, LossView } from '../../src/landscape/views';
import type { View } from '../plot/viewport';
import { runsOf } from '../state/state';
import type { LossSetup, PanelState, Preferences, RunSetup } from '../state/state';
import { constantValues } from './constants';
import { Continuation } from './continuation';
import { LossEvaluator } from './evaluator';
import type { Derivatives } from './evaluator';
import { featuresOf } from './features';
import type { Feature } from './features';
import { memo } from './memo';
import { shownStep } from './playback';
import { RunCache, lastStep } from './runs';
import type { RunResult } from './runs';
import { spectrumOf } from './spectrum';
import type { Spectrum } from './spectrum';

/** The point whose derivatives are read out. */
export interface Probe {
  readonly point: readonly number[];
  readonly isPinned: boolean;
  readonly derivatives: Derivatives;
  readonly spectrum: Spectrum | undefined;
}

export interface Scene {
  readonly state: PanelState;
  readonly loss: FormulaLossView;
  readonly evaluator: LossEvaluator;
  readonly isCurve: boolean;
  /** The base point: values of the parameters that are not on an axis. */
  readonly at: readonly number[];
  readonly box: View;
  readonly view: View;
  readonly starts: readonly (readonly number[])[];
  /** The optimizers in play. */
  readonly setups: readonly RunSetup[];
  readonly runs: readonly RunResult[];
  /** The last step of the longest run, and the step shown. */
  readonly last: number;
  readonly step: number;
  readonly features: readonly Feature[];
  readonly probe: Probe | null;
}

/** Derives scenes, and remembers the pieces of the last one. */
export class SceneBuilder {
  private readonly cache = new RunCache();
  private readonly evaluator = memo((loss: FormulaLossView, overrides: LossSetup['overrides']) => {
    return new LossEvaluator(loss, Float64Array.from(constantValues(loss, overrides)));
  });
  private readonly continuation = new Continuation();
  private following: { readonly evaluator: LossEvaluator; readonly features: readonly Feature[] } | null = null;
  private readonly features = memo(
    (
      report: PanelState['report']['report'],
      evaluator: LossEvaluator,
      isReady: boolean,
      isPartial: boolean,
    ): readonly Feature[] => {
      if (report === null) return [];
      const own = featuresOf(report, this.continuation.follow(report, evaluator, isReady || isPartial));
      if (isPartial && this.following?.evaluator === evaluator) {
        // What was followed here stays until the search comes to it.
        return [...own, ...this.following.features.filter(({ anchor }) => !isFound(anchor, own, evaluator.loss))];
      }
      this.following = { evaluator, features: own.filter(({ isFollowed }) => isFollowed) };
      return own;
    },
  );
  private readonly base = memo((loss: FormulaLossView, fixed: LossSetup['fixed']) => fixed ?? defaultBase(loss));
  private readonly box = memo((loss: FormulaLossView, first: number, second: number): View => {
    const [x, y] = [loss.parameters[first]!, loss.parameters[second]!];
    return { x: [x.low, x.high], y: [y.low, y.high] };
  });
  private readonly starts = memo((evaluator: LossEvaluator, edited: LossSetup['starts']) => {
    if (edited !== null) return edited.points;
    return evaluator.loss.starts.length > 0 ? evaluator.starts() : defaultStarts(evaluator);
  });
  private readonly setups = memo(
    (evaluator: LossEvaluator, edited: LossSetup['runs'], preferred: Preferences['runs']) =>
      runsOf(edited, preferred, evaluator.methods()),
  );
  private readonly runs = memo(
    (
      evaluator: LossEvaluator,
      setups: PanelState['preferences']['runs'],
      starts: readonly (readonly number[])[],
      steps: number,
    ) => this.cache.compute(evaluator, setups, starts, steps),
  );
  private readonly probe = memo(
    (evaluator: LossEvaluator, pinned: readonly number[] | null, pointer: readonly number[] | null): Probe | null => {
      const point = pinned ?? pointer;
      if (point === null) return null;
      const derivatives = evaluator.derivatives(point);
      return { point, isPinned: pinned !== null, derivatives, spectrum: spectrumOf(derivatives) };
    },
  );

  private readonly shown = memo((loss: FormulaLossView, rebuilt: FormulaLossView): FormulaLossView => {
    // Its constants are those of the file: sliders tell from them what was moved.
    return { ...rebuilt, constants: loss.constants, span: loss.span };
  });

  /** The loss of the snapshot, or the one that stands for it where tables are drawn by a slider that was moved. */
  lossOf({ snapshot, rebuilt }: PanelState): FormulaLossView | undefined {
    const loss = snapshot?.loss;
    if (loss == null || loss.form !== 'formulas') return undefined;
    return rebuilt?.of === loss ? this.shown(loss, rebuilt.loss) : loss;
  }

  /** Undefined where there is no loss to show. */
  build(state: PanelState): Scene | undefined {
    const loss = this.lossOf(state);
    if (loss === undefined) return undefined;
    const { setup, preferences } = state;
    const evaluator = this.evaluator(loss, setup.overrides);
    const box = this.box(loss, setup.axes[0], setup.axes[1]);
    const starts = this.starts(evaluator, setup.starts);
    const setups = this.setups(evaluator, setup.runs, preferences.runs);
    const runs = this.runs(evaluator, setups, starts, preferences.steps);
    const last = Math.max(0, ...runs.map(({ run }) => lastStep(run)));
    return {
      state,
      loss,
      evaluator,
      isCurve: loss.parameters.length === 1,
      at: this.base(loss, setup.fixed),
      box,
      view: setup.view ?? box,
      starts,
      setups,
      runs,
      last,
      step: shownStep(state.playhead, last),
      features: this.features(state.report.report, evaluator, state.report.status === 'ready', state.report.partial),
      probe: this.probe(evaluator, setup.pinnedPoint, state.pointer),
    };
  }
}

function isFound(point: readonly number[], found: readonly Feature[], { parameters }: LossView): boolean {
  return found.some(({ anchor }) =>
    parameters.every(({ low, high }, i) => Math.abs(anchor[i]! - point[i]!) <= 1e-6 * (high - low)),
  );
}

/** The first start, or the middle of the box. */
export function defaultBase(loss: LossView): readonly number[] {
  return loss.starts[0] ?? loss.parameters.map(({ low, high }) => (low + high) / 2);
}

/** One start away from the middle, where the loss is defined if such a place is found. */
function defaultStarts(evaluator: LossEvaluator): readonly (readonly number[])[] {
  const shares = [0.82, 0.18, 0.66, 0.34, 0.5];
  const candidates = shares.map((share) =>
    evaluator.loss.parameters.map(
      ({ low, high }, index) => low + (high - low) * (index % 2 === 0 ? share : 1 - share * 0.9),
    ),
  );
  const defined = candidates.find((candidate) => Number.isFinite(evaluator.value(candidate)));
  return [defined ?? candidates[0]!].map((point) => point.map((value) => Number(value.toPrecision(3))));
}
