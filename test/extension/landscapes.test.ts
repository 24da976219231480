import { describe, expect, it, vi } from 'vitest';
import { Landscapes } from '../../src/extension/landscapes';
import { RequestError } from '../../src/protocol/channel';
import { lossView, pointView, reportView } from './views';

const target = { owner: 'file:///a.loss', text: 'loss f(x) = x^2', loss: 'f', files: {} };
const report = reportView([pointView([0])]);

/** A worker whose searches end when the test says so. */
function start() {
  const searches: { resolve: (value: unknown) => void; reject: (error: Error) => void; signal: AbortSignal }[] = [];
  const heard: ((progress: never) => void)[] = [];
  const request = vi.fn(
    (method: string, _params: unknown, signal?: AbortSignal, progress?: (progress: never) => void): Promise<never> => {
      if (progress !== undefined) heard.push(progress);
      if (method !== 'criticalPoints') return Promise.resolve(lossView(['2x'])) as Promise<never>;
      return new Promise<unknown>((resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new RequestError('cancelled', true)));
        searches.push({ resolve, reject, signal: signal! });
      }) as Promise<never>;
    },
  );
  return { landscapes: new Landscapes({ request }, () => 3_000), request, searches, heard };
}

describe('what is known of the losses', () => {
  it('is nothing at first', () => {
    const { landscapes } = start();
    expect(landscapes.known(target)).toEqual({
      view: undefined,
      report: undefined,
      searching: false,
      failure: undefined,
    });
  });

  it('asks once for an unchanged text', async () => {
    const { landscapes, request, searches } = start();
    const answers = [landscapes.search(target), landscapes.search({ ...target })];
    expect(landscapes.known(target).searching).toBe(true);
    searches[0]!.resolve(report);
    expect(await Promise.all(answers)).toEqual([report, report]);
    expect(await landscapes.search(target)).toBe(report);
    expect(request).toHaveBeenCalledOnce();
    expect(landscapes.known(target)).toMatchObject({ report, searching: false });
  });

  it('tells when more is known', async () => {
    const { landscapes, searches } = start();
    const changed = vi.fn();
    const subscription = landscapes.onChange(changed);
    const answer = landscapes.search(target);
    searches[0]!.resolve(report);
    await answer;
    expect(changed).toHaveBeenCalledOnce();
    subscription.dispose();
    const other = landscapes.search({ ...target, loss: 'g' });
    searches[1]!.resolve(report);
    await other;
    expect(changed).toHaveBeenCalledOnce();
  });

  it('knows what a search has found so far, and tells it to those who join', async () => {
    const { landscapes, searches, heard } = start();
    const changed = vi.fn();
    landscapes.onChange(changed);
    const [early, late] = [vi.fn(), vi.fn()];
    const answer = landscapes.search(target, early);
    const tell = (at: number, found: number): void =>
      heard[0]!({ fresh: [pointView([at])], found, waiting: 3 } as never);
    tell(1, 1);
    tell(2, 2);
    expect(landscapes.known(target).partial?.map(({ point }) => point)).toEqual([[1], [2]]);
    expect(changed).toHaveBeenCalledTimes(2);
    const other = landscapes.search(target, late);
    expect(early).toHaveBeenCalledTimes(2);
    expect(late).toHaveBeenCalledWith(expect.objectContaining({ found: 2 }));
    searches[0]!.resolve(report);
    await Promise.all([answer, other]);
    expect(landscapes.known(target)).toMatchObject({ report, partial: undefined });
  });

  it('keeps the reason of a failure until it is forgotten or asked again', async () => {
    const { landscapes, searches } = start();
    const answer = landscapes.search(target);
    searches[0]!.reject(new RequestError('The worker ended.', false));
    await expect(answer).rejects.toThrow('The worker ended.');
    expect(landscapes.known(target).failure).toBe('The worker ended.');
    landscapes.forgetFailures();
    expect(landscapes.known(target).failure).toBeUndefined();
  });

  it('gives up texts that have changed, and takes that for no failure', async () => {
    const { landscapes, searches } = start();
    const answer = landscapes.search(target);
    landscapes.keepOnly('file:///other.loss', []);
    expect(searches[0]!.signal.aborted).toBe(false);
    landscapes.keepOnly(target.owner, [target.text]);
    expect(searches[0]!.signal.aborted).toBe(false);
    landscapes.keepOnly(target.owner, ['another text']);
    await expect(answer).rejects.toMatchObject({ cancelled: true });
    expect(landscapes.known(target)).toMatchObject({ searching: false, failure: undefined });
  });
});
