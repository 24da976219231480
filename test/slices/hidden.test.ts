import { describe, expect, test } from 'vitest';
import { type Curvature, curvatureAt, hessianAt, standardCurvature } from '../../src/curvature/curvature';
import { RandomGenerator } from '../../src/random/generator';
import { coordinateDirection, eigenPlane } from '../../src/slices/directions';
import { type HiddenCurvature, hiddenCurvature } from '../../src/slices/hidden';
import { planeAlong } from '../../src/slices/plane';
import { drive } from '../support/drive';
import { diagonalMatrix, goe, withSpectrum } from '../support/matrices';
import { quadratic } from '../support/oracles';
import { planeOf } from '../support/planes';

function hiddenBy(
  matrix: Float64Array,
  n: number,
  first: Float64Array,
  second: Float64Array | null,
  settings: Partial<typeof standardCurvature> = {},
  change: (curvature: Curvature) => Curvature = (curvature) => curvature,
): HiddenCurvature {
  const oracle = quadratic(matrix, n);
  const centre = new Float64Array(n);
  const curvature = change(drive(curvatureAt(oracle, centre, { ...standardCurvature, ...settings })));
  return hiddenCurvature(planeOf(planeAlong(centre, first, second)), curvature, hessianAt(oracle, centre));
}

const axis = coordinateDirection;

describe('what a plane hides', () => {
  const five = diagonalMatrix([-1, 4, -2, -3, 6, -4, -5]);

  test('3 of 5 negative directions, when it lies along two of them', () => {
    const found = hiddenBy(five, 7, axis(7, 0), axis(7, 3));
    expect(found.sentence).toBe('3 of 5 negative directions are not in this plane.');
    expect(found).toMatchObject({
      negative: 5,
      counted: 'exact',
      visible: 2,
      hidden: 3,
      inPlane: [-3, -1],
      lowest: -5,
    });
    expect(found.shares).toEqual([0, 0, 1, 0, 1]);
    expect(found.negativeShare).toBeCloseTo(4 / 15, 12);
    expect(found.detail).toBe('The lowest curvature seen is −3, the lowest there is −5.');
  });

  test('says that the loss only seems to curve upwards', () => {
    expect(hiddenBy(five, 7, axis(7, 1), axis(7, 4)).sentence).toBe(
      '5 of 5 negative directions are not in this plane. The loss curves upwards everywhere in this plane, but not in every direction there is.',
    );
    expect(hiddenBy(diagonalMatrix([1, -1, 0]), 3, axis(3, 0), axis(3, 2)).sentence).toBe(
      'The one negative direction is not in this plane.',
    );
  });

  test('and when nothing is hidden', () => {
    const minimum = diagonalMatrix([1, 2, 3]);
    expect(hiddenBy(minimum, 3, axis(3, 0), axis(3, 1)).sentence).toBe('No curvature is negative here.');
    const saddle = diagonalMatrix([1, -2, 3]);
    expect(hiddenBy(saddle, 3, axis(3, 1), null).sentence).toBe('This line shows the one negative direction.');
    const two = diagonalMatrix([-1, -2, 3]);
    expect(hiddenBy(two, 3, axis(3, 0), axis(3, 1)).sentence).toBe('This plane shows both negative directions.');
  });

  test('counts what is certain, and says “at least”, where the spectrum is estimated', () => {
    const values = Array.from({ length: 60 }, (_, i) => (i < 4 ? -1 - i : 1 + i / 60));
    const matrix = withSpectrum(values, 6);
    const random = new RandomGenerator(2);
    const settings = { exactUpTo: 0, steps: 10, probes: 2 };
    const found = hiddenBy(matrix, 60, random.unitVector(60), random.unitVector(60), settings);
    expect(found).toMatchObject({ counted: 'at-least', negative: 4, visible: 0, hidden: 4 });
    expect(found.sentence).toMatch(/^At least 4 of at least 4 negative directions are not in this plane\./);
    const blind = (curvature: Curvature): Curvature => ({ ...curvature, lowest: [], negativeAtLeast: 0 });
    const unknown = hiddenBy(matrix, 60, random.unitVector(60), null, settings, blind);
    expect(unknown.sentence).toBe('The curvature at the centre is not known, so neither is what this line hides.');
    expect(unknown.detail).toBe('');
    const minimum = withSpectrum(
      values.map((value) => Math.abs(value)),
      6,
    );
    expect(hiddenBy(minimum, 60, random.unitVector(60), null, settings).sentence).toBe(
      'No negative curvature was found here.',
    );
  });

  test('never shows more than there is: a plane’s curvatures lie between the ends', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = new RandomGenerator(seed);
      const n = 3 + random.integer(10);
      const matrix = goe(n, seed);
      const found = hiddenBy(matrix, n, random.unitVector(n), random.unitVector(n));
      expect(found.inPlane[0]).toBeGreaterThanOrEqual(found.lowest - 1e-12);
      expect(found.visible).toBeLessThanOrEqual(found.negative);
      const whole = hiddenBy(goe(2, seed), 2, random.unitVector(2), random.unitVector(2));
      expect(whole.inPlane[0]).toBeCloseTo(whole.lowest, 12);
      expect(whole.hidden).toBe(0);
      expect(whole.negativeShare).toBeCloseTo(1, 12);
      expect(found.negativeShare).toBeGreaterThanOrEqual(0);
      expect(found.negativeShare).toBeLessThanOrEqual(1);
    }
  });

  test('the default plane at a saddle shows its steepest fall', () => {
    const matrix = goe(12, 3);
    const oracle = quadratic(matrix, 12);
    const centre = new Float64Array(12);
    const curvature = drive(curvatureAt(oracle, centre, standardCurvature));
    const found = hiddenCurvature(planeOf(eigenPlane(centre, curvature, 'ends')), curvature, hessianAt(oracle, centre));
    expect(found.inPlane[0]).toBeCloseTo(found.lowest, 10);
    expect(found.shares[0]).toBeCloseTo(1, 10);
    expect(found.visible).toBe(1);
  });
});

test('a random line through the saddle diag(1, 1, 1, −1) looks like a minimum 82 % of the time, and the badge says it is none', () => {
  const matrix = diagonalMatrix([1, 1, 1, -1]);
  const oracle = quadratic(matrix, 4);
  const centre = new Float64Array(4);
  const curvature = drive(curvatureAt(oracle, centre, standardCurvature));
  const random = new RandomGenerator(13);
  let [like, mean] = [0, 0];
  const draws = 20_000;
  for (let k = 0; k < draws; k++) {
    const line = planeOf(planeAlong(centre, random.unitVector(4), null));
    const found = hiddenCurvature(line, curvature, hessianAt(oracle, centre));
    mean += found.inPlane[0]! / draws;
    if (found.inPlane[0]! > 0) {
      like++;
      expect(found.hidden).toBe(1);
      expect(found.sentence).toBe(
        'The one negative direction is not in this line. The loss curves upwards everywhere in this line, but not in every direction there is.',
      );
    } else expect(found.hidden).toBe(0);
  }
  expect(Math.abs(like / draws - (1 - 0.1813))).toBeLessThan(4 * Math.sqrt((0.1813 * 0.8187) / draws));
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.015);
});
