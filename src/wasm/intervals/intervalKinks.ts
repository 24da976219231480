/** Functions with kinks and jumps over intervals, as the interpreter has them. */
import type { DefinedFunction } from '../encode';
import { End, IntervalCode, Op, flags } from './intervalCode';
import { Simd } from '../vectorCode';

import { empty } from './intervalArithmetic';
import { magnitudesOf } from './intervalPowers';

const [x, y, z] = [0, 1, 2];

/** Says that there is a kink where 0 lies in x. */
function kinkAtZero(code: IntervalCode): void {
  code.compare(x, End.low, Op.lessEqual, 0);
  code.compare(x, End.high, Op.greaterEqual, 0);
  code.push(Op.and);
  code.when(() => code.flag(flags.kink));
}

export function absolute(): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const turned = code.local();
  kinkAtZero(code);
  code.get(x);
  code.swap();
  code.simd(Simd.negate);
  code.set(turned);
  code.isEmpty(x);
  code.choose(
    () => {
      // As for any other: the upper end, though, is not always NaN.
      code.compare(x, End.high, Op.less, 0);
      code.choose(
        () => code.get(turned),
        () => code.literal(NaN, NaN),
      );
      code.get(turned);
      code.get(x);
      code.simd(Simd.max);
      code.shuffle(0, 3);
    },
    () => magnitudesOf(code, turned),
  );
  return code.define('absolute', ['v128']);
}

export function sign(): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const signs = code.local();
  kinkAtZero(code);
  code.constant(1);
  code.constant(-1);
  code.get(x);
  code.get(x);
  code.constant(0);
  code.simd(Simd.lt, Simd.bitselect);
  code.get(x);
  code.constant(0);
  code.simd(Simd.gt, Simd.bitselect);
  code.set(signs);
  unlessEmpty(code, signs);
  return code.define('sign', ['v128']);
}

export function step(): DefinedFunction {
  const code = new IntervalCode(['v128']);
  const steps = code.local();
  kinkAtZero(code);
  for (const op of [Simd.gt, Simd.ge]) {
    code.get(x);
    code.constant(0);
    code.simd(op);
  }
  code.shuffle(0, 3);
  code.constant(1);
  code.simd(Simd.and);
  code.set(steps);
  unlessEmpty(code, steps);
  return code.define('step', ['v128']);
}

/** Pushes a local, or NaN where x is empty. */
function unlessEmpty(code: IntervalCode, local: number): void {
  code.isEmpty(x);
  code.choose(
    () => empty(code),
    () => code.get(local),
  );
}

/** Says that there is a kink where two intervals meet, for the greater or lesser of two values. */
export function meet(): DefinedFunction {
  const code = new IntervalCode(['v128', 'v128']);
  for (const [left, right] of [
    [x, y],
    [y, x],
  ] as const) {
    code.end(left, End.low);
    code.end(right, End.high);
    code.push(Op.lessEqual);
  }
  code.push(Op.and);
  code.when(() => code.flag(flags.kink));
  return code.define('meet', []);
}

/** y where x ≥ 0, else z. */
export function select(): DefinedFunction {
  const code = new IntervalCode(['v128', 'v128', 'v128']);
  code.compare(x, End.low, Op.greater, 0);
  code.leaveWith(() => code.get(y));
  code.compare(x, End.high, Op.less, 0);
  code.leaveWith(() => code.get(z));
  code.flag(flags.kink);
  for (const branch of [y, z]) {
    code.isEmpty(branch);
    code.when(() => code.flag(flags.undefined));
  }
  code.isEmpty(x);
  code.leaveWith(() => empty(code));
  // A branch that is undefined leaves the other; the ends are looked at one by one.
  for (const op of [Simd.min, Simd.max]) {
    code.get(z);
    code.get(y);
    code.get(y);
    code.get(z);
    code.simd(op);
    code.get(z);
    code.get(z);
    code.simd(Simd.ne, Simd.bitselect);
    code.get(y);
    code.get(y);
    code.simd(Simd.ne, Simd.bitselect);
  }
  code.shuffle(0, 3);
  return code.define('select', ['v128']);
}
