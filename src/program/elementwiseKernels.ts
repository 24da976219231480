import { divide, integerPower, reciprocal, select } from '../compile/elementary';
import { power } from '../language/builtins';
import { type KernelsModule, groupSize, isArrayFunction } from '../wasm/programs/kernelsModule';
import type { Kernel, Slot } from './kernel';
import type { BinaryName, UnaryName } from './program';
import { type UnaryFunction, unaryFunctions } from './unary';

export function unaryKernel(name: UnaryName, to: Slot, a: Slot, compiled: KernelsModule | undefined): Kernel {
  const kernel = scalarKernel(to, a, unaryFunctions[name]);
  const forward =
    compiled !== undefined && isArrayFunction(name) && to.value.length % groupSize === 0
      ? () => compiled.apply(name, a.value, to.value)
      : () => kernel.forward();
  return name === 'tanh' ? { ...kernel, ...tanhDerivatives(to, a), forward } : { ...kernel, forward };
}

/** The usual activation, without a call for each element. */
function tanhDerivatives(to: Slot, a: Slot): Pick<Kernel, 'tangent' | 'reverse' | 'reverseTangent'> {
  const y = to.value;
  return {
    tangent() {
      for (let i = 0; i < y.length; i++) to.tangent[i] = (1 - y[i]! * y[i]!) * a.tangent[i]!;
    },
    reverse() {
      for (let i = 0; i < y.length; i++) a.adjoint[i]! += (1 - y[i]! * y[i]!) * to.adjoint[i]!;
    },
    reverseTangent(second) {
      for (let i = 0; i < y.length; i++) {
        const slope = 1 - y[i]! * y[i]!;
        const bend = second ? -2 * y[i]! * slope * a.tangent[i]! * to.adjoint[i]! : 0;
        a.adjointTangent[i]! += slope * to.adjointTangent[i]! + bend;
      }
    },
  };
}

/** x to a fixed real power; a whole power is defined for x < 0 too. */
export function fixedPowerKernel(exponent: number, to: Slot, a: Slot): Kernel {
  const p = exponent;
  if (p === 0) {
    const flat = (x: number): number => (Number.isNaN(x) ? NaN : 0);
    return scalarKernel(to, a, { value: (x) => (Number.isNaN(x) ? NaN : 1), slope: flat, curvature: flat });
  }
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

/** How an operand is read: as it is, one number for all, one for each element whatever the row, or by a map. */
export type Places =
  | { readonly kind: 'same' }
  | { readonly kind: 'one' }
  | { readonly kind: 'element' }
  | { readonly kind: 'map'; readonly map: Int32Array };

function mapOf(places: Places, length: number, batch: number): Int32Array {
  switch (places.kind) {
    case 'same':
      return identity(length);
    case 'one':
      return new Int32Array(length);
    case 'element':
      return Int32Array.from({ length }, (_, i) => Math.floor(i / batch));
    case 'map':
      return places.map;
  }
}

/** Element by element. */
export function binaryKernel(
  name: BinaryName,
  to: Slot,
  a: Slot,
  b: Slot,
  placesA: Places,
  placesB: Places,
  batch: number,
): Kernel {
  const isBias = name === 'add' && placesA.kind === 'same' && placesB.kind === 'element';
  if (isBias) return biasKernel(to, a, b, batch);
  const { value, first, second, curvature } = binaries[name];
  const y = to.value;
  const whereA = mapOf(placesA, y.length, batch);
  const whereB = mapOf(placesB, y.length, batch);
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

/** Adds one number to all rows of each element. */
function biasKernel(to: Slot, a: Slot, bias: Slot, batch: number): Kernel {
  const size = to.value.length / batch;
  const shift = (into: Float64Array, from: Float64Array | undefined, by: Float64Array | undefined): void => {
    for (let i = 0; i < size; i++) {
      const b = by?.[i] ?? 0;
      const start = i * batch;
      for (let e = start; e < start + batch; e++) into[e] = (from === undefined ? 0 : from[e]!) + b;
    }
  };
  const back = (bars: Float64Array, field: 'adjoint' | 'adjointTangent'): void => {
    const into = a.varies ? a[field] : undefined;
    for (let i = 0; i < size; i++) {
      const start = i * batch;
      let [s0, s1] = [0, 0];
      let e = start;
      for (; e + 1 < start + batch; e += 2) {
        const [b0, b1] = [bars[e]!, bars[e + 1]!];
        s0 += b0;
        s1 += b1;
        if (into !== undefined) {
          into[e]! += b0;
          into[e + 1]! += b1;
        }
      }
      for (; e < start + batch; e++) {
        s0 += bars[e]!;
        if (into !== undefined) into[e]! += bars[e]!;
      }
      if (bias.varies) bias[field][i]! += s0 + s1;
    }
  };
  return {
    forward: () => shift(to.value, a.value, bias.value),
    tangent: () => shift(to.tangent, a.varies ? a.tangent : undefined, bias.varies ? bias.tangent : undefined),
    reverse: () => back(to.adjoint, 'adjoint'),
    reverseTangent: () => back(to.adjointTangent, 'adjointTangent'),
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
