import type { CriticalPointView, CriticalProgress, CriticalReport, LossView } from '../landscape/views';
import { RequestError } from '../protocol/channel';
import { RecentCache } from '../protocol/recentCache';
import type { LossRequest, PictureTheme, Sent } from '../protocol/workerApi';
import type { WorkerHost } from './workerHost';

/** A loss of a text. `owner` is the document it stands in, as a URI string. */
export interface LossTarget {
  readonly owner: string;
  readonly text: string;
  readonly loss: string;
  /** Ids of the csv files the text names, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** What is known of a loss so far. */
export interface Known {
  readonly view: LossView | undefined;
  readonly report: CriticalReport | undefined;
  readonly searching: boolean;
  /** The points found so far, while a search goes on. */
  readonly partial: readonly CriticalPointView[] | undefined;
  /** Why there is no report, in a sentence. */
  readonly failure: string | undefined;
}

interface Entry {
  view: LossView | undefined;
  report: CriticalReport | undefined;
  failure: string | undefined;
  running: { readonly answer: Promise<CriticalReport>; readonly controller: AbortController } | undefined;
  readonly partial: CriticalPointView[];
  readonly watchers: Set<(progress: CriticalProgress) => void>;
  readonly target: LossTarget;
}

const kept = 64;

/**
 * What the worker has found about the losses of the open documents, by text: an unchanged text is never computed
 * twice, and one that has changed is no longer computed.
 */
export class Landscapes {
  private readonly entries = new RecentCache<Entry>(kept);
  private readonly active = new Set<Entry>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly worker: Pick<WorkerHost, 'request'>,
    private readonly budget: () => number,
  ) {}

  known(target: LossTarget): Known {
    const { view, report, failure, running, partial } = this.entry(target);
    const searching = running !== undefined;
    return { view, report, failure, searching, partial: searching && partial.length > 0 ? partial : undefined };
  }

  /** Calls back when something more is known. */
  onChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** The compiled loss with its formulas. */
  async view(target: LossTarget): Promise<LossView> {
    const entry = this.entry(target);
    entry.view ??= await this.worker.request('loss', requestOf(target));
    return entry.view;
  }

  /** The critical points: at once if they are known, else joined to the search for them, which tells what it finds. */
  search(target: LossTarget, told?: (progress: CriticalProgress) => void): Promise<CriticalReport> {
    const entry = this.entry(target);
    if (entry.report !== undefined) return Promise.resolve(entry.report);
    const { partial, watchers } = entry;
    // One who joins later is told of all that was found before.
    if (told !== undefined && partial.length > 0) told({ fresh: [...partial], found: partial.length, waiting: 0 });
    entry.running ??= this.start(entry);
    if (told === undefined) return entry.running.answer;
    watchers.add(told);
    return entry.running.answer.finally(() => watchers.delete(told));
  }

  /** A small SVG, with the critical points where they are known. */
  picture(target: LossTarget, theme: PictureTheme, width: number, bytes: number): Promise<string> {
    const report = this.entry(target).report ?? null;
    return this.worker.request('picture', { ...requestOf(target), theme, width, bytes, report });
  }

  /** The report document, as Markdown. */
  writeReport(target: LossTarget, signal: AbortSignal): Promise<string> {
    return this.worker.request('report', { ...requestOf(target), budget: this.budget() }, signal);
  }

  /** Gives up what is being computed for texts of this document other than these. */
  keepOnly(owner: string, texts: readonly string[]): void {
    for (const entry of this.active)
      if (entry.target.owner === owner && !texts.includes(entry.target.text)) entry.running?.controller.abort();
  }

  /** Forgets failures, so that the next question asks again. */
  forgetFailures(): void {
    for (const entry of this.entries.values()) entry.failure = undefined;
  }

  private start(entry: Entry): { answer: Promise<CriticalReport>; controller: AbortController } {
    const controller = new AbortController();
    this.active.add(entry);
    entry.failure = undefined;
    const run = async (): Promise<CriticalReport> => {
      try {
        const { target } = entry;
        const params = { ...requestOf(target), budget: this.budget() };
        entry.report = await this.worker.request('criticalPoints', params, controller.signal, (progress) => {
          const before = entry.partial.length;
          entry.partial.push(...progress.fresh);
          for (const watcher of entry.watchers) watcher(progress);
          if (entry.partial.length > before) this.changed();
        });
        return entry.report;
      } catch (error) {
        const cancelled = error instanceof RequestError && error.cancelled;
        if (!cancelled) entry.failure = error instanceof Error ? error.message : String(error);
        throw error;
      } finally {
        entry.running = undefined;
        entry.partial.length = 0;
        this.active.delete(entry);
        this.changed();
      }
    };
    const answer = run();
    // Those who wait see the failure; that nobody waits is no failure of its own.
    answer.catch(() => undefined);
    return { answer, controller };
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }

  private entry(target: LossTarget): Entry {
    const key = JSON.stringify([target.owner, target.loss, target.files, target.text]);
    const found = this.entries.get(key);
    if (found !== undefined) return found;
    const entry: Entry = {
      view: undefined,
      report: undefined,
      failure: undefined,
      running: undefined,
      partial: [],
      watchers: new Set(),
      target,
    };
    this.entries.set(key, entry);
    return entry;
  }
}

/** The request about a loss at the constants of its file. */
export function requestOf({ text, loss, files }: LossTarget): Sent<LossRequest> {
  return { text, loss, overrides: {}, files };
}
