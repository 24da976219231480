import { describe, expect, it, vi } from 'vitest';
import { Claims } from '../../src/extension/claims';
import { RequestError } from '../../src/protocol/channel';

const target = { owner: 'file:///a.loss', text: 'loss f(x) = x^2\nclaim f(1) = 1', claim: 0, files: {} };
const result = {
  claim: 0,
  span: { start: 16, end: 30 },
  loss: 'f',
  status: 'holds',
  message: 'f(1) = 1.',
  found: [],
  fixes: [],
};

/** A worker whose answers come when the test says so. */
function start() {
  const asked: { resolve: (value: unknown) => void; reject: (error: Error) => void; signal: AbortSignal }[] = [];
  const request = vi.fn((_method: string, _params: unknown, signal?: AbortSignal): Promise<never> => {
    return new Promise<unknown>((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new RequestError('cancelled', true)));
      asked.push({ resolve, reject, signal: signal! });
    }) as Promise<never>;
  });
  return { claims: new Claims({ request }, () => 3_000), request, asked };
}

describe('what is known of claims', () => {
  it('is asked once for a text, and told to all', async () => {
    const { claims, request, asked } = start();
    const changed = vi.fn();
    claims.onChange(changed);
    expect(claims.known(target)).toBeUndefined();
    const both = Promise.all([claims.check(target), claims.check({ ...target })]);
    asked[0]!.resolve(result);
    expect(await both).toEqual([result, result]);
    expect(claims.known(target)).toEqual(result);
    expect(await claims.check(target)).toEqual(result);
    expect(request).toHaveBeenCalledTimes(1);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(claims.known({ ...target, text: `${target.text} ` })).toBeUndefined();
  });

  it('is given up for texts that have changed, and asked again', async () => {
    const { claims, asked } = start();
    const answer = claims.check(target);
    claims.keepOnly('file:///b.loss', []);
    claims.keepOnly(target.owner, [target.text]);
    expect(asked[0]!.signal.aborted).toBe(false);
    claims.keepOnly(target.owner, ['loss f(x) = x']);
    await expect(answer).rejects.toThrow('cancelled');
    expect(claims.known(target)).toBeUndefined();
    const again = claims.check(target);
    asked[1]!.resolve(result);
    expect(await again).toEqual(result);
  });

  it('goes on for those who still wait, and ends with the last of them', async () => {
    const { claims, asked } = start();
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [claims.check(target, first.signal), claims.check(target, second.signal)];
    first.abort();
    await expect(answers[0]).rejects.toThrow('cancelled');
    expect(asked[0]!.signal.aborted).toBe(false);
    second.abort();
    expect(asked[0]!.signal.aborted).toBe(true);
    for (const answer of answers) await expect(answer).rejects.toThrow('cancelled');
  });
});
