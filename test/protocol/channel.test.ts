import { describe, expect, it, vi } from 'vitest';
import { Channel, RequestError } from '../../src/protocol/channel';
import { isFiniteNumber, isNull } from '../../src/protocol/validate';
import { connectedPorts } from './pair';

type Server = {
  double: { params: number; result: number };
  fail: { params: null; result: null };
  wait: { params: null; result: string };
};
type Nothing = Record<never, never>;

function start(onAbort = vi.fn()) {
  const [near, far] = connectedPorts();
  const asked = vi.fn();
  const server = new Channel<Server, Nothing>(
    far,
    {
      double: (value) => {
        asked(value);
        return value * 2;
      },
      fail: () => Promise.reject(new Error('The loss has no minimum.')),
      wait: (_, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            onAbort();
            resolve('given up');
          });
        }),
    },
    { double: isFiniteNumber, fail: isNull, wait: isNull },
  );
  const client = new Channel<Nothing, Server>(near, {}, {});
  return { client, server, near, far, asked, onAbort };
}

describe('a channel', () => {
  it('answers a request', async () => {
    expect(await start().client.request('double', 21)).toBe(42);
  });

  it('carries the sentence of a failure', async () => {
    const failure = await start()
      .client.request('fail', null)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(RequestError);
    expect(failure).toMatchObject({ message: 'The loss has no minimum.', cancelled: false });
  });

  it('refuses malformed parameters before the handler sees them', async () => {
    const { client, asked } = start();
    await expect(client.request('double', 'two' as unknown as number)).rejects.toThrow('"double" is malformed');
    await expect(client.request('double', NaN)).rejects.toThrow('malformed');
    expect(asked).not.toHaveBeenCalled();
  });

  it.each(['toString', '__proto__', 'constructor', 'nothing'])('knows no method "%s"', async (method) => {
    await expect(start().client.request(method as 'double', 1)).rejects.toThrow(`no method "${method}"`);
  });

  it('cancels on both sides', async () => {
    const { client, onAbort } = start();
    const controller = new AbortController();
    const answer = client.request('wait', null, controller.signal);
    await Promise.resolve();
    controller.abort();
    await expect(answer).rejects.toMatchObject({ cancelled: true });
    await vi.waitFor(() => expect(onAbort).toHaveBeenCalledOnce());
  });

  it('does not ask at all with an aborted signal', async () => {
    const { client, asked } = start();
    await expect(client.request('double', 1, AbortSignal.abort())).rejects.toMatchObject({ cancelled: true });
    expect(asked).not.toHaveBeenCalled();
  });

  it('ends every open request when it closes, and later ones at once', async () => {
    const { client } = start();
    const open = [client.request('wait', null), client.request('wait', null)];
    client.close('The worker was restarted.');
    for (const answer of open) await expect(answer).rejects.toThrow('The worker was restarted.');
    await expect(client.request('double', 1)).rejects.toThrow('The worker was restarted.');
  });

  it('aborts what it serves when it closes', async () => {
    const { client, server, onAbort } = start();
    client.request('wait', null).catch(() => undefined);
    await Promise.resolve();
    await Promise.resolve();
    server.close('gone');
    expect(onAbort).toHaveBeenCalledOnce();
  });

  it.each([
    null,
    7,
    'request',
    {},
    { kind: 'request' },
    { kind: 'request', id: 1.5, method: 'double' },
    { kind: 'reply', id: 1 },
    { kind: 'reply', id: 1, ok: false },
    { kind: 'cancel' },
    { kind: 'notify', method: 3 },
    { kind: 'else', id: 1 },
  ])('drops what is no message: %j', async (message) => {
    const { client, near, asked } = start();
    near.post(message);
    expect(await client.request('double', 1)).toBe(2);
    expect(asked).toHaveBeenCalledOnce();
  });

  it('ignores replies nobody asked for', async () => {
    const { client, far } = start();
    far.post({ kind: 'reply', id: 99, ok: true, value: 5 });
    expect(await client.request('double', 1)).toBe(2);
  });

  it('notifies without an answer, and survives a failing handler', async () => {
    const { client, asked } = start();
    client.notify('fail', null);
    client.notify('double', 4);
    await vi.waitFor(() => expect(asked).toHaveBeenCalledWith(4));
    expect(await client.request('double', 3)).toBe(6);
  });
});
