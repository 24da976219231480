/**
 * Proof that a degenerate critical point is the only one in a box around it.
 *
 * Coordinates: t in the Hessian's kernel, u across it. Over a convex box R⁺ around p let the Hessian's u-block be regular;
 * then for each t there is at most one u with ∂L/∂u = 0, and these form a manifold u(t) through p (implicit function
 * theorem; it stays in R⁺ since |du/dt| is bounded there). Critical points in R are zeros of the reduced gradient ψ(t).
 * By Taylor's theorem ψ(t) = (leading form at p) + (coefficients of the next degree at points of the manifold in R⁺); if
 * that does not vanish for any t ≠ 0 of R, p is alone.
 */
import { intervalRing as ring, type Interval } from '../../compile/ring';
import { type Series, SeriesEvaluator, SeriesSpace } from '../../compile/series';
import { down, up } from '../../interval/rounding';
import { invert } from '../../linalg/solve';
import type { Node } from '../../symbolic/node';
import { type Box, around } from '../box';
import type { ReducedGerm } from './germ';
import { type Inertia, blockInertia } from '../search/inertia';
import type { ConstantBounds, IntervalSystem } from '../search/intervalSystem';

export interface AloneRequest {
  readonly gradient: readonly Node[];
  readonly constants: ConstantBounds;
  readonly germ: ReducedGerm;
  /** The point, enclosed. */
  readonly point: readonly Interval[];
  /** Half widths of R. */
  readonly radii: Float64Array;
}

/** The inertia of the block across the kernel, where the point is proved to be the only critical one in R; else null. */
export function provedAlone(system: IntervalSystem, request: AloneRequest): Inertia | null {
  const { germ, point, radii } = request;
  const { pivots, free, kernel } = germ.split;
  const spread = radii.map((radius, i) =>
    free.includes(i)
      ? radius
      : kernel.reduce((sum, vector, k) => up(sum + up(Math.abs(vector[i]!.toNumber()) * radii[free[k]!]!)), radius),
  );
  const center = Float64Array.from(point, ([low, high]) => low / 2 + high / 2);
  const wide = around(
    center,
    spread.map((radius) => up(radius * (1 + 2 ** -40))),
  );
  system.hessian(wide);
  if (
    !system.defined ||
    !system.smooth ||
    !system.hessianLow.every(Number.isFinite) ||
    !system.hessianHigh.every(Number.isFinite)
  )
    return null;
  const block = (i: number, j: number): Interval => [
    system.hessianLow[i * center.length + j]!,
    system.hessianHigh[i * center.length + j]!,
  ];
  const across = pivots.map((i) => pivots.map((j) => block(i, j)));
  const inertia = blockInertia(system, pivots);
  const inverse = invertIntervals(across);
  if (inertia === null || inverse === null) return null;
  const slopes = pivots.map((i) =>
    kernel.map((vector) =>
      center.reduce((sum, _, j) => ring.add(sum, ring.multiply(block(i, j), vector[j]!.bounds())), ring.zero),
    ),
  );
  for (let i = 0; i < pivots.length; i++) {
    // |uᵢ| ≤ Σ |du/dt|·T must stay within the room that R⁺ gives it.
    let reach = 0;
    kernel.forEach((_, k) => {
      const rate = pivots.reduce(
        (sum, _p, j) => ring.add(sum, ring.multiply(inverse[i]![j]!, slopes[j]![k]!)),
        ring.zero,
      );
      reach = up(reach + up(Math.max(Math.abs(rate[0]), Math.abs(rate[1])) * radii[free[k]!]!));
    });
    if (!(reach < radii[pivots[i]!]!)) return null;
  }
  const next = nextCoefficients(request, wide, inverse);
  return nonzeroAround(request, next) ? inertia : null;
}

/** Series of ψ whose coefficients of degree `order` enclose those at every point of the manifold in the box. */
function nextCoefficients(
  { gradient, constants, germ }: AloneRequest,
  box: Box,
  inverse: Interval[][],
): Series<Interval>[] {
  const { pivots, kernel } = germ.split;
  const space = new SeriesSpace(kernel.length, germ.order!);
  const evaluator = new SeriesEvaluator(ring, space, {
    constant: (index) => [constants.low[index]!, constants.high[index]!] as const,
  });
  const line = Array.from(box.low, (low, i) =>
    evaluator.affine(
      [low, box.high[i]!],
      kernel.map((vector) => vector[i]!.bounds()),
    ),
  );
  const u = pivots.map(() => [...evaluator.constant(ring.zero)]);
  let values: Series<Interval>[] = [];
  for (let degree = 1; degree <= germ.order! + 1; degree++) {
    const parameters = line.map((series, i) => {
      const row = pivots.indexOf(i);
      return row < 0 ? series : evaluator.add(series, u[row]!);
    });
    values = evaluator.evaluate(gradient, parameters);
    if (pivots.length === 0 || degree > germ.order!) break;
    space.degrees.forEach((monomialDegree, k) => {
      if (monomialDegree !== degree) return;
      pivots.forEach((_, i) => {
        const solved = pivots.reduce(
          (sum, pivot, j) => ring.add(sum, ring.multiply(inverse[i]![j]!, values[pivot]![k]!)),
          ring.zero,
        );
        u[i]![k] = [-solved[1], -solved[0]];
      });
    });
  }
  return kernel.map((vector) =>
    vector.reduce<Series<Interval>>(
      (sum, entry, i) => (entry.isZero ? sum : evaluator.add(sum, evaluator.scale(entry.bounds(), values[i]!))),
      evaluator.constant(ring.zero),
    ),
  );
}

