import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { describeLoss, findCriticalPoints } from '../../../src/landscape/landscape';
import { LossEvaluator } from '../../../webview/model/evaluator';
import { flowsOf, keptAlong, runPaths, thinned } from '../../../webview/surface/model/paths';
import { hasSurface, shapesOf } from '../../../webview/surface/model/sets';
import { RunCache } from '../../../webview/model/runs';
import { isCriticalReport } from '../../../webview/validate';
import { asFormulas } from '../../support/views';

const text = readFileSync('media/examples/chapter/09-valley-of-minima.loss', 'utf8');
const request = { text, loss: 'chain', overrides: {} };
const report = await findCriticalPoints(request, { budget: 10_000 });
const loss = asFormulas(describeLoss(request));
const evaluator = new LossEvaluator(loss, new Float64Array(0));

test('the report tells each set with its index, its equation and the flattest point', () => {
  expect(report.complete).toBe(true);
  const told = report.manifolds.map(({ dimension, value, stability, morseIndex }) => [dimension, value, stability, morseIndex]); // prettier-ignore
  expect(told).toEqual([
    [2, 0, 'minimum', 0],
    [1, 0.5, 'saddle', 1],
    [1, 0.5, 'saddle', 1],
    [1, 0.5, 'saddle', 1],
  ]);
  const { flattest } = report.manifolds[0]!;
  expect(flattest!.curvature).toBeCloseTo(3, 9);
  expect(flattest!.point.map(Math.abs)).toEqual([1, 1, 1]);
  expect(hasSurface(report) && isCriticalReport(structuredClone(report))).toBe(true);
});

test('a report whose equation is not sound is refused', () => {
  const [surface, ...rest] = report.manifolds;
  const { equations } = surface!;
  const outputs = Int32Array.from(equations!.tape.outputs, () => 1e6);
  const bad = { ...surface!, equations: { ...equations!, tape: { ...equations!.tape, outputs } } };
  expect(isCriticalReport({ ...report, manifolds: [bad, ...rest] })).toBe(false);
  expect(isCriticalReport({ ...report, manifolds: [{ ...surface!, flattest: { point: [1], curvature: 1 } }] })).toBe(
    false,
  );
});

test('the surface has four parts, the axes run through the box', () => {
  const { surfaces, curves } = shapesOf(report, (point) => evaluator.value(point), 23);
  expect(surfaces).toHaveLength(1);
  for (let k = 0; k < surfaces[0]!.mesh.vertices.length; k += 3)
    expect(evaluator.value(surfaces[0]!.mesh.vertices.subarray(k, k + 3))).toBeLessThan(1e-18);
  expect(curves.map(({ segments }) => segments.length > 20)).toEqual([true, true, true]);
});

test('the flow keeps the differences of squares, gradient descent only nearly', () => {
  const starts = evaluator.starts();
  const flows = flowsOf(evaluator, starts);
  const rows = keptAlong(report, flows);
  expect(rows).toHaveLength(2 * starts.length);
  for (const { from, to } of rows) expect(Math.abs(to - from)).toBeLessThan(1e-7);
  const setups = [{ id: 1, optimizer: 'gradient-descent', options: { lr: 0.05 }, colour: 0 }];
  const runs = runPaths(new RunCache().compute(evaluator, setups, starts, 400), 400);
  const drift = keptAlong(report, runs).map(({ from, to }) => Math.abs(to - from));
  expect(Math.max(...drift)).toBeGreaterThan(1e-5);
  expect(Math.max(...drift)).toBeLessThan(0.3);
  for (const { points } of [...flows, ...runs])
    expect(evaluator.value(points.subarray(points.length - 3))).toBeLessThan(1e-6);
});

test('a thinned path keeps its ends', () => {
  const long = Float64Array.from({ length: 3 * 1001 }, (_, i) => i);
  const thin = thinned(long);
  expect(thin.length / 3).toBeLessThan(260);
  expect([...thin.subarray(0, 3), ...thin.subarray(-3)]).toEqual([0, 1, 2, 3000, 3001, 3002]);
});
