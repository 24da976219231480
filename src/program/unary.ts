import { logarithm, logarithm1p, step } from '../compile/elementary';
import { erf, sigmoid, softplus } from '../language/builtins';
import type { UnaryName } from './program';

/** A function of one number, NaN outside the domain of the language, and its first two derivatives, given y = f(x). */
export interface UnaryFunction {
  value(x: number): number;
  /** f′(x); from the right at a kink. */
  slope(x: number, y: number): number;
  /** f″(x). */
  curvature(x: number, y: number): number;
}

const zero = (): number => 0;
const same = (_: number, y: number): number => y;
const opposite = (_: number, y: number): number => -y;
/** 0 where the function is defined. */
const flat = (x: number): number => (Number.isNaN(x) ? NaN : 0);
/** 2/√π (Abramowitz & Stegun 7.1.1). */
const erfScale = 2 / Math.sqrt(Math.PI);

function inverseRoot(x: number): number {
  return x > 0 ? 1 / Math.sqrt(x) : NaN;
}

export const unaryFunctions: Readonly<Record<UnaryName, UnaryFunction>> = {
  negate: { value: (x) => -x, slope: () => -1, curvature: zero },
  exp: { value: Math.exp, slope: same, curvature: same },
  log: {
    value: logarithm,
    slope: (x) => (x > 0 ? 1 / x : NaN),
    curvature: (x) => (x > 0 ? -1 / (x * x) : NaN),
  },
  sin: { value: Math.sin, slope: Math.cos, curvature: opposite },
  cos: { value: Math.cos, slope: (x) => -Math.sin(x), curvature: opposite },
  tan: { value: Math.tan, slope: (_, y) => 1 + y * y, curvature: (_, y) => 2 * y * (1 + y * y) },
  asin: {
    value: Math.asin,
    slope: (x) => inverseRoot(1 - x * x),
    curvature: (x) => x * inverseRoot(1 - x * x) ** 3,
  },
  acos: {
    value: Math.acos,
    slope: (x) => -inverseRoot(1 - x * x),
    curvature: (x) => -x * inverseRoot(1 - x * x) ** 3,
  },
  atan: { value: Math.atan, slope: (x) => 1 / (1 + x * x), curvature: (x) => (-2 * x) / (1 + x * x) ** 2 },
  sinh: { value: Math.sinh, slope: Math.cosh, curvature: same },
  cosh: { value: Math.cosh, slope: Math.sinh, curvature: same },
  tanh: { value: Math.tanh, slope: (_, y) => 1 - y * y, curvature: (_, y) => -2 * y * (1 - y * y) },
  sigmoid: {
    value: sigmoid,
    slope: (_, y) => y * (1 - y),
    curvature: (_, y) => y * (1 - y) * (1 - 2 * y),
  },
  softplus: {
    value: softplus,
    slope: sigmoid,
    curvature: (x) => sigmoid(x) * sigmoid(-x),
  },
  log1p: {
    value: logarithm1p,
    slope: (x) => (x > -1 ? 1 / (1 + x) : NaN),
    curvature: (x) => (x > -1 ? -1 / ((1 + x) * (1 + x)) : NaN),
  },
  expm1: { value: Math.expm1, slope: Math.exp, curvature: Math.exp },
  erf: {
    value: erf,
    slope: (x) => erfScale * Math.exp(-x * x),
    curvature: (x) => -2 * x * erfScale * Math.exp(-x * x),
  },
  abs: { value: Math.abs, slope: (x) => (x >= 0 ? 1 : x < 0 ? -1 : NaN), curvature: zero },
  sign: { value: Math.sign, slope: flat, curvature: zero },
  relu: { value: (x) => Math.max(0, x), slope: step, curvature: zero },
  step: { value: step, slope: flat, curvature: zero },
};
