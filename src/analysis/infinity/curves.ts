/** Curves to infinity along which a loss is followed: each coordinate a number, or a number times a power of t. */
import type { TapeOracle } from '../../compile/oracle';
import { type Node, reachable } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import { stepsOf } from '../steps';
import type { Monomial } from './alongCurve';

/** So many curves are tried in double arithmetic, fewer where the loss is long or sums over many rows. */
const mostTried = 1_500;
const mostSteps = 4e6;
/** So many of them are followed exactly, so long as that takes no more operations on exact numbers. */
const mostFollowed = 40;
const mostExactSteps = 40_000;

/** The likeliest curves on which the loss falls: those with the lowest values far out come first. */
export function fallingCurves(oracle: TapeOracle, loss: Node, exact: readonly (Rational | undefined)[]): Monomial[][] {
  const n = oracle.dimension;
  const numbers = numbersIn(loss, exact);
  const tried: { readonly curve: Monomial[]; readonly value: number; readonly simple: number }[] = [];
  const followed = Math.min(mostFollowed, Math.floor(mostExactSteps / stepsOf(loss)));
  if (followed < 2) return [];
  const most = Math.min(mostTried, Math.floor(mostSteps / stepsOf(loss)));
  let count = 0;
  for (const choices of [directions(n), choicesOf(n, numbers)]) {
    for (const curve of combinations(choices)) {
      if (++count > most) break;
      if (!curve.some(({ exponent }) => exponent > 0)) continue;
      const [near, far] = [valueAt(oracle, curve, 2 ** 6), valueAt(oracle, curve, 2 ** 12)];
      if (!(far < near || far === -Infinity) && !(far <= near && far === valueAt(oracle, curve, 2 ** 20))) continue;
      tried.push({ curve, value: far, simple: complexity(curve) });
    }
    count = 0;
  }
  tried.sort((a, b) => a.value - b.value || a.simple - b.simple);
  // The lowest values, and the simplest of those that come down to nearly the same.
  const lowest = tried[0]?.value ?? 0;
  const close = tried.filter(({ value }) => value <= lowest + 1e-3 * (1 + Math.abs(lowest)));
  close.sort((a, b) => a.simple - b.simple);
  const diving = tried.filter(({ value }) => value < -100).sort((a, b) => a.simple - b.simple);
  return [
    ...new Set([...diving.slice(0, followed / 2), ...close.slice(0, followed / 2), ...tried.slice(0, followed / 2)]),
  ].map(({ curve }) => curve);
}

/** The curve as text: `x = t, y = 1/t`. */
export function curveText(curve: readonly Monomial[], names: readonly string[]): string {
  return curve
    .map(({ coefficient, exponent }, i) => `${names[i]!} = ${monomialText(coefficient, exponent)}`)
    .join(', ');
}

function monomialText(coefficient: Rational, exponent: number): string {
  const size = coefficient.isNegative ? coefficient.negate() : coefficient;
  const sign = coefficient.isNegative ? '−' : '';
  if (exponent === 0 || coefficient.isZero) return `${sign}${numberText(size)}`;
  const power = Math.abs(exponent) === 1 ? 't' : `t${'⁰¹²³⁴⁵⁶⁷⁸⁹'[Math.abs(exponent)]!}`;
  if (exponent < 0) return `${sign}${numberText(size)}/${power}`;
  return `${sign}${size.isOne ? '' : size.isInteger ? numberText(size) : `(${numberText(size)})`}${power}`;
}

function numberText(value: Rational): string {
  return value.key.length <= 12 ? value.key : String(Number(value.toNumber().toPrecision(6)));
}

function valueAt(oracle: TapeOracle, curve: readonly Monomial[], t: number): number {
  return oracle.value(curve.map(({ coefficient, exponent }) => coefficient.toNumber() * t ** exponent));
}

function complexity(curve: readonly Monomial[]): number {
  return curve.reduce((sum, { coefficient, exponent }) => {
    const size = coefficient.isZero ? 0 : Math.abs(coefficient.toNumber()) + coefficient.key.length / 2;
    return sum + size + 2 * Math.abs(exponent);
  }, 0);
}

/** The rational numbers that occur in the formula: (x·y − p)² goes to 0 along x = p/t, y = t. */
function numbersIn(loss: Node, exact: readonly (Rational | undefined)[]): Rational[] {
  const found = new Map<string, Rational>();
  const note = (value: Rational | undefined): void => {
    if (value === undefined || value.isZero || value.key.length > 12) return;
    for (const number of [value, value.negate()]) if (found.size < 8) found.set(number.key, number);
  };
  for (const node of reachable([loss])) {
    if (node.kind === 'sum') note(node.constant);
    else if (node.kind === 'constant') note(exact[node.index]);
  }
  return [...found.values()];
}

const whole = (value: number): Rational => Rational.integer(BigInt(value));

/** Straight lines through the origin, with small whole coordinates. */
function directions(n: number): Monomial[][] {
  const reach = n <= 3 ? 3 : 2;
  const steps = Array.from({ length: 2 * reach + 1 }, (_, k) => k - reach).sort((a, b) => Math.abs(a) - Math.abs(b));
  return Array.from({ length: n }, () =>
    steps.map((step) => ({ coefficient: whole(step), exponent: step === 0 ? 0 : 1 })),
  );
}

function choicesOf(n: number, numbers: readonly Rational[]): Monomial[][] {
  const ones = [whole(1), whole(-1)];
  const fixed = [whole(0), ...ones, ...numbers];
  const few = n >= 3;
  const list: Monomial[] = [
    ...(few ? [whole(0), ...numbers.slice(0, 2)] : fixed).map((coefficient) => ({ coefficient, exponent: 0 })),
    ...ones.map((coefficient) => ({ coefficient, exponent: 1 })),
    ...(few ? ones.slice(0, 1) : [...ones, ...numbers]).map((coefficient) => ({ coefficient, exponent: -1 })),
    ...(n >= 4
      ? []
      : [...ones, ...(few ? [] : [whole(2), whole(-2)])].map((coefficient) => ({ coefficient, exponent: 2 }))),
    ...(few ? [] : ones.map((coefficient) => ({ coefficient, exponent: 3 }))),
  ];
  const unique = new Map(list.map((item) => [`${item.coefficient.key} ${item.exponent}`, item]));
  return Array.from({ length: n }, () => [...unique.values()]);
}

function* combinations(choices: readonly (readonly Monomial[])[]): Generator<Monomial[]> {
  const [first, ...rest] = choices;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const tail of combinations(rest)) for (const choice of first) yield [choice, ...tail];
}
