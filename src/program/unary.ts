import { logarithm, logarithm1p, step } from '../compile/elementary';
import { erf, sigmoid, softplus } from '../language/builtins';
import type { UnaryName } from './program';

/** f(x), NaN outside the domain of the language. */
export function unaryValue(name: UnaryName, x: number): number {
  switch (name) {
    case 'negate':
      return -x;
    case 'exp':
      return Math.exp(x);
    case 'log':
      return logarithm(x);
    case 'sin':
      return Math.sin(x);
    case 'cos':
      return Math.cos(x);
    case 'tan':
      return Math.tan(x);
    case 'asin':
      return Math.asin(x);
    case 'acos':
      return Math.acos(x);
    case 'atan':
      return Math.atan(x);
    case 'sinh':
      return Math.sinh(x);
    case 'cosh':
      return Math.cosh(x);
    case 'tanh':
      return Math.tanh(x);
    case 'sigmoid':
      return sigmoid(x);
    case 'softplus':
      return softplus(x);
    case 'log1p':
      return logarithm1p(x);
    case 'expm1':
      return Math.expm1(x);
    case 'erf':
      return erf(x);
    case 'abs':
      return Math.abs(x);
    case 'sign':
      return Math.sign(x);
    case 'relu':
      return Math.max(0, x);
    case 'step':
      return step(x);
  }
}

/** f′(x), given y = f(x); from the right at a kink. */
export function unarySlope(name: UnaryName, x: number, y: number): number {
  switch (name) {
    case 'negate':
      return -1;
    case 'exp':
      return y;
    case 'log':
      return x > 0 ? 1 / x : NaN;
    case 'sin':
      return Math.cos(x);
    case 'cos':
      return -Math.sin(x);
    case 'tan':
      return 1 + y * y;
    case 'asin':
      return inverseRoot(1 - x * x);
    case 'acos':
      return -inverseRoot(1 - x * x);
    case 'atan':
      return 1 / (1 + x * x);
    case 'sinh':
      return Math.cosh(x);
    case 'cosh':
      return Math.sinh(x);
    case 'tanh':
      return 1 - y * y;
    case 'sigmoid':
      return y * (1 - y);
    case 'softplus':
      return sigmoid(x);
    case 'log1p':
      return x > -1 ? 1 / (1 + x) : NaN;
    case 'expm1':
      return Math.exp(x);
    case 'erf':
      return erfScale * Math.exp(-x * x);
    case 'abs':
      return x >= 0 ? 1 : x < 0 ? -1 : NaN;
    case 'relu':
      return step(x);
    case 'sign':
    case 'step':
      return Number.isNaN(x) ? NaN : 0;
  }
}

/** f″(x), given y = f(x). */
export function unaryCurvature(name: UnaryName, x: number, y: number): number {
  switch (name) {
    case 'exp':
      return y;
    case 'log':
      return x > 0 ? -1 / (x * x) : NaN;
    case 'sin':
    case 'cos':
      return -y;
    case 'tan':
      return 2 * y * (1 + y * y);
    case 'asin':
      return x * inverseRoot(1 - x * x) ** 3;
    case 'acos':
      return -x * inverseRoot(1 - x * x) ** 3;
    case 'atan':
      return (-2 * x) / (1 + x * x) ** 2;
    case 'sinh':
    case 'cosh':
      return y;
    case 'tanh':
      return -2 * y * (1 - y * y);
    case 'sigmoid':
      return y * (1 - y) * (1 - 2 * y);
    case 'softplus': {
      const s = sigmoid(x);
      return s * (1 - s);
    }
    case 'log1p':
      return x > -1 ? -1 / ((1 + x) * (1 + x)) : NaN;
    case 'expm1':
      return Math.exp(x);
    case 'erf':
      return -2 * x * erfScale * Math.exp(-x * x);
    case 'negate':
    case 'abs':
    case 'relu':
    case 'sign':
    case 'step':
      return 0;
  }
}

/** 2/√π (Abramowitz & Stegun 7.1.1). */
const erfScale = 2 / Math.sqrt(Math.PI);

function inverseRoot(x: number): number {
  return x > 0 ? 1 / Math.sqrt(x) : NaN;
}
