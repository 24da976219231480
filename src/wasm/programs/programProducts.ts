import { addLanes, advance, counted, load, loadBoth, sum } from './programCode';
import { Simd, VectorCode } from '../vectorCode';

/*
 * Products of small matrices for many rows at once: each element holds `rowBytes` of doubles, one for each row, in
 * whole groups of four vectors. Addresses and the steps between elements are bytes.
 */

/** Vectors of a turn. */
const width = 4;

export function productCode(parameters = 0): VectorCode {
  return new VectorCode(width, parameters);
}

/** out[p, f] = Σ_q factor[p, q]·from[q, f] for p < P, q < Q, f < F, or added to what is there; factors are the same in all rows. */
export interface Mix {
  readonly P: number;
  readonly Q: number;
  readonly F: number;
  readonly rowBytes: number;
  readonly adds: boolean;
  readonly out: number;
  readonly outP: number;
  readonly outF: number;
  readonly factor: number;
  readonly factorP: number;
  readonly factorQ: number;
  readonly from: number;
  readonly fromQ: number;
  readonly fromF: number;
}

export function emitMix(code: VectorCode, mix: Mix): void {
  const { P, Q, F, rowBytes } = mix;
  const [f, p, q, e, atOut, atFrom, outOfF, fromOfF, outOfP, factorOfP, atFactor] = integers(code, 11);
  const unrolled = [4, 2].find((turns) => Q % turns === 0) ?? 1;
  const sums = [code.take(), code.take()];
  const factors = [code.local('v128'), code.local('v128')];
  const part = code.local('v128');
  const block = (count: number): void => {
    counted(code, e, 16 * width, rowBytes, () => {
      sum(code, atOut, outOfP, e);
      for (let i = 0; i < count; i++) {
        if (mix.adds) load(code, sums[i]!, mix.out + i * mix.outP, atOut);
        else code.copy(sums[i]!, 0);
      }
      sum(code, atFrom, fromOfF, e);
      sum(code, atFactor, factorOfP);
      counted(code, q, unrolled, Q, () => {
        for (let j = 0; j < unrolled; j++) {
          for (let i = 0; i < count; i++)
            loadBoth(code, factors[i]!, mix.factor + i * mix.factorP + j * mix.factorQ, atFactor);
          for (let v = 0; v < width; v++) {
            load(code, [part], mix.from + j * mix.fromQ + 16 * v, atFrom);
            for (let i = 0; i < count; i++) addProduct(code, sums[i]![v]!, factors[i]!, part);
          }
        }
        advance(code, atFrom, unrolled * mix.fromQ);
        advance(code, atFactor, unrolled * mix.factorQ);
      });
      for (let i = 0; i < count; i++) {
        for (let v = 0; v < width; v++) {
          code.get(atOut);
          code.get(sums[i]![v]!);
          code.memory(Simd.store, mix.out + i * mix.outP + 16 * v);
        }
      }
    });
    advance(code, outOfP, count * mix.outP);
    advance(code, factorOfP, count * mix.factorP);
  };
  zero(code, outOfF, fromOfF);
  counted(code, f, 1, F, () => {
    sum(code, outOfP, outOfF);
    zero(code, factorOfP);
    counted(code, p, 1, Math.floor(P / 2), () => block(2));
    if (P % 2 === 1) block(1);
    advance(code, outOfF, mix.outF);
    advance(code, fromOfF, mix.fromF);
  });
}

/** into[p, q] += Σ_f Σ_rows left[p, f]·right[q, f] for p < P, q < Q, f < F. */
export interface Gather {
  readonly P: number;
  readonly Q: number;
  readonly F: number;
  readonly rowBytes: number;
  readonly into: number;
  readonly intoP: number;
  readonly intoQ: number;
  readonly left: number;
  readonly leftP: number;
  readonly leftF: number;
  readonly right: number;
  readonly rightQ: number;
  readonly rightF: number;
}

