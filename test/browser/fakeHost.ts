/** Runs in the page before the panel: stands in for the extension, remembers every message, and answers as told. */
import type { CriticalReport } from '../../src/landscape/views';
import type { PanelSnapshot } from '../../src/protocol/panelApi';
import { createHandlers } from '../../src/worker/service';
import { type SpectrumPlace, headOf } from '../../src/extension/spectra';
import { analyzeText } from '../../src/language/check';
import { anyLossView, overridesOf, searchPoints, texts } from './fixtures';
import { setTheme } from './themes';
import type { ThemeName } from './themes';

interface Message {
  readonly kind: string;
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

export type LossKey = keyof typeof texts;
type Study = 'race' | 'explain' | 'startMap' | 'paths' | 'bifurcation' | 'path';
type Exploration = 'train' | 'slice' | 'curvature' | 'prediction' | 'rebuild' | 'pair' | 'sampling' | Study;

export class FakeHost {
  /** Everything the panel sent, oldest first. */
  readonly sent: Message[] = [];
  /** Requests for critical points that wait for `release`, while `holding`. */
  readonly held: Message[] = [];
  holding = false;
  /** A sentence makes requests for critical points fail. */
  failing: string | null = null;
  neverReady = false;
  readyError: string | null = null;
  snapshot: PanelSnapshot = emptySnapshot();
  /** The source of the loss shown. */
  text = '';
  /** Adds to the report of the search. */
  decorate: (report: CriticalReport) => CriticalReport = (report) => report;
  /** A sentence makes these requests fail. */
  readonly failures: Partial<Record<Exploration, string>> = {};
  /** Changes what these requests are answered. */
  disguise: (method: Exploration, value: unknown) => unknown = (_, value) => value;
  /** Milliseconds of each pause of the worker. */
  pause = 0;
  private readonly exploring = new Map<number, AbortController>();
  private readonly worker = createHandlers(() => new Promise((resolve) => setTimeout(resolve, this.pause)));
  /** Errors of the page and of its policy. */
  readonly problems: string[] = [];

