import { describe, expect, it } from 'vitest';
import { createHandlers } from '../../src/worker/service';

const text = 'const a = 1 in [0, 2]\nloss bowl(x, y) = (x - a)^2 + y^2\nloss broken(x) = x + nowhere\n';
const bowl = { text, loss: 'bowl', overrides: {}, files: {} };
const pause = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const never = new AbortController().signal;
const slow = {
  text: `loss hard(x, y) = sum(sin(k*x)*cos(k*y + x*y) for k in 1..12)\n  on x in [-9, 9], y in [-9, 9]`,
  loss: 'hard',
  overrides: {},
  files: {},
};

describe('the worker', () => {
  it('describes a loss, and gives the same answer again', async () => {
    const { loss } = createHandlers(pause);
    const view = await loss(bowl, never);
    if (view.form !== 'formulas') throw new Error('The bowl has formulas.');
    expect(view.gradient.map((formula) => formula.text)).toEqual(['2(x − a)', '2y']);
    expect(view.parameters.map(({ name }) => name)).toEqual(['x', 'y']);
    expect(await loss({ ...bowl }, never)).toBe(view);
  });

  it('refuses a loss with mistakes with a sentence', () => {
    const { loss } = createHandlers(pause);
    expect(() => loss({ ...bowl, loss: 'broken' }, never)).toThrow(/\S+ .*\.$/);
    expect(() => loss({ ...bowl, loss: 'absent' }, never)).toThrow(/absent/);
  });

  it('finds critical points once, whatever the budget of later questions', async () => {
    const { criticalPoints } = createHandlers(pause);
    const report = await criticalPoints({ ...bowl, budget: 5_000 }, never);
    expect(report.points.map(({ kind }) => kind)).toEqual(['minimum']);
    expect(report.complete).toBe(true);
    expect(await criticalPoints({ ...bowl, budget: 50 }, never)).toBe(report);
  });

  it('puts given values in the place of constants', async () => {
    const { criticalPoints } = createHandlers(pause);
    const report = await criticalPoints({ ...bowl, overrides: { a: 2 }, budget: 5_000 }, never);
    expect(report.points[0]!.point[0]).toBeCloseTo(2, 9);
  });

  it('lets messages in while it searches, and stops when nobody waits', async () => {
    const { criticalPoints, ping } = createHandlers(pause);
    const controller = new AbortController();
    const start = Date.now();
    const answer = Promise.resolve(criticalPoints({ ...slow, budget: 60_000 }, controller.signal));
    setTimeout(() => controller.abort(), 100);
    await expect(answer).rejects.toThrow('cancelled');
    expect(ping(null, never)).toBeNull();
    expect(Date.now() - start).toBeLessThan(3_000);
  });

  it('checks claims, and searches once for all about one loss', async () => {
    const { claim, criticalPoints } = createHandlers(pause);
    const claims = `${text}claim bowl has 1 minimum\nclaim bowl has 2 minima\nclaim bowl has minimum at (2, 0) with a = 2\n`;
    const ask = (index: number) => claim({ text: claims, claim: index, files: {}, budget: 5_000 }, never);
    expect((await Promise.all([ask(0), ask(1), ask(2)])).map(({ status }) => status)).toEqual([
      'holds',
      'fails',
      'holds',
    ]);
    const before = performance.now();
    await criticalPoints({ ...bowl, text: claims, budget: 5_000 }, never);
    expect(performance.now() - before).toBeLessThan(50);
    await expect(ask(3)).rejects.toThrow(/no claim number 4/);
  });

  it('gives each of many claims its own time, and forgets those that nobody waits for', async () => {
    const { claim } = createHandlers(pause);
    const race = 'claim on bowl: adam(lr=1e-6) reaches x > 0.9 from (0, 0) within 60000 steps\n';
    const many = `${text}${race.repeat(20)}`;
    const ask = (index: number, signal: AbortSignal) =>
      claim({ text: many, claim: index, files: {}, budget: 700 }, signal);
    const controller = new AbortController();
    const given = [...Array(12).keys()].map((index) => ask(index, never));
    const left = Promise.resolve(ask(12, controller.signal));
    controller.abort();
    await expect(left).rejects.toThrow('cancelled');
    for (const { status } of await Promise.all(given)) expect(status).toBe('fails');
  });

  it('tells of the points that it finds, once each, also to one who comes later', async () => {
    const { criticalPoints } = createHandlers(pause);
    const many = {
      text: 'loss f(x, y) = sin(9x)*sin(9y) + x*y/50',
      loss: 'f',
      overrides: {},
      files: {},
      budget: 4_000,
    };
    const heard: number[][] = [[], []];
    const listen = (k: number): Parameters<typeof criticalPoints>[2] => {
      let before = 0;
      return ({ fresh, found }) => {
        before += fresh.length;
        expect(found).toBe(before);
        heard[k]!.push(found);
      };
    };
    const first = criticalPoints(many, never, listen(0));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const report = await criticalPoints(many, never, listen(1));
    expect(await first).toBe(report);
    expect(Math.max(...heard[0]!)).toBeGreaterThan(0);
    for (const list of heard) expect(Math.max(0, ...list)).toBeLessThanOrEqual(report.points.length);
  });

  it('keeps to the budget', async () => {
    const { criticalPoints } = createHandlers(pause);
    const start = Date.now();
    const report = await criticalPoints({ ...slow, budget: 200 }, never);
    expect(report.complete).toBe(false);
    expect(Date.now() - start).toBeLessThan(3_000);
  });

  it('draws a picture within its bytes, with the points once they are known', async () => {
    const { criticalPoints, picture } = createHandlers(pause);
    const theme = { dark: true, highContrast: false };
    const bare = await picture({ ...bowl, width: 200, bytes: 60_000, theme, report: null }, never);
    const report = await criticalPoints({ ...bowl, budget: 5_000 }, never);
    const marked = await picture({ ...bowl, width: 200, bytes: 60_000, theme, report }, never);
    expect(bare).toMatch(/^<svg/);
    expect(marked).not.toBe(bare);
    expect(new TextEncoder().encode(marked).length).toBeLessThanOrEqual(60_000);
  });

  it('writes a report', async () => {
    const { report } = createHandlers(pause);
    expect(await report({ ...bowl, budget: 5_000 }, never)).toMatch(/^# .*bowl/);
  });
});

describe('the worker studies a loss', () => {
  const method = { optimizer: 'gradient-descent', options: { lr: 0.1 } };
  const asked = { ...bowl, budget: 5_000 };

  it('races, explains, maps and traces with the critical points it has found', async () => {
    const { race, explain, startMap, paths } = createHandlers(pause);
    const start = Float64Array.of(0, 1);
    const course = { racers: [method], starts: [start], steps: 200, cost: 200, tolerance: 1e-6, search: null };
    const table = await race({ ...asked, ...course }, never);
    expect(table.rows[0]).toMatchObject({ reached: 'minimum', stop: 'converged' });
    const why = await explain({ ...asked, method, start, step: 2, steps: 200 }, never);
    expect(why.nearest?.name).toBe('minimum');
    const map = {
      kind: 'basins',
      method,
      base: start,
      axes: [0, 1],
      window: [
        [-1, 1],
        [-1, 1],
      ],
      size: 8,
      steps: 100,
    } as const;
    expect([...new Set((await startMap({ ...asked, ...map }, never)).labels)]).toEqual([0]);
    expect((await paths({ ...asked, starts: [start] }, never)).flows).toHaveLength(1);
  });

  it('follows critical points along a constant, telling samples on the way, and finds ways', async () => {
    const { bifurcation, path } = createHandlers(pause);
    const split = {
      text: 'const m = 0.5 in [-1, 1]\nloss split(w) = w^4/4 - m*w^2/2 on w in [-1.6, 1.6]',
      loss: 'split',
      overrides: {},
      files: {},
      budget: 10_000,
    };
    const told: number[] = [];
    const view = await bifurcation({ ...split, along: 'm', samples: 6 }, never, ({ fresh }) => {
      told.push(...fresh.map(({ at }) => at));
    });
    expect(told).toHaveLength(6);
    expect(view.points.map(({ kind, proof }) => `${kind} ${proof}`)).toEqual(['pitchfork proved']);
    const from = Float64Array.of(-Math.sqrt(0.5));
    const way = await path({ ...split, from, to: { kind: 'twin' }, along: null }, never);
    expect(way.path.saddles).toHaveLength(1);
    expect(way.path.value - way.fromValue).toBeCloseTo(0.5 ** 2 / 4, 12);
    const stopped = new AbortController();
    stopped.abort();
    const cut = async (): Promise<boolean> =>
      (await bifurcation({ ...split, along: 'm', samples: 6 }, stopped.signal)).isWhole;
    expect(await cut().catch(() => false)).toBe(false);
  });

  it('gives up a race when nobody waits, and lets messages in on the way', async () => {
    const { race, ping } = createHandlers(pause);
    const controller = new AbortController();
    const told: number[] = [];
    const course = { racers: [method], starts: [Float64Array.of(0, 1)], steps: 1_000_000, cost: 1e9, tolerance: 0 };
    const begun = Date.now();
    const work = race({ ...asked, ...course, search: null }, controller.signal, ({ share }) => told.push(share));
    setTimeout(() => controller.abort(), 150);
    expect(ping(null, never)).toBeNull();
    expect((await work).isWhole).toBe(false);
    expect(Date.now() - begun).toBeLessThan(3_000);
    expect(told.every((share) => share >= 0 && share <= 1)).toBe(true);
  });

  it('races on a loss of many parameters; what cannot be drawn or explained of it is said', async () => {
    const { race, paths, explain } = createHandlers(pause);
    const wide = (n: number) => ({
      text: `loss wide(w[${n}]) = sum(k*w[k]^2 for k in 1..${n})`,
      loss: 'wide',
      overrides: {},
      files: {},
      budget: 200,
    });
    const start = new Float64Array(60).fill(1);
    const racers = [{ optimizer: 'lbfgs', options: {} }];
    const course = { racers, starts: [start], steps: 100, cost: 1e9, tolerance: 1e-6, search: null };
    const { rows, isWhole } = await race({ ...wide(60), ...course }, never);
    expect(isWhole).toBe(true);
    expect(rows).toMatchObject([{ racer: 0, start: 0, stop: 'converged' }]);
    expect(rows[0]!.finalLoss).toBeLessThan(1e-9);
    const why = await explain({ ...wide(60), method: racers[0]!, start, step: 0, steps: 10 }, never);
    expect(why.sentence).toMatch(/\S/);
    await expect(paths({ ...wide(60), starts: [] }, never)).rejects.toThrow('at most 24 parameters; this one has 60');
    const most = { method: racers[0]!, start: new Float64Array(500), step: 0, steps: 10 };
    await expect(explain({ ...wide(500), ...most }, never)).rejects.toThrow('at most 400 parameters; this one has 500');
  });
});
