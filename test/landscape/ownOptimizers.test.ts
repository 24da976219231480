import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { analyzeText } from '../../src/language/check';
import { compileText } from '../../src/landscape/compileLoss';
import { checkClaim } from '../../src/landscape/claims/checkClaim';
import { claimContext } from '../../src/landscape/claims/context';
import { deskFor } from '../../src/landscape/dynamics/desk';
import { explore } from '../../src/landscape/explore/explorer';
import { findCriticalPoints } from '../../src/landscape/landscape';

const text = readFileSync('media/examples/own-adam.loss', 'utf8');
const request = { text, loss: 'valley', overrides: {} };

test("a file's own optimizers race, are explained and mapped like those there are", async () => {
  const desk = deskFor(request, await findCriticalPoints(request, { budget: 20_000 }));
  const racers = [
    { optimizer: 'adam', options: { lr: 0.05 } },
    { optimizer: 'my_adam', options: { lr: 0.05 } },
    { optimizer: 'my_newton', options: {} },
  ];
  const starts = [Float64Array.of(-1.2, 1)];
  const race = { ...request, racers, starts, steps: 400, cost: 1e9, tolerance: 1e-6, search: null };
  const { rows, csv } = await desk.race(race, {});
  expect(rows[1]).toMatchObject({ finalLoss: rows[0]!.finalLoss, steps: rows[0]!.steps, stop: rows[0]!.stop });
  expect(rows[2]).toMatchObject({ stop: 'converged', reached: expect.stringContaining('minimum') as string });
  expect(csv).toContain('my_adam');
  const why = desk.explain({ ...request, method: racers[2]!, start: starts[0]!, step: 3, steps: 50 });
  expect(why.sentence.length).toBeGreaterThan(10);
  const map = (optimizer: string) =>
    desk.map(
      {
        ...request,
        kind: 'basins',
        method: { optimizer, options: { lr: 0.05 } },
        base: starts[0]!,
        axes: [0, 1],
        window: [
          [-2, 2],
          [-1, 3],
        ],
        size: 8,
        steps: 300,
      },
      {},
    );
  expect((await map('my_adam')).labels).toEqual((await map('adam')).labels);
});

test('they train losses of many parameters, by products with the Hessian', async () => {
  const network = `${text}\nloss net(w[40]) = sum(k*w[k]^2/2 for k in 1..40) + sum(w[k]^2*w[k+1]^2 for k in 1..39)\n  from (normal(seed=1))`;
  const explorer = explore({ text: network, loss: 'net', overrides: {} });
  const run = { optimizer: 'cauchy_step', options: {}, from: { kind: 'start', index: 0 }, steps: 60 } as const;
  const { values } = await explorer.train({ text: network, loss: 'net', overrides: {}, run }, {});
  expect(values.at(-1)!).toBeLessThan(values[0]! / 100);
});

test('claims name them, and an unsound one is not run', async () => {
  const context = claimContext(analyzeText(text), { budget: 20_000 });
  for (let i = 0; i < 2; i++) expect(await checkClaim(context, i)).toMatchObject({ status: 'holds' });
  const broken = 'optimizer bad update w = w - nothing\nloss f(x) = x^2\nclaim bad reaches f < 1 from (2)';
  expect(compileText(broken, 'f', { constants: {} }).optimizers).toEqual([]);
});
