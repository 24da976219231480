/** What kind of point a reduced germ is, by exact sign arguments. */
import { Rational } from '../../symbolic/rational';
import type { CriticalKind } from '../kinds';
import type { ReducedGerm } from './germ';
import { countRealRoots, type Polynomial, squareFreeFactors } from './sturm';

export interface GermVerdict {
  readonly kind: Exclude<CriticalKind, 'minimum' | 'maximum' | 'saddle'>;
  /** Arnold's name where it applies: A₃⁻, D₄⁻, … */
  readonly name: string;
  /** The leading form as text, in t or in s, t. */
  readonly form: string;
  /** What decided, where the leading form alone does not: a part of a sentence. */
  readonly further?: string;
}

/** Signs a form takes near 0. */
type Signs = { readonly positive: boolean; readonly negative: boolean; readonly zero: boolean };

/**
 * The kind of the critical point whose regular part has so many positive and negative squares, or null where the leading
 * form alone doesn't decide it.
 */
export function germKind(germ: ReducedGerm, positive: number, negative: number): GermVerdict | null {
  const { order, leading } = germ;
  if (order === null) return null;
  const c = germ.split.kernel.length;
  const signs = formSigns(leading, c);
  if (signs === null) return null;
  const form = formText(leading, c);
  const name = arnoldName(germ, c, signs);
  const kind = kindOf(signs, positive, negative, order, germ, c);
  return kind === null ? null : { kind, name, form };
}

/** A germ in one variable that begins with ±t^order. */
export interface Growth {
  readonly order: number;
  readonly rises: boolean;
}

/** The kind where the reduced germ is known to be a sum of germs in one variable each. */
export function growthVerdict(parts: readonly Growth[], positive: number, negative: number): GermVerdict {
  const up = positive > 0 || parts.some(({ order, rises }) => order % 2 === 1 || rises);
  const down = negative > 0 || parts.some(({ order, rises }) => order % 2 === 1 || !rises);
  const [first, ...others] = parts;
  const { order, rises } = first!;
  const sign = order % 2 === 1 ? '' : rises ? '⁺' : '⁻';
  const names = ['t', 's', 'r', 'q'];
  const form = parts
    .map((part, k) => `${part.rises ? (k === 0 ? '' : '+ ') : k === 0 ? '−' : '− '}${names[k]!}${raised(part.order)}`)
    .join(' ');
  return {
    kind: up && down ? 'degenerate-saddle' : up ? 'degenerate-minimum' : 'degenerate-maximum',
    name: others.length > 0 ? '' : `A${lowered(order - 1)}${sign}`,
    form,
  };
}

function kindOf(
  signs: Signs,
  positive: number,
  negative: number,
  order: number,
  germ: ReducedGerm,
  c: number,
): GermVerdict['kind'] | null {
  const up = signs.positive || positive > 0;
  const down = signs.negative || negative > 0;
  if (up && down) {
    const monkey = c === 2 && order === 3 && positive + negative === 0 && realLines(germ.leading) === 3;
    return monkey ? 'monkey-saddle' : 'degenerate-saddle';
  }
  // A form that vanishes somewhere leaves it to higher terms.
  if (signs.zero) return null;
  return up ? 'degenerate-minimum' : 'degenerate-maximum';
}

/** The signs of a form in c variables away from 0, or null where they are not found exactly. */
function formSigns(leading: ReducedGerm['leading'], c: number): Signs | null {
  if (c === 1) {
    const { exponents, coefficient } = leading[0]!;
    const odd = exponents[0]! % 2 === 1;
    return { positive: odd || !coefficient.isNegative, negative: odd || coefficient.isNegative, zero: false };
  }
  const sampled = sampleSigns(leading, c);
  if (sampled.positive && sampled.negative) return { ...sampled, zero: true };
  if (c === 2) return { ...sampled, zero: hasRealLine(leading) };
  // Even powers of one sign, with a pure power of each variable, are definite.
  const even = leading.every(({ exponents }) => exponents.every((x) => x % 2 === 0));
  const oneSign = leading.every(({ coefficient }) => coefficient.isNegative === leading[0]!.coefficient.isNegative);
  const pure = Array.from({ length: c }, (_, v) =>
    leading.some(({ exponents }) => exponents.every((x, i) => i === v || x === 0)),
  );
  return even && oneSign && pure.every(Boolean) ? { ...sampled, zero: false } : null;
}

