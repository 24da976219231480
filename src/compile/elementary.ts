/**
 * The operations of the tape in double arithmetic, with the domain of the language: NaN outside it, also where IEEE
 * arithmetic would give an infinity (1/0, log 0).
 */

export function reciprocal(x: number): number {
  return x === 0 ? NaN : 1 / x;
}

export function divide(a: number, b: number): number {
  return b === 0 ? NaN : a / b;
}

export function logarithm(x: number): number {
  return x > 0 ? Math.log(x) : NaN;
}

export function logarithm1p(x: number): number {
  return x > -1 ? Math.log1p(x) : NaN;
}

/** xⁿ by repeated squaring, n ≥ 1 a whole number. */
export function integerPower(x: number, n: number): number {
  let result = 1;
  let square = x;
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** NaN is neither larger nor smaller than anything: the result is NaN. */
export function select(condition: number, positive: number, negative: number): number {
  return condition >= 0 ? positive : condition < 0 ? negative : NaN;
}

export function step(x: number): number {
  return x >= 0 ? 1 : x < 0 ? 0 : NaN;
}
