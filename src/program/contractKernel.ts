import { type KernelsModule, groupSize } from '../wasm/programs/kernelsModule';
import type { Kernel, Slot } from './kernel';

/** Sizes of a product: m × k times k × n, for each combination of rows (of the result, and of either operand). */
export interface ContractSizes {
  readonly m: number;
  readonly k: number;
  readonly n: number;
  readonly batch: number;
  readonly batchA: number;
  readonly batchB: number;
  /** Where each row of the result finds that of an operand; null where it has one for each. */
  readonly mapA: Int32Array | null;
  readonly mapB: Int32Array | null;
}

/** C = A·B for each row; compiled where A is the same for all rows. */
export function contractKernel(
  to: Slot,
  a: Slot,
  b: Slot,
  sizes: ContractSizes,
  compiled: KernelsModule | undefined,
): Kernel {
  const { m, k, n, batch, batchA, mapB } = sizes;
  const products =
    compiled !== undefined && batchA === 1 && mapB === null && batch % groupSize === 0
      ? compiledProducts(compiled, { m, k, n, batch })
      : loops(sizes);
  const { addProduct, addLeftAdjoint, addRightAdjoint } = products;
  return {
    forward() {
      to.value.fill(0);
      addProduct(to.value, a.value, b.value);
    },
    tangent() {
      to.tangent.fill(0);
      if (a.varies) addProduct(to.tangent, a.tangent, b.value);
      if (b.varies) addProduct(to.tangent, a.value, b.tangent);
    },
    reverse() {
      if (a.varies) addLeftAdjoint(a.adjoint, to.adjoint, b.value);
      if (b.varies) addRightAdjoint(b.adjoint, a.value, to.adjoint);
    },
    reverseTangent(second) {
      if (a.varies) {
        addLeftAdjoint(a.adjointTangent, to.adjointTangent, b.value);
        if (second && b.varies) addLeftAdjoint(a.adjointTangent, to.adjoint, b.tangent);
      }
      if (b.varies) {
        addRightAdjoint(b.adjointTangent, a.value, to.adjointTangent);
        if (second && a.varies) addRightAdjoint(b.adjointTangent, a.tangent, to.adjoint);
      }
    },
  };
}

type Sum = (into: Float64Array, a: Float64Array, b: Float64Array) => void;

/** C += A·B, Ā += C̄·Bᵀ, B̄ += Aᵀ·C̄. */
interface Products {
  readonly addProduct: Sum;
  readonly addLeftAdjoint: Sum;
  readonly addRightAdjoint: Sum;
}

function compiledProducts(
  compiled: KernelsModule,
  sizes: { readonly m: number; readonly k: number; readonly n: number; readonly batch: number },
): Products {
  const { m, k, n, batch } = sizes;
  return {
    addProduct: (c, a, b) => compiled.mix(c, a, b, { P: m, Q: k, n, batch }, k, 1),
    addLeftAdjoint: (left, bar, b) => compiled.gather(left, bar, b, sizes),
    addRightAdjoint: (right, a, bar) => compiled.mix(right, a, bar, { P: k, Q: m, n, batch }, 1, k),
  };
}

function loops(sizes: ContractSizes): Products {
  return {
    addProduct: (c, a, b) => addProduct(c, a, b, sizes),
    addLeftAdjoint: (left, bar, b) => addLeftAdjoint(left, bar, b, sizes),
    addRightAdjoint: (right, a, bar) => addRightAdjoint(right, a, bar, sizes),
  };
}

function addProduct(c: Float64Array, a: Float64Array, b: Float64Array, sizes: ContractSizes): void {
  const { m, k, n, batch, batchA, batchB } = sizes;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let l = 0; l < k; l++)
        addRows(c, (i * n + j) * batch, a, (i * k + l) * batchA, b, (l * n + j) * batchB, sizes);
}

function addLeftAdjoint(left: Float64Array, bar: Float64Array, b: Float64Array, sizes: ContractSizes): void {
  const { m, k, n, batch, batchA, batchB, mapA, mapB } = sizes;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let l = 0; l < k; l++)
        spreadRows(
          left,
          (i * k + l) * batchA,
          batchA,
          mapA,
          bar,
          (i * n + j) * batch,
          b,
          (l * n + j) * batchB,
          batchB,
          mapB,
          batch,
        );
}

function addRightAdjoint(right: Float64Array, a: Float64Array, bar: Float64Array, sizes: ContractSizes): void {
  const { m, k, n, batch, batchA, batchB, mapA, mapB } = sizes;
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++)
      for (let l = 0; l < k; l++)
        spreadRows(
          right,
          (l * n + j) * batchB,
          batchB,
          mapB,
          bar,
          (i * n + j) * batch,
          a,
          (i * k + l) * batchA,
          batchA,
          mapA,
          batch,
        );
}

/** c[e] += a[row of e]·b[row of e] for all rows. */
function addRows(
  c: Float64Array,
  atC: number,
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  { batch, batchA, batchB, mapA, mapB }: ContractSizes,
): void {
  if (batchA === 1 && mapB === null) {
    const factor = a[atA]!;
    for (let e = 0; e < batch; e++) c[atC + e]! += factor * b[atB + e]!;
  } else if (batchB === 1 && mapA === null) {
    const factor = b[atB]!;
    for (let e = 0; e < batch; e++) c[atC + e]! += factor * a[atA + e]!;
  } else {
    for (let e = 0; e < batch; e++)
      c[atC + e]! += a[atA + (mapA === null ? e : mapA[e]!)]! * b[atB + (mapB === null ? e : mapB[e]!)]!;
  }
}

/** into[its row of e] += bar[e]·other[its row of e] for all rows. */
function spreadRows(
  into: Float64Array,
  atInto: number,
  batchInto: number,
  mapInto: Int32Array | null,
  bar: Float64Array,
  atBar: number,
  other: Float64Array,
  atOther: number,
  batchOther: number,
  mapOther: Int32Array | null,
  batch: number,
): void {
  if (batchInto === 1 && mapOther === null) {
    into[atInto]! += dotProduct(bar, atBar, other, atOther, batch);
  } else if (batchOther === 1 && mapInto === null) {
    const factor = other[atOther]!;
    if (factor !== 0) for (let e = 0; e < batch; e++) into[atInto + e]! += factor * bar[atBar + e]!;
  } else {
    for (let e = 0; e < batch; e++)
      into[atInto + (mapInto === null ? e : mapInto[e]!)]! +=
        bar[atBar + e]! * other[atOther + (mapOther === null ? e : mapOther[e]!)]!;
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
