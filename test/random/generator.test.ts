import { describe, expect, test } from 'vitest';
import { RandomGenerator } from '../../src/random/generator';

function moments(draw: () => number, count: number): { mean: number; variance: number; fourth: number } {
  let [first, second, fourth] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    const x = draw();
    first += x;
    second += x * x;
    fourth += x ** 4;
  }
  const mean = first / count;
  return { mean, variance: second / count - mean * mean, fourth: fourth / count };
}

describe('the same seed', () => {
  test('gives the same numbers, here and elsewhere', () => {
    const random = new RandomGenerator(42);
    expect([random.uniform(), random.uniform(), random.integer(1000), random.sign()]).toEqual([
      0.2725744465111921, 0.14005348723065558, 468, 1,
    ]);
    const normal = new RandomGenerator(42);
    expect([normal.normal(), normal.normal(), normal.normal()]).toEqual([
      -0.4282480657724538, -0.6777883817818101, 1.4998335130747706,
    ]);
    expect([...new RandomGenerator(42).permutation(8)]).toEqual([7, 6, 3, 0, 5, 4, 2, 1]);
  });

  test('and another seed or stream gives others, not alike even at the start', () => {
    const first = (seed: number, stream = 0): number => new RandomGenerator(seed, stream).uniform();
    const seen = [
      ...Array.from({ length: 2000 }, (_, seed) => first(seed)),
      ...Array.from({ length: 2000 }, (_, stream) => first(7, stream + 1)),
      first(-1),
      first(2 ** 40),
      first(2 ** 40 + 2 ** 32),
    ];
    expect(new Set(seen).size).toBe(seen.length);
    let at = 0;
    const { mean, variance } = moments(() => seen[at++]!, 2000);
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / 2000));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(0.01);
    let products = 0;
    for (let i = 0; i < 1999; i++) products += (seen[i]! - 0.5) * (seen[i + 1]! - 0.5);
    expect(Math.abs(products / 1999)).toBeLessThan(4 / 12 / Math.sqrt(1999));
  });
});

describe('distributions', () => {
  test('uniform numbers stay in their interval and have its moments', () => {
    const random = new RandomGenerator(1);
    const { mean, variance } = moments(() => {
      const x = random.uniform(-2, 4);
      expect(x >= -2 && x < 4).toBe(true);
      return x;
    }, 40_000);
    expect(Math.abs(mean - 1)).toBeLessThan(4 * Math.sqrt(3 / 40_000));
    expect(Math.abs(variance - 3)).toBeLessThan(0.06);
  });

  test('normal numbers have the moments 0, 1, 3 and the tail of the bell', () => {
    const random = new RandomGenerator(2);
    let beyond = 0;
    const { mean, variance, fourth } = moments(() => {
      const x = random.normal();
      if (Math.abs(x) > 1.959964) beyond++;
      return x;
    }, 100_000);
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(100_000));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / 100_000));
    expect(Math.abs(fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / 100_000));
    expect(Math.abs(beyond / 100_000 - 0.05)).toBeLessThan(4 * Math.sqrt(0.05 / 100_000));
  });

  test('whole numbers and signs are even', () => {
    const random = new RandomGenerator(3);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.integer(7)]!++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(4 * 100);
    const signs = random.signs(40_000);
    expect(signs.every((sign) => sign === 1 || sign === -1)).toBe(true);
    expect(Math.abs(signs.reduce((sum, sign) => sum + sign, 0))).toBeLessThan(4 * 200);
    expect(random.integer(1)).toBe(0);
  });

  test('a unit vector has length 1 and no preferred axis', () => {
    const random = new RandomGenerator(4);
    let first = 0;
    for (let i = 0; i < 4000; i++) {
      const vector = random.unitVector(5);
      expect(vector.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 13);
      first += vector[0]! ** 2;
    }
    expect(Math.abs(first / 4000 - 0.2)).toBeLessThan(4 * Math.sqrt(0.0457 / 4000));
  });

  test('a shuffle keeps the items, and every order of three is as frequent', () => {
    const random = new RandomGenerator(5);
    const seen = new Map<string, number>();
    for (let i = 0; i < 12_000; i++) {
      const order = random.shuffle(['a', 'b', 'c']).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(6);
    for (const count of seen.values()) expect(Math.abs(count - 2000)).toBeLessThan(4 * 41);
    expect([...random.permutation(100)].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    expect(random.permutation(0)).toHaveLength(0);
  });
});
