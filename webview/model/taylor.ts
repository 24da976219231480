/**
 * Level sets of the quadratic Taylor model q(d) = f + g·d + ½ dᵀHd in two variables, as polylines: ellipses, hyperbolas,
 * parabolas and lines. Everything is in the unit of `d`; the caller scales to pixels first, so that `radius` is one.
 */
import { symmetricEigen } from '../../src/linalg/eigen';

export interface QuadraticModel {
  readonly value: number;
  readonly gradient: readonly [number, number];
  /** H₁₁, H₁₂, H₂₂. */
  readonly hessian: readonly [number, number, number];
}

/** A curve d₀, d₁, …, relative to the point of expansion. */
export type Curve = readonly (readonly [number, number])[];

/** q(d). */
export function modelValue(model: QuadraticModel, x: number, y: number): number {
  const [gx, gy] = model.gradient;
  const [a, b, c] = model.hessian;
  return model.value + gx * x + gy * y + 0.5 * (a * x * x + 2 * b * x * y + c * y * y);
}

/** Three levels that show the model's shape: through the point itself, and as far above and below as it changes within `radius`. */
export function modelLevels(model: QuadraticModel, radius: number): readonly number[] {
  const [a, b, c] = model.hessian;
  const slope = Math.hypot(...model.gradient) * radius;
  const bend = 0.5 * Math.max(Math.abs(a) + Math.abs(b), Math.abs(c) + Math.abs(b)) * radius * radius;
  const change = Math.max(slope, bend);
  return change > 0 && Number.isFinite(change) ? [model.value - change, model.value, model.value + change] : [];
}

/** The curves on which q equals `level`, cut off at about `radius` from the point. */
export function levelCurves(model: QuadraticModel, level: number, radius: number): readonly Curve[] {
  const [a, b, c] = model.hessian;
  const { values, vectors } = symmetricEigen(Float64Array.of(a, b, b, c), 2);
  const [v1, v2] = [vectors[0]!, vectors[1]!];
  const slopes = [v1, v2].map((v) => v[0]! * model.gradient[0] + v[1]! * model.gradient[1]);
  const largest = Math.max(Math.abs(values[0]!), Math.abs(values[1]!), (Math.hypot(...slopes) / radius) * 1e-9);
  const flat = [0, 1].map((index) => Math.abs(values[index]!) <= 1e-9 * largest);
  const curves = curvesInEigenbasis(
    [values[0]!, values[1]!],
    [slopes[0]!, slopes[1]!],
    flat,
    level - model.value,
    radius,
  );
  return curves.map((curve) =>
    curve.map(([u1, u2]) => [u1 * v1[0]! + u2 * v2[0]!, u1 * v1[1]! + u2 * v2[1]!] as const),
  );
}

type Pair = readonly [number, number];

/** Curves s₁u₁ + s₂u₂ + ½λ₁u₁² + ½λ₂u₂² = k. */
function curvesInEigenbasis(lambda: Pair, slope: Pair, flat: boolean[], k: number, radius: number): readonly Curve[] {
  if (flat[0] === true && flat[1] === true) return straight(slope, k, radius);
  if (flat[0] === true || flat[1] === true) {
    const bent = flat[0] === true ? 1 : 0;
    const curves = parabola(lambda[bent], slope[bent], slope[1 - bent]!, k, radius);
    return bent === 0 ? curves : curves.map((curve) => curve.map(([u, v]) => [v, u] as const));
  }
  const centre: Pair = [-slope[0] / lambda[0], -slope[1] / lambda[1]];
  const rest = k + slope[0] ** 2 / (2 * lambda[0]) + slope[1] ** 2 / (2 * lambda[1]);
  const move = (curve: Curve): Curve => curve.map(([u, v]) => [u + centre[0], v + centre[1]] as const);
  const curves =
    lambda[0] * lambda[1] > 0 ? ellipse(lambda, rest) : hyperbola(lambda, rest, radius + Math.hypot(...centre));
  return curves.map(move);
}

function ellipse(lambda: Pair, rest: number): readonly Curve[] {
  if (!(rest / lambda[0] > 0)) return [];
  const [r1, r2] = [Math.sqrt((2 * rest) / lambda[0]), Math.sqrt((2 * rest) / lambda[1])];
  return [sample(0, 2 * Math.PI, 128, (t) => [r1 * Math.cos(t), r2 * Math.sin(t)])];
}

function hyperbola(lambda: Pair, rest: number, reach: number): readonly Curve[] {
  const size = Math.max(Math.abs(lambda[0]), Math.abs(lambda[1])) * reach * reach;
  if (Math.abs(rest) <= 1e-9 * size) {
    const steep = Math.sqrt(-lambda[0] / lambda[1]);
    const length = reach / Math.hypot(1, steep);
    return [1, -1].map((sign) => [
      [-length, -sign * steep * length] as const,
      [length, sign * steep * length] as const,
    ]);
  }
  // The branches open along the axis whose curvature has the sign of `rest`.
  const along = rest / lambda[0] > 0 ? 0 : 1;
  const r1 = Math.sqrt(Math.abs((2 * rest) / lambda[along]));
  const r2 = Math.sqrt(Math.abs((2 * rest) / lambda[1 - along]!));
  const end = Math.asinh((reach * 1.5) / Math.min(r1, r2));
  return [1, -1].map((sign) =>
    sample(-end, end, 96, (t) => {
      const [p, q] = [sign * r1 * Math.cosh(t), r2 * Math.sinh(t)];
      return along === 0 ? [p, q] : [q, p];
    }),
  );
}

/** ½λu² + su + pv = k: a parabola, or lines where p = 0. The first coordinate is the bent one. */
function parabola(lambda: number, slope: number, across: number, k: number, radius: number): readonly Curve[] {
  const size = Math.max(Math.abs(lambda) * radius, Math.abs(slope));
  if (Math.abs(across) > 1e-9 * size)
    return [sample(-radius * 1.5, radius * 1.5, 96, (u) => [u, (k - slope * u - 0.5 * lambda * u * u) / across])];
  const discriminant = slope * slope + 2 * lambda * k;
  if (discriminant < 0) return [];
  const root = Math.sqrt(discriminant);
  const places = root === 0 ? [-slope / lambda] : [(-slope - root) / lambda, (-slope + root) / lambda];
  return places.map((u) => [[u, -radius] as const, [u, radius] as const]);
}

function straight(slope: Pair, k: number, radius: number): readonly Curve[] {
  const square = slope[0] ** 2 + slope[1] ** 2;
  if (square === 0) return [];
  const foot: Pair = [(slope[0] * k) / square, (slope[1] * k) / square];
  const unit: Pair = [-slope[1] / Math.sqrt(square), slope[0] / Math.sqrt(square)];
  return [[-radius, radius].map((t) => [foot[0] + unit[0] * t, foot[1] + unit[1] * t] as const)];
}

function sample(from: number, to: number, pieces: number, at: (t: number) => readonly [number, number]): Curve {
  return Array.from({ length: pieces + 1 }, (_, index) => at(from + ((to - from) * index) / pieces));
}
