import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Channel, RequestError } from '../../src/protocol/channel';
import type { WorkerApi } from '../../src/protocol/workerApi';

type Nothing = Record<never, never>;

const script = fileURLToPath(new URL('../../.cache/test/typing.worker.cjs', import.meta.url));
/** Megabytes that may live long. A compiled loss with its graph has about a hundredth: a few dozen that were kept would be too many. */
const heap = 32;
const texts = 3000;
let worker: Worker;
/** Rejects when the worker dies, as it does where its heap is full. */
let death: Promise<never>;

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL('../../src/worker/main.node.ts', import.meta.url))],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  worker = new Worker(script, { resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: 8 } });
  death = new Promise((_, reject) => worker.on('error', reject));
  death.catch(() => undefined);
});

afterAll(() => worker.terminate());

/** As someone types on and on: another number, another term, now and then a mistake. */
function typed(k: number): string {
  const mistake = k % 7 === 3 ? '(' : '';
  const rows = Array.from({ length: 60 }, (_, row) => `(${row / 10}, ${((row * k) % 17) / 10})`).join(', ');
  return `data table(u, v) = ${rows}
const a${k} = ${k} in [0, ${k + 1}]
# ${'what somebody notes down '.repeat(40)}
loss f(x, y) = ${mistake}(x^2 + y - ${k})^2 + mean((a${k}*tanh(x*p.u + y) - p.v)^2 for p in table) + cos(${k}*x*y)
  on x in [-2, 2], y in [-2, 2]`;
}

it('an hour of typing fits into a small heap', { timeout: 300_000 }, async () => {
  const channel = new Channel<Nothing, WorkerApi>(
    { post: (message) => worker.postMessage(message), listen: (receive) => worker.on('message', receive) },
    {},
    {},
  );
  let answered = 0;
  for (let k = 0; k < texts; k++) {
    const request = { text: typed(k), loss: 'f', overrides: {}, files: {} };
    try {
      const view = await Promise.race([death, channel.request('loss', request)]);
      if (view.form === 'formulas') answered++;
      // A search is begun now and then, and given up for the next text.
      if (k % 100 === 0) await Promise.race([death, channel.request('criticalPoints', { ...request, budget: 5 })]);
    } catch (error) {
      // A mistake in the text, not the end of the worker.
      if (!(error instanceof RequestError)) throw error;
    }
  }
  expect(answered).toBe(Array.from({ length: texts }, (_, k) => k).filter((k) => k % 7 !== 3).length);
});
