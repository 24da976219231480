/** Taylor coefficients f⁽ʲ⁾(c)/j! of the elementary functions, from the differential equations they satisfy. */
import type { FunctionName } from '../symbolic/node';
import { Rational } from '../symbolic/rational';
import { NotRepresentable, type Ring } from './ring';

const whole = (n: number): Rational => Rational.integer(BigInt(n));

/** Coefficients 0 … degree of x^r at c; r is no whole number ≥ 0. */
export function powerSeries<T>(ring: Ring<T>, c: T, r: Rational, degree: number): T[] {
  const first = r.isInteger ? wholePower(ring, c, Number(r.numerator)) : ring.power(c, r);
  const result = [first];
  for (let j = 0; j < degree; j++) {
    // a_{j+1} = a_j·(r − j)/((j + 1)·c)
    const factor = ring.rational(r.subtract(whole(j)).divide(whole(j + 1)));
    result.push(ring.divide(ring.multiply(result[j]!, factor), c));
  }
  return result;
}

function wholePower<T>(ring: Ring<T>, c: T, n: number): T {
  let result = ring.one;
  for (let k = 0; k < Math.abs(n); k++) result = ring.multiply(result, c);
  return n < 0 ? ring.divide(ring.one, result) : result;
}

/** Coefficients 0 … degree of a function at c. Throws `NotRepresentable` at a kink. */
export function functionSeries<T>(ring: Ring<T>, name: FunctionName, c: T, degree: number): T[] {
  const over = (a: T, n: number): T => ring.multiply(a, ring.rational(whole(n).reciprocal()));
  const minus = (a: T): T => ring.multiply(ring.rational(Rational.minusOne), a);
  switch (name) {
    case 'exp':
    case 'expm1': {
      const result = [ring.apply('exp', c)];
      for (let j = 1; j <= degree; j++) result.push(over(result[j - 1]!, j));
      if (name === 'expm1') result[0] = ring.apply('expm1', c);
      return result;
    }
    case 'sin':
    case 'cos':
    case 'sinh':
    case 'cosh': {
      const [first, second] =
        name === 'sin' || name === 'cos' ? (['sin', 'cos'] as const) : (['sinh', 'cosh'] as const);
      const s = [ring.apply(first, c)];
      const k = [ring.apply(second, c)];
      for (let j = 1; j <= degree; j++) {
        s.push(over(k[j - 1]!, j));
        k.push(over(first === 'sin' ? minus(s[j - 1]!) : s[j - 1]!, j));
      }
      return name === first ? s : k;
    }
    case 'log':
    case 'log1p': {
      const base = name === 'log' ? c : ring.add(ring.one, c);
      return integrate(
        ring,
        ring.apply(name, c),
        powerSeries(ring, base, Rational.minusOne, Math.max(0, degree - 1)),
        degree,
      );
    }
    case 'tanh':
      return riccati(ring, ring.apply('tanh', c), degree, 1, 0, -1);
    case 'tan':
      return riccati(ring, ring.apply('tan', c), degree, 1, 0, 1);
    case 'sigmoid':
      return riccati(ring, ring.apply('sigmoid', c), degree, 0, 1, -1);
    case 'softplus':
      return integrate(ring, ring.apply(name, c), functionSeries(ring, 'sigmoid', c, Math.max(0, degree - 1)), degree);
    case 'atan': {
      // 1/(1 + (c + δ)²): the reciprocal of (1 + c²) + 2cδ + δ².
      const a = ring.add(ring.one, ring.multiply(c, c));
      const b = ring.add(c, c);
      const rates: T[] = [];
      for (let j = 0; j < Math.max(1, degree); j++) {
        const before =
          j === 0 ? minus(ring.one) : ring.add(ring.multiply(b, rates[j - 1]!), j === 1 ? ring.zero : rates[j - 2]!);
        rates.push(minus(ring.divide(before, a)));
      }
      return integrate(ring, ring.apply('atan', c), rates, degree);
    }
    case 'asin':
    case 'acos': {
      const rates = inverseRoot(ring, c, Math.max(0, degree - 1));
      return integrate(ring, ring.apply(name, c), name === 'asin' ? rates : rates.map(minus), degree);
    }
    case 'erf': {
      // y' = 2/√π·z with z = exp(−x²), z' = −2x·z
      const scale = ring.multiply(ring.rational(whole(2)), ring.power(ring.builtin('pi'), Rational.of(-1n, 2n)));
      const z = [ring.apply('exp', minus(ring.multiply(c, c)))];
      for (let j = 0; j + 1 < degree; j++) {
        const slope = ring.add(ring.multiply(c, z[j]!), j === 0 ? ring.zero : z[j - 1]!);
        z.push(over(ring.multiply(ring.rational(whole(-2)), slope), j + 1));
      }
      return integrate(
        ring,
        ring.apply('erf', c),
        z.map((coefficient) => ring.multiply(scale, coefficient)),
        degree,
      );
    }
    case 'abs':
    case 'relu':
    case 'sign':
    case 'step':
    case 'rightSign':
      return piecewise(ring, name, c, degree);
  }
}