/** Y·H ≈ 1 gives |H⁻¹ − Y| ≤ ‖Y‖·q/(1 − q) with q = ‖1 − Y·H‖ < 1 in the row-sum norm. */
export function invertIntervals(matrix: readonly (readonly Interval[])[]): Interval[][] | null {
  const n = matrix.length;
  if (n === 0) return [];
  const middle = Float64Array.from(matrix.flat(), ([low, high]) => low / 2 + high / 2);
  const near = invert(middle, n);
  if (near === null) return null;
  let q = 0;
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    let size = 0;
    for (let j = 0; j < n; j++) {
      let entry: Interval = i === j ? ring.one : ring.zero;
      for (let k = 0; k < n; k++) {
        const factor = -near[i * n + k]!;
        entry = ring.add(entry, ring.multiply([factor, factor], matrix[k]![j]!));
      }
      row = up(row + Math.max(Math.abs(entry[0]), Math.abs(entry[1])));
      size = up(size + Math.abs(near[i * n + j]!));
    }
    q = Math.max(q, row);
    norm = Math.max(norm, size);
  }
  if (!(q < 0.9)) return null;
  const error = up(up(norm * q) / down(1 - q));
  return matrix.map((row, i) =>
    row.map((_, j): Interval => [down(near[i * n + j]! - error), up(near[i * n + j]! + error)]),
  );
}

/** Pieces of the faces of the unit cube are cut this many times. */
const deepestCut = 14;

/** True where ψ(t) ≠ 0 for every t ≠ 0 with |tₖ| ≤ Tₖ: on each ray t = r·T·e, ψ/r^(order−1) keeps a component off 0. */
function nonzeroAround({ germ, radii }: AloneRequest, next: readonly Series<Interval>[]): boolean {
  const { free, kernel } = germ.split;
  const c = kernel.length;
  const space = new SeriesSpace(c, germ.order!);
  const reach = free.map((i): Interval => [radii[i]!, radii[i]!]);
  const lead = germ.gradient.map((series) =>
    germ.space.exponents.map((exponents, k) => ({ exponents, value: series[k]! })),
  );
  const excludes = (piece: readonly Interval[]): boolean =>
    next.some((series, v) => {
      const term = (exponents: readonly number[], value: Interval): Interval =>
        exponents.reduce<Interval>(
          (product, x, i) => ring.multiply(product, wholePower(ring.multiply(reach[i]!, piece[i]!), x)),
          value,
        );
      let sum: Interval = ring.zero;
      for (const { exponents, value } of lead[v]!) {
        if (value.isZero || total(exponents) !== germ.order! - 1) continue;
        sum = ring.add(sum, term(exponents, value.bounds()));
      }
      let rest: Interval = ring.zero;
      space.exponents.forEach((exponents, k) => {
        if (space.degrees[k] === germ.order!) rest = ring.add(rest, term(exponents, series[k]!));
      });
      // r runs through [0, 1].
      const all = ring.add(sum, [Math.min(0, rest[0]), Math.max(0, rest[1])]);
      return all[0] > 0 || all[1] < 0;
    });
  const covers = (piece: Interval[], face: number, depth: number): boolean => {
    if (excludes(piece)) return true;
    if (depth === 0) return false;
    let axis = -1;
    for (let i = 0; i < c; i++) {
      if (i !== face && (axis < 0 || piece[i]![1] - piece[i]![0] > piece[axis]![1] - piece[axis]![0])) axis = i;
    }
    if (axis < 0) return false;
    const [low, high] = piece[axis]!;
    const cut = low + 0.4873 * (high - low);
    const half = (part: Interval): Interval[] => piece.map((side, i) => (i === axis ? part : side));
    return covers(half([low, cut]), face, depth - 1) && covers(half([cut, high]), face, depth - 1);
  };
  for (let face = 0; face < c; face++) {
    for (const end of [-1, 1]) {
      const piece = Array.from({ length: c }, (_, i): Interval => (i === face ? [end, end] : [-1, 1]));
      if (!covers(piece, face, deepestCut)) return false;
    }
  }
  return true;
}

function total(exponents: readonly number[]): number {
  return exponents.reduce((a, b) => a + b, 0);
}

function wholePower(x: Interval, n: number): Interval {
  if (n === 0) return ring.one;
  if (n % 2 === 0) {
    const [a, b] = x;
    const size: Interval = [a > 0 ? a : b < 0 ? -b : 0, Math.max(Math.abs(a), Math.abs(b))];
    return Array.from({ length: n }, () => size).reduce((p, s) => ring.multiply(p, s));
  }
  return Array.from({ length: n }, () => x).reduce((p, s) => ring.multiply(p, s));
}
