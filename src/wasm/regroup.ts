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
  /** Operations that are part of the chain of a later one. */
  private readonly absorbed = new Set<number>();
  /** The terms of the chains that are written anew, by their last operation. */
  private readonly chains = new Map<number, readonly Term[]>();
  private readonly writer: TapeWriter;
  /** Reciprocals in the new tape, by loops and divisor. */
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
    for (let i = this.uses.length - 1; i >= 0; i--) this.consider(i);
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
    if (this.absorbed.has(root) || this.analysis.parts[root] !== this.hot) return;
    if (!isSum(this.opcode(root)) && this.opcode(root) !== Opcode.multiply) return;
    const nodes: number[] = [];
    const terms: Term[] = [];
    this.collect(root, root, false, nodes, terms);
    const before = nodes.filter((node) => this.analysis.parts[node] === this.hot).length;
    const groups = this.grouped(terms);
    const after = groups.reduce((count, group) => count + (this.isHot(group[0]!) ? group.length : 1), -1);
    if (after >= before) return;
    this.chains.set(root, terms);
    for (const node of nodes) if (node !== root) this.absorbed.add(node);
  }

  private collect(node: number, root: number, isNegative: boolean, nodes: number[], terms: Term[]): void {
    nodes.push(node);
    const second = this.opcode(node) === Opcode.subtract ? !isNegative : isNegative;
    for (const [k, negative] of [
      [1, isNegative],
      [2, second],
    ] as const) {
      const index = this.argument(node, k);
      const continues =
        (this.opcode(index) === this.opcode(root) || (isSum(this.opcode(index)) && isSum(this.opcode(root)))) &&
        this.uses[index] === 1 &&
        this.analysis.parts[index] === this.hot &&
        samePath(this.analysis.loops[index]!, this.analysis.loops[root]!);
      if (continues) this.collect(index, root, negative, nodes, terms);
      else terms.push({ index, isNegative: negative });
    }
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

  private quotient(index: number): number {
    const { writer, analysis } = this;
    const [dividend, divisor] = [this.argument(index, 1), this.argument(index, 2)];
    if (this.opcode(divisor) === Opcode.literal) {
      const reciprocal = 1 / this.tape.literals[this.argument(divisor, 1)]!;
      if (!Number.isFinite(reciprocal)) return writer.copy(index);
      return writer.emit(Opcode.multiply, writer.place(dividend), writer.literal(reciprocal));
    }
    const shares = analysis.reads.some(
      (reads, other) =>
        other !== index &&
        this.opcode(other) === Opcode.divide &&
        reads[1] === divisor &&
        samePath(analysis.loops[other]!, analysis.loops[index]!),
    );
    if (!shares) return writer.copy(index);
    const key = `${analysis.loops[index]!.join(' ')}:${divisor}`;
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
