import { describe, expect, test } from 'vitest';
import { zeroInHull, zeroInHullOfBoxes } from '../../src/analysis/kinks/hull';
import { Rational } from '../../src/symbolic/rational';
import { seeded } from '../support/random';

const rational = (vectors: number[][]): Rational[][] =>
  vectors.map((vector) => vector.map((x) => Rational.fromNumber(x)));
const holds = (vectors: number[][], lines: number[][] = []): boolean =>
  zeroInHull(rational(vectors), vectors[0]!.length, rational(lines)).holds;

describe('0 in a convex hull, exactly', () => {
  test('on the edge, in a corner, and a hair outside', () => {
    expect(holds([[1], [-1]])).toBe(true);
    expect(holds([[0], [1]])).toBe(true);
    expect(holds([[2 ** -60], [1]])).toBe(false);
    expect(
      holds([
        [1, 0],
        [-1, 0],
      ]),
    ).toBe(true);
    expect(
      holds([
        [1, 2 ** -60],
        [-1, 0],
      ]),
    ).toBe(false);
    expect(
      holds([
        [1, 1],
        [-1, 1],
        [0, -1],
      ]),
    ).toBe(true);
    expect(
      holds([
        [1, 1, 1],
        [-1, 1, 1],
        [0, -1, 1],
        [0, 0, -1],
      ]),
    ).toBe(true);
  });

  test('lines stretch it', () => {
    expect(holds([[1, 5]], [[0, 1]])).toBe(false);
    expect(
      holds(
        [
          [1, 5],
          [-2, 3],
        ],
        [[0, 1]],
      ),
    ).toBe(true);
  });

  test('in the plane, against the largest gap between directions', () => {
    const random = seeded(81);
    for (let k = 0; k < 400; k++) {
      const vectors = Array.from({ length: 2 + (k % 5) }, () => [0, 1].map(() => Math.round(random() * 8 - 4)));
      if (vectors.some(([x, y]) => x === 0 && y === 0)) continue;
      const angles = vectors.map(([x, y]) => Math.atan2(y!, x!)).sort((a, b) => a - b);
      const gap = Math.max(...angles.map((angle, i) => (angles[i + 1] ?? angles[0]! + 2 * Math.PI) - angle));
      expect(holds(vectors), JSON.stringify(vectors)).toBe(gap <= Math.PI + 1e-12);
    }
  });

  test('where it is outside, the direction proves it', () => {
    const random = seeded(82);
    for (let k = 0; k < 200; k++) {
      const vectors = rational(Array.from({ length: 6 }, () => [0, 1, 2].map(() => random() * 2 - 0.6)));
      const answer = zeroInHull(vectors, 3);
      if (answer.holds) continue;
      for (const vector of vectors) {
        const product = vector.reduce((sum, x, i) => sum.add(x.multiply(answer.direction[i]!)), Rational.zero);
        expect(product.compare(Rational.zero)).toBe(1);
      }
    }
  });
});

test('boxes: what is told of them holds for vectors in them', () => {
  const random = seeded(83);
  const seen = { inside: 0, outside: 0, unknown: 0 };
  for (let k = 0; k < 300; k++) {
    const radius = 10 ** (-3 * random());
    const middles = Array.from({ length: 5 }, () => [0, 1].map(() => random() * 2 - 0.8));
    const boxes = middles.map((vector) => vector.map((x) => [x - radius, x + radius] as const));
    const answer = zeroInHullOfBoxes(boxes, 2);
    seen[answer]++;
    if (answer === 'unknown') continue;
    for (let draw = 0; draw < 10; draw++) {
      const vectors = middles.map((vector) => vector.map((x) => x + radius * (random() * 2 - 1)));
      expect(holds(vectors)).toBe(answer === 'inside');
    }
  }
  expect(Math.min(seen.inside, seen.outside, seen.unknown)).toBeGreaterThan(10);
});
