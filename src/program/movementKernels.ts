import type { Kernel, Slot } from './kernel';

/** Elements of one array that go to places of another; linear, so that tangents and adjoints move the same way. */
export interface Movement {
  readonly from: Slot;
  /** Element of `from` for each moved element; null counts up from 0. */
  readonly source: Int32Array | null;
  /** Element of the result for each moved element; null counts up from 0. */
  readonly target: Int32Array | null;
  readonly count: number;
}

/** Transposes, stacks and slices: each element of the result is one element of an operand. */
export function movementKernel(to: Slot, movements: readonly Movement[]): Kernel {
  const move = (into: Float64Array, field: 'value' | 'tangent'): void => {
    for (const { from, source, target, count } of movements) {
      const values = from[field];
      if (field === 'tangent' && !from.varies) {
        for (let i = 0; i < count; i++) into[target === null ? i : target[i]!] = 0;
        continue;
      }
      for (let i = 0; i < count; i++)
        into[target === null ? i : target[i]!] = values[source === null ? i : source[i]!]!;
    }
  };
  const back = (bars: Float64Array, field: 'adjoint' | 'adjointTangent'): void => {
    for (const { from, source, target, count } of movements) {
      if (!from.varies) continue;
      const values = from[field];
      for (let i = 0; i < count; i++)
        values[source === null ? i : source[i]!]! += bars[target === null ? i : target[i]!]!;
    }
  };
  return {
    forward: () => move(to.value, 'value'),
    tangent: () => move(to.tangent, 'tangent'),
    reverse: () => back(to.adjoint, 'adjoint'),
    reverseTangent: () => back(to.adjointTangent, 'adjointTangent'),
  };
}

/** Where the places of a pick are read, and what they skip in the picked array. */
export interface Place {
  readonly slot: Slot;
  readonly map: Int32Array | null;
  /** Elements of the picked array from one place to the next. */
  readonly stride: number;
  /** Number of places. */
  readonly size: number;
}

/** Elements at places that are read as the program runs; a place outside its array gives NaN. */
export function pickKernel(
  to: Slot,
  a: Slot,
  sizes: {
    readonly batch: number;
    readonly batchA: number;
    readonly length: number;
    readonly mapA: Int32Array | null;
  },
  places: readonly Place[],
): Kernel {
  const { batch, batchA, length, mapA } = sizes;
  /** The first picked element, or −1. */
  const where = (e: number): number => {
    let at = 0;
    for (const { slot, map, stride, size } of places) {
      const place = slot.value[map === null ? e : map[e]!]!;
      if (!Number.isInteger(place) || place < 1 || place > size) return -1;
      at += (place - 1) * stride;
    }
    return at;
  };
  const pick = (into: Float64Array, values: Float64Array): void => {
    for (let e = 0; e < batch; e++) {
      const at = where(e);
      const row = mapA === null ? e : mapA[e]!;
      for (let i = 0; i < length; i++) into[i * batch + e] = at < 0 ? NaN : values[(at + i) * batchA + row]!;
    }
  };
  const back = (bars: Float64Array, into: Float64Array): void => {
    for (let e = 0; e < batch; e++) {
      const at = where(e);
      const row = mapA === null ? e : mapA[e]!;
      if (at >= 0) for (let i = 0; i < length; i++) into[(at + i) * batchA + row]! += bars[i * batch + e]!;
    }
  };
  return {
    forward: () => pick(to.value, a.value),
    tangent: () => pick(to.tangent, a.tangent),
    reverse: () => back(to.adjoint, a.adjoint),
    reverseTangent: () => back(to.adjointTangent, a.adjointTangent),
  };
}

/** The sum of the `length` elements of each array. */
export function sumKernel(to: Slot, a: Slot, length: number, batch: number): Kernel {
  const add = (into: Float64Array, values: Float64Array): void => {
    into.fill(0);
    for (let i = 0; i < length; i++) for (let e = 0; e < batch; e++) into[e]! += values[i * batch + e]!;
  };
  const back = (bars: Float64Array, into: Float64Array): void => {
    for (let i = 0; i < length; i++) for (let e = 0; e < batch; e++) into[i * batch + e]! += bars[e]!;
  };
  return {
    forward: () => add(to.value, a.value),
    tangent: () => add(to.tangent, a.tangent),
    reverse: () => back(to.adjoint, a.adjoint),
    reverseTangent: () => back(to.adjointTangent, a.adjointTangent),
  };
}

/** The largest (or smallest) element of each array; its derivative is that of the first of equal ones. */
export function extremeKernel(to: Slot, a: Slot, length: number, batch: number, largest: boolean): Kernel {
  const chosen = new Int32Array(batch);
  const take = (into: Float64Array, values: Float64Array): void => {
    for (let e = 0; e < batch; e++) into[e] = values[chosen[e]!]!;
  };
  const back = (bars: Float64Array, into: Float64Array): void => {
    for (let e = 0; e < batch; e++) into[chosen[e]!]! += bars[e]!;
  };
  return {
    forward() {
      for (let e = 0; e < batch; e++) {
        let best = e;
        for (let i = 1; i < length; i++) {
          const [x, y] = [a.value[i * batch + e]!, a.value[best]!];
          if (Number.isNaN(x) || (largest ? x > y : x < y)) best = i * batch + e;
        }
        chosen[e] = best;
      }
      take(to.value, a.value);
    },
    tangent: () => take(to.tangent, a.tangent),
    reverse: () => back(to.adjoint, a.adjoint),
    reverseTangent: () => back(to.adjointTangent, a.adjointTangent),
  };
}
