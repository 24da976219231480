/** The questions about races, steps, maps and paths that are under way, and what is known. */
import type { BifurcationProgress, BifurcationView, PathView, SampleView } from '../../../src/landscape/branches/views';
import type {
  ExplanationView,
  PathsView,
  RaceView,
  StartMapProgress,
  StartMapView,
} from '../../../src/landscape/dynamics/views';
import type { PairView, SamplingProgress, SamplingView } from '../../../src/landscape/population/views';
import type { AtRevision } from '../../../src/protocol/panelApi';
import type { HostClient } from '../../host/hostClient';
import type { LossEvaluator } from '../../model/evaluator';
import type { Scene } from '../../model/scene';
import { Asker } from '../../network/host/asker';
import {
  atRevision,
  bifurcationQuestion,
  keyOf,
  mapQuestion,
  pathsQuestion,
  raceQuestion,
  raceStage,
  whyQuestion,
  whyStage,
} from '../model/questions';
import type {
  BifurcationQuestion,
  MapQuestion,
  PathQuestion,
  PathsQuestion,
  Player,
  RaceQuestion,
  WhyQuestion,
} from '../model/questions';
import { chartSizes, fileSample, pairQuestion } from '../model/samples';
import type { PairQuestion, SampleSetup, SamplingQuestion } from '../model/samples';

/** The part of the host that is asked. */
export type StudyingHost = Pick<
  HostClient,
  'race' | 'explain' | 'startMap' | 'paths' | 'bifurcation' | 'path' | 'pair' | 'sampling'
>;

type At<Question> = { readonly at: AtRevision; readonly question: Question };

/** A table, and what it is of. */
export interface ShownRace {
  readonly question: RaceQuestion;
  readonly players: readonly Player[];
  readonly view: RaceView;
}

/** An image, and what it is of. */
export interface ShownMap {
  readonly question: MapQuestion;
  readonly view: StartMapView;
}

/** A diagram, and what it is of. */
export interface ShownDiagram {
  readonly question: BifurcationQuestion;
  readonly view: BifurcationView;
}

/** Samples known so far. */
interface Following {
  readonly share: number;
  readonly fresh: readonly SampleView[];
}

export type RaceAsker = Asker<
  At<RaceQuestion> & { readonly players: readonly Player[] },
  { share: number; coarse: ShownRace | null },
  ShownRace
>;

/** Asks for races. What one has made by the time it is cancelled stays. */
export function raceAsker(host: Pick<HostClient, 'race'>, changed: () => void): RaceAsker {
  return new Asker({
    ask: async ({ at, question, players }, signal, progress) => ({
      question,
      players,
      view: await host.race(at, question, signal, ({ share, view }) =>
        progress({ share, coarse: view === null ? null : { question, players, view } }),
      ),
    }),
    coarse: ({ coarse }) => coarse,
    changed,
  });
}

export type WhyAsker = Asker<At<WhyQuestion>, never, ExplanationView>;

/** Asks why steps go as they do. */
export function whyAsker(host: Pick<HostClient, 'explain'>, changed: () => void): WhyAsker {
  return new Asker({ ask: ({ at, question }, signal) => host.explain(at, question, signal), changed });
}

/** Runs a race, even one that was run before. */
export function beginRace(
  race: RaceAsker,
  key: string,
  at: AtRevision,
  question: RaceQuestion,
  players: readonly Player[],
): void {
  race.rest();
  race.request(key, { at, question, players });
}

export class Studies {
  readonly race: RaceAsker;
  readonly why: WhyAsker;
  readonly map: Asker<At<MapQuestion>, { share: number; coarse: ShownMap | null }, ShownMap>;
  readonly paths: Asker<At<PathsQuestion>, number, PathsView>;
  readonly bifurcation: Asker<At<BifurcationQuestion>, Following, ShownDiagram>;
  readonly path: Asker<At<PathQuestion>, number, PathView>;
  private readonly losses = new WeakMap<Scene['loss'], number>();
  readonly pair: Asker<At<PairQuestion>, never, PairView>;
  readonly sampling: Asker<At<SamplingQuestion>, SamplingProgress, SamplingView>;
  /** What a person chose of samples of the loss shown; not kept. */
  samples: { readonly setup: SampleSetup; readonly draws: number } = { setup: fileSample, draws: 200 };
  private name = '';
  private readonly numbers = new WeakMap<LossEvaluator, number>();
  private count = 0;
  private loss: unknown;
  private dimension = 0;

