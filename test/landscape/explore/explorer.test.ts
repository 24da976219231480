import { describe, expect, test } from 'vitest';
import { compileText } from '../../../src/landscape/compileLoss';
import { Explorer } from '../../../src/landscape/explore/explorer';
import type { SliceProgress, TrainingProgress } from '../../../src/landscape/explore/views';
import { oracleOf } from '../../../src/landscape/oracle';
import type { PlaneRequest, RunRequest } from '../../../src/landscape/requests';

const rows = Array.from({ length: 24 }, (_, i) => {
  const angle = i / 4;
  return `(${Math.cos(angle).toFixed(3)}, ${Math.sin(angle).toFixed(3)}, ${i % 3 === 0 ? 1 : 0})`;
}).join(', ');
const text = `data pts(u, v, t) = ${rows}
loss net(W1[8,2], b1[8], w2[8], b2) = mean((dot(w2, tanh(W1*[p.u, p.v] + b1)) + b2 - p.t)^2 for p in pts)
  from random(seed=1), he(seed=2)`;
const loss = compileText(text, 'net', { constants: {} });
const base = { text, loss: 'net', overrides: {} };
const start = { kind: 'start', index: 0 } as const;
const run: RunRequest = { optimizer: 'adam', options: { lr: 0.05 }, from: start, steps: 60 };

describe('training', () => {
  test('gives the loss at every step, where it ended and why, and tells how far it is', async () => {
    const steps: TrainingProgress[] = [];
    const view = await new Explorer(loss).train({ ...base, run }, { progress: (step) => steps.push(step) });
    expect(view.values).toHaveLength(61);
    expect(view.values[60]).toBeLessThan(view.values[0]!);
    expect(oracleOf(loss).value(view.end)).toBe(view.values[60]);
    expect(view).toMatchObject({ optimizer: 'adam', stop: 'budget' });
    expect(steps.length).toBeGreaterThan(50);
  });

  test('ends early when it is stopped, and the stopped run is not remembered', async () => {
    const explorer = new Explorer(loss);
    const stopped = await explorer.train({ ...base, run }, { signal: { aborted: true } });
    expect(stopped.values.length).toBeLessThan(5);
    expect((await explorer.train({ ...base, run }, {})).values).toHaveLength(61);
  });

  test.each([
    [{ ...run, optimizer: 'magic' }, /no optimizer "magic"/],
    [{ ...run, from: { kind: 'start', index: 9 } as const }, /no start number 10/],
    [{ ...run, from: { kind: 'given', point: Float64Array.of(1) } as const }, /1 coordinates, not 33/],
  ])('a wrong request is refused with a sentence', async (wrong, message) => {
    await expect(new Explorer(loss).train({ ...base, run: wrong }, {})).rejects.toThrow(message);
  });
});

describe('slices', () => {
  const planes: [string, PlaneRequest][] = [
    ['coordinates', { kind: 'coordinates', first: 0, second: 17 }],
    ['one coordinate', { kind: 'coordinates', first: 3, second: 3 }],
    ['random', { kind: 'random', seed: 3, filterNormalized: false }],
    ['filter-normalised', { kind: 'random', seed: 3, filterNormalized: true }],
    ['eigenvectors', { kind: 'eigenvectors', choice: 'ends' }],
    ['the path', { kind: 'path', run }],
    ['a line', { kind: 'line', to: { kind: 'start', index: 1 } }],
    ['three points', { kind: 'through', second: { kind: 'start', index: 1 }, third: { kind: 'end', run } }],
  ];

  test.each(planes)('along %s: values, projected runs and what is hidden', async (_, plane) => {
    const request = { ...base, centre: start, plane, window: null, finest: 4, runs: [run] };
    const shown: SliceProgress[] = [];
    const view = await new Explorer(loss).slice(request, { progress: (step) => shown.push(step) });
    const { grid } = view;
    expect(grid.values).toHaveLength(grid.columns * grid.rows);
    expect(grid.values.every(Number.isFinite)).toBe(true);
    // The centre of the window is the centre of the plane where the window is even.
    const middle = ((grid.rows - 1) / 2) * grid.columns + (grid.columns - 1) / 2;
    if (view.a[0] === -view.a[1]) expect(grid.values[middle]).toBeCloseTo(view.centreValue, 12);
    expect(view.runs[0]!.places).toHaveLength(122);
    expect(view.runs[0]!.sentence).toMatch(/%/);
    expect(view.badges[0]).not.toBe('');
    expect(view.starts).toHaveLength(2);
    const coarse = shown.flatMap((step) => step.view?.grid ?? []);
    expect(coarse[0]?.columns).toBe(9);
    for (const { columns, rows, values } of coarse) expect(values).toHaveLength(columns * rows);
    // The first coarse value of the last row is that of the fine grid.
    const first = coarse[0]!;
    expect(first.values[(first.rows - 1) * first.columns]).toBe(grid.values[(grid.rows - 1) * grid.columns]);
  });

  test('the line between two starts has its barrier, which is that of the values on it', async () => {
    const plane = { kind: 'line', to: { kind: 'start', index: 1 } } as const;
    const view = await new Explorer(loss).slice(
      { ...base, centre: start, plane, window: null, finest: 6, runs: [] },
      {},
    );
    const { height, at } = view.barrier!;
    expect(height).toBeGreaterThanOrEqual(0);
    expect(at).toBeGreaterThanOrEqual(0);
    expect(view.badges[0]).toMatch(/barrier/);
    expect(view.axes[1]).toBeNull();
  });

  test('a plane that does not exist is refused with a sentence', async () => {
    const plane = { kind: 'line', to: start } as const;
    const slice = new Explorer(loss).slice({ ...base, centre: start, plane, window: null, finest: 4, runs: [] }, {});
    await expect(slice).rejects.toThrow(/same/);
  });
});

