import { addLanes, advance, counted, load, loadBoth, store } from '../../wasm/programs/programCode';
import { productCode } from '../../wasm/programs/programProducts';
import { Simd, type VectorCode } from '../../wasm/vectorCode';
import type { BlockMemory } from './blockMemory';
import type { Move } from './loopPlan';

/** Writes a function of loops over the rows of some elements, four vectors a turn. */
export class RowWriter {
  readonly code: VectorCode;
  private readonly element: number;
  private readonly row: number;
  private readonly at: number;
  private readonly vector: readonly number[];
  private readonly other: readonly number[];

  constructor(
    private readonly memory: BlockMemory,
    parameters = 0,
  ) {
    const code = productCode(parameters);
    this.code = code;
    [this.element, this.row, this.at] = [code.local('i32'), code.local('i32'), code.local('i32')];
    [this.vector, this.other] = [code.take(), code.take()];
  }

  /** out = 0 */
  fill(out: number, count: number): void {
    this.each(count, () => store(this.code, 0, out, this.at));
  }

  /** out = from, whose elements are rows or numbers outside of the loop. */
  copy(out: number, from: number, { part, count }: Move): void {
    const { code, vector } = this;
    if (this.memory.isInner(part)) {
      this.each(count, () => {
        load(code, vector, from, this.at);
        store(code, vector, out, this.at);
      });
      return;
    }
    this.each(
      count,
      () => store(code, repeated(vector), out, this.at),
      () => loadBoth(code, vector[0]!, from, this.element),
    );
  }

  /** into += from */
  add(into: number, from: number, count: number): void {
    const { code, vector, other } = this;
    this.each(count, () => {
      load(code, vector, into, this.at);
      load(code, other, from, this.at);
      store(code, code.apply(Simd.add, vector, vector, other), into, this.at);
    });
  }

  /** out = Σ of all elements */
  sum(out: number, from: number, count: number): void {
    const { code, vector, other } = this;
    const { rowBytes } = this.memory;
    counted(code, this.row, 64, rowBytes, () => {
      code.copy(vector, 0);
      code.get(this.row);
      code.set(this.at);
      counted(code, this.element, 8, 8 * count, () => {
        load(code, other, from, this.at);
        code.apply(Simd.add, vector, vector, other);
        advance(code, this.at, rowBytes);
      });
      store(code, vector, out, this.row);
    });
  }

  /** into = one row for all elements, or added. */
  repeat(into: number, from: number, count: number, adds: boolean): void {
    const { code, vector, other } = this;
    this.each(count, () => {
      load(code, vector, from, this.row);
      if (adds) {
        load(code, other, into, this.at);
        code.apply(Simd.add, vector, vector, other);
      }
      store(code, vector, into, this.at);
    });
  }

  /** into += Σ of the rows of each element, all or those of a mask. */
  total(into: number, from: number, count: number, mask: number | undefined): void {
    const { code, vector, other } = this;
    const total = code.take();
    this.each(
      count,
      () => {
        load(code, vector, from, this.at);
        if (mask !== undefined) {
          load(code, other, mask, this.row);
          code.apply(Simd.and, vector, vector, other);
        }
        code.apply(Simd.add, total, total, vector);
      },
      () => code.copy(total, 0),
      () => addLanes(code, total, into, this.element),
    );
    code.release(total);
  }

  /** into = one number for all rows that count, or added. */
  spread(into: number, from: number, count: number, adds: boolean): void {
    const { code, vector, other } = this;
    const one = code.local('v128');
    this.each(
      count,
      () => {
        load(code, vector, this.memory.mask.block, this.row);
        code.apply(Simd.and, vector, vector, repeated([one, one, one, one]));
        if (adds) {
          load(code, other, into, this.at);
          code.apply(Simd.add, vector, vector, other);
        }
        store(code, vector, into, this.at);
      },
      () => loadBoth(code, one, from, this.element),
    );
  }

  /** One row from behind the byte that the parameter says. */
  take(out: number, from: number): void {
    const { code, vector } = this;
    code.get(0);
    code.set(this.at);
    counted(code, this.row, 64, this.memory.rowBytes, () => {
      load(code, vector, from, this.at);
      store(code, vector, out, this.row);
      advance(code, this.at, 64);
    });
  }

  private each(count: number, body: () => void, before?: () => void, after?: () => void): void {
    const { code } = this;
    code.integer(0);
    code.set(this.at);
    counted(code, this.element, 8, 8 * count, () => {
      before?.();
      counted(code, this.row, 64, this.memory.rowBytes, () => {
        body();
        advance(code, this.at, 64);
      });
      after?.();
    });
  }
}

function repeated(vector: readonly number[]): readonly number[] {
  return vector.map(() => vector[0]!);
}
