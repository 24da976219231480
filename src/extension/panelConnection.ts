import { Channel, type Handlers } from '../protocol/channel';
import type { HostApi, PanelApi } from '../protocol/panelApi';
import { isObject } from '../protocol/validate';
import { hostValidators } from '../protocol/validateHost';

/** What of a webview a connection needs. */
export interface MessagePage {
  postMessage(message: unknown): unknown;
  onDidReceiveMessage(listener: (message: unknown) => void): { dispose(): void };
}

type PanelChannel = Channel<HostApi, PanelApi>;

/**
 * The channel to the panel's page. The editor throws a hidden page away and loads it anew when it is shown: each load
 * begins with a `ready` request and gets a fresh channel, so that no answer meant for an earlier page reaches it.
 */
export class PanelConnection {
  private channel: PanelChannel | undefined;
  private receive: (message: unknown) => void = () => undefined;
  private waiting: PanelApi['command']['params'][] = [];
  private readonly subscription: { dispose(): void };

  constructor(
    private readonly page: MessagePage,
    private readonly handlers: Handlers<HostApi>,
  ) {
    this.subscription = page.onDidReceiveMessage((message) => {
      if (isReady(message)) this.renew();
      this.receive(message);
    });
  }

  /** Whether a page has loaded and can be told something. */
  get ready(): boolean {
    return this.channel !== undefined;
  }

  /** Sends a snapshot, if a page is there; a page that loads later asks for it. */
  sendSnapshot(snapshot: PanelApi['snapshot']['params']): void {
    this.channel?.notify('snapshot', snapshot);
  }

  /** Sends a command, at the latest when the page has loaded. */
  sendCommand(command: PanelApi['command']['params']): void {
    if (this.channel === undefined) this.waiting.push(command);
    else this.channel.notify('command', command);
  }

  /** To be called when the first snapshot has been sent: commands given before follow it. */
  flushCommands(): void {
    for (const command of this.waiting.splice(0)) this.channel?.notify('command', command);
  }

  /** The page was thrown away. */
  lost(): void {
    this.channel?.close('The panel was closed.');
    this.channel = undefined;
    this.receive = () => undefined;
  }

  dispose(): void {
    this.lost();
    this.waiting = [];
    this.subscription.dispose();
  }

  private renew(): void {
    this.channel?.close('The panel was loaded again.');
    this.channel = new Channel<HostApi, PanelApi>(
      {
        post: (message) => void this.page.postMessage(message),
        listen: (receive) => (this.receive = receive),
      },
      this.handlers,
      hostValidators,
    );
  }
}

function isReady(message: unknown): boolean {
  return isObject(message) && message['kind'] === 'request' && message['method'] === 'ready';
}
