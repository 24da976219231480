import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { curvatureAt, standardCurvature } from '../../src/curvature/curvature';
import { RandomGenerator } from '../../src/random/generator';
import {
  coordinateDirection,
  eigenPlane,
  filterNormalizedDirection,
  randomDirection,
} from '../../src/slices/directions';
import { lineThrough, planeAlong, planeThrough, pointOn, project } from '../../src/slices/plane';
import { drive } from '../support/drive';
import { diagonalMatrix } from '../support/matrices';
import { quadratic } from '../support/oracles';
import { planeOf } from '../support/planes';

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, x, i) => sum + x * b[i]!, 0);
const length = (a: ArrayLike<number>): number => Math.sqrt(dot(a, a));

describe('a plane', () => {
  test('has orthonormal directions, keeps lengths, and projects as it draws', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        fc.integer(),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (n, seed, a, b) => {
          const random = new RandomGenerator(seed);
          const [centre, first, second] = [random.normals(n), random.normals(n), random.normals(n)];
          const plane = planeOf(planeAlong(centre, first, second));
          expect(length(plane.first)).toBeCloseTo(1, 12);
          expect(length(plane.second!)).toBeCloseTo(1, 12);
          expect(Math.abs(dot(plane.first, plane.second!))).toBeLessThan(1e-12);
          expect(plane.firstLength).toBeCloseTo(length(first), 12);
          expect(plane.secondLength).toBeCloseTo(length(second), 12);
          // The second direction still lies in the plane.
          expect(
            project(
              plane,
              second.map((x, i) => x + centre[i]!),
            ).distance,
          ).toBeLessThan(1e-10 * (1 + length(second)));
          const found = project(plane, pointOn(plane, a, b));
          expect(found.a).toBeCloseTo(a, 8);
          expect(found.b).toBeCloseTo(b, 8);
          expect(found.distance).toBeLessThan(1e-10);
          // Pythagoras, for any other point.
          const point = random.normals(n);
          const foot = project(plane, point);
          const inside = pointOn(plane, foot.a, foot.b);
          expect(length(point.map((x, i) => x - inside[i]!))).toBeCloseTo(foot.distance, 8);
        },
      ),
      { seed: 3, numRuns: 100 },
    );
  });

  test('is refused with a sentence where there is none', () => {
    const [origin, x] = [new Float64Array(3), Float64Array.of(1, 2, 3)];
    const reasons = [
      planeAlong(
        origin,
        x,
        x.map((each) => -2 * each),
      ),
      planeAlong(origin, x, new Float64Array(3)),
      planeAlong(origin, new Float64Array(3), null),
      planeAlong(origin, x, Float64Array.of(0, NaN, 0)),
      lineThrough(x, x),
      planeThrough(
        origin,
        x,
        x.map((each) => 3 * each),
      ),
    ].map((result) => (result.ok ? '' : result.reason));
    expect(reasons).toEqual([
      'The two directions are parallel: they span a line, not a plane.',
      'A direction without length spans nothing.',
      'A direction without length spans nothing.',
      'A number of the centre or of a direction is not finite.',
      'The two points are the same: no line is singled out.',
      'The three points lie on one line: no plane is singled out.',
    ]);
  });

  test('nearly parallel directions still give right angles', () => {
    const plane = planeOf(planeAlong(new Float64Array(3), Float64Array.of(1, 1, 1), Float64Array.of(1, 1, 1 + 1e-7)));
    expect(Math.abs(dot(plane.first, plane.second!))).toBeLessThan(1e-15);
  });

  test('through points: the ends lie at 0 and 1, the third where it belongs', () => {
    const random = new RandomGenerator(8);
    const [p, q, r] = [random.normals(7), random.normals(7), random.normals(7)];
    const line = planeOf(lineThrough(p, q));
    expect([...pointOn(line, 1, 0)].every((x, i) => Math.abs(x - q[i]!) < 1e-12)).toBe(true);
    expect(project(line, q).a).toBeCloseTo(1, 12);
    const plane = planeOf(planeThrough(p, q, r));
    expect(project(plane, q)).toMatchObject({ a: expect.closeTo(1, 12), b: expect.closeTo(0, 12) });
    const third = project(plane, r);
    expect(third.distance).toBeLessThan(1e-12);
    expect([...pointOn(plane, third.a, third.b)].every((x, i) => Math.abs(x - r[i]!) < 1e-12)).toBe(true);
  });
});

describe('directions', () => {
  test('filter-normalised: every row has the norm of the row of the weights, biases as asked', () => {
    const random = new RandomGenerator(5);
    const blocks = [
      { offset: 0, shape: [3, 4] },
      { offset: 12, shape: [3] },
      { offset: 15, shape: [2, 2, 3] },
      { offset: 27, shape: [] },
    ];
    const centre = random.normals(30).map((x, i) => (i >= 4 && i < 8 ? 0 : 3 * x));
    const rows = [
      [0, 4],
      [4, 8],
      [8, 12],
      [15, 21],
      [21, 27],
    ] as const;
    const zeroed = filterNormalizedDirection(centre, blocks, 'zero', random);
    for (const [from, to] of rows) {
      expect(length(zeroed.subarray(from, to))).toBeCloseTo(length(centre.subarray(from, to)), 12);
    }
    expect([...zeroed.subarray(12, 15), ...zeroed.subarray(27)].every((x) => x === 0)).toBe(true);
    const all = filterNormalizedDirection(centre, blocks, 'normalize', random);
    for (const [from, to] of [...rows, [12, 15], [27, 28], [28, 29], [29, 30]] as const) {
      expect(length(all.subarray(from, to))).toBeCloseTo(length(centre.subarray(from, to)), 12);
    }
    const plane = planeOf(planeAlong(centre, zeroed, all));
    expect(plane.firstLength).toBeCloseTo(length(zeroed), 12);
    expect(plane.firstLength).not.toBeCloseTo(1, 3);
  });

  test('coordinates and random ones', () => {
    expect([...coordinateDirection(4, 2)]).toEqual([0, 0, 1, 0]);
    expect(length(randomDirection(9, new RandomGenerator(1)))).toBeCloseTo(1, 12);
    expect(randomDirection(9, new RandomGenerator(1))).toEqual(randomDirection(9, new RandomGenerator(1)));
  });

  test('eigenvectors: at a saddle the most negative and the most positive', () => {
    const at = (values: number[]): Parameters<typeof eigenPlane>[1] => {
      const n = values.length;
      return drive(curvatureAt(quadratic(diagonalMatrix(values), n), new Float64Array(n), standardCurvature));
    };
    const centre = new Float64Array(4);
    const axes = (choice: 'ends' | 'lowest' | 'highest'): number[] => {
      const plane = planeOf(eigenPlane(centre, at([1, -3, 5, 2]), choice));
      return [plane.first, plane.second!].map((axis) => axis.findIndex((x) => Math.abs(x) > 0.99));
    };
    expect(axes('ends')).toEqual([1, 2]);
    expect(axes('lowest')).toEqual([1, 0]);
    expect(axes('highest')).toEqual([2, 3]);
    expect(planeOf(eigenPlane(new Float64Array(1), at([2]), 'ends')).second).toBeNull();
    const unknown = { ...at([1, 2]), lowest: [], highest: [] };
    expect(eigenPlane(new Float64Array(2), unknown, 'ends').ok).toBe(false);
  });
});
