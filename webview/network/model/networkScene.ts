/** What follows from the state and from what is known: what the parts of the network view draw. */
import { findMethod } from '../../model/methods';
import type { TrainingView } from '../../../src/landscape/explore/views';
import type { CriticalReport, ProgramLossView } from '../../../src/landscape/views';
import type { OptimizerDefinition } from '../../../src/optimizers/optimizer';
import { formatNumber } from '../../../src/picture/numbers';
import { kindInWords } from '../../model/features';
import { memo } from '../../model/memo';
import type { View } from '../../plot/viewport';
import type { PanelState } from '../../state/state';
import type { AskState } from '../host/asker';
import type { Known, RunProgress, ShownSlice } from '../host/explorations';
import type { NetworkRun, NetworkSetup, Place } from '../state/setup';
import { centreOf, otherPlaces, placeKey, placesOf } from './requests';

export interface RunScene {
  readonly run: NetworkRun;
  readonly definition: OptimizerDefinition;
  /** `Adam`, or `Adam 2` for the second of two. */
  readonly name: string;
  /** Null until it is asked for. */
  readonly state: AskState<RunProgress, TrainingView> | null;
}

export interface PlaceChoice {
  readonly value: string;
  readonly text: string;
  readonly place: Place;
}

export interface SliceScene {
  readonly shown: ShownSlice;
  /** The part of the plane in the frame: the wanted one, and the slice's own where that is not known. */
  readonly window: View;
  readonly isLine: boolean;
  /** It answers what is asked now. */
  readonly isCurrent: boolean;
}

export interface NetworkScene {
  readonly state: PanelState;
  readonly loss: ProgramLossView;
  readonly setup: NetworkSetup;
  readonly known: Known;
  readonly runs: readonly RunScene[];
  readonly centre: Place;
  readonly centreName: string;
  /** The other end of a line. */
  readonly otherName: string;
  /** The centre's coordinates; null until the run that ends there is made. */
  readonly point: ArrayLike<number> | null;
  readonly places: readonly PlaceChoice[];
  readonly slice: SliceScene | null;
}

/** Critical points that can be chosen as places. */
export const mostPoints = 40;

export class NetworkSceneBuilder {
  private readonly given = memo(givenPlaces);

  /** Undefined where there is no loss of many parameters to show. */
  build(state: PanelState, known: Known): NetworkScene | undefined {
    const loss = state.snapshot?.loss;
    if (loss?.form !== 'program') return undefined;
    const setup = state.setup.network;
    const runs = runScenes(loss, setup.runs, known);
    const centre = centreOf(setup, known.trained);
    const { second, third } = setup.plane;
    const other = otherPlaces(loss, setup, known.trained).second;
    const others = [setup.centre, second, third, ...this.given(state.report.report)];
    const places = placesOf(loss, setup, known.trained, others).map((place) => ({
      value: placeKey(place),
      text: placeName(place, runs),
      place,
    }));
    return {
      state,
      loss,
      setup,
      known,
      runs,
      centre,
      centreName: placeName(centre, runs),
      otherName: other === null ? '' : placeName(other, runs),
      point: pointAt(centre, loss, known),
      places,
      slice: sliceScene(setup, known),
    };
  }
}

/** The points of a report as places. */
export function givenPlaces(report: CriticalReport | null): readonly Place[] {
  return (report?.points ?? []).slice(0, mostPoints).map(({ kind, value, point }, index) => ({
    kind: 'given',
    name: `${kindInWords(kind)} ${String(index + 1)}, value ${formatNumber(value, 4)}`,
    point,
  }));
}

export function placeName(place: Place, runs: readonly RunScene[]): string {
  switch (place.kind) {
    case 'start':
      return `start ${String(place.index + 1)}`;
    case 'end':
      return `end of ${runs.find(({ run }) => run.id === place.run)?.name ?? 'a run'}`;
    case 'given':
      return place.name;
  }
}

function runScenes(loss: ProgramLossView, runs: readonly NetworkRun[], known: Known): readonly RunScene[] {
  const counts = new Map<string, number>();
  return runs.flatMap((run) => {
    const definition = findMethod(loss, run.optimizer);
    if (definition === undefined) return [];
    const count = (counts.get(run.optimizer) ?? 0) + 1;
    counts.set(run.optimizer, count);
    const name = count === 1 ? definition.title : `${definition.title} ${String(count)}`;
    return [{ run, definition, name, state: known.runs.get(run.id) ?? null }];
  });
}

function pointAt(place: Place, loss: ProgramLossView, known: Known): ArrayLike<number> | null {
  switch (place.kind) {
    case 'start':
      return loss.starts[place.index] ?? loss.parameters.map(({ low, high }) => (low + high) / 2);
    case 'given':
      return place.point;
    case 'end':
      return known.runs.get(place.run)?.answer?.value.end ?? null;
  }
}

function sliceScene({ window }: NetworkSetup, { slice, sliceSubject }: Known): SliceScene | null {
  const { answer, key } = slice;
  if (answer === null) return null;
  const { view, subject } = answer.value;
  const isLine = view.axes[1] === null;
  const own: View = { x: view.a, y: isLine ? [0, 0] : view.b };
  // A moved window shows the old picture where it belongs; one of another plane keeps its own.
  const isMoved = window !== null && subject === sliceSubject;
  return { shown: answer.value, window: isMoved ? window : own, isLine, isCurrent: answer.key === key };
}
