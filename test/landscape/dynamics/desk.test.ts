import { describe, expect, test } from 'vitest';
import { Desk } from '../../../src/landscape/dynamics/desk';
import type { StartMapProgress } from '../../../src/landscape/dynamics/views';
import { compileText } from '../../../src/landscape/compileLoss';
import { searchLoss } from '../../../src/landscape/findCriticalPoints';

async function deskOf(text: string): Promise<Desk> {
  const loss = compileText(text, 'f', { constants: {} });
  return new Desk(loss, await searchLoss(loss, { budget: 20_000 }));
}

const head = { text: '', loss: 'f', overrides: {} };
const descent = { optimizer: 'gradient-descent', options: { lr: 0.01 } };
const himmelblau = await deskOf('loss f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2');
const flat = await deskOf('loss f(x, y) = x^2/2 + 0.5*x^2*y^2 - y^4 on x in [-2, 2], y in [-2, 2]');

describe('a race', () => {
  const race = {
    ...head,
    racers: [descent, { optimizer: 'newton', options: {} }],
    starts: [Float64Array.of(0.5, 0.5), Float64Array.of(3.2, 2.2)],
    steps: 400,
    cost: 400,
    tolerance: 1e-6,
    search: null,
  };

  test('names what each run reached, and writes the table', async () => {
    const { rows, isWhole, csv, rates } = await himmelblau.race(race, {});
    expect(isWhole).toBe(true);
    expect(rates).toEqual([null, null]);
    expect(rows.map(({ racer, start }) => [racer, start])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    expect(rows[0]).toMatchObject({ reached: 'minimum at (3, 2)', stop: 'converged' });
    expect(rows[2]!.reached).toMatch(/^maximum/);
    expect(rows[3]!.stepsToTolerance).toBeLessThan(6);
    expect(csv.split('\r\n')).toHaveLength(6);
  });

  test('chooses learning rates, and stops where it is told to', async () => {
    const search = { low: 1e-3, high: 1e-1, count: 3 };
    const searched = await himmelblau.race({ ...race, search }, {});
    expect(searched.rates[0]).toMatchObject({ rate: 0.01, isAtEnd: false });
    expect((await himmelblau.race(race, { signal: { aborted: true } })).isWhole).toBe(false);
  });

  test('refuses points of another dimension and unknown methods', async () => {
    await expect(himmelblau.race({ ...race, starts: [Float64Array.of(1)] }, {})).rejects.toThrow('1 coordinates');
    const racers = [{ optimizer: 'nothing', options: {} }];
    await expect(himmelblau.race({ ...race, racers }, {})).rejects.toThrow('no optimizer "nothing"');
  });
});

describe('an explanation', () => {
  test('is the same forwards, backwards and with another question in between', () => {
    const ask = (step: number, y: number) =>
      flat.explain({ ...head, method: descent, start: Float64Array.of(1, y), step, steps: 200 });
    const first = ask(0, 0.1);
    expect(ask(150, 0.1).step).toBe(150);
    ask(3, 0.2);
    expect(ask(0, 0.1)).toEqual(first);
    expect(first.sentence).toMatch(/\S/);
    expect(first.numbers.every(({ text }) => first.sentence.includes(text))).toBe(true);
  });

  test('predicts how long the way out of a saddle takes, and tells how long it did', async () => {
    const saddle = await deskOf('loss f(x, y) = x^2 - y^2/2 + y^4/40 on x in [-6, 6], y in [-6, 6]');
    const method = { optimizer: 'gradient-descent', options: { lr: 0.1 } };
    const view = saddle.explain({ ...head, method, start: Float64Array.of(0.5, 0.01), step: 0, steps: 400 });
    expect(view.escape?.law).toBe('exponential');
    expect(view.observedEscape).toBeGreaterThan(40);
    expect(Math.abs(view.escape!.steps - view.observedEscape!)).toBeLessThan(4);
    expect(view.modes!.map(({ multipliers }) => multipliers.length)).toEqual([1, 1]);
  });
});

describe('a map of starts', () => {
  const basins = {
    ...head,
    kind: 'basins' as const,
    method: descent,
    base: Float64Array.of(0, 0),
    axes: [0, 1] as const,
    window: [
      [-5, 5],
      [-5, 5],
    ] as const,
    size: 32,
    steps: 300,
  };

  test('refines, and names what the starts reach', async () => {
    const told: StartMapProgress[] = [];
    const map = await himmelblau.map(basins, { progress: (progress) => told.push(progress) });
    expect(map.isWhole).toBe(true);
    expect(map.labels).toHaveLength(32 * 32);
    const reached = new Set([...map.labels].filter((label) => label >= 0).map((label) => map.goals[label]!.name));
    expect(reached.size).toBeGreaterThanOrEqual(4);
    const coarse = told.flatMap(({ view }) => view ?? []);
    expect(coarse.length).toBeGreaterThan(2);
    expect(coarse.every(({ labels }) => labels.every((label) => label !== -5))).toBe(true);
  });

  test('of learning rates has small rates below and diverging ones above', async () => {
    const window = [
      [-5, 5],
      [1e-3, 1],
    ] as const;
    const { labels, rows, columns } = await himmelblau.map({ ...basins, kind: 'rates', window, size: 16 }, {});
    expect([rows, columns]).toEqual([16, 16]);
    expect([...labels.subarray(15 * 16)].every((label) => label < 0)).toBe(true);
    expect([...labels.subarray(5 * 16, 6 * 16)].some((label) => label >= 0)).toBe(true);
  });

  test('refuses axes that are none', async () => {
    await expect(himmelblau.map({ ...basins, axes: [0, 2] }, {})).rejects.toThrow('no such axis');
    await expect(himmelblau.map({ ...basins, axes: [1, 1] }, {})).rejects.toThrow('two parameters');
  });
});

describe('the paths', () => {
  test('are the flow, and the branches of each saddle with the two parabolas', async () => {
    const bent = await deskOf('loss f(x, y) = x^2 - y^2/2 + x*y^2 + y^4 on x in [-2, 2], y in [-2, 2]');
    const { flows, branches, escapes } = await bent.paths({ ...head, starts: [Float64Array.of(1, 0.2)] }, {});
    expect(flows[0]!.end).toBe('critical');
    expect(new Set(branches.map(({ kind }) => kind))).toEqual(new Set(['unstable', 'stable', 'floor']));
    expect(branches.every(({ points }) => points.length % 2 === 0 && points.every(Number.isFinite))).toBe(true);
    expect(escapes.some(({ sentence }) => sentence.includes('valley floor'))).toBe(true);
  });
});
