import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WorkerHost, type WorkerProcess } from '../../src/extension/workerHost';

/** A worker that answers as `answer` says: a reply's value, or undefined for silence. */
function fakeWorker(answer: (method: string) => unknown) {
  const state = { ended: false, asked: [] as string[], die: (reason: string): void => void reason };
  let receive: (message: unknown) => void = () => undefined;
  const process: WorkerProcess = {
    port: {
      post: (message) => {
        const { kind, id, method } = message as { kind: string; id: number; method: string };
        if (kind !== 'request') return;
        state.asked.push(method);
        const value = answer(method);
        if (value !== undefined) queueMicrotask(() => receive({ kind: 'reply', id, ok: true, value }));
      },
      listen: (listener) => (receive = listener),
    },
    onEnd: (listener) => (state.die = listener),
    end: () => (state.ended = true),
  };
  return { process, state };
}

function start(...answers: ((method: string) => unknown)[]) {
  const workers: ReturnType<typeof fakeWorker>[] = [];
  const replaced = vi.fn();
  const host = new WorkerHost({
    start: () => {
      const worker = fakeWorker(answers[Math.min(workers.length, answers.length - 1)]!);
      workers.push(worker);
      return worker.process;
    },
    replaced,
    pingEvery: 2_000,
    pingTimeout: 10_000,
  });
  return { host, workers, replaced };
}

const answersAll = (): unknown => 'fine';
const silent = (): unknown => undefined;
const busyButAlive = (method: string): unknown => (method === 'ping' ? null : undefined);
const request = { text: '', loss: 'f', overrides: {}, files: {} };

describe('the worker host', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('starts a worker with the first request, and only one', async () => {
    const { host, workers } = start(answersAll);
    expect(workers).toHaveLength(0);
    await host.request('loss', request);
    await host.request('loss', request);
    expect(workers).toHaveLength(1);
  });

  it('fails open requests with the reason when the worker dies, and starts another', async () => {
    const { host, workers, replaced } = start(silent, answersAll);
    const open = host.request('loss', request);
    workers[0]!.state.die('The worker ran out of memory.');
    await expect(open).rejects.toThrow('The worker ran out of memory.');
    expect(replaced).toHaveBeenCalledExactlyOnceWith('The worker ran out of memory.');
    expect(await host.request('loss', request)).toBe('fine');
    expect(workers).toHaveLength(2);
  });

  it('replaces a worker that hangs', async () => {
    const { host, workers, replaced } = start(silent, answersAll);
    const open = host.request('loss', request);
    const failure = expect(open).rejects.toThrow('did not answer for 10 seconds');
    await vi.advanceTimersByTimeAsync(12_100);
    await failure;
    expect(workers[0]!.state.ended).toBe(true);
    expect(replaced).toHaveBeenCalledOnce();
    expect(await host.request('loss', request)).toBe('fine');
  });

  it('leaves a busy worker alone that answers pings', async () => {
    const { host, workers, replaced } = start(busyButAlive);
    host.request('loss', request).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(replaced).not.toHaveBeenCalled();
    expect(workers[0]!.state.asked.filter((method) => method === 'ping').length).toBeGreaterThan(20);
  });

  it('does not ping an idle worker', async () => {
    const { host, workers } = start(answersAll);
    await host.request('loss', request);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers[0]!.state.asked).toEqual(['loss']);
  });

  it('does not blame the worker when the machine slept', async () => {
    const { host, replaced } = start(silent);
    host.request('loss', request).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(2_000);
    vi.setSystemTime(Date.now() + 3_600_000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(replaced).not.toHaveBeenCalled();
  });

  it('restarts on demand without a warning', async () => {
    const { host, workers, replaced } = start(silent, answersAll);
    const open = host.request('loss', request);
    host.restart();
    await expect(open).rejects.toThrow('The worker was restarted.');
    expect(workers[0]!.state.ended).toBe(true);
    expect(replaced).not.toHaveBeenCalled();
    expect(await host.request('loss', request)).toBe('fine');
  });

  it('ignores the late death of a worker that was already replaced', async () => {
    const { host, workers, replaced } = start(answersAll);
    await host.request('loss', request);
    host.restart();
    await host.request('loss', request);
    workers[0]!.state.die('The worker ended with code 1.');
    expect(replaced).not.toHaveBeenCalled();
    expect(await host.request('loss', request)).toBe('fine');
    expect(workers).toHaveLength(2);
  });

  it('passes cancelling on', async () => {
    const { host } = start(silent);
    const controller = new AbortController();
    const open = host.request('criticalPoints', { ...request, budget: 100 }, controller.signal);
    controller.abort();
    await expect(open).rejects.toMatchObject({ cancelled: true });
  });

  it('refuses requests once it is disposed', async () => {
    const { host } = start(answersAll);
    host.dispose();
    await expect(host.request('loss', request)).rejects.toThrow('shut down');
  });
});
