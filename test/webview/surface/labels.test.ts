import { expect, test } from 'vitest';
import { Projector, restCamera, turned, zoomed } from '../../../webview/surface/geometry/camera';
import type { Box3 } from '../../../webview/surface/geometry/mesh';
import { axisLabels, cubeEdges, labelBeside, overlap } from '../../../webview/surface/geometry/labels';

const box: Box3 = [
  [-2, 2],
  [-100.5, 0],
  [0, 1],
];

test('labels never overlap, and each axis is named at most turns', () => {
  let named = 0;
  let views = 0;
  for (let turn = 0; turn < 6.3; turn += 0.21)
    for (let height = -1.5; height <= 1.5; height += 0.25) {
      const camera = turned({ ...restCamera, turn: 0, height: 0 }, turn, height);
      const projector = new Projector(camera, box, 420, 336);
      const flattest = labelBeside('flattest (1, 1, 1)', projector.pixel([1, -50, 0.5]), [], projector)!;
      const labels = [flattest, ...axisLabels(projector, ['weight_one', 'w2', 'w3'], [flattest])];
      labels.forEach((a, i) => labels.slice(0, i).forEach((b) => expect(overlap(a, b)).toBe(false)));
      for (const { x, y } of labels) expect(x > 0 && x < 420 && y > 0 && y < 336).toBe(true);
      named += labels.filter(({ text }) => /^w/.test(text)).length;
      views++;
    }
  expect(named / views).toBeGreaterThan(2.5);
});

test('the eye turns around and stays between the poles; the box fits at every turn', () => {
  const up = turned(restCamera, 20, 9);
  expect(up.height).toBe(Math.PI / 2);
  expect(up.turn).toBeLessThan(2 * Math.PI);
  expect(zoomed(restCamera, 1e9).zoom).toBe(8);
  const edges = cubeEdges(new Projector(restCamera, box, 420, 336));
  expect(edges).toHaveLength(12);
  expect(edges.filter(({ isBehind }) => isBehind)).toHaveLength(3);
  for (const { from } of edges) expect(from.x > 0 && from.x < 420 && from.y > 0 && from.y < 336).toBe(true);
});

test('what is nearer to the eye has the greater depth', () => {
  const projector = new Projector({ turn: 0, height: 0, zoom: 1 }, box, 400, 400);
  expect(projector.pixel([0, -100, 0.5]).depth).toBeGreaterThan(projector.pixel([0, 0, 0.5]).depth);
  expect(projector.pixel([0, -50, 1]).y).toBeLessThan(projector.pixel([0, -50, 0]).y);
  expect(projector.faces(1, -1)).toBe(true);
  expect(projector.shade(0, 1, 0)).toBeGreaterThan(projector.shade(1, 0, 0));
});
