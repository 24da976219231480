/** The panel's side of the channel: asks the extension, checks what comes back, and reports what fails. */
import { Channel, RequestError } from '../../src/protocol/channel';
import type { Handlers, Port } from '../../src/protocol/channel';
import type { HostApi, PanelApi, PanelSnapshot, RevealTarget } from '../../src/protocol/panelApi';
import type { CriticalReport } from '../../src/landscape/views';
import { isCriticalReport, isSnapshot, panelValidators } from '../validate';

/** The part of the webview's API that is used. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

export class HostClient {
  private readonly channel: Channel<PanelApi, HostApi>;

  /** `complain` hears, in words, what a request of the person's could not do. */
  constructor(
    api: VsCodeApi,
    handlers: Handlers<PanelApi>,
    private readonly complain: (message: string) => void,
  ) {
    this.channel = new Channel<PanelApi, HostApi>(webviewPort(api), handlers, panelValidators);
  }

  async ready(): Promise<PanelSnapshot> {
    const snapshot: unknown = await this.channel.request('ready', null);
    if (!isSnapshot(snapshot)) throw new RequestError('The extension sent a snapshot this panel cannot read.', false);
    return snapshot;
  }

  async criticalPoints(revision: number, constants: readonly number[], signal: AbortSignal): Promise<CriticalReport> {
    const report: unknown = await this.channel.request('criticalPoints', { revision, constants }, signal);
    if (!isCriticalReport(report))
      throw new RequestError('The critical points came in a form this panel cannot read.', false);
    return report;
  }

  selectLoss(name: string): void {
    this.try(this.channel.request('selectLoss', { name }));
  }

  setPinned(pinned: boolean): void {
    this.try(this.channel.request('setPinned', { pinned }));
  }

  reveal(target: RevealTarget): void {
    this.try(this.channel.request('reveal', target));
  }

  writeConstants(revision: number, values: readonly { readonly name: string; readonly value: number }[]): void {
    this.try(this.channel.request('writeConstants', { revision, values }));
  }

  savePicture(svg: string, suggestedName: string): void {
    this.try(this.channel.request('savePicture', { svg, suggestedName }));
  }

  copyText(text: string): void {
    this.try(this.channel.request('copyText', { text }));
  }

  reportError(message: string): void {
    this.channel.request('reportError', { message }).catch(() => undefined);
  }

  private try(request: Promise<unknown>): void {
    request.catch((error: unknown) => this.complain(error instanceof Error ? error.message : String(error)));
  }
}

/** Messages to and from the extension. Windows of other origins can post here too; the channel's checks refuse them. */
function webviewPort(api: VsCodeApi): Port {
  return {
    post: (message) => api.postMessage(message),
    listen: (receive) => {
      window.addEventListener('message', (event) => receive(event.data));
    },
  };
}
