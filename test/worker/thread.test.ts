import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Channel } from '../../src/protocol/channel';
import type { WorkerApi } from '../../src/protocol/workerApi';

type Nothing = Record<never, never>;

const script = fileURLToPath(new URL('../../.cache/test/worker.node.cjs', import.meta.url));
let worker: Worker;
let channel: Channel<Nothing, WorkerApi>;

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/worker/main.node.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  worker = new Worker(script);
  channel = new Channel<Nothing, WorkerApi>(
    { post: (message) => worker.postMessage(message), listen: (receive) => worker.on('message', receive) },
    {},
    {},
  );
});

afterAll(() => worker.terminate());

it('answers across the thread, typed arrays and all', async () => {
  const view = await channel.request('loss', { text: 'loss f(x) = x^4 - x^2', loss: 'f', overrides: {}, files: {} });
  if (view.form !== 'formulas') throw new Error('The loss has formulas.');
  expect(view.tapes[2].code).toBeInstanceOf(Int32Array);
  expect(view.tapes[2].order).toBe(2);
});

it('stops a search when it is cancelled, and answers the next question soon', async () => {
  const text = 'loss f(x, y) = sum(sin(k*x)*cos(k*y + x*y) for k in 1..12)\n  on x in [-9, 9], y in [-9, 9]';
  const controller = new AbortController();
  const search = channel.request(
    'criticalPoints',
    { text, loss: 'f', overrides: {}, files: {}, budget: 60_000 },
    controller.signal,
  );
  setTimeout(() => controller.abort(), 200);
  await expect(search).rejects.toMatchObject({ cancelled: true });
  const start = Date.now();
  expect(await channel.request('ping', null)).toBeNull();
  expect(Date.now() - start).toBeLessThan(1_000);
});

it('refuses what is malformed', async () => {
  await expect(channel.request('loss', { text: 7 } as never)).rejects.toThrow('malformed');
});
