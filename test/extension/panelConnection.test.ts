import { describe, expect, it, vi } from 'vitest';
import { PanelConnection } from '../../src/extension/panelConnection';
import type { Handlers } from '../../src/protocol/channel';
import type { HostApi, PanelSnapshot } from '../../src/protocol/panelApi';

const snapshot: PanelSnapshot = {
  revision: 1,
  document: 'file:///a.loss',
  lossNames: [],
  loss: null,
  spectrum: null,
  note: null,
  pinned: false,
};

function start(handlers: Partial<Handlers<HostApi>> = {}) {
  const posted: Record<string, unknown>[] = [];
  let receive: (message: unknown) => void = () => undefined;
  const dispose = vi.fn();
  const connection = new PanelConnection(
    {
      postMessage: (message) => posted.push(message as Record<string, unknown>),
      onDidReceiveMessage: (listener) => {
        receive = listener;
        return { dispose };
      },
    },
    { ready: () => snapshot, ...handlers } as Handlers<HostApi>,
  );
  const load = async (): Promise<void> => {
    receive({ kind: 'request', id: 1, method: 'ready', params: null });
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { connection, posted, dispose, load, send: (message: unknown) => receive(message) };
}

describe('the connection to the panel', () => {
  it('says nothing to a page that has not loaded', () => {
    const { connection, posted } = start();
    connection.sendSnapshot(snapshot);
    expect(posted).toEqual([]);
    expect(connection.ready).toBe(false);
  });

  it('answers a page that loads, and then sends what is new', async () => {
    const { connection, posted, load } = start();
    await load();
    expect(posted[0]).toMatchObject({ kind: 'reply', id: 1, ok: true, value: snapshot });
    connection.sendSnapshot({ ...snapshot, revision: 2 });
    expect(posted[1]).toMatchObject({ kind: 'notify', method: 'snapshot', params: { revision: 2 } });
  });

  it('keeps a command until the page has its first snapshot', async () => {
    const { connection, posted, load } = start();
    connection.sendCommand({ command: 'run-optimizers' });
    await load();
    connection.flushCommands();
    connection.flushCommands();
    expect(posted.filter(({ method }) => method === 'command')).toHaveLength(1);
  });

  it('gives no answer meant for an earlier page to the next one', async () => {
    let finish: (value: null) => void = () => undefined;
    const { posted, load, send } = start({ copyText: () => new Promise((resolve) => (finish = resolve)) });
    await load();
    send({ kind: 'request', id: 2, method: 'copyText', params: { text: 'x' } });
    await load();
    posted.length = 0;
    finish(null);
    await new Promise((resolve) => setTimeout(resolve));
    expect(posted).toEqual([]);
  });

  it('aborts what it was doing for a page that was thrown away', async () => {
    const aborted = vi.fn();
    const { connection, load, send } = start({
      criticalPoints: (_, signal) => {
        signal.addEventListener('abort', aborted);
        return new Promise(() => undefined);
      },
    });
    await load();
    send({ kind: 'request', id: 2, method: 'criticalPoints', params: { revision: 1, constants: [] } });
    connection.lost();
    expect(aborted).toHaveBeenCalledOnce();
    expect(connection.ready).toBe(false);
  });

  it('refuses malformed messages with a sentence', async () => {
    const { posted, load, send } = start({ selectLoss: () => null });
    await load();
    send({ kind: 'request', id: 2, method: 'selectLoss', params: { name: 7 } });
    await new Promise((resolve) => setTimeout(resolve));
    expect(posted[1]).toMatchObject({ kind: 'reply', id: 2, ok: false, error: expect.stringContaining('malformed') });
  });

  it('listens no more once it is disposed', () => {
    const { connection, dispose } = start();
    connection.dispose();
    expect(dispose).toHaveBeenCalledOnce();
  });
});