/** constant + ∫ rates. */
function integrate<T>(ring: Ring<T>, constant: T, rates: readonly T[], degree: number): T[] {
  const result = [constant];
  for (let j = 1; j <= degree; j++) result.push(ring.multiply(rates[j - 1]!, ring.rational(whole(j).reciprocal())));
  return result;
}

/** y' = p + q·y + r·y². */
function riccati<T>(ring: Ring<T>, first: T, degree: number, p: number, q: number, r: number): T[] {
  const result = [first];
  for (let j = 0; j < degree; j++) {
    let square = ring.zero;
    for (let i = 0; i <= j; i++) square = ring.add(square, ring.multiply(result[i]!, result[j - i]!));
    let rate = ring.multiply(ring.rational(whole(r)), square);
    if (q !== 0) rate = ring.add(rate, result[j]!);
    if (p !== 0 && j === 0) rate = ring.add(rate, ring.one);
    result.push(ring.multiply(rate, ring.rational(whole(j + 1).reciprocal())));
  }
  return result;
}

/** (1 − x²)^(−1/2) at c: w·z' = (c + δ)·z with w = 1 − (c + δ)². */
function inverseRoot<T>(ring: Ring<T>, c: T, degree: number): T[] {
  const minus = (a: T): T => ring.multiply(ring.rational(Rational.minusOne), a);
  const w0 = ring.add(ring.one, minus(ring.multiply(c, c)));
  const result = [ring.isZero(c) ? ring.one : ring.power(w0, Rational.of(-1n, 2n))];
  for (let j = 0; j < degree; j++) {
    // (j+1)·w₀·z_{j+1} = c·z_j + z_{j−1} + 2c·j·z_j + (j−1)·z_{j−1}
    let right = ring.multiply(ring.multiply(c, ring.rational(whole(2 * j + 1))), result[j]!);
    if (j > 0) right = ring.add(right, ring.multiply(ring.rational(whole(j)), result[j - 1]!));
    result.push(ring.divide(ring.multiply(right, ring.rational(whole(j + 1).reciprocal())), w0));
  }
  return result;
}

function piecewise<T>(ring: Ring<T>, name: 'abs' | 'relu' | 'sign' | 'step' | 'rightSign', c: T, degree: number): T[] {
  const sign = ring.sign(c);
  if (sign === 0) throw new NotRepresentable('a kink');
  const flat = (value: number): T[] => [
    ring.rational(whole(value)),
    ...Array.from({ length: degree }, () => ring.zero),
  ];
  const line = (slope: number): T[] => {
    const factor = ring.rational(whole(slope));
    return [
      ring.multiply(factor, c),
      factor,
      ...Array.from({ length: Math.max(0, degree - 1) }, () => ring.zero),
    ].slice(0, degree + 1);
  };
  switch (name) {
    case 'abs':
      return line(sign);
    case 'relu':
      return line(sign > 0 ? 1 : 0);
    case 'sign':
    case 'rightSign':
      return flat(sign);
    case 'step':
      return flat(sign > 0 ? 1 : 0);
  }
}
