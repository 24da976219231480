/**
 * One question that changes while a person moves things. At most one request is under way and at most one position waits; the
 * newest wins, and the old answer stays until a new one comes. A short answer may still arrive during a drag.
 */
import { RequestError } from '../../../src/protocol/channel';

/** Milliseconds after which an answer to an older position is not waited for. */
const patience = 150;

export interface AskState<Progress, Answer> {
  readonly status: 'idle' | 'pending' | 'ready' | 'failed' | 'cancelled';
  /** What is asked, or was last. */
  readonly key: string | null;
  /** The newest answer had, whole or coarse, and what it answers. */
  readonly answer: { readonly key: string; readonly value: Answer; readonly isWhole: boolean } | null;
  readonly progress: Progress | null;
  readonly error: string | null;
  /** When the request under way began. */
  readonly since: number;
}

export interface AskerOptions<Question, Progress, Answer> {
  readonly ask: (question: Question, signal: AbortSignal, progress: (progress: Progress) => void) => Promise<Answer>;
  readonly changed: () => void;
  /** A coarse answer that comes with a progress, or null. */
  readonly coarse?: (progress: Progress) => Answer | null;
  /** Gathers what was told so far. */
  readonly gather?: (before: Progress | null, next: Progress) => Progress;
  readonly now?: () => number;
}

interface Position<Question> {
  readonly key: string;
  readonly question: Question;
}

export class Asker<Question, Progress, Answer> {
  state: AskState<Progress, Answer> = {
    status: 'idle',
    key: null,
    answer: null,
    progress: null,
    error: null,
    since: 0,
  };
  private flight: (Position<Question> & { readonly controller: AbortController; readonly since: number }) | undefined;
  private waiting: Position<Question> | undefined;
  private last: Position<Question> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly now: () => number;

  constructor(private readonly options: AskerOptions<Question, Progress, Answer>) {
    this.now = options.now ?? (() => performance.now());
  }

  /** Makes this the position that counts; the one that counts already is not asked for again. */
  request(key: string, question: Question): void {
    if (key === this.last?.key) return;
    this.last = { key, question };
    const { flight } = this;
    if (flight === undefined) return this.start(this.last);
    if (flight.key === key) return this.wait(undefined);
    const age = this.now() - flight.since;
    if (age > patience) this.start(this.last);
    else this.wait(this.last, patience - age);
  }

  /** Asks the last position once more, if it failed or was cancelled. */
  retry(): void {
    const { status } = this.state;
    if (this.last !== undefined && (status === 'failed' || status === 'cancelled')) this.start(this.last);
  }

  /** Stops at the person's wish: what is known stays. */
  cancel(): void {
    if (this.flight === undefined) return;
    this.abort();
    this.set({ status: 'cancelled', progress: null });
  }

  /** Forgets everything; nothing arrives any more. */
  drop(): void {
    this.abort();
    this.last = undefined;
    if (this.state.status !== 'idle' || this.state.answer !== null)
      this.set({ status: 'idle', key: null, answer: null, progress: null, error: null });
  }

  /** Stops asking; the answer stays. */
  rest(): void {
    if (this.last === undefined) return;
    this.abort();
    this.last = undefined;
    this.set({ status: 'idle', key: null, progress: null, error: null });
  }

  private wait(position: Position<Question> | undefined, milliseconds = 0): void {
    clearTimeout(this.timer);
    this.waiting = position;
    if (position !== undefined) this.timer = setTimeout(() => this.start(position), milliseconds);
  }

  private abort(): void {
    this.wait(undefined);
    const { flight } = this;
    this.flight = undefined;
    flight?.controller.abort();
  }

  private start(position: Position<Question>): void {
    this.abort();
    const { ask, coarse, gather } = this.options;
    const controller = new AbortController();
    const flight = { ...position, controller, since: this.now() };
    this.flight = flight;
    this.set({ status: 'pending', key: position.key, progress: null, error: null, since: flight.since });
    const heard = (progress: Progress): void => {
      if (this.flight !== flight) return;
      const value = coarse?.(progress) ?? null;
      this.set({
        progress: gather?.(this.state.progress, progress) ?? progress,
        ...(value === null ? {} : { answer: { key: position.key, value, isWhole: false } }),
      });
    };
    const settle = (change: Partial<AskState<Progress, Answer>>): void => {
      if (this.flight !== flight) return;
      const next = this.waiting;
      this.flight = undefined;
      this.wait(undefined);
      this.set(change);
      if (next !== undefined) this.start(next);
    };
    ask(position.question, controller.signal, heard).then(
      (value) => settle({ status: 'ready', progress: null, answer: { key: position.key, value, isWhole: true } }),
      (error: unknown) => {
        const isCancelled = error instanceof RequestError && error.cancelled;
        settle({
          status: isCancelled ? 'cancelled' : 'failed',
          progress: null,
          error: error instanceof Error ? error.message : String(error),
        });
      },
    );
  }

  private set(change: Partial<AskState<Progress, Answer>>): void {
    this.state = { ...this.state, ...change };
    this.options.changed();
  }
}
