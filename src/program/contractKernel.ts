import type { Kernel, Slot } from './kernel';

/** Sizes of a product: m × k times k × n, for each batch element of the result. */
export interface ContractSizes {
  readonly batch: number;
  readonly m: number;
  readonly k: number;
  readonly n: number;
  /** Where each batch element finds its operand; null where it has one for each. */
  readonly mapA: Int32Array | null;
  readonly mapB: Int32Array | null;
}

/** C = A·B, row-major, for each batch element. */
export function contractKernel(to: Slot, a: Slot, b: Slot, sizes: ContractSizes): Kernel {
  return {
    forward() {
      to.value.fill(0);
      addProduct(to.value, a.value, b.value, sizes);
    },
    tangent() {
      to.tangent.fill(0);
      if (a.varies) addProduct(to.tangent, a.tangent, b.value, sizes);
      if (b.varies) addProduct(to.tangent, a.value, b.tangent, sizes);
    },
    reverse() {
      if (a.varies) addLeftAdjoint(a.adjoint, to.adjoint, b.value, sizes);
      if (b.varies) addRightAdjoint(b.adjoint, a.value, to.adjoint, sizes);
    },
    reverseTangent(second) {
      if (a.varies) {
        addLeftAdjoint(a.adjointTangent, to.adjointTangent, b.value, sizes);
        if (second && b.varies) addLeftAdjoint(a.adjointTangent, to.adjoint, b.tangent, sizes);
      }
      if (b.varies) {
        addRightAdjoint(b.adjointTangent, a.value, to.adjointTangent, sizes);
        if (second && a.varies) addRightAdjoint(b.adjointTangent, a.tangent, to.adjoint, sizes);
      }
    },
  };
}

/** C += A·B. */
function addProduct(c: Float64Array, a: Float64Array, b: Float64Array, sizes: ContractSizes): void {
  const { batch, m, k, n, mapA, mapB } = sizes;
  for (let e = 0; e < batch; e++) {
    const startA = (mapA === null ? e : mapA[e]!) * m * k;
    const startB = (mapB === null ? e : mapB[e]!) * k * n;
    const startC = e * m * n;
    if (n === 1) {
      for (let i = 0; i < m; i++) {
        c[startC + i]! += dotProduct(a, startA + i * k, b, startB, k);
      }
      continue;
    }
    for (let i = 0; i < m; i++) {
      const row = startC + i * n;
      for (let l = 0; l < k; l++) {
        const factor = a[startA + i * k + l]!;
        const other = startB + l * n;
        for (let j = 0; j < n; j++) c[row + j]! += factor * b[other + j]!;
      }
    }
  }
}

/** Σ aᵢbᵢ with four running sums, which the processor adds side by side. */
function dotProduct(a: Float64Array, startA: number, b: Float64Array, startB: number, length: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let l = 0;
  for (; l + 3 < length; l += 4) {
    s0 += a[startA + l]! * b[startB + l]!;
    s1 += a[startA + l + 1]! * b[startB + l + 1]!;
    s2 += a[startA + l + 2]! * b[startB + l + 2]!;
    s3 += a[startA + l + 3]! * b[startB + l + 3]!;
  }
  for (; l < length; l++) s0 += a[startA + l]! * b[startB + l]!;
  return s0 + s1 + (s2 + s3);
}

/** Ā += C̄·Bᵀ. */
function addLeftAdjoint(left: Float64Array, bar: Float64Array, b: Float64Array, sizes: ContractSizes): void {
  const { batch, m, k, n, mapA, mapB } = sizes;
  for (let e = 0; e < batch; e++) {
    const startA = (mapA === null ? e : mapA[e]!) * m * k;
    const startB = (mapB === null ? e : mapB[e]!) * k * n;
    const startC = e * m * n;
    for (let i = 0; i < m; i++) {
      const row = startA + i * k;
      if (n === 1) {
        const factor = bar[startC + i]!;
        if (factor !== 0) for (let l = 0; l < k; l++) left[row + l]! += factor * b[startB + l]!;
        continue;
      }
      for (let l = 0; l < k; l++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += bar[startC + i * n + j]! * b[startB + l * n + j]!;
        left[row + l]! += sum;
      }
    }
  }
}

/** B̄ += Aᵀ·C̄. */
function addRightAdjoint(right: Float64Array, a: Float64Array, bar: Float64Array, sizes: ContractSizes): void {
  const { batch, m, k, n, mapA, mapB } = sizes;
  for (let e = 0; e < batch; e++) {
    const startA = (mapA === null ? e : mapA[e]!) * m * k;
    const startB = (mapB === null ? e : mapB[e]!) * k * n;
    const startC = e * m * n;
    for (let i = 0; i < m; i++) {
      const row = startA + i * k;
      if (n === 1) {
        const factor = bar[startC + i]!;
        if (factor !== 0) for (let l = 0; l < k; l++) right[startB + l]! += factor * a[row + l]!;
        continue;
      }
      for (let l = 0; l < k; l++) {
        const factor = a[row + l]!;
        for (let j = 0; j < n; j++) right[startB + l * n + j]! += factor * bar[startC + i * n + j]!;
      }
    }
  }
}
