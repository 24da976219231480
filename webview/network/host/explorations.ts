/** Everything the panel asks about a loss of many parameters, in step with the state. */
import type {
  CurvatureView,
  PredictionView,
  SliceView,
  TrainingProgress,
  TrainingView,
} from '../../../src/landscape/explore/views';
import type { PointRequest, RunRequest } from '../../../src/landscape/requests';
import type { ProgramLossView } from '../../../src/landscape/views';
import type { AtRevision } from '../../../src/protocol/panelApi';
import type { HostClient } from '../../host/hostClient';
import { constantValues } from '../../model/constants';
import { setupKey } from '../../state/state';
import type { PanelState } from '../../state/state';
import { centreRequest, runRequest, sliceQuestion } from '../model/requests';
import type { SliceQuestion } from '../model/requests';
import type { NetworkRun } from '../state/setup';
import { Asker } from './asker';
import type { AskState } from './asker';

/** A run under way, with all that was told of it. */
export interface RunProgress extends TrainingProgress {
  readonly heardSteps: readonly number[];
  readonly heardValues: readonly number[];
}

/** A slice, and what it is a slice of: its centre and its plane, but not its window. */
export interface ShownSlice {
  readonly view: SliceView;
  readonly subject: string;
}

export interface SliceShare {
  readonly share: number;
  readonly coarse: ShownSlice | null;
}

/** What is known at present. */
export interface Known {
  readonly runs: ReadonlyMap<number, AskState<RunProgress, TrainingView>>;
  readonly trained: ReadonlySet<number>;
  readonly slice: AskState<SliceShare, ShownSlice>;
  /** What the slice asked for is a slice of; null while nothing is asked. */
  readonly sliceSubject: string | null;
  /** Why no slice is asked for. */
  readonly sliceObstacle: string | null;
  /** A run is made for the first time; the slice follows it. */
  readonly awaitsRun: boolean;
  readonly curvature: AskState<number, CurvatureView>;
  readonly prediction: AskState<never, PredictionView | null>;
}

/** The part of the host that is asked. */
export type ExploringHost = Pick<HostClient, 'train' | 'slice' | 'curvature' | 'prediction'>;

type SliceAsk = SliceQuestion & { readonly subject: string };

export class Explorations {
  private state: PanelState | undefined;
  private base = '';
  private readonly training = new Map<number, Asker<RunRequest, RunProgress, TrainingView>>();
  private readonly slice: Asker<SliceAsk, SliceShare, ShownSlice>;
  private readonly curvature: Asker<PointRequest, number, CurvatureView>;
  private readonly prediction: Asker<PointRequest, never, PredictionView | null>;
  private readonly lossIds = new WeakMap<ProgramLossView, number>();
  private nextId = 1;
  private subject: string | null = null;
  private obstacle: string | null = null;
  private isAwake = false;

  /** `changed` is told, once for many, that something new is known. */
  constructor(
    private readonly host: ExploringHost,
    private readonly changed: () => void,
  ) {
    const stir = (): void => this.stir();
    this.slice = new Asker<SliceAsk, SliceShare, ShownSlice>({
      ask: async ({ subject, ...question }, signal, progress) => {
        const view = await host.slice(this.at(), question, signal, (heard) =>
          progress({ share: heard.share, coarse: heard.view === null ? null : { view: heard.view, subject } }),
        );
        return { view, subject };
      },
      coarse: ({ coarse }) => coarse,
      changed: stir,
    });
    this.curvature = new Asker<PointRequest, number, CurvatureView>({
      ask: (point, signal, progress) => host.curvature(this.at(), point, this.n(), signal, progress),
      changed: stir,
    });
    this.prediction = new Asker<PointRequest, never, PredictionView | null>({
      ask: (point, signal) => host.prediction(this.at(), point, signal),
      changed: stir,
    });
  }

  get known(): Known {
    const runs = new Map([...this.training].map(([id, asker]) => [id, asker.state]));
    return {
      runs,
      trained: this.trained(),
      slice: this.slice.state,
      sliceSubject: this.subject,
      sliceObstacle: this.obstacle,
      awaitsRun: this.awaitsRun(),
      curvature: this.curvature.state,
      prediction: this.prediction.state,
    };
  }

  /** The key of a question about the loss and its constants as they are. */
  keyOf(question: unknown): string {
    return keyOf(this.base, question);
  }

