import { Channel, type ProgressOf, RequestError, type Port } from '../protocol/channel';
import type { WorkerApi } from '../protocol/workerApi';

/** A running worker, of Node or of the browser. */
export interface WorkerProcess {
  readonly port: Port;
  /** Called once when the worker ends by itself, with a sentence that says why. */
  onEnd(listener: (reason: string) => void): void;
  /** Ends it at once, whatever it is doing. */
  end(): void;
}

export interface WorkerHostOptions {
  readonly start: () => WorkerProcess;
  /** Told when a worker died or hung; the next request starts another. */
  readonly replaced: (reason: string) => void;
  /** Milliseconds between two pings while requests are open. */
  readonly pingEvery?: number;
  /** Milliseconds within which a ping must be answered. */
  readonly pingTimeout?: number;
}

type Nothing = Record<never, never>;

interface Running {
  readonly process: WorkerProcess;
  readonly channel: Channel<Nothing, WorkerApi>;
}

/**
 * Keeps one worker for as long as it is well. It starts with the first request; one that dies or does not answer is
 * ended, its open requests fail with a sentence, and the next request starts another.
 */
export class WorkerHost {
  /** How many workers were started so far. */
  starts = 0;
  private running: Running | undefined;
  private open = 0;
  private watch: ReturnType<typeof setTimeout> | undefined;
  private disposed = false;

  constructor(private readonly options: WorkerHostOptions) {}

  /** Asks the worker; rejects with a `RequestError`. */
  async request<M extends keyof WorkerApi & string>(
    method: M,
    params: WorkerApi[M]['params'],
    signal?: AbortSignal,
    onProgress?: (progress: ProgressOf<WorkerApi[M]>) => void,
  ): Promise<WorkerApi[M]['result']> {
    if (this.disposed) throw new RequestError('Losscape is being shut down.', true);
    const { channel } = this.ensureRunning();
    this.open++;
    this.schedulePing();
    try {
      return await channel.request(method, params, signal, onProgress);
    } finally {
      this.open--;
      if (this.open === 0) this.stopWatching();
    }
  }

  /** Ends the worker; open requests fail, and the next one starts another. */
  restart(): void {
    this.stop('The worker was restarted.');
  }

  dispose(): void {
    this.disposed = true;
    this.stop('Losscape is being shut down.');
  }

  private ensureRunning(): Running {
    if (this.running !== undefined) return this.running;
    this.starts++;
    const process = this.options.start();
    const channel = new Channel<Nothing, WorkerApi>(process.port, {}, {});
    const running = { process, channel };
    process.onEnd((reason) => this.replace(running, reason));
    this.running = running;
    return running;
  }

  private replace(running: Running, reason: string): void {
    if (this.running !== running) return;
    this.stop(reason);
    if (!this.disposed) this.options.replaced(reason);
  }

  private stop(reason: string): void {
    const running = this.running;
    this.running = undefined;
    this.stopWatching();
    running?.channel.close(reason);
    running?.process.end();
  }

  private schedulePing(): void {
    if (this.watch === undefined) this.watch = setTimeout(() => void this.ping(), this.options.pingEvery ?? 2_000);
  }

  private stopWatching(): void {
    clearTimeout(this.watch);
    this.watch = undefined;
  }

  private async ping(): Promise<void> {
    const running = this.running;
    if (running === undefined) return;
    const timeout = this.options.pingTimeout ?? 10_000;
    const asked = Date.now();
    let answered = false;
    const answer = running.channel.request('ping', null).then(
      () => (answered = true),
      () => undefined,
    );
    await Promise.race([answer, new Promise((resolve) => (this.watch = setTimeout(resolve, timeout)))]);
    clearTimeout(this.watch);
    this.watch = undefined;
    if (this.running !== running || this.open === 0) return;
    // After the machine slept, the timer is late and says nothing about the worker.
    const slept = Date.now() - asked > 3 * timeout;
    if (!answered && !slept)
      this.replace(running, `The worker did not answer for ${Math.round(timeout / 1000)} seconds and was replaced.`);
    else this.schedulePing();
  }
}
