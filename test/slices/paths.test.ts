import { describe, expect, test } from 'vitest';
import { RandomGenerator } from '../../src/random/generator';
import { interpolate } from '../../src/slices/barrier';
import { pathShare } from '../../src/slices/pathShare';
import { planeAlong, pointOn } from '../../src/slices/plane';
import { pathPlane, principalComponents } from '../../src/slices/principal';
import { type GridRow, sampleGrid } from '../../src/slices/sampleGrid';
import { drive } from '../support/drive';
import { planeOf } from '../support/planes';

describe('a path', () => {
  /** steps + 1 points in n dimensions: two directions with amplitudes, and noise. */
  function path(n: number, steps: number, noise: number, seed: number): Float64Array {
    const random = new RandomGenerator(seed);
    const [u, v] = [random.unitVector(n), random.unitVector(n)];
    return Float64Array.from({ length: (steps + 1) * n }, (_, at) => {
      const [t, i] = [Math.floor(at / n), at % n];
      const left = 1 - t / steps;
      return 5 * left * u[i]! + Math.sin(6 * left) * v[i]! + noise * random.normal();
    });
  }

  test.each([
    ['fewer steps than parameters', 400, 30],
    ['more steps than parameters', 6, 200],
    ['more steps than are used', 500, 700],
  ])('in a plane lies in the plane of its principal components: %s', (_, n, steps) => {
    const points = path(n, steps, 0, 4);
    const { directions, shares, used } = principalComponents(points, n, 4);
    expect(directions).toHaveLength(2);
    expect(shares[0]! + shares[1]!).toBeCloseTo(1, 10);
    expect(shares[0]).toBeGreaterThan(shares[1]!);
    expect(used).toBe(Math.min(steps, 300));
    const found = pathShare(planeOf(pathPlane(points, n)), points, n);
    expect(found.share).toBeCloseTo(1, 10);
    expect(found.stepShare).toBeCloseTo(1, 10);
    expect(found.worstDistance).toBeLessThan(1e-10);
    expect(found.sentence).toMatch(/^100 % of the path’s squared movement lies along this plane;/);
  });

  test('with noise: the shares of the components are the share the plane shows, and both ways of the matrix agree', () => {
    for (const [n, steps] of [
      [40, 40],
      [41, 39],
      [39, 41],
    ] as const) {
      const points = path(n, steps, 0.3, 6);
      const { shares, directions } = principalComponents(points, n, n);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
      directions.forEach((direction, i) =>
        directions.forEach((other, j) => {
          const inner = direction.reduce((sum, x, k) => sum + x * other[k]!, 0);
          expect(Math.abs(inner - (i === j ? 1 : 0))).toBeLessThan(1e-7);
        }),
      );
      const found = pathShare(planeOf(pathPlane(points, n)), points, n);
      expect(found.share).toBeCloseTo(shares[0]! + shares[1]!, 10);
      expect(found.share).toBeLessThan(1);
      expect(found.stepShare).toBeLessThan(found.share);
    }
  });

  test('is compared with any plane: distances, steps, words', () => {
    const points = Float64Array.of(3, 0, 0, 0, 4, 0, 0, 0, 2, 0, 0, 0);
    const plane = planeOf(planeAlong(new Float64Array(3), Float64Array.of(1, 0, 0), Float64Array.of(0, 2, 0)));
    const found = pathShare(plane, points, 3);
    expect(found.share).toBeCloseTo(25 / 29, 12);
    expect(found.stepShare).toBeCloseTo((25 + 16) / (25 + 20 + 4), 12);
    expect(found).toMatchObject({ worstDistance: 2, worstStep: 2 });
    expect([...found.projected]).toEqual([3, 0, 0, 2, 0, 0, 0, 0]);
    expect(found.sentence).toBe(
      '86 % of the path’s squared movement lies along this plane; at worst the path is 2 away from this plane.',
    );
    const still = Float64Array.of(1, 1, 1, 1, 1, 1);
    expect(pathShare(plane, still, 3).sentence).toBe('The path does not move; it is 1 away from this plane.');
    expect(pathPlane(still, 3).ok).toBe(false);
    expect(planeOf(pathPlane(Float64Array.of(0, 0, 1, 2, 2, 4), 2)).second).toBeNull();
  });
});

