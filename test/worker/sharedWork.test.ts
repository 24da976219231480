import { describe, expect, it, vi } from 'vitest';
import { SharedWork } from '../../src/worker/sharedWork';

function work() {
  let finish: (value: number) => void = () => undefined;
  const signals: AbortSignal[] = [];
  const start = vi.fn((signal: AbortSignal) => {
    signals.push(signal);
    return new Promise<number>((resolve) => (finish = resolve));
  });
  return { start, signals, finish: (value: number) => finish(value) };
}

describe('shared work', () => {
  it('runs once for those who ask together', async () => {
    const shared = new SharedWork<number>();
    const { start, finish } = work();
    const answers = [1, 2].map(() => shared.join('key', new AbortController().signal, start));
    finish(7);
    expect(await Promise.all(answers)).toEqual([7, 7]);
    expect(start).toHaveBeenCalledOnce();
  });

  it('goes on while one still waits, and stops with the last', async () => {
    const shared = new SharedWork<number>();
    const { start, signals } = work();
    const [first, second] = [new AbortController(), new AbortController()];
    const answers = [first, second].map(({ signal }) => shared.join('key', signal, start));
    first.abort();
    await expect(answers[0]).rejects.toThrow('cancelled');
    expect(signals[0]!.aborted).toBe(false);
    second.abort();
    await expect(answers[1]).rejects.toThrow('cancelled');
    expect(signals[0]!.aborted).toBe(true);
  });

  it('starts anew after it was given up', async () => {
    const shared = new SharedWork<number>();
    const { start, finish } = work();
    const controller = new AbortController();
    const given = shared.join('key', controller.signal, start);
    controller.abort();
    await expect(given).rejects.toThrow();
    const again = shared.join('key', new AbortController().signal, start);
    finish(3);
    expect(await again).toBe(3);
    expect(start).toHaveBeenCalledTimes(2);
  });

  it('passes a failure to everyone', async () => {
    const shared = new SharedWork<number>();
    const start = (): Promise<number> => Promise.reject(new Error('no'));
    const answers = [1, 2].map(() => shared.join('key', new AbortController().signal, start));
    for (const answer of answers) await expect(answer).rejects.toThrow('no');
  });
});
