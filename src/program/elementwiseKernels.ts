import { divide, integerPower, reciprocal, select } from '../compile/elementary';
import { power } from '../language/builtins';
import type { Kernel, Slot } from './kernel';
import type { BinaryName, UnaryName } from './program';
import { type UnaryFunction, unaryFunctions } from './unary';

export function unaryKernel(name: UnaryName, to: Slot, a: Slot): Kernel {
  return scalarKernel(to, a, unaryFunctions[name]);
}

/** x to a fixed real power; a whole power is defined for x < 0 too. */
export function fixedPowerKernel(exponent: number, to: Slot, a: Slot): Kernel {
  const p = exponent;
  return scalarKernel(to, a, {
    value: p === 2 ? (x) => x * x : (x) => fixedPower(x, p),
    slope: p === 2 ? (x) => 2 * x : (x) => p * fixedPower(x, p - 1),
    curvature: (x) => p * (p - 1) * fixedPower(x, p - 2),
  });
}

function fixedPower(x: number, p: number): number {
  if (p === 0) return 1;
  if (p === 0.5) return Math.sqrt(x);
  if (!Number.isInteger(p)) return power(x, p);
  return p > 0 ? integerPower(x, p) : reciprocal(integerPower(x, -p));
}

function scalarKernel(to: Slot, a: Slot, { value, slope, curvature }: UnaryFunction): Kernel {
  const x = a.value;
  const y = to.value;
  return {
    forward() {
      for (let i = 0; i < y.length; i++) y[i] = value(x[i]!);
    },
    tangent() {
      for (let i = 0; i < y.length; i++) to.tangent[i] = slope(x[i]!, y[i]!) * a.tangent[i]!;
    },
    reverse() {
      for (let i = 0; i < y.length; i++) {
        const bar = to.adjoint[i]!;
        if (bar !== 0) a.adjoint[i]! += slope(x[i]!, y[i]!) * bar;
      }
    },
    reverseTangent(second) {
      for (let i = 0; i < y.length; i++) {
        const bar = to.adjointTangent[i]!;
        let sum = bar === 0 ? 0 : slope(x[i]!, y[i]!) * bar;
        if (second && to.adjoint[i] !== 0) sum += curvature(x[i]!, y[i]!) * a.tangent[i]! * to.adjoint[i]!;
        a.adjointTangent[i]! += sum;
      }
    },
  };
}

/** The first and second partial derivatives of a function of two numbers. */
interface Binary {
  value(a: number, b: number): number;
  first(a: number, b: number): number;
  second(a: number, b: number): number;
  /** ∂²/∂a², ∂²/∂a∂b, ∂²/∂b²; null where all are 0. */
  readonly curvature: {
    aa(a: number, b: number): number;
    ab(a: number, b: number): number;
    bb(a: number, b: number): number;
  } | null;
}

const zero = (): number => 0;
const one = (): number => 1;

const binaries: Readonly<Record<BinaryName, Binary>> = {
  add: { value: (a, b) => a + b, first: one, second: one, curvature: null },
  subtract: { value: (a, b) => a - b, first: one, second: () => -1, curvature: null },
  multiply: {
    value: (a, b) => a * b,
    first: (_, b) => b,
    second: (a) => a,
    curvature: { aa: zero, ab: one, bb: zero },
  },
  divide: {
    value: divide,
    first: (_, b) => reciprocal(b),
    second: (a, b) => -divide(a, b * b),
    curvature: { aa: zero, ab: (_, b) => -reciprocal(b * b), bb: (a, b) => divide(2 * a, b * b * b) },
  },
  // d(a^b) = b·a^(b−1) da + a^b·log(a) db
  power: {
    value: power,
    first: (a, b) => (b === 0 ? 0 : b * power(a, b - 1)),
    second: (a, b) => (a > 0 ? power(a, b) * Math.log(a) : NaN),
    curvature: {
      aa: (a, b) => (b === 0 || b === 1 ? 0 : b * (b - 1) * power(a, b - 2)),
      ab: (a, b) => (a > 0 ? power(a, b - 1) * (1 + b * Math.log(a)) : NaN),
      bb: (a, b) => (a > 0 ? power(a, b) * Math.log(a) ** 2 : NaN),
    },
  },
  maximum: {
    value: Math.max,
    first: (a, b) => (a >= b ? 1 : 0),
    second: (a, b) => (a >= b ? 0 : 1),
    curvature: null,
  },
  minimum: {
    value: Math.min,
    first: (a, b) => (a <= b ? 1 : 0),
    second: (a, b) => (a <= b ? 0 : 1),
    curvature: null,
  },
};