  /** Asks for what the state needs and is not known. The worker answers in this order: runs come before what uses them. */
  follow(state: PanelState): void {
    const before = this.state;
    this.state = state;
    const { snapshot, setup } = state;
    const loss = snapshot?.loss;
    if (snapshot === null || loss?.form !== 'program') return this.dropAll();
    if (before?.snapshot == null || setupKey(before.snapshot) !== setupKey(snapshot)) this.dropAll();
    else if (before.snapshot.revision !== snapshot.revision) this.retryFailed();
    // The optimizers of the file are not part of the loss, but of the runs that use them.
    const used = loss.optimizers.filter(({ name }) => setup.network.runs.some(({ optimizer }) => optimizer === name));
    const base = `${String(this.lossId(loss))} ${constantValues(loss, setup.overrides).join()} ${JSON.stringify(used)}`;
    this.base = base;
    this.followRuns(setup.network.runs, base);
    const trained = this.trained();
    const centre = centreRequest(setup.network, trained);
    const question = sliceQuestion(loss, setup.network, trained);
    if (typeof centre === 'string') this.prediction.rest();
    else this.prediction.request(keyOf(base, centre), centre);
    this.obstacle = typeof question === 'string' ? question : null;
    this.subject = typeof question === 'string' ? null : keyOf(base, [question.centre, question.plane]);
    // What would be asked for again once a run is made makes room for it.
    if (this.awaitsRun()) return this.makeRoom();
    if (typeof question === 'string') this.slice.rest();
    else this.slice.request(keyOf(base, question), { ...question, subject: this.subject! });
    if (typeof centre === 'string') this.curvature.rest();
    else this.curvature.request(keyOf(base, centre), centre);
  }

  private makeRoom(): void {
    for (const asker of [this.slice, this.curvature]) if (asker.state.status === 'pending') asker.rest();
  }

  cancelRun(id: number): void {
    this.training.get(id)?.cancel();
  }

  retryRun(id: number): void {
    this.training.get(id)?.retry();
  }

  cancel(what: 'slice' | 'curvature'): void {
    this[what].cancel();
  }

  retry(what: 'slice' | 'curvature' | 'prediction'): void {
    this[what].retry();
  }

  private followRuns(runs: readonly NetworkRun[], base: string): void {
    const wanted = runs.filter(({ isWanted }) => isWanted);
    for (const [id, asker] of this.training) {
      if (wanted.some((run) => run.id === id)) continue;
      asker.drop();
      this.training.delete(id);
    }
    for (const run of wanted) {
      let asker = this.training.get(run.id);
      if (asker === undefined) {
        asker = this.trainer();
        this.training.set(run.id, asker);
      }
      const request = runRequest(run);
      asker.request(keyOf(base, request), request);
    }
  }

  private trainer(): Asker<RunRequest, RunProgress, TrainingView> {
    return new Asker<RunRequest, RunProgress, TrainingView>({
      ask: (run, signal, progress) =>
        this.host.train(this.at(), run, this.n(), signal, (heard) =>
          progress({ ...heard, heardSteps: [heard.step], heardValues: [heard.value] }),
        ),
      gather: (before, next) => ({
        ...next,
        heardSteps: [...(before?.heardSteps ?? []), next.step],
        heardValues: [...(before?.heardValues ?? []), next.value],
      }),
      changed: () => this.stir(),
    });
  }

  private trained(): ReadonlySet<number> {
    const made = [...this.training].filter(([, { state }]) => {
      return state.answer !== null && (state.status === 'ready' || state.status === 'pending');
    });
    return new Set(made.map(([id]) => id));
  }

  /** Whether a run is made for the first time, while there is a picture to look at. */
  private awaitsRun(): boolean {
    return (
      this.slice.state.answer !== null &&
      [...this.training.values()].some(({ state }) => state.status === 'pending' && state.answer === null)
    );
  }

  private retryFailed(): void {
    for (const asker of [...this.training.values(), this.slice, this.curvature, this.prediction])
      if (asker.state.status === 'failed') asker.retry();
  }

  private dropAll(): void {
    for (const asker of this.training.values()) asker.drop();
    this.training.clear();
    for (const asker of [this.slice, this.curvature, this.prediction]) asker.drop();
    this.subject = null;
    this.obstacle = null;
  }

  /** Follows and tells, once for all that happens in a turn. */
  private stir(): void {
    if (this.isAwake) return;
    this.isAwake = true;
    queueMicrotask(() => {
      this.isAwake = false;
      if (this.state !== undefined) this.follow(this.state);
      this.changed();
    });
  }

  /** The loss shown at its constants, for questions of others about it. */
  at(): AtRevision {
    const { snapshot, setup } = this.state ?? {};
    const loss = snapshot?.loss;
    if (snapshot == null || loss == null || setup === undefined) throw new Error('There is no loss to ask about.');
    return { revision: snapshot.revision, constants: constantValues(loss, setup.overrides) };
  }

  private n(): number {
    return this.state?.snapshot?.loss?.parameters.length ?? 0;
  }

  private lossId(loss: ProgramLossView): number {
    const id = this.lossIds.get(loss) ?? this.nextId++;
    this.lossIds.set(loss, id);
    return id;
  }
}

function keyOf(base: string, question: unknown): string {
  const text = JSON.stringify(question, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value));
  return `${base} ${text}`;
}
