/**
 * Elementary functions at exact doubles in fixed-point arithmetic with 400 bits: the reference the intervals must
 * contain. Slow and simple: Taylor series over big integers.
 */
const bits = 400n;
const one = 1n << bits;

/** The exact value of a double, in fixed point. */
export function fixed(x: number): bigint {
  let scaled = x;
  let shift = 0n;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    shift++;
  }
  return (BigInt(scaled) << bits) >> shift;
}

const multiply = (a: bigint, b: bigint): bigint => (a * b) >> bits;
const divide = (a: bigint, b: bigint): bigint => (a << bits) / b;

/** Whether low ≤ value ≤ high, with a slack of 2⁻³⁶⁰ for the reference's own truncation. */
export function enclosed(value: bigint, low: number, high: number): boolean {
  const slack = 1n << (bits - 360n);
  const belowHigh = high === Infinity || value <= fixed(high) + slack;
  const aboveLow = low === -Infinity || value >= fixed(low) - slack;
  return belowHigh && aboveLow;
}

function exp(x: bigint): bigint {
  const halvings = 24n;
  const r = x >> halvings;
  let term = one;
  let sum = one;
  for (let k = 1n; term !== 0n && k < 200n; k++) {
    term = multiply(term, r) / k;
    sum += term;
  }
  for (let k = 0n; k < halvings; k++) sum = multiply(sum, sum);
  return sum;
}

function atanSeries(x: bigint): bigint {
  const square = multiply(x, x);
  let power = x;
  let sum = x;
  for (let k = 3n; power !== 0n && k < 4000n; k += 2n) {
    power = -multiply(power, square);
    sum += power / k;
  }
  return sum;
}

const pi = 4n * (4n * atanSeries(one / 5n) - atanSeries(one / 239n));

function sqrt(x: bigint): bigint {
  if (x <= 0n) return 0n;
  let root = 1n << (BigInt(x.toString(2).length + Number(bits)) / 2n + 1n);
  for (;;) {
    const next = (root + (x << bits) / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function atan(x: bigint): bigint {
  if (x < 0n) return -atan(-x);
  if (x > one) return pi / 2n - atan(divide(one, x));
  if (x > one / 8n) return 2n * atan(divide(x, one + sqrt(one + multiply(x, x))));
  return atanSeries(x);
}

function log(x: bigint): bigint {
  // Newton's iteration y ← y + 2(x − e^y)/(x + e^y).
  let y = fixed(Math.log(Number(x >> (bits - 60n)) / 2 ** 60));
  for (let k = 0; k < 6; k++) {
    const e = exp(y);
    y += divide(2n * (x - e), x + e);
  }
  return y;
}

function sin(x: bigint): bigint {
  const turn = 2n * pi;
  let r = x % turn;
  if (r < 0n) r += turn;
  let term = r;
  let sum = r;
  for (let k = 2n; term !== 0n && k < 400n; k += 2n) {
    term = -multiply(multiply(term, r), r) / (k * (k + 1n));
    sum += term;
  }
  return sum;
}

function erf(x: bigint): bigint {
  let power = x;
  let sum = x;
  for (let k = 1n; power !== 0n && k < 2000n; k++) {
    power = -multiply(multiply(power, x), x) / k;
    sum += power / (2n * k + 1n);
  }
  return divide(2n * sum, sqrt(pi));
}

export const reference: Readonly<Record<string, (x: bigint) => bigint>> = {
  exp,
  log,
  sin,
  cos: (x) => sin(x + pi / 2n),
  tan: (x) => divide(sin(x), sin(x + pi / 2n)),
  atan,
  asin: (x) => atan(divide(x, sqrt(one - multiply(x, x)))),
  acos: (x) => pi / 2n - atan(divide(x, sqrt(one - multiply(x, x)))),
  sinh: (x) => (exp(x) - exp(-x)) / 2n,
  cosh: (x) => (exp(x) + exp(-x)) / 2n,
  tanh: (x) => divide(exp(x) - exp(-x), exp(x) + exp(-x)),
  sigmoid: (x) => divide(one, one + exp(-x)),
  softplus: (x) => log(one + exp(x)),
  log1p: (x) => log(one + x),
  expm1: (x) => exp(x) - one,
  erf,
  sqrt,
  square: (x) => multiply(x, x),
  reciprocal: (x) => divide(one, x),
};