/** Element by element; `mapA` and `mapB` say where an operand of fewer elements is read, null where it has all. */
export function binaryKernel(
  name: BinaryName,
  to: Slot,
  a: Slot,
  b: Slot,
  mapA: Int32Array | null,
  mapB: Int32Array | null,
): Kernel {
  const { value, first, second, curvature } = binaries[name];
  const y = to.value;
  const whereA = mapA ?? identity(y.length);
  const whereB = mapB ?? identity(y.length);
  return {
    forward() {
      if (name === 'add') {
        for (let i = 0; i < y.length; i++) y[i] = a.value[whereA[i]!]! + b.value[whereB[i]!]!;
        return;
      }
      for (let i = 0; i < y.length; i++) y[i] = value(a.value[whereA[i]!]!, b.value[whereB[i]!]!);
    },
    tangent() {
      for (let i = 0; i < y.length; i++) {
        const [p, q] = [whereA[i]!, whereB[i]!];
        let sum = 0;
        if (a.varies) sum += first(a.value[p]!, b.value[q]!) * a.tangent[p]!;
        if (b.varies) sum += second(a.value[p]!, b.value[q]!) * b.tangent[q]!;
        to.tangent[i] = sum;
      }
    },
    reverse() {
      for (let i = 0; i < y.length; i++) {
        const bar = to.adjoint[i]!;
        if (bar === 0) continue;
        const p = whereA[i]!;
        const q = whereB[i]!;
        if (a.varies) a.adjoint[p]! += first(a.value[p]!, b.value[q]!) * bar;
        if (b.varies) b.adjoint[q]! += second(a.value[p]!, b.value[q]!) * bar;
      }
    },
    reverseTangent(all) {
      for (let i = 0; i < y.length; i++) {
        const p = whereA[i]!;
        const q = whereB[i]!;
        const u = a.value[p]!;
        const v = b.value[q]!;
        const dot = to.adjointTangent[i]!;
        const bar = all && curvature !== null ? to.adjoint[i]! : 0;
        const du = a.varies ? a.tangent[p]! : 0;
        const dv = b.varies ? b.tangent[q]! : 0;
        if (a.varies) {
          let sum = dot === 0 ? 0 : first(u, v) * dot;
          if (bar !== 0) sum += bar * (curvature!.aa(u, v) * du + (b.varies ? curvature!.ab(u, v) * dv : 0));
          a.adjointTangent[p]! += sum;
        }
        if (b.varies) {
          let sum = dot === 0 ? 0 : second(u, v) * dot;
          if (bar !== 0) sum += bar * (curvature!.bb(u, v) * dv + (a.varies ? curvature!.ab(u, v) * du : 0));
          b.adjointTangent[q]! += sum;
        }
      }
    },
  };
}

/** `a` where the condition ≥ 0, else `b`; the condition has no derivative. */
export function selectKernel(
  to: Slot,
  condition: Slot,
  a: Slot,
  b: Slot,
  maps: readonly [condition: Int32Array | null, a: Int32Array | null, b: Int32Array | null],
): Kernel {
  const n = to.value.length;
  const [whereC, whereA, whereB] = maps.map((map) => map ?? identity(n)) as [Int32Array, Int32Array, Int32Array];
  const spread = (from: Float64Array, intoA: Float64Array, intoB: Float64Array): void => {
    for (let i = 0; i < n; i++) {
      if (condition.value[whereC[i]!]! >= 0) {
        if (a.varies) intoA[whereA[i]!]! += from[i]!;
      } else if (b.varies) intoB[whereB[i]!]! += from[i]!;
    }
  };
  return {
    forward() {
      for (let i = 0; i < n; i++)
        to.value[i] = select(condition.value[whereC[i]!]!, a.value[whereA[i]!]!, b.value[whereB[i]!]!);
    },
    tangent() {
      for (let i = 0; i < n; i++) {
        const da = a.varies ? a.tangent[whereA[i]!]! : 0;
        const db = b.varies ? b.tangent[whereB[i]!]! : 0;
        to.tangent[i] = select(condition.value[whereC[i]!]!, da, db);
      }
    },
    reverse: () => spread(to.adjoint, a.adjoint, b.adjoint),
    reverseTangent: () => spread(to.adjointTangent, a.adjointTangent, b.adjointTangent),
  };
}

const identities = new Map<number, Int32Array>();

function identity(length: number): Int32Array {
  let known = identities.get(length);
  if (known === undefined) {
    known = Int32Array.from({ length }, (_, i) => i);
    if (identities.size > 64) identities.clear();
    identities.set(length, known);
  }
  return known;
}
