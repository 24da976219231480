import { describe, expect, test } from 'vitest';
import type { ProjectedRun, SliceView } from '../../../src/landscape/explore/views';
import { contourBands } from '../../../src/picture/contours';
import { plotFrame } from '../../../src/picture/frame';
import { bandPath, decadesBelow, histogramOf } from '../../../webview/network/plot/histogram';
import { opacityAt, pathPieces, reachOf } from '../../../webview/network/plot/projectedPath';
import { gridFrame, lossAt, ownArea, placesAlong } from '../../../webview/network/plot/sliceGeometry';
import { panWindow, zoomWindow } from '../../../webview/network/plot/window';
import { Projection } from '../../../webview/plot/projection';

const frame = plotFrame(600, 500, []);

/** The plane z = a + 10·b over a grid. */
function slope(columns: number, rows: number, a: readonly [number, number], b: readonly [number, number]): SliceView {
  const at = ([low, high]: readonly [number, number], i: number, n: number): number =>
    n === 1 ? 0 : low + ((high - low) * i) / (n - 1);
  const values = Float64Array.from({ length: columns * rows }, (_, i) => {
    return at(a, i % columns, columns) + 10 * at(b, Math.floor(i / columns), rows);
  });
  return {
    a,
    b,
    lengths: [1, 1],
    axes: ['a', rows === 1 ? null : 'b'],
    grid: { columns, rows, values },
    centreValue: 0,
    runs: [],
    starts: [],
    badges: [],
    barrier: null,
  };
}

describe('a slice in its frame', () => {
  const view = slope(9, 17, [-1, 1], [-2, 2]);

  test('contours go through the places where the loss has their level', () => {
    const projection = new Projection(frame, { x: [-1, 1], y: [-2, 2] }, [0, 1], false);
    const tilted = { ...view, grid: { ...view.grid, values: view.grid.values.map((_, i) => -1 + ((i % 9) * 2) / 8) } };
    const levels = { scale: 'linear', thresholds: [-1, 0.3], offset: 0 } as const;
    const [, band] = contourBands(tilted.grid, levels, gridFrame(tilted, projection));
    const xs = [...band!.path.matchAll(/[ML](-?[\d.]+),/g)].map(([, x]) => Number(x));
    expect(Math.min(...xs)).toBeCloseTo(projection.x(0.3), 0);
  });

  test('lies where its own window does while another is shown', () => {
    const projection = new Projection(frame, { x: [-2, 2], y: [-2, 2] }, [0, 1], false);
    const area = ownArea(view, projection);
    expect(area.width).toBeCloseTo(frame.innerWidth / 2);
    expect(area.x).toBeCloseTo(frame.left + frame.innerWidth / 4);
    expect(area.y).toBeCloseTo(frame.top);
  });

  test('tells the loss between its samples, and nothing outside of them', () => {
    expect(lossAt(view, 0.3, -0.7)).toBeCloseTo(0.3 - 7);
    expect(lossAt(view, 1, 2)).toBeCloseTo(21);
    expect(lossAt(view, -1, -2)).toBeCloseTo(-21);
    expect(lossAt(view, 1.01, 0)).toBeNaN();
    const line = slope(5, 1, [0, 2], [0, 0]);
    expect(lossAt(line, 1.3, 0)).toBeCloseTo(1.3);
    expect([...placesAlong(line)]).toEqual([0, 0.5, 1, 1.5, 2]);
  });
});

describe('the window', () => {
  test('of a plane is zoomed on both axes, that of a line on one', () => {
    expect(zoomWindow({ x: [-1, 1], y: [-2, 2] }, false, 0.5, 0.5, 0.5)).toEqual({ x: [-0.5, 0.5], y: [-1, 1] });
    expect(zoomWindow({ x: [0, 1], y: [0, 0] }, true, 0, 0, 2)).toEqual({ x: [0, 2], y: [0, 0] });
  });

  test('is moved by a share of itself', () => {
    expect(panWindow({ x: [0, 10], y: [0, 20] }, false, 0.1, -0.1)).toEqual({ x: [1, 11], y: [-2, 18] });
    expect(panWindow({ x: [0, 10], y: [0, 0] }, true, 0.1, 0.5)).toEqual({ x: [1, 11], y: [0, 0] });
  });
});

