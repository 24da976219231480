/** Images of intervals by elementary functions, as in src/interval: the values of the ends, widened by the derived errors. */
import * as elementary from '../../interval/elementary';
import type { DefinedFunction } from '../encode';
import { type Index, type ValueName, empty, emptyAndTold } from './intervalArithmetic';
import { End, IntervalCode, Op, flags } from './intervalCode';
import { pushNumber } from './intervalElementary';
import { Simd } from '../vectorCode';

const x = 0;
const tiny = 1e-300;
const huge = 1e300;

/** Where the value lies without being computed: the bound of the argument, then those of the value. */
type Beyond = readonly [at: number, low: number, high: number];

interface Bounds {
  readonly least?: number;
  readonly most?: number;
  readonly below?: Beyond;
  readonly above?: Beyond;
}

/** As `bounded` in src/interval/monotone.ts, for both ends: pushes the bounds of the function at the ends of x. */
function pushBounds(code: IntervalCode, value: number, { least, most, below, above }: Bounds): void {
  const y = code.local();
  code.get(x);
  code.call(value);
  code.tee(y);
  code.get(y);
  code.simd(Simd.abs);
  pushNumber(code, elementary.relative);
  code.simd(Simd.multiply);
  outward(code);
  if (least !== undefined) {
    code.constant(least, -Infinity);
    code.simd(Simd.max);
  }
  if (most !== undefined) {
    code.constant(Infinity, most);
    code.simd(Simd.min);
  }
  for (const [beyond, op] of [
    [below, Simd.lt],
    [above, Simd.gt],
  ] as const) {
    if (beyond === undefined) continue;
    const [at, low, high] = beyond;
    code.set(y);
    code.constant(low, high);
    code.get(y);
    code.get(x);
    code.constant(at);
    code.simd(op, Simd.bitselect);
  }
}

/** Adds the width on the stack to the value below it, downward at the lower end, and rounds. */
function outward(code: IntervalCode): void {
  code.constant(-0, 0);
  code.simd(Simd.xor, Simd.add);
  code.round();
}

/** A function that grows: empty where the argument is. */
function monotone(name: string, value: ValueName, bounds: Bounds): (index: Index) => DefinedFunction {
  return (index) => {
    const code = new IntervalCode(['v128']);
    code.isEmpty(x);
    code.choose(
      () => empty(code),
      () => pushBounds(code, index(value), bounds),
    );
    return code.define(name, ['v128']);
  };
}

export const exp = monotone('exp', 'expValue', { least: 0, below: [-700, 0, tiny], above: [700, huge, Infinity] });
export const expm1 = monotone('expm1', 'expm1Value', {
  least: -1,
  below: [-700, -1, -1 + 2 ** -53],
  above: [700, huge, Infinity],
});
export const tanh = monotone('tanh', 'tanhValue', { least: -1, most: 1 });
export const sigmoid = monotone('sigmoid', 'sigmoidValue', {
  least: 0,
  most: 1,
  below: [-700, 0, tiny],
  above: [700, 1 - 2 ** -53, 1],
});

export function softplus(index: Index): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const bounds = code.local();
  code.isEmpty(x);
  code.leaveWith(() => empty(code));
  pushBounds(code, index('softplusValue'), { least: 0, below: [-700, 0, tiny] });
  code.set(bounds);
  // Above 700 it is x, and less than 10⁻³⁰⁰ more.
  code.get(x);
  code.get(x);
  code.round();
  code.shuffle(0, 3);
  code.get(bounds);
  code.get(x);
  code.constant(700);
  code.simd(Simd.gt, Simd.bitselect);
  return code.define('softplus', ['v128']);
}

/** log and log1p: `edge` is where the function falls to −∞. */
function logarithm(name: string, value: ValueName, edge: number): (index: Index) => DefinedFunction {
  return (index) => {
    const code = new IntervalCode(['v128']);
    const bounds = code.local();
    code.compare(x, End.high, Op.greater, edge);
    code.push(Op.isZero);
    code.leaveWith(() => emptyAndTold(code));
    code.compare(x, End.low, Op.lessEqual, edge);
    code.when(() => code.flag(flags.undefined));
    pushBounds(code, index(value), { above: [Number.MAX_VALUE, 709, Infinity] });
    code.set(bounds);
    code.compare(x, End.low, Op.greater, edge);
    code.choose(
      () => code.get(bounds),
      () => {
        code.constant(-Infinity);
        code.get(bounds);
        code.shuffle(0, 3);
      },
    );
    return code.define(name, ['v128']);
  };
}

export const log = logarithm('log', 'logValue', 0);
export const log1p = logarithm('log1p', 'log1pValue', -1);

/** Sine or cosine: `top` is where it is 1. */
function wave(name: string, quarter: number, top: number): (index: Index) => DefinedFunction {
  return (index) => {
    const code = new IntervalCode(['v128']);
    const [y, least] = [code.local(), code.local()];
    code.isEmpty(x);
    code.leaveWith(() => emptyAndTold(code));
    code.end(x, End.high);
    code.end(x, End.low);
    code.push(Op.subtract);
    code.double(6.3);
    code.push(Op.less);
    code.get(x);
    code.simd(Simd.abs);
    code.constant(elementary.largestAngle);
    code.simd(Simd.gt, Simd.anyTrue);
    code.push(Op.isZero, Op.and, Op.isZero);
    code.leaveWith(() => code.literal(-1, 1));
    code.get(x);
    pushNumber(code, quarter);
    code.call(index('sineValue'));
    code.set(y);
    for (const op of [Simd.min, Simd.max]) {
      code.get(y);
      code.get(y);
      code.swap();
      code.simd(op);
    }
    code.shuffle(0, 3);
    code.tee(least);
    code.get(least);
    code.simd(Simd.abs);
    pushNumber(code, elementary.relative);
    code.simd(Simd.multiply);
    pushNumber(code, elementary.absoluteTrigonometric);
    code.simd(Simd.add);
    outward(code);
    code.constant(-1, -Infinity);
    code.simd(Simd.max);
    code.constant(Infinity, 1);
    code.simd(Simd.min);
    code.set(y);
    mayContain(code, top + Math.PI);
    code.when(() => {
      code.constant(-1);
      code.get(y);
      code.shuffle(0, 3);
      code.set(y);
    });
    mayContain(code, top);
    code.when(() => {
      code.get(y);
      code.constant(1);
      code.shuffle(0, 3);
      code.set(y);
    });
    code.get(y);
    return code.define(name, ['v128']);
  };
}

/** Pushes whether x may hold a place `at` + 2πk, as in src/interval/functions.ts. */
function mayContain(code: IntervalCode, at: number): void {
  const margin = 1e-9;
  const turns = code.local();
  code.get(x);
  pushNumber(code, at);
  code.simd(Simd.subtract);
  pushNumber(code, 2 * Math.PI);
  code.simd(Simd.divide);
  code.constant(-margin, margin);
  code.simd(Simd.add);
  code.set(turns);
  code.end(turns, End.high);
  code.push(Op.floor);
  code.end(turns, End.low);
  code.push(Op.ceil, Op.greaterEqual);
}

export const sine = wave('sine', 0, Math.PI / 2);
export const cosine = wave('cosine', 1, 0);
