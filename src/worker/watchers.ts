import type { CriticalProgress, SearchProgress } from '../landscape/views';

/** Milliseconds between two messages to one listener. */
const pace = 80;

/** Those who want to hear of searches that are shared: each is told of the points that are new to it. */
export class Watchers {
  private readonly byKey = new Map<string, Set<(progress: SearchProgress) => void>>();

  /** Listens to the search under `key` until the returned function is called. */
  add(key: string, report: ((progress: CriticalProgress) => void) | undefined): () => void {
    if (report === undefined) return () => undefined;
    let told = 0;
    let last = -Infinity;
    const listener = ({ points, waiting }: SearchProgress): void => {
      const now = performance.now();
      if (now - last < pace) return;
      last = now;
      report({ fresh: points.slice(told), found: points.length, waiting });
      told = points.length;
    };
    const listeners = this.byKey.get(key) ?? new Set();
    this.byKey.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.byKey.get(key) === listeners) this.byKey.delete(key);
    };
  }

  tell(key: string, progress: SearchProgress): void {
    for (const listener of this.byKey.get(key) ?? []) listener(progress);
  }
}
