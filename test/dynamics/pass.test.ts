import { describe, expect, test } from 'vitest';
import { passBetween } from '../../src/dynamics/paths/pass';
import { saddleNear } from '../../src/dynamics/paths/saddleNear';
import { distance, spread, standardString, stringBetween } from '../../src/dynamics/paths/string';
import { compileFormula, oracleFor } from '../support/losses';
import { drive } from '../support/drive';
import { seeded } from '../support/random';

const swap = oracleFor(compileFormula('((x + y - 3)^2 + (x*y - 2)^2)/4', ['x', 'y']));
const plane: [number, number][] = [
  [-10, 10],
  [-10, 10],
];

/** Müller & Brown, Theor. Chim. Acta 53 (1979), 75–93. */
const muellerBrown = oracleFor(
  compileFormula(
    '-200*exp(-(x - 1)^2 - 10*y^2) - 100*exp(-x^2 - 10*(y - 0.5)^2)' +
      ' - 170*exp(-6.5*(x + 0.5)^2 + 11*(x + 0.5)*(y - 1.5) - 6.5*(y - 1.5)^2)' +
      ' + 15*exp(0.7*(x + 1)^2 + 0.6*(x + 1)*(y - 1) + 0.7*(y - 1)^2)',
    ['x', 'y'],
  ),
);

test('points are spread evenly along a polyline', () => {
  const even = spread(
    [
      [0, 0],
      [1, 0],
      [1, 0],
      [1, 3],
      [1, 3],
    ].map((point) => Float64Array.from(point)),
  );
  expect(even.map((point) => [...point])).toEqual([
    [0, 0],
    [1, 0],
    [1, 1],
    [1, 2],
    [1, 3],
  ]);
});

test('the string between twins settles on the pass, above all images', () => {
  const found = drive(stringBetween(swap, Float64Array.of(1, 2), Float64Array.of(2, 1), standardString));
  expect(found.settled).toBe(true);
  const top = Math.max(...found.values);
  expect(top).toBeLessThan(0.00494);
  expect(top).toBeGreaterThan(0.0048);
  const gaps = found.images.slice(1).map((image, k) => distance(image, found.images[k]!));
  expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThan(1.001);
});

test('a saddle is found from near it, and a point with two falling directions is none', () => {
  const found = saddleNear(swap, Float64Array.of(1.3, 1.6), 0.2)!;
  expect(found[0]).toBeCloseTo(3 ** (1 / 3), 12);
  expect(found[1]).toBeCloseTo(3 ** (1 / 3), 12);
  const bowl = oracleFor(compileFormula('x^2 + y^2', ['x', 'y']));
  expect(saddleNear(bowl, Float64Array.of(0.1, 0.2), 0.2)).toBeNull();
});

describe('the pass', () => {
  test('between the twins', () => {
    const { value, saddles, points, kind } = drive(
      passBetween(swap, Float64Array.of(1, 2), Float64Array.of(2, 1), { known: [], box: plane }),
    );
    expect(kind).toBe('flow');
    expect(value).toBeCloseTo(0.0049384668, 10);
    expect(saddles).toHaveLength(1);
    expect([...points.subarray(2 * saddles[0]!.at, 2 * saddles[0]!.at + 2)]).toEqual([...saddles[0]!.point]);
    expect([...points.subarray(0, 2)]).toEqual([1, 2]);
    expect(points.at(-1)).toBe(1);
    // Up to the saddle, and down again.
    const values = Array.from({ length: points.length / 2 }, (_, k) => swap.value(points.subarray(2 * k, 2 * k + 2)));
    values.forEach((each, k) => {
      if (k > 0) expect((each - values[k - 1]!) * (k <= saddles[0]!.at ? 1 : -1)).toBeGreaterThan(-1e-12);
    });
  });

  test('of Müller and Brown’s potential goes over two saddles, through the minimum between', () => {
    const found = drive(
      passBetween(muellerBrown, Float64Array.of(-0.558, 1.442), Float64Array.of(0.623, 0.028), {
        known: [],
        box: [
          [-2, 2],
          [-1, 3],
        ],
      }),
    );
    expect(found.kind).toBe('flow');
    expect(found.saddles.map(({ point }) => [...point].map((x) => Number(x.toFixed(3))))).toEqual([
      [-0.822, 0.624],
      [0.212, 0.293],
    ]);
    expect(found.value).toBeCloseTo(-40.6648, 3);
    expect(found.saddles[1]!.value).toBeCloseTo(-72.2489, 3);
  });

  test('goes round a hill when a saddle is known that the straight string does not find', () => {
    // Two wells at (±1, 0); over the ridge x = 0 the loss is lowest at y = ±2, and y = 0 lies on a hill.
    const wells = oracleFor(
      compileFormula('(x^2 - 1)^2 + exp(-4*x^2)*(3*exp(-y^2) - 1.5*exp(-(y - 2)^2)) + 0.05*y^2', ['x', 'y']),
    );
    const ends = [Float64Array.of(-1, 0), Float64Array.of(1, 0)] as const;
    const alone = drive(passBetween(wells, ...ends, { known: [], box: plane }));
    const helped = drive(
      passBetween(wells, ...ends, { known: alone.saddles.map(({ point }) => [...point]), box: plane }),
    );
    expect(helped.value).toBeCloseTo(alone.value, 9);
    expect(alone.value).toBeLessThan(wells.value(Float64Array.of(0, 0)) - 1);
  });

  test('is no more than the straight line, for random double wells', () => {
    const random = seeded(23);
    for (let k = 0; k < 8; k++) {
      const [a, b, c] = [0.3 + random(), random() - 0.5, 0.5 + random()];
      const loss = oracleFor(compileFormula(`(x^2 - 1)^2 + ${c}*(y - ${a}*(1 - x^2))^2 + ${b}*x/10`, ['x', 'y']));
      const [from, to] = [Float64Array.of(-1, 0), Float64Array.of(1, 0)];
      const { value, kind } = drive(passBetween(loss, from, to, { known: [], box: plane }));
      expect(kind).toBe('flow');
      const line = Array.from({ length: 201 }, (_, i) => loss.value(Float64Array.of(-1 + i / 100, 0)));
      expect(value).toBeLessThanOrEqual(Math.max(...line) + 1e-12);
      // Along the valley floor y = a·(1 − x²) the loss is that of one parameter.
      const floor = Array.from({ length: 20_001 }, (_, i) => -1 + i / 10_000).map(
        (x) => (x * x - 1) ** 2 + (b * x) / 10,
      );
      expect(value).toBeCloseTo(Math.max(...floor), 6);
    }
  });

  test('within one basin is the higher end', () => {
    const bowl = oracleFor(compileFormula('x^2 + 2*y^2', ['x', 'y']));
    const found = drive(passBetween(bowl, Float64Array.of(1, 0), Float64Array.of(0.5, 0.5), { known: [], box: plane }));
    expect(found).toMatchObject({ saddles: [], kind: 'flow', value: 1 });
  });

  test('stopped early is an upper bound, and says so', () => {
    const found = drive(passBetween(swap, Float64Array.of(1, 2), Float64Array.of(2, 1), { known: [], box: plane }), 3);
    expect(found.kind).toBe('string');
    expect(found.reason).toContain('stopped');
    expect(found.value).toBeGreaterThan(0.0049384668);
  });
});
