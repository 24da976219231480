/** Diagrams and ways: what is drawn of them, and answers that are almost right. */
import { describe, expect, test } from 'vitest';
import { bifurcationOf } from '../../../src/landscape/branches/bifurcation';
import { pathOf } from '../../../src/landscape/branches/path';
import type { BifurcationProgress } from '../../../src/landscape/branches/views';
import { lossSource } from '../../../src/landscape/lossSource';
import { isBifurcationProgress, isBifurcationView, isPathView } from '../../../webview/studies/host/validateBranches';
import { diagramPicture, placeInWords, pointsInWords } from '../../../webview/studies/model/diagram';
import { pathsOf, replaced } from '../parts';

const told: BifurcationProgress[] = [];
const cusp = 'const a = -1 in [-2, 2]\nconst b = 0 in [-1, 1]\nloss f(x) = x^4/4 + a*x^2/2 + b*x on x in [-2, 2]';
const view = await bifurcationOf(
  lossSource({ text: cusp, loss: 'f', overrides: {} }),
  { along: 'b', samples: 5 },
  { progress: (progress) => told.push(progress) },
);
const swap =
  'const l = 0 in [0, 0.002]\nloss f(x, y) = ((x + y - 3)^2 + (x*y - 2)^2)/4 + l*(x^2 + 2y^2) on x in [0, 3], y in [0, 3]';
const way = await pathOf(
  lossSource({ text: swap, loss: 'f', overrides: {} }),
  { from: Float64Array.of(1, 2), to: { kind: 'twin' }, along: null },
  null,
  {},
);

describe('answers', () => {
  test.each([
    ['a diagram', view, (raw: unknown) => isBifurcationView(raw, 1)],
    ['its progress', told.find(({ fresh }) => fresh.length > 0)!, (raw: unknown) => isBifurcationProgress(raw, 1)],
    ['a way', way, (raw: unknown) => isPathView(raw, 2)],
  ])('%s is taken whole, and not with any part replaced', (_, whole, isSound) => {
    expect(isSound(whole)).toBe(true);
    const parts = pathsOf(whole);
    expect(parts.length).toBeGreaterThan(5);
    expect(parts.filter((part) => isSound(replaced(whole, part, () => Symbol())))).toEqual([]);
  });

  test('of another dimension are not taken', () => {
    expect(isBifurcationView(view, 2)).toBe(false);
    expect(isPathView(way, 1)).toBe(false);
    expect(isPathView({ ...way, path: { ...way.path, places: way.path.places.slice(2) } }, 2)).toBe(false);
  });
});

describe('the picture of a diagram', () => {
  test('holds every curve, sample and bifurcation', () => {
    const picture = diagramPicture(view, view.samples, view.range, 0, 1);
    expect(picture.horizontal).toEqual([-1, 1]);
    expect(picture.lines.map(({ kind }) => kind).sort()).toEqual(['maximum', 'minimum', 'minimum']);
    expect(picture.marks.map(({ text }) => text)).toEqual(['fold', 'fold']);
    expect(picture.dots).toHaveLength(7);
    for (const { points } of picture.lines)
      for (const [b, x] of points) {
        expect(x ** 3 - x + b).toBeCloseTo(0, 9);
        expect(x >= picture.vertical[0] && x <= picture.vertical[1]).toBe(true);
      }
  });

  test('has the loss upwards on wish, and is there while only samples are known', () => {
    const picture = diagramPicture(view, view.samples, view.range, 'loss', 1);
    for (const { points } of picture.lines)
      for (const [b, value] of points) expect(value).toBeLessThan(0.3 + Math.abs(b));
    const early = diagramPicture(null, view.samples.slice(0, 2), view.range, 0, 1);
    expect(early.lines).toEqual([]);
    expect(early.dots.length).toBeGreaterThan(0);
    expect(diagramPicture(null, [], view.range, 0, 1).vertical).toEqual([-1, 1]);
  });

  test('is told in words', () => {
    expect(placeInWords(view.points[1]!, view)).toBe('fold at b = 0.3849, x = 0.57735');
    expect(pointsInWords(view.samples[2]!)).toBe('minimum −1, minimum 1, maximum 0');
    expect(pointsInWords({ ...view.samples[2]!, points: [] })).toBe('none');
  });
});
