import { describe, expect, it } from 'vitest';
import { contourBands, samplePlaces } from '../../src/picture/contours';
import type { Frame } from '../../src/picture/frame';
import { Isolines } from '../../src/picture/isolines';
import type { Lattice, Ring } from '../../src/picture/isolines';

const lattice = (side: number, f: (x: number, y: number) => number): Lattice => ({
  values: Float64Array.from({ length: side * side }, (_, index) => f(index % side, Math.floor(index / side))),
  columns: side,
  rows: side,
});

/** Positive for a ring that runs counter-clockwise. */
function area(ring: Ring): number {
  let sum = 0;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    sum += ring[at]! * ring[next + 1]! - ring[next]! * ring[at + 1]!;
  }
  return sum / 2;
}

/** How often a ring winds about a point. */
function winding(ring: Ring, x: number, y: number): number {
  let turns = 0;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    const [x0, y0, x1, y1] = [ring[at]! - x, ring[at + 1]! - y, ring[next]! - x, ring[next + 1]! - y];
    turns += Math.atan2(x0 * y1 - x1 * y0, x0 * x1 + y0 * y1);
  }
  return Math.round(turns / (2 * Math.PI));
}

describe('holes', () => {
  const disc = lattice(41, (x, y) => (Math.hypot(x - 20, y - 20) < 8.3 ? NaN : 1));

  it('the region "defined at all" goes around a hole', () => {
    const rings = new Isolines(disc).rings(-Infinity);
    expect(rings).toHaveLength(2);
    const covers = (x: number, y: number): number =>
      Math.abs(rings.reduce((sum, ring) => sum + winding(ring, x, y), 0));
    expect([covers(20, 20), covers(20, 30), covers(5, 5), covers(20, 11)]).toEqual([0, 1, 1, 1]);
  });

  it('the two outlines run opposite ways', () => {
    const signs = new Isolines(disc).rings(-Infinity).map((ring) => Math.sign(area(ring)));
    expect([...signs].sort()).toEqual([-1, 1]);
  });

  it('the edge of the domain is where it is asked for, from either side', () => {
    for (const [isDefined, edge] of [
      [(x: number) => x >= 5, 4.25],
      [(x: number) => x <= 5, 5.75],
    ] as const) {
      const half = lattice(11, (x) => (isDefined(x) ? 1 : NaN));
      const asked: number[] = [];
      const [ring] = new Isolines(half, (inside, outside) => {
        expect([half.values[inside], half.values[outside]]).toEqual([1, NaN]);
        asked.push(inside);
        return 0.75;
      }).rings(-Infinity);
      const xs = [...ring!].filter((_, at) => at % 2 === 0);
      expect(edge < 5 ? Math.min(...xs) : Math.max(...xs)).toBeCloseTo(edge, 12);
      expect(asked).toHaveLength(11);
    }
  });

  it('a loss that is nowhere defined has no outline', () => {
    expect(new Isolines(lattice(6, () => NaN)).rings(-Infinity)).toEqual([]);
  });
});

describe('levels', () => {
  it('go through every side between samples above and below, once', () => {
    const side = 37;
    const mixed = lattice(side, (x, y) =>
      Math.hypot(x - 9, y - 20) < 4 ? NaN : Math.sin(x * x * 0.02) + Math.cos(x * y),
    );
    for (const level of [-Infinity, -0.9, 0.2, 1.7]) {
      const isHigh = (i: number, j: number): boolean =>
        i >= 0 && j >= 0 && i < side && j < side && mixed.values[j * side + i]! >= level;
      let crossed = 0;
      for (let j = -1; j < side; j++)
        for (let i = -1; i < side; i++)
          crossed += Number(isHigh(i, j) !== isHigh(i + 1, j)) + Number(isHigh(i, j) !== isHigh(i, j + 1));
      const points = new Isolines(mixed).rings(level).reduce((sum, ring) => sum + ring.length / 2, 0);
      expect(points).toBe(crossed);
    }
  });

  it('cross between samples in proportion', () => {
    const [ring] = new Isolines(lattice(9, (x) => x * 10)).rings(34);
    const xs = [...ring!].filter((_, at) => at % 2 === 0);
    expect(Math.min(...xs)).toBeCloseTo(3.4, 12);
  });

  it('a square that can be read two ways is decided by its middle', () => {
    const saddle = (middle: number): Lattice => ({
      values: Float64Array.of(1, middle, middle, 1),
      columns: 2,
      rows: 2,
    });
    expect(new Isolines(saddle(-0.5)).rings(0)).toHaveLength(1);
    expect(new Isolines(saddle(-2)).rings(0)).toHaveLength(2);
  });

  it('the same lattice gives the same rings again, in any order of levels', () => {
    const wave = lattice(20, (x, y) => Math.sin(x / 2) * Math.cos(y / 3));
    const isolines = new Isolines(wave);
    const first = isolines.rings(0.3);
    isolines.rings(-0.8);
    expect(isolines.rings(0.3)).toEqual(first);
  });
});

describe('bands in pixels', () => {
  const frame: Frame = { width: 240, height: 240, left: 20, top: 20, innerWidth: 200, innerHeight: 200 };

  it('close outside the frame, and put a level where it belongs', () => {
    const places = samplePlaces([0, 10], 50);
    expect(places).toHaveLength(52);
    const values = Float64Array.from({ length: 52 * 52 }, (_, index) => places[index % 52]!);
    const levels = { scale: 'linear', thresholds: [0, 4], offset: 0 } as const;
    const bands = contourBands({ values, columns: 52, rows: 52 }, levels, frame);
    const xs = bands.map(({ path }) => [...path.matchAll(/[ML](-?[\d.]+),/g)].map((match) => Number(match[1])));
    expect(Math.min(...xs[0]!)).toBeLessThan(20);
    expect(Math.max(...xs[0]!)).toBeGreaterThan(220);
    // x = 4 of [0, 10] is 80 pixels into the frame.
    expect(Math.min(...xs[1]!)).toBeCloseTo(100, 1);
  });
});
