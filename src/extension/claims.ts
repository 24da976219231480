import type { ClaimResult } from '../landscape/claims/views';
import { RequestError } from '../protocol/channel';
import { RecentCache } from '../protocol/recentCache';
import type { WorkerHost } from './workerHost';

/** A claim of a text, by its number. `owner` is the document it stands in, as a URI string. */
export interface ClaimTarget {
  readonly owner: string;
  readonly text: string;
  readonly claim: number;
  /** Ids of the csv files the text names, by path. */
  readonly files: Readonly<Record<string, string>>;
}

interface Entry {
  readonly target: ClaimTarget;
  result: ClaimResult | undefined;
  running: { readonly answer: Promise<ClaimResult>; readonly controller: AbortController; waiting: number } | undefined;
}

const kept = 512;

/** What the worker has found about claims, by text: an unchanged text is never checked twice. */
export class Claims {
  private readonly entries = new RecentCache<Entry>(kept);
  private readonly active = new Set<Entry>();
  private readonly listeners = new Set<() => void>();

  constructor(
    private readonly worker: Pick<WorkerHost, 'request'>,
    private readonly budget: () => number,
  ) {}

  known(target: ClaimTarget): ClaimResult | undefined {
    return this.entry(target).result;
  }

  /** Calls back when something more is known. */
  onChange(listener: () => void): { dispose(): void } {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  }

  /** What came of the claim: at once if it is known, else joined to the work on it. It ends when nobody waits. */
  async check(target: ClaimTarget, signal?: AbortSignal): Promise<ClaimResult> {
    const entry = this.entry(target);
    if (entry.result !== undefined) return entry.result;
    const running = (entry.running ??= this.start(entry));
    running.waiting++;
    if (signal === undefined) return running.answer;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        if (--running.waiting === 0) running.controller.abort();
        reject(new RequestError('cancelled', true));
      };
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      running.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }

  /** Gives up what is being checked for texts of this document other than these. */
  keepOnly(owner: string, texts: readonly string[]): void {
    for (const entry of this.active) {
      if (entry.target.owner === owner && !texts.includes(entry.target.text)) entry.running?.controller.abort();
    }
  }

  private start(entry: Entry): NonNullable<Entry['running']> {
    const controller = new AbortController();
    this.active.add(entry);
    const run = async (): Promise<ClaimResult> => {
      try {
        const { text, claim, files } = entry.target;
        const params = { text, claim, files, budget: this.budget() };
        entry.result = await this.worker.request('claim', params, controller.signal);
        return entry.result;
      } finally {
        entry.running = undefined;
        this.active.delete(entry);
        for (const listener of this.listeners) listener();
      }
    };
    const answer = run();
    // Those who wait see the failure; that nobody waits is no failure of its own.
    answer.catch(() => undefined);
    return { answer, controller, waiting: 0 };
  }

  private entry(target: ClaimTarget): Entry {
    const key = JSON.stringify([target.owner, target.claim, this.budget(), target.files, target.text]);
    const found = this.entries.get(key);
    if (found !== undefined) return found;
    const entry: Entry = { target, result: undefined, running: undefined };
    this.entries.set(key, entry);
    return entry;
  }
}