describe('a projected path', () => {
  const projection = new Projection(frame, { x: [0, 10], y: [0, 10] }, [0, 1], false);
  const run = (places: readonly number[], distances: readonly number[]): ProjectedRun => ({
    optimizer: 'adam',
    places: Float64Array.from(places),
    distances: Float64Array.from(distances),
    values: Float64Array.from(distances),
    stop: 'budget',
    reason: '',
    share: 1,
    sentence: '',
  });

  test('is fainter where it is farther away, in pieces that join', () => {
    const pieces = pathPieces(run([0, 0, 1, 1, 2, 2, 3, 3], [8, 8, 0, 0]), projection, 8);
    expect(pieces).toHaveLength(2);
    expect(pieces[0]!.opacity).toBeLessThan(pieces[1]!.opacity);
    expect(pieces[1]!.opacity).toBe(1);
    const end = pieces[0]!.d.split('L').at(-1);
    expect(pieces[1]!.d.startsWith(`M${end!}`)).toBe(true);
  });

  test('breaks off where it is undefined, and stays finite where it goes astray', () => {
    expect(pathPieces(run([0, 0, 1, 1, NaN, 2, 3, 3], [0, 0, 0, 0]), projection, 1)[0]!.d.split('L')).toHaveLength(2);
    const [far] = pathPieces(run([0, 0, 1e300, -1e300], [0, 0]), projection, 1);
    expect(far!.d).not.toMatch(/e\+|Infinity|NaN/);
  });

  test('does not draw thousands of steps within a pixel', () => {
    const places = Array.from({ length: 4000 }, (_, i) => 5 + i * 1e-6);
    const [piece] = pathPieces(run(places, new Array<number>(2000).fill(0)), projection, 1);
    expect(piece!.d.split('L').length).toBeLessThan(20);
  });

  test('is measured against half of the window, or what is farthest', () => {
    const view = slope(9, 9, [-3, 3], [-4, 4]);
    expect(reachOf(view)).toBeCloseTo(5);
    expect(reachOf({ ...view, starts: [{ a: 0, b: 0, distance: 20 }] })).toBe(20);
    expect(opacityAt(0, 5)).toBe(1);
    expect(opacityAt(9, 5)).toBeLessThan(opacityAt(2, 5));
  });
});

describe('a histogram of eigenvalues', () => {
  test('counts every value once, and no bar has both signs', () => {
    const values = Float64Array.from([-0.517, -0.001, 0, 0.001, 0.4, 2, 2]);
    const { low, width, counts } = histogramOf(values, 40);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(7);
    const zero = -low / width;
    expect(zero).toBeCloseTo(Math.round(zero), 9);
    const below = counts.slice(0, Math.round(zero)).reduce((sum, count) => sum + count, 0);
    expect(below).toBe(2);
    expect(counts.at(-1)).toBe(2);
  });

  test.each([[[0, 0, 0]], [[5]], [[-3, -1]], [[]]])('of %j has a bar where there is a value', (values) => {
    const { counts } = histogramOf(Float64Array.from(values), 10);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
    expect(counts.length).toBeLessThan(30);
  });

  test('a density spans some decades below its largest value', () => {
    const { top, bottom } = decadesBelow(Float64Array.of(1e-9, 10, NaN), 4);
    expect(top).toBeCloseTo(1.1);
    expect(bottom).toBeCloseTo(-3);
  });

  test('a band is closed', () => {
    expect(bandPath([0, 1], [5, 5], [7, 8])).toBe('M0.0,5.0L1.0,5.0L1.0,8.0L0.0,7.0Z');
    expect(bandPath([], [], [])).toBe('');
  });
});
