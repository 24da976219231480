/** What is asked about a scene: races, steps, maps and paths, as the host takes them. */
import type { MethodRequest } from '../../../src/landscape/dynamics/requests';
import type { LossView } from '../../../src/landscape/views';
import type { AtRevision, HostApi } from '../../../src/protocol/panelApi';
import { allOptions } from '../../../src/optimizers/registry';
import { findMethod } from '../../model/methods';
import type { RunResult } from '../../model/runs';
import type { Scene } from '../../model/scene';
import type { RunSetup } from '../../state/state';
import { rangedConstants } from './diagram';
import type { StudySetup } from '../state/setup';

type Beside<Name extends 'race' | 'explain' | 'startMap' | 'paths' | 'bifurcation' | 'path'> = Omit<
  HostApi[Name]['params'],
  keyof AtRevision
>;

export type RaceQuestion = Beside<'race'>;
export type WhyQuestion = Beside<'explain'>;
export type MapQuestion = Beside<'startMap'>;
export type PathsQuestion = Beside<'paths'>;
export type BifurcationQuestion = Beside<'bifurcation'>;
export type PathQuestion = Beside<'path'>;

/** Most starts that are raced from, and whose flow is drawn. */
const mostStarts = 64;

/** The loss shown at its constants. */
export function atRevision({ state, evaluator }: Scene): AtRevision {
  return { revision: state.snapshot?.revision ?? 0, constants: [...evaluator.constants] };
}

/** The optimizers in play that there are. */
export function playersOf({ setups, loss }: Scene): readonly RunSetup[] {
  return setups.filter(({ optimizer }) => findMethod(loss, optimizer) !== undefined);
}

function methodOf({ optimizer, options }: Player): MethodRequest {
  return { optimizer, options };
}

/** One optimizer of a race, with the colour of its line. */
export type Player = Pick<RunSetup, 'optimizer' | 'options' | 'colour'>;

/** What a race is set up from: of a loss of few parameters its scene, of one of many its runs and starts. */
export interface RaceStage {
  readonly loss: LossView;
  readonly studies: StudySetup;
  readonly players: readonly Player[];
  readonly starts: readonly (readonly number[])[];
}

/** All optimizers in play from all starts. */
export function raceStage(scene: Scene): RaceStage {
  const { loss, starts, state } = scene;
  return { loss, starts, studies: state.preferences.studies, players: playersOf(scene) };
}

/** Null where there is no optimizer or no start. */
export function raceQuestion({ loss, studies, players: all, starts }: RaceStage): RaceQuestion | null {
  const { steps, cost, tolerance, seed, searches, low, high, rates } = studies.race;
  const players = all.slice(0, 32);
  if (players.length === 0 || starts.length === 0) return null;
  const draws = ({ optimizer }: Player): boolean =>
    allOptions(findMethod(loss, optimizer)!).some(({ name }) => name === 'seed');
  return {
    racers: players.map((run) =>
      draws(run) ? { ...methodOf(run), options: { ...run.options, seed } } : methodOf(run),
    ),
    starts: startsOf(starts),
    steps,
    cost,
    tolerance,
    search: searches ? { low: Math.min(low, high), high: Math.max(low, high), count: rates } : null,
  };
}

/** A run whose steps can be explained. */
export interface ExplainableRun {
  readonly key: string;
  /** `Adam, start 2`, and without its start. */
  readonly text: string;
  readonly title: string;
  readonly player: Player;
  readonly start: ArrayLike<number>;
  /** Number of its last point. */
  readonly last: number;
  /** Steps it was given. */
  readonly steps: number;
}

/** What an explanation is set up from: of a loss of few parameters its scene, of one of many its trained runs. */
export interface WhyStage {
  readonly studies: StudySetup;
  readonly runs: readonly ExplainableRun[];
  /** The step shown. */
  readonly step: number;
  readonly isPlaying: boolean;
}

export function whyStage(scene: Scene): WhyStage {
  const { preferences, playing } = scene.state;
  return {
    studies: preferences.studies,
    runs: scene.runs.flatMap((result) => explainable(scene, result)),
    step: scene.step,
    isPlaying: playing,
  };
}

function explainable({ starts, state }: Scene, { setup, definition, startIndex, run }: RunResult): ExplainableRun[] {
  const start = starts[startIndex];
  if (start === undefined) return [];
  const { title } = definition;
  return [
    {
      key: `${String(setup.id)}-${String(startIndex)}`,
      text: starts.length > 1 ? `${title}, start ${String(startIndex + 1)}` : title,
      title,
      player: setup,
      start,
      last: run.values.length - 1,
      steps: state.preferences.steps,
    },
  ];
}

/** The run that is explained: the one chosen, or the first. */
export function explainedRun({ studies, runs }: WhyStage): ExplainableRun | undefined {
  return runs.find(({ key }) => key === studies.explained) ?? runs[0];
}

/** About the step that leads on from the one shown; at the end of a run, about its last. */
export function whyQuestion(stage: WhyStage): WhyQuestion | null {
  const run = explainedRun(stage);
  if (run === undefined) return null;
  return {
    method: methodOf(run.player),
    start: Float64Array.from(run.start),
    step: Math.max(0, Math.min(stage.step, run.last - 1)),
    steps: run.steps,
  };
}

/** The optimizer whose starts are mapped. */
export function mappedRun(scene: Scene): RunSetup | undefined {
  const players = playersOf(scene);
  return players.find(({ id }) => id === scene.state.preferences.studies.map.run) ?? players[0];
}

/** Why there can be no such map; null where there can. */
export function mapObstacle(scene: Scene): string | null {
  const { kind } = scene.state.preferences.studies.map;
  if (kind === 'stability') return null;
  if (mappedRun(scene) === undefined) return 'Add an optimizer to map where its starts lead.';
  if (kind === 'basins' && scene.isCurve)
    return 'A loss of one parameter has no plane of starts: choose learning rates.';
  const run = mappedRun(scene)!;
  if (kind === 'rates' && !allOptions(findMethod(scene.loss, run.optimizer)!).some(({ name }) => name === 'lr'))
    return 'This method has no learning rate.';
  return null;
}

/** Where the starts of the part of the plot that is shown lead. */
export function mapQuestion(scene: Scene): MapQuestion | null {
  const { kind, size, steps, low, high } = scene.state.preferences.studies.map;
  const run = mappedRun(scene);
  if (kind === 'stability' || run === undefined || mapObstacle(scene) !== null) return null;
  const [first, second] = scene.state.setup.axes;
  const rates = [Math.min(low, high), Math.max(low, high)] as const;
  if (kind === 'rates' && rates[0] === rates[1]) return null;
  return {
    kind,
    method: methodOf(run),
    base: Float64Array.from(scene.at),
    axes: [first, second],
    window: [scene.view.x, kind === 'rates' ? rates : scene.view.y],
    size,
    steps,
  };
}

export function pathsQuestion(scene: Scene): PathsQuestion {
  return { starts: startsOf(scene.starts) };
}

/** All critical points against the constant chosen; null where none has a range. */
export function bifurcationQuestion({ loss, state }: Scene): BifurcationQuestion | null {
  const { along, samples } = state.preferences.studies.bifurcation;
  const names = rangedConstants(loss).map(({ name }) => name);
  const chosen = names.includes(along) ? along : names[0];
  return chosen === undefined ? null : { along: chosen, samples };
}

function startsOf(starts: Scene['starts']): Float64Array[] {
  return starts.slice(0, mostStarts).map((start) => Float64Array.from(start));
}

/** A question as text: equal for equal ones. */
export function keyOf(question: unknown): string {
  return JSON.stringify(question, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value));
}
