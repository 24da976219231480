import { Opcode, type Tape, stride } from '../compile/tape';
import { type Analysis, Part, analyze } from './analyze';
import { TapeWriter } from './tapeWriter';

/**
 * The same loss with fewer operations where each counts: in a pass over cells or points (`hot`). Terms of a sum and
 * factors of a product that depend on one axis or on none are put together, to be computed once for it; divisions by the
 * same value share its reciprocal, and those by a number multiply by its reciprocal. A sum or product is then rounded in
 * another order, and a quotient is within 1.5 units in the last place, where the reciprocal is neither subnormal nor
 * infinite.
 */
export function regroup(tape: Tape, partOf: (input: number) => Part, hot: Part): Tape {
  return new Regrouping(tape, analyze(tape, partOf), hot).write();
}

interface Term {
  readonly index: number;
  readonly isNegative: boolean;
}

class Regrouping {
  private readonly uses: Int32Array;
  /** Operations of chains that were looked at, so that each is looked at once. */
  private readonly seen = new Set<number>();
  /** Operations that are part of a chain which is written anew, but for its last. */
  private readonly absorbed = new Set<number>();
  /** The terms of the chains that are written anew, by their last operation. */
  private readonly chains = new Map<number, readonly Term[]>();
  private readonly writer: TapeWriter;
  /** How many divisions there are by a divisor, and its reciprocal in the new tape. */
  private readonly divisions = new Map<string, number>();
  private readonly reciprocals = new Map<string, number>();

  constructor(
    private readonly tape: Tape,
    private readonly analysis: Analysis,
    private readonly hot: Part,
  ) {
    this.writer = new TapeWriter(tape);
    this.uses = new Int32Array(tape.code.length / stride);
    for (const list of analysis.reads) for (const read of list) this.uses[read]!++;
    for (const output of tape.outputs) this.uses[output]!++;
    for (let i = this.uses.length - 1; i >= 0; i--) {
      this.consider(i);
      if (this.opcode(i) !== Opcode.divide || analysis.parts[i] !== hot) continue;
      this.divisions.set(this.divisorOf(i), (this.divisions.get(this.divisorOf(i)) ?? 0) + 1);
    }
  }

  write(): Tape {
    const { writer } = this;
    for (let i = 0; i < this.uses.length; i++) {
      if (this.absorbed.has(i)) continue;
      const chain = this.chains.get(i);
      if (chain !== undefined) writer.stand(i, this.regrouped(i, chain));
      else if (this.opcode(i) === Opcode.divide && this.analysis.parts[i] === this.hot)
        writer.stand(i, this.quotient(i));
      else writer.copy(i);
    }
    return writer.tape();
  }

  private opcode(index: number): Opcode {
    return this.tape.code[index * stride]!;
  }

  private argument(index: number, k: 1 | 2 | 3): number {
    return this.tape.code[index * stride + k]!;
  }

  /** Takes an operation as the last of a chain if that saves hot operations. */
  private consider(root: number): void {
    if (this.seen.has(root) || this.analysis.parts[root] !== this.hot) return;
    if (!isSum(this.opcode(root)) && this.opcode(root) !== Opcode.multiply) return;
    const { nodes, terms } = this.collect(root);
    for (const node of nodes) this.seen.add(node);
    const before = nodes.filter((node) => this.analysis.parts[node] === this.hot).length;
    const groups = this.grouped(terms);
    const after = groups.reduce((count, group) => count + (this.isHot(group[0]!) ? group.length : 1), -1);
    if (after >= before) return;
    this.chains.set(root, terms);
    for (const node of nodes) if (node !== root) this.absorbed.add(node);
  }

  /** The operations of the chain that ends with `root`, and its terms from left to right. */
  private collect(root: number): { readonly nodes: readonly number[]; readonly terms: readonly Term[] } {
    const nodes: number[] = [];
    const terms: Term[] = [];
    const waiting: Term[] = [{ index: root, isNegative: false }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { index, isNegative } = next;
      if (index !== root && !this.continues(index, root)) {
        terms.push(next);
        continue;
      }
      nodes.push(index);
      const isSecondNegative = (this.opcode(index) === Opcode.subtract) !== isNegative;
      waiting.push({ index: this.argument(index, 2), isNegative: isSecondNegative });
      waiting.push({ index: this.argument(index, 1), isNegative });
    }
    return { nodes, terms };
  }

