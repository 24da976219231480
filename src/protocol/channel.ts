/**
 * One typed channel for the worker and for the panel. A request always ends: with a value, with an error, or cancelled.
 * An API map gives each method its parameters and its result; the same map types both ends.
 */

/** Methods by name, each with the plain data it takes and gives, and what it tells before it is done. */
export type ApiMap = Record<string, { params: unknown; result: unknown; progress?: unknown }>;

/** What a method tells before it is done. */
export type ProgressOf<Method> = Method extends { readonly progress: infer P } ? P : never;

/** Anything that can carry messages: a worker, a webview, a message port. */
export interface Port {
  post(message: unknown): void;
  /** Registers the one receiver of messages. */
  listen(receive: (message: unknown) => void): void;
}

type Wire =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly kind: 'reply';
      readonly id: number;
      readonly ok: false;
      readonly error: string;
      readonly cancelled: boolean;
    }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'notify'; readonly method: string; readonly params: unknown };

/** Why a request failed: the other side's sentence, or that it was cancelled or cut off. */
export class RequestError extends Error {
  readonly cancelled: boolean;
  constructor(message: string, cancelled: boolean) {
    super(message);
    this.name = 'RequestError';
    this.cancelled = cancelled;
  }
}

export type Handlers<Api extends ApiMap> = {
  [M in keyof Api]: (
    params: Api[M]['params'],
    signal: AbortSignal,
    report?: (progress: ProgressOf<Api[M]>) => void,
  ) => Promise<Api[M]['result']> | Api[M]['result'];
};

/** Checks the parameters of a message that came from the other side; false refuses it. */
export type Validators<Api extends ApiMap> = {
  [M in keyof Api]: (params: unknown) => params is Api[M]['params'];
};

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly progress: ((value: unknown) => void) | undefined;
}

/** Both directions over one port: `Serve` is what this side answers, `Ask` what it may ask of the other. */
export class Channel<Serve extends ApiMap, Ask extends ApiMap> {
  private readonly pending = new Map<number, Pending>();
  private readonly serving = new Map<number, AbortController>();
  private nextId = 1;
  private closedBecause: string | undefined;

  constructor(
    private readonly port: Port,
    private readonly handlers: Handlers<Serve>,
    private readonly validators: Validators<Serve>,
  ) {
    port.listen((message) => this.receive(message));
  }

  /** Asks the other side; rejects with a `RequestError` on failure, on cancellation and when the channel closes. */
  request<M extends keyof Ask & string>(
    method: M,
    params: Ask[M]['params'],
    signal?: AbortSignal,
    onProgress?: (progress: ProgressOf<Ask[M]>) => void,
  ): Promise<Ask[M]['result']> {
    if (this.closedBecause !== undefined) return Promise.reject(new RequestError(this.closedBecause, false));
    if (signal?.aborted === true) return Promise.reject(new RequestError('cancelled', true));
    const id = this.nextId++;
    const answer = new Promise<unknown>((resolve, reject) =>
      this.pending.set(id, { resolve, reject, progress: onProgress as Pending['progress'] }),
    );
    const cancel = (): void => {
      this.port.post({ kind: 'cancel', id } satisfies Wire);
      this.settle(id, (entry) => entry.reject(new RequestError('cancelled', true)));
    };
    signal?.addEventListener('abort', cancel, { once: true });
    this.port.post({ kind: 'request', id, method, params } satisfies Wire);
    return answer.finally(() => signal?.removeEventListener('abort', cancel)) as Promise<Ask[M]['result']>;
  }

  /** Tells the other side something that needs no answer. */
  notify<M extends keyof Ask & string>(method: M, params: Ask[M]['params']): void {
    if (this.closedBecause === undefined) this.port.post({ kind: 'notify', method, params } satisfies Wire);
  }

  /** Ends every open request with `reason`; later ones fail at once. */
  close(reason: string): void {
    this.closedBecause = reason;
    for (const id of [...this.pending.keys()])
      this.settle(id, (entry) => entry.reject(new RequestError(reason, false)));
    for (const controller of this.serving.values()) controller.abort();
    this.serving.clear();
  }

  private settle(id: number, end: (entry: Pending) => void): void {
    const entry = this.pending.get(id);
    if (entry === undefined) return;
    this.pending.delete(id);
    end(entry);
  }

  private receive(raw: unknown): void {
    const message = readWire(raw);
    if (message === undefined || this.closedBecause !== undefined) return;
    switch (message.kind) {
      case 'reply':
        this.settle(message.id, (entry) =>
          message.ok ? entry.resolve(message.value) : entry.reject(new RequestError(message.error, message.cancelled)),
        );
        return;
      case 'progress':
        this.pending.get(message.id)?.progress?.(message.value);
        return;
      case 'cancel':
        this.serving.get(message.id)?.abort();
        return;
      case 'request':
        void this.answer(message.id, message.method, message.params);
        return;
      case 'notify':
        void this.answer(undefined, message.method, message.params);
        return;
    }
  }

  private async answer(id: number | undefined, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    if (id !== undefined) this.serving.set(id, controller);
    try {
      if (!Object.hasOwn(this.handlers, method)) throw new Error(`There is no method "${method}".`);
      if (!this.validators[method as keyof Serve](params)) throw new Error(`The message "${method}" is malformed.`);
      const report = (progress: unknown): void => {
        if (id !== undefined && !controller.signal.aborted) this.reply({ kind: 'progress', id, value: progress });
      };
      const value = await this.handlers[method as keyof Serve](params as never, controller.signal, report);
      if (id !== undefined) this.reply({ kind: 'reply', id, ok: true, value });
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (id !== undefined)
        this.reply({ kind: 'reply', id, ok: false, error: text, cancelled: controller.signal.aborted });
    } finally {
      if (id !== undefined) this.serving.delete(id);
    }
  }

  private reply(message: Wire): void {
    if (this.closedBecause === undefined) this.port.post(message);
  }
}

function readWire(raw: unknown): Wire | undefined {
  if (typeof raw !== 'object' || raw === null) return undefined;
  const { kind, id, method, ok, error } = raw as Record<string, unknown>;
  const hasId = typeof id === 'number' && Number.isSafeInteger(id);
  switch (kind) {
    case 'request':
      return hasId && typeof method === 'string' ? (raw as Wire) : undefined;
    case 'notify':
      return typeof method === 'string' ? (raw as Wire) : undefined;
    case 'reply':
      return hasId && (ok === true || (ok === false && typeof error === 'string')) ? (raw as Wire) : undefined;
    case 'progress':
    case 'cancel':
      return hasId ? (raw as Wire) : undefined;
    default:
      return undefined;
  }
}
