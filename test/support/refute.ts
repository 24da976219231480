import { criticalEquations, newtonCandidate } from '../../src/analysis/search/newtonCandidate';
import type { FormulaLoss } from '../../src/landscape/compileLoss';
import type { CriticalReport } from '../../src/landscape/views';
import { oracleFor } from './losses';
import { seeded } from './random';

/**
 * Newton's method from random starts, looking for a critical point in the box that a complete answer lacks. Returns such
 * points; an empty list refutes nothing.
 */
export function refute(loss: FormulaLoss, report: CriticalReport, starts: number, seed: number): number[][] {
  const random = seeded(seed);
  const oracle = oracleFor(loss);
  const gradient = new Float64Array(oracle.dimension);
  const missing: number[][] = [];
  for (let k = 0; k < starts; k++) {
    const start = Float64Array.from(loss.box, ([low, high]) => low + (high - low) * random());
    const widths = loss.box.map(([low, high]) => high - low);
    const found = newtonCandidate(criticalEquations(oracle), start, widths);
    if (found === null || !loss.box.every(([low, high], i) => found[i]! > low && found[i]! < high)) continue;
    if (!Number.isFinite(oracle.value(found))) continue;
    oracle.gradient(found, gradient);
    if (!gradient.every((component) => Math.abs(component) < 1e-12)) continue;
    const listed = report.points.some(({ enclosure }) =>
      enclosure.every(
        ([low, high], i) => found[i]! >= low - 1e-3 * widths[i]! && found[i]! <= high + 1e-3 * widths[i]!,
      ),
    );
    const onSet = [...report.manifolds, ...report.plateaus].some(({ samples }) =>
      samples.some((sample) => sample.every((x, i) => Math.abs(x - found[i]!) <= 0.12 * widths[i]!)),
    );
    if (!listed && !onSet) missing.push(Array.from(found));
  }
  return missing;
}

/** The lowest value that a random search meets: many starts near and far, each improved by a pattern search. */
export function lowestMet(loss: FormulaLoss, seed: number): number {
  const random = seeded(seed);
  const oracle = oracleFor(loss);
  const n = oracle.dimension;
  let least = Infinity;
  for (let k = 0; k < 120; k++) {
    const size = 10 ** (random() * 3 - 1);
    let point = Array.from({ length: n }, () => (random() * 2 - 1) * size);
    let value = oracle.value(point);
    for (let step = size / 2, round = 0; round < 120; round++) {
      const next = point.map((x) => x + (random() * 2 - 1) * step);
      const at = oracle.value(next);
      if (at < value || !Number.isFinite(value)) [point, value] = [next, at];
      else step *= 0.93;
    }
    if (Number.isFinite(value)) least = Math.min(least, value);
  }
  return least;
}
