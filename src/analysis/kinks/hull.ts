/** Whether 0 lies in the convex hull of vectors, decided exactly: linear programming over the rationals. */
import type { Interval } from '../../compile/ring';
import { Rational } from '../../symbolic/rational';

/** Either 0 is in the hull, or a direction d with d·v > 0 for every vector v and d·l = 0 for every line l (Gordan's theorem). */
export type HullAnswer = { readonly holds: true } | { readonly holds: false; readonly direction: readonly Rational[] };

/**
 * Whether 0 lies in the convex hull of `vectors`, of n entries each, plus the span of `lines`. Phase one of the simplex method with Bland's
 * rule, which cannot cycle (Schrijver, Theory of Linear and Integer Programming, 1986, §11.3), for Σ λⱼvⱼ + Σ ±κᵢlᵢ = 0, Σ λⱼ = 1, λ, κ ≥ 0.
 */
export function zeroInHull(
  vectors: readonly (readonly Rational[])[],
  n: number,
  lines: readonly (readonly Rational[])[] = [],
): HullAnswer {
  const { zero, one } = Rational;
  const columns = [
    ...vectors.map((v) => [...v, one]),
    ...lines.flatMap((l) => [
      [...l, zero],
      [...l.map((x) => x.negate()), zero],
    ]),
  ];
  const m = columns.length;
  const height = n + 1;
  const rows = Array.from({ length: height }, (_, i) => [
    ...columns.map((column) => column[i]!),
    ...Array.from({ length: height }, (__, k) => (k === i ? one : zero)),
    i === n ? one : zero,
  ]);
  const width = m + height + 1;
  // Reduced costs of "the sum of the slacks is least"; a slack that has left does not come back.
  const costs = Array.from({ length: width }, (_, j) =>
    j >= m && j < m + height ? zero : rows.reduce((sum, row) => sum.subtract(row[j]!), zero),
  );
  const basis = rows.map((_, i) => m + i);
  for (;;) {
    const entering = costs.findIndex((cost, j) => j < m && cost.isNegative);
    if (entering < 0) break;
    let leaving = -1;
    let least: Rational | null = null;
    rows.forEach((row, i) => {
      const entry = row[entering]!;
      if (entry.compare(zero) <= 0) return;
      const ratio = row[width - 1]!.divide(entry);
      const order = least === null ? -1 : ratio.compare(least);
      if (order < 0 || (order === 0 && basis[i]! < basis[leaving]!)) [least, leaving] = [ratio, i];
    });
    // Its cost is the sum of entries of rows with slacks: one of them is positive.
    if (leaving < 0) throw new Error('A sum of slacks has no bound below 0.');
    const pivot = rows[leaving]![entering]!;
    rows[leaving] = rows[leaving]!.map((entry) => entry.divide(pivot));
    const from = rows[leaving]!;
    rows.forEach((row, i) => {
      const factor = row[entering]!;
      if (i !== leaving && !factor.isZero) rows[i] = row.map((x, j) => x.subtract(factor.multiply(from[j]!)));
    });
    const factor = costs[entering]!;
    costs.forEach((x, j) => (costs[j] = x.subtract(factor.multiply(from[j]!))));
    basis[leaving] = entering;
  }
  if (costs[width - 1]!.isZero) return { holds: true };
  // The multipliers y = 1 − cost of the slacks give y·(v, 1) ≤ 0 and y_n > 0.
  return { holds: false, direction: Array.from({ length: n }, (_, i) => costs[m + i]!.subtract(one)) };
}

/** The same for vectors in boxes: whether it holds for all of them, for none, or cannot be told. */
export function zeroInHullOfBoxes(
  boxes: readonly (readonly Interval[])[],
  n: number,
): 'inside' | 'outside' | 'unknown' {
  if (!boxes.every((box) => box.every(([low, high]) => Number.isFinite(low) && Number.isFinite(high))))
    return 'unknown';
  const bounds = boxes.map((box) =>
    box.map(([low, high]) => [Rational.fromNumber(low), Rational.fromNumber(high)] as const),
  );
  const half = Rational.of(1n, 2n);
  const middles = bounds.map((box) => box.map(([low, high]) => low.add(high).multiply(half)));
  const answer = zeroInHull(middles, n);
  if (!answer.holds) {
    const { direction } = answer;
    const keepsOff = bounds.every(
      (box) =>
        direction
          .reduce((sum, d, i) => sum.add(d.multiply(box[i]![d.isNegative ? 1 : 0])), Rational.zero)
          .compare(Rational.zero) > 0,
    );
    return keepsOff ? 'outside' : 'unknown';
  }
  let reach = Rational.zero;
  for (const box of bounds) {
    for (const [low, high] of box) {
      const radius = high.subtract(low).multiply(half);
      if (radius.compare(reach) > 0) reach = radius;
    }
  }
  // If d·v > 0 for vectors v of the boxes, with Σ|dᵢ| = 1, then d·m > −reach for their middles m: not so where the hull of
  // the middles holds the cube of that half side.
  for (let corner = 0; corner < 1 << n; corner++) {
    const moved = middles.map((middle) => middle.map((x, i) => ((corner >> i) & 1 ? x.add(reach) : x.subtract(reach))));
    if (!zeroInHull(moved, n).holds) return 'unknown';
  }
  return 'inside';
}