describe('the barrier on a straight line', () => {
  const permutation = ([a, b]: Float64Array): number => ((a! + b! - 3) ** 2 + (a! * b! - 2) ** 2) / 4;

  test('between the two copies (1, 2) and (2, 1) is 1/64, half way', () => {
    for (const samples of [3, 10, 41]) {
      const found = drive(interpolate(permutation, Float64Array.of(1, 2), Float64Array.of(2, 1), samples));
      expect(found.barrier).toBeCloseTo(0.015625, 12);
      expect(found.at).toBeCloseTo(0.5, 5);
      expect(found.value).toBeCloseTo(0.015625, 12);
      expect(found.values[0]).toBe(0);
      expect(found.defined).toBe(true);
    }
  });

  test('is measured from the line between unequal ends, and is 0 on a bowl', () => {
    const tilted = ([x]: Float64Array): number => Math.sin(Math.PI * x!) + 7 * x!;
    const found = drive(interpolate(tilted, Float64Array.of(0), Float64Array.of(1), 8));
    expect(found.barrier).toBeCloseTo(1, 12);
    expect(found.value).toBeCloseTo(4.5, 5);
    const bowl = ([x]: Float64Array): number => x! * x!;
    expect(drive(interpolate(bowl, Float64Array.of(-1), Float64Array.of(2), 9))).toMatchObject({ barrier: 0, at: 0 });
  });

  test('says where the loss is undefined', () => {
    const holed = ([x]: Float64Array): number => (Math.abs(x! - 0.5) < 0.1 ? NaN : Math.sin(Math.PI * x!));
    const found = drive(interpolate(holed, Float64Array.of(0), Float64Array.of(1), 11));
    expect(found.defined).toBe(false);
    expect(found.barrier).toBeGreaterThan(0.95);
    expect(drive(interpolate(holed, Float64Array.of(0.5), Float64Array.of(1), 5)).barrier).toBeNaN();
  });

  test('stopped early it is a lower bound', () => {
    const found = drive(interpolate(permutation, Float64Array.of(1, 2), Float64Array.of(2, 1), 10), 12);
    expect(found.barrier).toBeLessThanOrEqual(0.015625 + 1e-15);
    expect(found.barrier).toBeGreaterThan(0.01);
  });
});

describe('values on a plane', () => {
  const loss = ([x, y, z]: Float64Array): number => x! + 10 * y! + 100 * z!;
  const plane = planeOf(planeAlong(Float64Array.of(0, 0, 1), Float64Array.of(2, 0, 0), Float64Array.of(0, 1, 0)));
  const window = { a: [-1, 1], b: [0, 4] } as const;

  test('come row by row, from coarse to fine, and no point twice', () => {
    let calls = 0;
    const seen: GridRow[] = [];
    const work = sampleGrid((point) => (calls++, loss(point)), plane, window, 1, 3);
    let step = work.next(false);
    for (; step.done !== true; step = work.next(false)) seen.push(step.value);
    expect(seen.map(({ columns, row }) => [columns, row])).toEqual(
      [3, 5, 9].flatMap((size) => Array.from({ length: size }, (_, row) => [size, row])),
    );
    expect(calls).toBe(81);
    expect(seen.at(-1)!.share).toBe(1);
    const { columns, rows, values } = step.value;
    expect([columns, rows]).toEqual([9, 9]);
    for (let row = 0; row < 9; row++) {
      for (let column = 0; column < 9; column++) {
        const [a, b] = [-1 + column / 4, row / 2];
        expect(values[row * 9 + column]).toBeCloseTo(loss(pointOn(plane, a, b)), 12);
      }
    }
    expect([...seen.at(-1)!.values]).toEqual([...values.subarray(72)]);
  });

  test('a line has one row; undefined is NaN', () => {
    const line = planeOf(planeAlong(new Float64Array(2), Float64Array.of(1, 1), null));
    const grid = drive(sampleGrid(([x]) => Math.log(x!), line, window, 1, 2));
    expect(grid).toMatchObject({ columns: 5, rows: 1 });
    expect(grid.values[4]).toBe(0);
    expect(grid.values[0]).toBeNaN();
  });

  test('stopped early, the last whole pass is the answer', () => {
    expect(drive(sampleGrid(loss, plane, window, 1, 6), 5)).toMatchObject({ columns: 3, rows: 3 });
    expect(drive(sampleGrid(loss, plane, window, 1, 6), 3)).toMatchObject({ columns: 3, rows: 3 });
    const first = drive(sampleGrid(loss, plane, window, 1, 6), 1);
    expect(first.columns).toBe(3);
    expect(first.values[3]).toBeNaN();
  });
});
