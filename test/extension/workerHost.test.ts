import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RequestError } from '../../src/protocol/channel';
import { WorkerHost, type WorkerProcess } from '../../src/extension/workerHost';

/** A worker that a test drives: it answers pings unless it hangs, and other requests when told to. */
class FakeWorker implements WorkerProcess {
  hangs = false;
  ended = false;
  readonly requests: { id: number; method: string }[] = [];
  private receive: (message: unknown) => void = () => undefined;
  private tellEnd: (reason: string) => void = () => undefined;

  readonly port = {
    post: (message: unknown) => {
      const { kind, id, method } = message as { kind: string; id: number; method: string };
      if (kind !== 'request' || this.hangs) return;
      if (method === 'ping') this.reply(id, null);
      else this.requests.push({ id, method });
    },
    listen: (receive: (message: unknown) => void) => void (this.receive = receive),
  };

  onEnd(listener: (reason: string) => void): void {
    this.tellEnd = listener;
  }

  end(): void {
    this.ended = true;
  }

  reply(id: number, value: unknown): void {
    this.receive({ kind: 'reply', id, ok: true, value });
  }

  crash(): void {
    this.tellEnd('The worker failed: out of memory');
  }
}

const question = { text: '', loss: 'f', overrides: {} };

function setUp(): { host: WorkerHost; workers: FakeWorker[]; replaced: ReturnType<typeof vi.fn> } {
  const workers: FakeWorker[] = [];
  const replaced = vi.fn();
  const host = new WorkerHost({
    start: () => {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    replaced,
    pingEvery: 1_000,
    pingTimeout: 5_000,
  });
  return { host, workers, replaced };
}

const sentence = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'answered',
    (error: RequestError) => error.message,
  );

describe('the host of the worker', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('starts the worker with the first request and keeps it', async () => {
    const { host, workers } = setUp();
    expect(workers).toHaveLength(0);
    const first = host.request('loss', question);
    workers[0]!.reply(workers[0]!.requests[0]!.id, 'view');
    expect(await first).toBe('view');
    void host.request('loss', question).catch(() => undefined);
    expect(workers).toHaveLength(1);
  });

  it('replaces a worker that crashed: open requests fail with the reason, the next one is answered', async () => {
    const { host, workers, replaced } = setUp();
    const open = sentence(host.request('criticalPoints', { ...question, budget: 1 }));
    workers[0]!.crash();
    expect(await open).toBe('The worker failed: out of memory');
    expect(replaced).toHaveBeenCalledExactlyOnceWith('The worker failed: out of memory');
    const next = host.request('loss', question);
    workers[1]!.reply(workers[1]!.requests[0]!.id, 'view');
    expect(await next).toBe('view');
  });

  it('replaces a worker that hangs', async () => {
    const { host, workers, replaced } = setUp();
    const open = sentence(host.request('criticalPoints', { ...question, budget: 1 }));
    workers[0]!.hangs = true;
    await vi.advanceTimersByTimeAsync(1_000 + 5_000);
    expect(await open).toMatch(/did not answer for 5 seconds/);
    expect(workers[0]!.ended).toBe(true);
    expect(replaced).toHaveBeenCalledOnce();
  });

  it('lets a worker be that answers its pings', async () => {
    const { host, workers, replaced } = setUp();
    void host.request('criticalPoints', { ...question, budget: 1 }).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(workers[0]!.ended).toBe(false);
    expect(replaced).not.toHaveBeenCalled();
  });

  it('does not watch while nothing is asked', async () => {
    const { host, workers, replaced } = setUp();
    const only = host.request('loss', question);
    workers[0]!.reply(workers[0]!.requests[0]!.id, 'view');
    await only;
    workers[0]!.hangs = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(replaced).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('restarts on demand without alarm', async () => {
    const { host, workers, replaced } = setUp();
    const open = sentence(host.request('loss', question));
    host.restart();
    expect(await open).toBe('The worker was restarted.');
    expect(workers[0]!.ended).toBe(true);
    expect(replaced).not.toHaveBeenCalled();
    workers[0]!.crash();
    expect(replaced).not.toHaveBeenCalled();
  });

  it('ends its worker when it is disposed, and asks nothing more', async () => {
    const { host, workers } = setUp();
    const open = sentence(host.request('loss', question));
    host.dispose();
    expect(await open).toMatch(/shut down/);
    expect(workers[0]!.ended).toBe(true);
    expect(await sentence(host.request('loss', question))).toMatch(/shut down/);
    expect(workers).toHaveLength(1);
  });

  it('passes cancelling on', async () => {
    const { host } = setUp();
    const controller = new AbortController();
    const open = host.request('loss', question, controller.signal).catch((error: RequestError) => error.cancelled);
    controller.abort();
    expect(await open).toBe(true);
  });
});
