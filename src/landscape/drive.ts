/** How long work goes on, and who may stop it. */
export interface DriveOptions<Progress> {
  /** Milliseconds after which the work is asked to end with what it knows. */
  readonly budget?: number | undefined;
  readonly signal?: { readonly aborted: boolean } | undefined;
  /** Lets others run: awaited every few milliseconds. */
  readonly yield?: (() => Promise<void>) | undefined;
  readonly progress?: ((progress: Progress) => void) | undefined;
}

/** Work goes on this long between two pauses. */
const sliceMilliseconds = 12;

/** Runs a piece of work to its end, in slices. It is told to end early on the budget or the signal. */
export async function drive<Progress, Result>(
  work: Generator<Progress, Result, boolean>,
  options: DriveOptions<Progress>,
): Promise<Result> {
  const start = performance.now();
  let slice = start;
  let step = work.next(false);
  while (step.done !== true) {
    const now = performance.now();
    options.progress?.(step.value);
    if (options.yield !== undefined && now - slice > sliceMilliseconds) {
      await options.yield();
      slice = performance.now();
    }
    step = work.next(now - start > (options.budget ?? Infinity) || options.signal?.aborted === true);
  }
  return step.value;
}