  constructor() {
    window.addEventListener('securitypolicyviolation', (event) => {
      this.problems.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
    window.addEventListener('error', (event) => this.problems.push(`error: ${event.message}`));
    window.addEventListener('unhandledrejection', (event) => this.problems.push(`rejection: ${String(event.reason)}`));
  }

  /** Prepares a snapshot; the panel gets it when it asks, or by `push`. */
  use(key: LossKey | null, change: Partial<PanelSnapshot> = {}): void {
    this.text = key === null ? '' : texts[key];
    const loss = key === null ? null : anyLossView(this.text);
    this.snapshot = {
      ...emptySnapshot(),
      revision: this.snapshot.revision + 1,
      lossNames: loss === null ? [] : [loss.name, 'other'],
      loss,
      ...change,
    };
  }

  useText(text: string, change: Partial<PanelSnapshot> = {}): void {
    this.text = text;
    const loss = anyLossView(text);
    this.snapshot = { ...this.snapshot, revision: this.snapshot.revision + 1, note: null, loss, ...change };
  }

  /** Prepares a snapshot of the first spectrum of a text. */
  useSpectrum(text: string, change: Partial<PanelSnapshot> = {}): void {
    this.text = text;
    const model = analyzeText(text);
    const place = { region: { start: 0, text, model }, index: 0, spectrum: model.spectra[0]! };
    const spectrum = headOf(place as unknown as SpectrumPlace);
    this.snapshot = { ...emptySnapshot(), revision: this.snapshot.revision + 1, spectrum, ...change };
  }

  push(): void {
    this.notify('snapshot', this.snapshot);
  }

  notify(method: string, params: unknown): void {
    this.deliver({ kind: 'notify', method, params });
  }

  deliver(message: unknown): void {
    window.postMessage(message, '*');
  }

  receive(message: Message): void {
    this.sent.push(message);
    if (message.kind === 'cancel') this.exploring.get(message.id)?.abort();
    if (message.kind !== 'request') return;
    const reply = (value: unknown): void => this.deliver({ kind: 'reply', id: message.id, ok: true, value });
    switch (message.method) {
      case 'ready':
        if (this.neverReady) return;
        if (this.readyError === null) reply(this.snapshot);
        else this.fail(message.id, this.readyError);
        return;
      case 'criticalPoints':
        if (this.holding) this.held.push(message);
        else void this.answer(message);
        return;
      case 'spectrum':
        if (this.holding) this.held.push(message);
        else void this.measure(message);
        return;
      case 'train':
      case 'slice':
      case 'curvature':
      case 'prediction':
      case 'race':
      case 'explain':
      case 'startMap':
      case 'paths':
      case 'bifurcation':
      case 'path':
      case 'rebuild':
      case 'pair':
      case 'sampling':
        if (this.holding) this.held.push(message);
        else void this.explore(message, message.method);
        return;
      case 'savePicture':
      case 'saveText':
      case 'saveAnimation':
        reply(true);
        return;
      default:
        reply(null);
    }
  }

  /** Answers a held request, even one that was cancelled since. */
  release(index: number): void {
    const message = this.held[index];
    if (message === undefined) return;
    if (message.method === 'criticalPoints') void this.answer(message);
    else if (message.method === 'spectrum') void this.measure(message);
    else void this.explore(message, message.method as Exploration);
  }

  requests(method: string): readonly Message[] {
    return this.sent.filter((message) => message.kind === 'request' && message.method === method);
  }

  private async answer(message: Message): Promise<void> {
    const { revision, constants } = message.params as { revision: number; constants: number[] };
    if (this.failing !== null) return this.fail(message.id, this.failing);
    if (revision !== this.snapshot.revision || this.snapshot.loss === null)
      return this.fail(message.id, 'The text has changed since.');
    const report = this.decorate(await searchPoints(this.text, this.snapshot.loss, constants));
    this.deliver({ kind: 'reply', id: message.id, ok: true, value: report });
  }

  /** Asks the real worker's handlers, as the extension does. */
  private async explore(message: Message, method: Exploration): Promise<void> {
    const { id } = message;
    const { revision, constants, ...question } = message.params as { revision: number; constants: number[] };
    const { loss } = this.snapshot;
    const failure = this.failures[method];
    if (failure !== undefined) return this.fail(id, failure);
    if (revision !== this.snapshot.revision || loss === null) return this.fail(id, 'The text has changed since.');
    const controller = new AbortController();
    this.exploring.set(id, controller);
    const request = { text: this.text, loss: loss.name, overrides: overridesOf(loss, constants), files: {} };
    const report = (value: unknown): void => {
      if (!controller.signal.aborted) this.deliver({ kind: 'progress', id, value });
    };
    try {
      const ask = this.worker[method === 'rebuild' ? 'loss' : method] as (
        params: unknown,
        signal: AbortSignal,
        report: unknown,
      ) => Promise<unknown>;
      const value = await ask(
        { ...request, ...question, ...(isStudy(method) ? { budget: 2_000 } : {}) },
        controller.signal,
        report,
      );
      this.deliver({ kind: 'reply', id, ok: true, value: this.disguise(method, value) });
    } catch (error) {
      this.fail(id, error instanceof Error ? error.message : String(error), controller.signal.aborted);
    } finally {
      this.exploring.delete(id);
    }
  }

  /** Asks the real worker's handlers for the spectrum shown. */
  private async measure({ id, params }: Message): Promise<void> {
    const { revision, constants } = params as { revision: number; constants: number[] };
    const { spectrum } = this.snapshot;
    if (this.failing !== null) return this.fail(id, this.failing);
    if (revision !== this.snapshot.revision || spectrum === null) return this.fail(id, 'The text has changed since.');
    const controller = new AbortController();
    this.exploring.set(id, controller);
    const overrides = Object.fromEntries(spectrum.constants.map(({ name }, i) => [name, constants[i]!]));
    try {
      const request = { text: this.text, spectrum: spectrum.index, overrides, files: {} };
      const value = await this.worker.spectrum(request, controller.signal, (progress) => {
        if (!controller.signal.aborted) this.deliver({ kind: 'progress', id, value: progress });
      });
      this.deliver({ kind: 'reply', id, ok: true, value });
    } catch (error) {
      this.fail(id, error instanceof Error ? error.message : String(error), controller.signal.aborted);
    } finally {
      this.exploring.delete(id);
    }
  }

  private fail(id: number, error: string, cancelled = false): void {
    this.deliver({ kind: 'reply', id, ok: false, error, cancelled });
  }
}

/** Whether a question needs the critical points first. */
function isStudy(method: Exploration): boolean {
  return ['race', 'explain', 'startMap', 'paths', 'bifurcation', 'path'].includes(method);
}

function emptySnapshot(): PanelSnapshot {
  return {
    revision: 0,
    document: 'file:///example.loss',
    lossNames: [],
    loss: null,
    spectrum: null,
    note: null,
    pinned: false,
  };
}

const stateKey = 'panel-state';
const host = new FakeHost();
const setup = new URL(location.href).searchParams;
setTheme((setup.get('theme') ?? 'dark') as ThemeName, setup.has('still'));
const key = setup.get('loss');
if (key !== null && key in texts) host.use(key as LossKey);
host.neverReady = setup.has('never');
host.readyError = setup.get('error');
host.holding = setup.has('hold');
host.failing = setup.get('failing');
host.pause = Number(setup.get('pause') ?? 0);
if (setup.has('numerical')) {
  // As if nothing could be proved.
  host.decorate = (report) => ({
    ...report,
    points: report.points.map((point) => ({ ...point, proof: 'numerical' as const })),
  });
}
if (setup.has('decorate')) {
  // One of each thing that is not a regular point.
  host.decorate = (report) => ({
    ...report,
    manifolds: [
      {
        dimension: 1,
        value: 0,
        stability: 'minimum',
        morseIndex: null,
        equations: null,
        flattest: null,
        samples: Array.from({ length: 60 }, (_, k) => [2 * Math.cos(k / 9), 2 * Math.sin(k / 9)]),
        reason: 'The loss is constant along it.',
      },
    ],
    plateaus: [
      {
        value: 1,
        samples: [
          [-4, -4],
          [-4, -3.5],
          [-3.5, -4],
        ],
        reason: 'The gradient is zero in an open set.',
      },
    ],
    kinks: [
      { point: [0, 4], value: 3, kind: 'nonsmooth-minimum', reason: '0 lies in the generalised gradient.' },
      { point: [1, 4], value: 3, kind: 'nonsmooth-maximum', reason: '0 lies in the generalised gradient.' },
      { point: [2, 4], value: 3, kind: 'nonsmooth-saddle', reason: '0 lies in the generalised gradient.' },
    ],
    unresolved: [
      [
        [3.4, 4.2],
        [-4.4, -3.8],
      ],
    ],
    complete: false,
  });
}

Object.assign(window, {
  fakeHost: host,
  setTheme,
  acquireVsCodeApi: () => ({
    postMessage: (message: Message) => host.receive(structuredClone(message)),
    getState: () => JSON.parse(sessionStorage.getItem(stateKey) ?? 'null') as unknown,
    setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
  }),
});
