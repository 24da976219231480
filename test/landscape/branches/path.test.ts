import { describe, expect, test } from 'vitest';
import { pathOf } from '../../../src/landscape/branches/path';
import type { PathView } from '../../../src/landscape/branches/views';
import { searchLoss } from '../../../src/landscape/findCriticalPoints';
import { lossSource } from '../../../src/landscape/lossSource';

async function between(
  text: string,
  from: number[],
  to: number[] | 'twin',
  along: string | null = null,
): Promise<PathView> {
  const source = lossSource({ text, loss: 'f', overrides: {} });
  const loss = source({});
  const report = loss.parameters.length <= 4 ? await searchLoss(loss, { budget: 20_000 }) : null;
  const end = to === 'twin' ? ({ kind: 'twin' } as const) : ({ kind: 'point', point: Float64Array.from(to) } as const);
  return pathOf(source, { from: Float64Array.from(from), to: end, along }, report, {});
}

const swap =
  'const lambda = 0 in [0, 0.0025]\n' +
  'loss f(w1, w2) = ((w1 + w2 - 3)^2 + (w1*w2 - 2)^2)/4 + lambda*(w1^2 + 2w2^2)\n  on w1 in [0, 3], w2 in [0, 3]';

/** Two tanh units of (weight, bias, factor), against the values that the point (2, −1, 1, −1, 1, ½) gives on 9 rows. */
const rows = Array.from({ length: 9 }, (_, k) => -2 + k / 2).map((x) =>
  `(${x.toFixed(1)}, tanh(2*${x.toFixed(1)} - 1) + 0.5*tanh(1 - ${x.toFixed(1)}))`
    .replace(/\*-/g, '*(0 - 1)*')
    .replace(/- -/g, '+ '),
);
const net =
  `data d(x, y) = ${rows.join(', ')}\n` +
  'loss f(w1, b1, v1, w2, b2, v2) = mean((v1*tanh(w1*p.x + b1) + v2*tanh(w2*p.x + b2) - p.y)^2 for p in d)/2';

describe('between twins', () => {
  test('the straight line and the pass are those of the formula, and the saddle is proved', async () => {
    const view = await between(swap, [1, 2], 'twin');
    expect(view.symmetry).toBe('w1 ↔ w2');
    expect(view.to).toEqual([2, 1]);
    expect(view.line.barrier).toBeCloseTo(0.015625, 12);
    expect(view.line.at).toBeCloseTo(0.5, 4);
    expect(view.path.value).toBeCloseTo(0.0049384668, 10);
    expect(view.path.saddles).toHaveLength(1);
    const [saddle] = view.path.saddles;
    expect(saddle!.proof).toBe('proved');
    saddle!.enclosure.forEach(([low, high]) => expect(low <= 3 ** (1 / 3) && 3 ** (1 / 3) <= high).toBe(true));
    expect(view.path.values[saddle!.at]).toBe(saddle!.value);
    expect(view.sentences.join(' ')).toContain('the lowest over the saddles in the box');
  });

  test('of a network of two tanh units', async () => {
    const view = await between(net, [2, -1, 1, -1, 1, 0.5], 'twin');
    expect(view.fromValue).toBeCloseTo(0, 14);
    expect(view.toValue).toBeCloseTo(0, 14);
    expect(view.to).toEqual([-1, 1, 0.5, 2, -1, 1]);
    expect(view.line.at).toBeCloseTo(0.5, 4);
    expect(view.path.value).toBeLessThan(0.3 * view.line.top);
    for (const { proof, reason } of view.path.saddles) {
      expect(proof).toBe('numerical');
      expect(reason).toContain('more than 4 parameters');
    }
    expect(view.sentences.join(' ')).toMatch(/numerical|upper bound/);
  }, 60_000);

  test('unequal regularisation lowers the barrier from the dearer twin, and lifts the other', async () => {
    const { barriers, sentences, along } = await between(swap, [1, 2], 'twin', 'lambda');
    expect(along).toBe('lambda');
    expect(barriers[0]).toMatchObject({ at: 0 });
    expect(barriers[0]!.higher).toBeCloseTo(0.0049384668, 9);
    expect(barriers[0]!.lower).toBeCloseTo(barriers[0]!.higher!, 9);
    for (let k = 1; k < barriers.length; k++) {
      expect(barriers[k]!.higher!).toBeLessThan(barriers[k - 1]!.higher!);
      expect(barriers[k]!.lower!).toBeGreaterThan(barriers[k - 1]!.lower!);
    }
    expect(sentences.join(' ')).toContain('lowers the barrier from the higher minimum');
  });

  test('where one of them is gone there is no barrier, and the part before is looked at closely', async () => {
    const wide = swap.replace('[0, 0.0025]', '[0, 0.1]');
    const { barriers, sentences } = await between(wide, [1, 2], [2, 1], 'lambda');
    // The fold that ends the dearer twin: lambda = 0.00274.
    for (const { at, higher } of barriers) expect(higher === null).toBe(at > 0.00274);
    expect(barriers.filter(({ higher }) => higher !== null).length).toBeGreaterThan(4);
    expect(sentences.at(-1)).toContain('there is one minimum');
  });
});

describe('what has no path', () => {
  test.each([
    ['loss f(x, y) = x^2 + 2*y^2 + x*y^2 + y', [1, 1], 'twin', /no permutation or change of sign/i],
    ['loss f(x, y) = x^2 + y^2', [1], [0, 0], /first point has 1 coordinates/],
    ['loss f(x, y) = x^2 + y^2', [1, 1], [1, 1], /the same/],
    ['loss f(x, y) = log(x) + y^2', [-1, 1], [1, 1], /not defined at the first point/],
  ] as const)('%s', async (text, from, to, message) => {
    await expect(between(text, [...from], to === 'twin' ? to : [...to])).rejects.toThrow(message);
  });
});

test('a saddle outside of the report’s reach is proved by itself', async () => {
  const source = lossSource({ text: swap, loss: 'f', overrides: {} });
  const to = { kind: 'point', point: Float64Array.of(2, 1) } as const;
  const view = await pathOf(source, { from: Float64Array.of(1, 2), to, along: null }, null, {});
  expect(view.path.saddles[0]).toMatchObject({ proof: 'proved' });
  expect(view.sentences.join(' ')).toContain('cannot be ruled out');
});