  /** Whether an operand is a part of the chain: a sum in a sum, a product in a product, used there alone. */
  private continues(index: number, root: number): boolean {
    const { loops, parts } = this.analysis;
    const [opcode, last] = [this.opcode(index), this.opcode(root)];
    return (
      (opcode === last || (isSum(opcode) && isSum(last))) &&
      this.uses[index] === 1 &&
      parts[index] === this.hot &&
      samePath(loops[index]!, loops[root]!)
    );
  }

  private isHot({ index }: Term): boolean {
    return this.analysis.parts[index] === this.hot;
  }

  /** Hot terms, then those of the one axis, then those of the other; what is fixed goes with the last axis there is. */
  private grouped(terms: readonly Term[]): (readonly Term[])[] {
    const of = (part: Part): Term[] => terms.filter(({ index }) => this.analysis.parts[index] === part);
    const fixed = this.hot === Part.fixed ? [] : of(Part.fixed);
    const [hot, column, row] = [of(this.hot), this.hot === Part.column ? [] : of(Part.column), of(Part.row)];
    if (row.length > 0) row.unshift(...fixed);
    else if (column.length > 0) column.unshift(...fixed);
    else row.push(...fixed);
    return [hot, column, row].filter((group) => group.length > 0);
  }

  private regrouped(root: number, terms: readonly Term[]): number {
    const isProduct = this.opcode(root) === Opcode.multiply;
    const combine = isProduct ? this.product.bind(this) : this.sum.bind(this);
    const parts = this.grouped(terms).flatMap((group) => {
      const ready = group.map(({ index, isNegative }) => ({ index: this.writer.place(index), isNegative }));
      return this.isHot(group[0]!) ? ready : [combine(ready)];
    });
    const { index, isNegative } = combine(parts);
    return isNegative ? this.writer.emit(Opcode.negate, index) : index;
  }

  /** Of registers of the new tape, like the terms. */
  private sum(terms: readonly Term[]): Term {
    const [positive, negative] = [terms.filter((term) => !term.isNegative), terms.filter((term) => term.isNegative)];
    const [first, ...others] = positive.length > 0 ? positive : negative;
    let index = first!.index;
    for (const other of others) index = this.writer.combine(Opcode.add, index, other.index);
    if (positive.length === 0) return { index, isNegative: true };
    for (const other of negative) index = this.writer.combine(Opcode.subtract, index, other.index);
    return { index, isNegative: false };
  }

  private product(factors: readonly Term[]): Term {
    const [first, ...others] = factors;
    let { index } = first!;
    for (const other of others) index = this.writer.combine(Opcode.multiply, index, other.index);
    return { index, isNegative: false };
  }

  /** The divisor of a division and the loops it is in. */
  private divisorOf(index: number): string {
    return `${this.analysis.loops[index]!.join(' ')}:${this.argument(index, 2)}`;
  }

  private quotient(index: number): number {
    const { writer } = this;
    const [dividend, divisor] = [this.argument(index, 1), this.argument(index, 2)];
    if (this.opcode(divisor) === Opcode.literal) {
      const reciprocal = 1 / this.tape.literals[this.argument(divisor, 1)]!;
      if (!Number.isFinite(reciprocal)) return writer.copy(index);
      return writer.emit(Opcode.multiply, writer.place(dividend), writer.literal(reciprocal));
    }
    const key = this.divisorOf(index);
    if (this.divisions.get(key) === 1) return writer.copy(index);
    const known = this.reciprocals.get(key) ?? writer.emit(Opcode.reciprocal, writer.place(divisor));
    this.reciprocals.set(key, known);
    return writer.emit(Opcode.multiply, writer.place(dividend), known);
  }
}

function isSum(opcode: Opcode): boolean {
  return opcode === Opcode.add || opcode === Opcode.subtract;
}

function samePath(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((loop, k) => loop === b[k]);
}
