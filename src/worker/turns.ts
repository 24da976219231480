/** Lets pieces of work follow one another; one that is cancelled while it waits never begins. */
export class Turns {
  private last: Promise<unknown> = Promise.resolve();

  take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(() => {
      if (signal.aborted) throw new Error('cancelled');
      return work();
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
