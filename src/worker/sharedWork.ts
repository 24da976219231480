/**
 * Work that several requests wait for at once. It runs once; it is aborted when the last of them gives up.
 */
export class SharedWork<T> {
  private readonly running = new Map<string, { answer: Promise<T>; controller: AbortController; waiting: number }>();

  /** Joins the work under `key`, or starts it. Rejects at once when `signal` aborts. */
  join(key: string, signal: AbortSignal, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) return Promise.reject(new Error('cancelled'));
    let work = this.running.get(key);
    if (work === undefined) {
      const controller = new AbortController();
      const answer = start(controller.signal).finally(() => {
        if (this.running.get(key)?.controller === controller) this.running.delete(key);
      });
      answer.catch(() => undefined);
      work = { answer, controller, waiting: 0 };
      this.running.set(key, work);
    }
    const joined = work;
    joined.waiting++;
    return new Promise<T>((resolve, reject) => {
      const leave = (): void => {
        joined.waiting--;
        if (joined.waiting === 0) {
          // Later requests start anew instead of joining work that is being given up.
          if (this.running.get(key) === joined) this.running.delete(key);
          joined.controller.abort();
        }
        reject(new Error('cancelled'));
      };
      signal.addEventListener('abort', leave, { once: true });
      joined.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
  }
}