test('curvature: all eigenvalues of a small Hessian, whose sum is the trace', async () => {
  const view = await new Explorer(loss).curvature({ ...base, at: start }, {});
  expect(view.method).toBe('exact');
  expect(view.eigenvalues).toHaveLength(33);
  const sum = view.eigenvalues!.reduce((total, value) => total + value, 0);
  expect(view.trace!.value).toBeCloseTo(sum, 9);
  expect(view.sentence).toMatch(/of 33 eigenvalues are negative/);
});

describe('predictions beside data', () => {
  const of = async (source: string) => {
    const compiled = compileText(source, 'f', { constants: {} });
    return new Explorer(compiled).prediction({ text: source, loss: 'f', overrides: {}, at: start }, {});
  };
  const line = 'data d(x, y) = (0, 1), (1, 3), (2, 5)\n';

  test.each([
    ['loss f(a, b) = mean((a*p.x + b - p.y)^2 for p in d) from (2, 1)', 'value'],
    ['loss f(a, b) = sum((p.y - a*p.x - b)^2/2 for p in d) from (2, 1)', 'value'],
    ['fn line(a, b, x) = a*x + b\nloss f(a, b) = mean((line(a, b, p.x) - p.y)^2 for p in d) from (2, 1)', 'value'],
    ['loss f(a, b) = mean(softplus(a*p.x + b) - p.y*(a*p.x + b) for p in d) from (2, 1)', 'logit'],
    ['loss f(a, b) = mean(softplus(-p.y*(a*p.x + b)) for p in d) from (2, 1)', 'logit'],
  ])('%s', async (source, scale) => {
    const view = (await of(line + source))!;
    expect(view).toMatchObject({ features: ['x'], target: 'y', rows: 3, allRows: 3, scale });
    view.places[0]!.forEach((x, i) => expect(view.predictions[i]).toBeCloseTo(2 * x + 1, 12));
  });

  test('a network over two columns is a field over both', async () => {
    const view = (await new Explorer(loss).prediction({ ...base, at: start }, {}))!;
    expect(view.features).toEqual(['u', 'v']);
    expect(view.predictions).toHaveLength(view.places[0]!.length * view.places[1]!.length);
    expect(view.columns.map(({ length }) => length)).toEqual([24, 24, 24]);
  });

  test.each([
    'loss f(a) = a^2',
    `${line}loss f(a) = sum(a*p.x*p.y for p in d)`,
    `data d(x, y, z, t) = (1, 2, 3, 4)\nloss f(a) = mean((a*(p.x + p.y + p.z) - p.t)^2 for p in d)`,
  ])('is null where nothing is compared, or over too much: %s', async (source) => {
    expect(await of(source)).toBeNull();
  });
});

test('a search of many parameters says that it is numerical, and never complete', async () => {
  const { findCriticalPoints } = await import('../../../src/landscape/landscape');
  const source = 'loss f(w[6]) = sum(w^4 - 16w^2 + 5w)/2\n  on w in [-4, 4]';
  const report = await findCriticalPoints({ text: source, loss: 'f', overrides: {} }, { budget: 4_000 });
  expect(report.complete).toBe(false);
  expect(report.verdict).toMatch(/numerical/);
  expect(report.points.length).toBeGreaterThan(20);
  for (const { proof, eigenvalues, morseIndex } of report.points) {
    expect(proof).toBe('numerical');
    expect(eigenvalues.filter((value) => value < 0)).toHaveLength(morseIndex);
  }
  const lowest = Math.min(...report.points.map(({ value }) => value));
  // Six times the minimum of Styblinski–Tang in one dimension.
  expect(lowest).toBeCloseTo(6 * -39.16616570377142, 6);
});