/** Signs at the points of a small grid of directions. */
function sampleSigns(leading: ReducedGerm['leading'], c: number): Signs {
  let positive = false;
  let negative = false;
  const steps = c === 2 ? 6 : 2;
  const direction = Array.from({ length: c }, () => -steps);
  for (;;) {
    const value = leading.reduce(
      (sum, { exponents, coefficient }) =>
        sum.add(
          exponents.reduce(
            (product, x, i) => product.multiply(Rational.integer(BigInt(direction[i]!)).power(x)),
            coefficient,
          ),
        ),
      Rational.zero,
    );
    if (!value.isZero) {
      if (value.isNegative) negative = true;
      else positive = true;
    }
    let at = 0;
    while (at < c && direction[at] === steps) direction[at++] = -steps;
    if (at === c) return { positive, negative, zero: false };
    direction[at]!++;
  }
}

/** The form in (s, t) as a polynomial in t at s = 1, and the power of s that divides it. */
function dehomogenize(leading: ReducedGerm['leading']): { polynomial: Polynomial; powerOfS: number } {
  const degree = leading[0]!.exponents.reduce((a, b) => a + b, 0);
  const polynomial: Rational[] = Array.from({ length: degree + 1 }, () => Rational.zero);
  for (const { exponents, coefficient } of leading) polynomial[exponents[1]!] = coefficient;
  const powerOfS = Math.min(...leading.map(({ exponents }) => exponents[0]!));
  return { polynomial, powerOfS };
}

function hasRealLine(leading: ReducedGerm['leading']): boolean {
  return realLines(leading) > 0;
}

/** The number of distinct real lines on which a form in two variables vanishes. */
export function realLines(leading: ReducedGerm['leading']): number {
  const { polynomial, powerOfS } = dehomogenize(leading);
  return countRealRoots(polynomial) + (powerOfS > 0 ? 1 : 0);
}

function arnoldName(germ: ReducedGerm, c: number, signs: Signs): string {
  const { order } = germ;
  if (c === 1 && order !== null) {
    const sign = order % 2 === 1 ? '' : signs.positive ? '⁺' : '⁻';
    return `A${lowered(order - 1)}${sign}`;
  }
  if (c === 2 && order === 3) {
    const lines = realLines(germ.leading);
    const simple = isSquareFree(germ.leading);
    if (simple) return lines === 3 ? 'D₄⁻' : 'D₄⁺';
  }
  if (c === 2 && order === 4 && isSquareFree(germ.leading)) return 'X₉';
  return '';
}

/** True where no line, real or complex, is a multiple zero of the form: its gradient then vanishes only at 0. */
function isSquareFree(leading: ReducedGerm['leading']): boolean {
  const { polynomial, powerOfS } = dehomogenize(leading);
  return powerOfS <= 1 && squareFreeFactors(polynomial).every(({ power }) => power === 1);
}

/**
 * The name of a germ in two variables whose cubic form has a multiple line, by its Milnor number μ: D_μ where the line is double, E₆, E₇
 * or E₈ where it is triple (Arnold, Gusein-Zade, Varchenko I, §13.1, §16.2.1).
 */
export function cubicName(germ: ReducedGerm, milnor: number): string {
  const { polynomial, powerOfS } = dehomogenize(germ.leading);
  const most = Math.max(powerOfS, ...squareFreeFactors(polynomial).map(({ power }) => power));
  if (most === 2) return milnor >= 5 ? `D${lowered(milnor)}` : '';
  return most === 3 && milnor >= 6 && milnor <= 8 ? `E${lowered(milnor)}` : '';
}

function lowered(value: number): string {
  return [...String(value)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!).join('');
}

const raisedDigits = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function raised(value: number): string {
  return [...String(value)].map((digit) => raisedDigits[Number(digit)]!).join('');
}

/** The form as text, in t, in s and t, … */
export function formText(leading: ReducedGerm['leading'], c: number): string {
  const names = c === 1 ? ['t'] : c === 2 ? ['s', 't'] : ['r', 's', 't', 'q'];
  const terms = leading.slice(0, 6).map(({ exponents, coefficient }, index) => {
    const powers = exponents.map((x, i) => (x === 0 ? '' : names[i]! + (x === 1 ? '' : raised(x)))).join('');
    const size = coefficient.isNegative ? coefficient.negate() : coefficient;
    const factor = size.isOne
      ? ''
      : size.key.length > 12
        ? String(Number(size.toNumber().toPrecision(6)))
        : size.isInteger
          ? size.key
          : `(${size.key})`;
    const sign = coefficient.isNegative ? (index === 0 ? '−' : ' − ') : index === 0 ? '' : ' + ';
    return `${sign}${factor}${powers}`;
  });
  return terms.join('') + (leading.length > 6 ? ' + …' : '');
}
