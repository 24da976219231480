/** Thrown where work has to wait for other work that would nest too deeply. */
class Suspension<T> {
  constructor(
    readonly key: string,
    readonly run: () => T,
  ) {}
}

/** Deeper work is put off: it is done on its own, from the bottom of the stack. */
const deepest = 400;

/**
 * Work in pieces that may need one another, each done once. However long a chain of pieces is, the stack stays short:
 * a piece that would begin too deep is put off, done first, and the one that asked for it is begun again.
 */
export class Tasks<T> {
  private readonly done = new Map<string, T>();
  private readonly running = new Set<string>();
  private depth = 0;

  /** Everything that is done, in the order in which it was. */
  get results(): ReadonlyMap<string, T> {
    return this.done;
  }

  /** One more level of the recursion that the work is made of begins. */
  enter(): void {
    this.depth++;
  }

  /** The level ends. One that is left by an exception counts on, until `complete` begins anew. */
  leave(): void {
    this.depth--;
  }

  /** The result of a piece; undefined where it needs itself. Only for use inside of `complete`. */
  demand(key: string, run: () => T): T | undefined {
    const known = this.done.get(key);
    if (known !== undefined || this.running.has(key)) return known;
    if (this.depth > deepest) throw new Suspension(key, run);
    this.running.add(key);
    const result = run();
    this.running.delete(key);
    this.done.set(key, result);
    return result;
  }

  /** Does a piece and all it needs. */
  complete(key: string, run: () => T): T {
    const waiting = [new Suspension(key, run)];
    for (;;) {
      const next = waiting[waiting.length - 1]!;
      this.running.clear();
      for (let k = 0; k + 1 < waiting.length; k++) this.running.add(waiting[k]!.key);
      this.depth = 0;
      try {
        const result = this.demand(next.key, next.run);
        waiting.pop();
        if (waiting.length === 0) return result!;
      } catch (error) {
        if (!(error instanceof Suspension)) throw error;
        waiting.push(error as Suspension<T>);
      }
    }
  }
}
