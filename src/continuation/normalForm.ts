/**
 * What a singular point is called: the reduced equation g(s, τ) = 0 of a critical point x₀ + s·v + w, λ₀ + τ, with w
 * across v eliminated (Lyapunov and Schmidt; Golubitsky & Schaeffer, Singularities and Groups in Bifurcation Theory I,
 * 1985, §I.3 and table II.9.1; Kuznetsov, Elements of Applied Bifurcation Theory, §3 and §7.4).
 */
import type { Jet } from '../compile/jet';
import { symmetricEigen } from '../linalg/eigen';
import { dot } from '../linalg/vectors';
import type { ScaledFamily } from './follow';

export type SingularKind =
  /** g = e·τ + a·s²/2: two curves meet, and are gone on one side. */
  | 'fold'
  /** g = b·s·τ + c·s³/6. */
  | 'pitchfork'
  /** g = a·s²/2 + b·s·τ + d·τ²/2 with b² > a·d: two curves cross and exchange their kinds. */
  | 'transcritical'
  /** None of these: a coefficient that they need is 0, or the Hessian's kernel is wider. */
  | 'degenerate';

/** The derivatives of g at the point, and what they make of it. */
export interface NormalForm {
  readonly kind: SingularKind;
  /** v, of length 1. */
  readonly direction: Float64Array;
  /** gₛₛ = D³L[v, v, v]. */
  readonly a: number;
  /** gₛτ = D³L[v, v, η], η = (−H⁺·∂∇L/∂λ, 1): the way the other coordinates follow λ. */
  readonly b: number;
  /** gₛₛₛ = D⁴L[v, v, v, v] − 3·q·H⁺·q with q = D³L[v, v, ·] over x. */
  readonly c: number;
  /** gττ = D³L[v, η, η]. */
  readonly d: number;
  /** gτ = v·∂∇L/∂λ; 0 where curves cross. */
  readonly e: number;
  /** The number of negative eigenvalues of H across v. */
  readonly index: number;
  /** A size of g in the window, which rounding is compared with. */
  readonly scale: number;
}

/** What is below this part of its neighbours counts as 0. */
const negligible = 1e-6;

/**
 * `isEven`: the loss is even along v, so that a is 0. Null where the loss has no Taylor polynomial of degree 4 there.
 */
export function normalFormAt(
  { family, n, sides }: ScaledFamily,
  at: Float64Array,
  v: Float64Array,
  equation: 'fold' | 'crossing',
  isEven: boolean,
): NormalForm | null {
  const jet = family.jet(at);
  if (jet === null) return null;
  const whole = new Float64Array((n + 1) ** 2);
  family.oracle.hessian(at, whole);
  const block = Float64Array.from({ length: n * n }, (_, k) => whole[Math.floor(k / n) * (n + 1) + (k % n)]!);
  const slope = Float64Array.from({ length: n }, (_, i) => whole[n * (n + 1) + i]!);
  const { values, vectors } = symmetricEigen(block, n);
  // The eigenvector along v, and the rest, across which H is inverted.
  const alike = vectors.map((vector) => Math.abs(dot(vector, v)));
  const own = alike.indexOf(Math.max(...alike));
  const largest = Math.max(...values.map(Math.abs));
  const isWide = values.some((value, k) => k !== own && Math.abs(value) <= 1e-9 * largest);
  const inverse = (q: Float64Array): Float64Array => {
    const out = new Float64Array(n);
    vectors.forEach((vector, k) => {
      if (k === own) return;
      const share = dot(vector, q) / values[k]!;
      vector.forEach((entry, i) => (out[i] = out[i]! + share * entry));
    });
    return out;
  };
  const along = Float64Array.from([...v, 0]);
  const followed = isWide ? new Float64Array(n) : inverse(slope).map((entry) => -entry);
  const eta = Float64Array.from([...followed, 1]);
  const third = (...ways: readonly Float64Array[]): number => form(jet, ways);
  const unit = (i: number): Float64Array => Float64Array.from({ length: n + 1 }, (_, j) => (i === j ? 1 : 0));
  const q = Float64Array.from({ length: n }, (_, i) => third(along, along, unit(i)));
  const a = isEven ? 0 : third(along, along, along);
  const b = third(along, along, eta);
  const d = third(along, eta, eta);
  const c = third(along, along, along, along) - (isWide ? 0 : 3 * dot(q, inverse(q)));
  const e = equation === 'crossing' ? 0 : dot(v, slope);
  // Terms of g·length at the ends of the window.
  const length = 1 / Math.hypot(...v.map((entry, i) => entry / sides[i]!));
  const range = sides[n]!;
  const terms = {
    a: Math.abs(a) * length ** 3,
    b: Math.abs(b) * length ** 2 * range,
    c: Math.abs(c) * length ** 4,
    d: Math.abs(d) * length * range ** 2,
    e: Math.abs(e) * length * range,
  };
  const scale = Math.max(terms.a, terms.b, terms.c, terms.d, terms.e);
  const isZero = (term: number): boolean => term <= negligible * scale;
  const kind = (): SingularKind => {
    if (isWide) return 'degenerate';
    if (!isZero(terms.e)) return isZero(terms.a) ? 'degenerate' : 'fold';
    if (isZero(terms.a)) return isZero(terms.b) || isZero(terms.c) ? 'degenerate' : 'pitchfork';
    return b * b > a * d ? 'transcritical' : 'degenerate';
  };
  return {
    kind: kind(),
    direction: Float64Array.from(v),
    a,
    b,
    c,
    d,
    e,
    index: values.filter((value, k) => k !== own && value < 0).length,
    scale: scale / length,
  };
}

/** The symmetric multilinear form DᵏL of a Taylor polynomial on k vectors. */
function form({ exponents, coefficients }: Jet, ways: readonly Float64Array[]): number {
  const degree = ways.length;
  let sum = 0;
  exponents.forEach((powers, k) => {
    if (coefficients[k] === 0 || powers.reduce((total, power) => total + power, 0) !== degree) return;
    const places = powers.flatMap((power, at) => Array.from({ length: power }, () => at));
    sum += coefficients[k]! * permanent(places, ways);
  });
  return sum;
}

/** Σ over all orders of the vectors of Π ways[σ(i)][places[i]]. */
function permanent(places: readonly number[], ways: readonly Float64Array[]): number {
  if (places.length === 0) return 1;
  const [place, ...rest] = places;
  let sum = 0;
  ways.forEach((way, k) => {
    const entry = way[place!]!;
    if (entry !== 0) sum += entry * permanent(rest, [...ways.slice(0, k), ...ways.slice(k + 1)]);
  });
  return sum;
}