export function emitGather(code: VectorCode, gather: Gather): void {
  const { P, Q, F, rowBytes } = gather;
  const [f, p, q, e, atLeft, atRight, atInto, leftOfP, rightOfQ, intoOfP, leftOfF, rightOfF] = integers(code, 12);
  const sums = Array.from({ length: 8 }, () => code.local('v128'));
  const lefts = [code.local('v128'), code.local('v128')];
  const right = code.local('v128');
  const block = (rows: number, columns: number): void => {
    const at = (i: number, j: number): number => sums[i * columns + j]!;
    for (let s = 0; s < rows * columns; s++) clear(code, sums[s]!);
    sum(code, leftOfF, leftOfP);
    sum(code, rightOfF, rightOfQ);
    counted(code, f, 1, F, () => {
      counted(code, e, 32, rowBytes, () => {
        sum(code, atLeft, leftOfF, e);
        sum(code, atRight, rightOfF, e);
        for (let v = 0; v < 2; v++) {
          for (let i = 0; i < rows; i++) load(code, [lefts[i]!], gather.left + i * gather.leftP + 16 * v, atLeft);
          for (let j = 0; j < columns; j++) {
            load(code, [right], gather.right + j * gather.rightQ + 16 * v, atRight);
            for (let i = 0; i < rows; i++) addProduct(code, at(i, j), lefts[i]!, right);
          }
        }
      });
      advance(code, leftOfF, gather.leftF);
      advance(code, rightOfF, gather.rightF);
    });
    for (let i = 0; i < rows; i++) {
      for (let j = 0; j < columns; j++) {
        const place = gather.into + i * gather.intoP + j * gather.intoQ;
        if (gather.intoQ === 8 && j + 1 < columns) addPair(code, at(i, j), at(i, ++j), place, atInto);
        else addLanes(code, [at(i, j)], place, atInto);
      }
    }
    advance(code, atInto, columns * gather.intoQ);
    advance(code, rightOfQ, columns * gather.rightQ);
  };
  const rowsOf = (rows: number): void => {
    sum(code, atInto, intoOfP);
    zero(code, rightOfQ);
    counted(code, q, 1, Math.floor(Q / 4), () => block(rows, 4));
    if (Q % 4 > 1) block(rows, 2);
    if (Q % 2 === 1) block(rows, 1);
    advance(code, intoOfP, rows * gather.intoP);
    advance(code, leftOfP, rows * gather.leftP);
  };
  zero(code, intoOfP, leftOfP);
  counted(code, p, 1, Math.floor(P / 2), () => rowsOf(2));
  if (P % 2 === 1) rowsOf(1);
}

/** out[p, f] = Σ_q left[p, q]·right[q, f], or added to what is there; both differ from row to row. */
export interface RowProduct {
  readonly P: number;
  readonly Q: number;
  readonly F: number;
  readonly rowBytes: number;
  readonly adds: boolean;
  readonly out: number;
  readonly outP: number;
  readonly outF: number;
  readonly left: number;
  readonly leftP: number;
  readonly leftQ: number;
  readonly right: number;
  readonly rightQ: number;
  readonly rightF: number;
}

export function emitRowProduct(code: VectorCode, product: RowProduct): void {
  const { P, Q, F, rowBytes, adds } = product;
  const [p, q, f, e, outOfP, leftOfP, outOfF, rightOfF, atOut, atLeft, atRight] = integers(code, 11);
  const [total, left, right] = [code.take(), code.take(), code.take()];
  zero(code, outOfP, leftOfP);
  counted(code, p, 1, P, () => {
    sum(code, outOfF, outOfP);
    zero(code, rightOfF);
    counted(code, f, 1, F, () => {
      counted(code, e, 16 * width, rowBytes, () => {
        sum(code, atOut, outOfF, e);
        sum(code, atLeft, leftOfP, e);
        sum(code, atRight, rightOfF, e);
        if (adds) load(code, total, product.out, atOut);
        else code.copy(total, 0);
        counted(code, q, 1, Q, () => {
          load(code, left, product.left, atLeft);
          load(code, right, product.right, atRight);
          for (let v = 0; v < width; v++) addProduct(code, total[v]!, left[v]!, right[v]!);
          advance(code, atLeft, product.leftQ);
          advance(code, atRight, product.rightQ);
        });
        for (let v = 0; v < width; v++) {
          code.get(atOut);
          code.get(total[v]!);
          code.memory(Simd.store, product.out + 16 * v);
        }
      });
      advance(code, outOfF, product.outF);
      advance(code, rightOfF, product.rightF);
    });
    advance(code, outOfP, product.outP);
    advance(code, leftOfP, product.leftP);
  });
}

/** total += a·b, in single vectors. */
function addProduct(code: VectorCode, total: number, a: number, b: number): void {
  code.get(total);
  code.get(a);
  code.get(b);
  code.simd(Simd.multiply);
  code.simd(Simd.add);
  code.set(total);
}

/** Adds the lanes of two vectors to two doubles that stand side by side. */
function addPair(code: VectorCode, a: number, b: number, address: number, at: number): void {
  code.get(at);
  code.get(at);
  code.memory(Simd.load, address);
  for (const lane of [0, 8]) {
    code.get(a);
    code.get(b);
    code.simd(Simd.shuffle);
    for (let byte = 0; byte < 16; byte++) code.push((byte < 8 ? byte : byte + 8) + lane);
  }
  code.simd(Simd.add);
  code.simd(Simd.add);
  code.memory(Simd.store, address);
}

function clear(code: VectorCode, vector: number): void {
  code.operand(0, 0);
  code.set(vector);
}

function zero(code: VectorCode, ...pointers: readonly number[]): void {
  for (const pointer of pointers) {
    code.integer(0);
    code.set(pointer);
  }
}

/** So many locals for integers. */
function integers<N extends number>(code: VectorCode, count: N): Tuple<N> {
  return Array.from({ length: count }, () => code.local('i32')) as unknown as Tuple<N>;
}

type Tuple<N extends number, Built extends number[] = []> = Built['length'] extends N
  ? Built
  : Tuple<N, [...Built, number]>;