  /** `changed` asks for a frame. */
  constructor(
    host: StudyingHost,
    readonly changed: () => void,
  ) {
    this.pair = new Asker({ ask: ({ at, question }, signal) => host.pair(at, question, signal), changed });
    this.sampling = new Asker({
      ask: ({ at, question }, signal, progress) => host.sampling(at, question, signal, progress),
      changed,
    });
    this.race = raceAsker(host, changed);
    this.why = whyAsker(host, changed);
    this.map = new Asker({
      ask: async ({ at, question }, signal, progress) => ({
        question,
        view: await host.startMap(at, question, signal, ({ share, view }: StartMapProgress) =>
          progress({ share, coarse: view === null ? null : { question, view } }),
        ),
      }),
      coarse: ({ coarse }) => coarse,
      changed,
    });
    this.paths = new Asker({
      ask: ({ at, question }, signal, progress) => host.paths(at, question, this.dimension, signal, progress),
      changed,
    });
    this.bifurcation = new Asker({
      ask: async ({ at, question }, signal, progress) => ({
        question,
        view: await host.bifurcation(at, question, this.dimension, signal, (told: BifurcationProgress) =>
          progress(told),
        ),
      }),
      gather: (before: Following | null, next) => ({
        share: next.share,
        fresh: next.fresh.length === 0 ? (before?.fresh ?? []) : [...(before?.fresh ?? []), ...next.fresh],
      }),
      changed,
    });
    this.path = new Asker({
      ask: ({ at, question }, signal, progress) => host.path(at, question, this.dimension, signal, progress),
      changed,
    });
  }

  /** Asks for a way between two points, at the constants shown. */
  startPath(scene: Scene, question: PathQuestion): void {
    this.path.rest();
    this.path.request(this.keyOf(scene, question), { at: atRevision(scene), question });
  }

  startBifurcation(scene: Scene): void {
    const question = bifurcationQuestion(scene);
    if (question === null) return;
    this.bifurcation.rest();
    this.bifurcation.request(this.keyAlong(scene, question), { at: atRevision(scene), question });
  }

  /** A question about the loss at all values of one constant, as text: the same wherever that constant's slider is. */
  keyAlong({ loss, evaluator }: Scene, question: BifurcationQuestion): string {
    let number = this.losses.get(loss);
    if (number === undefined) this.losses.set(loss, (number = ++this.count));
    const others = loss.constants.map(({ name }, k) => (name === question.along ? null : evaluator.constants[k]));
    return `${String(number)} ${keyOf([others, question])}`;
  }

  /** Asks for what follows the scene by itself, and forgets what is about another loss. */
  follow(scene: Scene): void {
    if (scene.loss !== this.loss) {
      this.loss = scene.loss;
      this.dimension = scene.evaluator.dimension;
      for (const asker of [this.race, this.why, this.map, this.paths, this.bifurcation, this.path, this.sampling])
        asker.drop();
      if (this.name !== scene.loss.name) {
        this.name = scene.loss.name;
        this.samples = { ...this.samples, setup: fileSample };
        this.pair.drop();
      }
    }
    const { explains, paths, samples } = scene.state.preferences.studies;
    const drawn = pairQuestion(this.samples.setup);
    if (!samples) this.pair.rest();
    else this.pair.request(this.keyOf(scene, drawn), { at: atRevision(scene), question: drawn });
    const why = explains ? whyQuestion(whyStage(scene)) : null;
    if (why === null) this.why.rest();
    else this.why.request(this.keyOf(scene, why), { at: atRevision(scene), question: why });
    const asked = pathsQuestion(scene);
    if (!paths) this.paths.rest();
    else this.paths.request(this.keyOf(scene, asked), { at: atRevision(scene), question: asked });
  }

  startRace(scene: Scene): void {
    const stage = raceStage(scene);
    const question = raceQuestion(stage);
    if (question !== null)
      beginRace(this.race, this.keyOf(scene, question), atRevision(scene), question, stage.players);
  }

  startMap(scene: Scene): void {
    const question = mapQuestion(scene);
    if (question === null) return;
    this.map.rest();
    this.map.request(this.keyOf(scene, question), { at: atRevision(scene), question });
  }

  /** Many draws of growing size, beside the partner that is shown. */
  startSampling(scene: Scene): void {
    const { setup, draws } = this.samples;
    const question = { partner: setup.partner, sizes: chartSizes, draws, seed: 1 };
    this.sampling.rest();
    this.sampling.request(this.keyOf(scene, question), { at: atRevision(scene), question });
  }

  /** A question about the loss at its constants, as text. */
  keyOf({ evaluator }: Scene, question: unknown): string {
    let number = this.numbers.get(evaluator);
    if (number === undefined) this.numbers.set(evaluator, (number = ++this.count));
    return `${String(number)} ${keyOf(question)}`;
  }
}
