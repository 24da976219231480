import { Opcode, type Tape, stride } from '../compile/tape';
import { operandCount } from './analyze';

/** Writes a tape anew, instruction by instruction: some copied, some replaced. */
export class TapeWriter {
  private readonly code: number[] = [];
  private readonly literals: number[];
  /** Where the value of each old instruction is in the new tape. */
  private readonly places = new Map<number, number>();
  private readonly ofLiteral = new Map<number, number>();

  constructor(private readonly old: Tape) {
    this.literals = [...old.literals];
  }

  /** The new register of an old one. */
  place(index: number): number {
    return this.places.get(index)!;
  }

  /** Says where an old instruction's value is. */
  stand(index: number, place: number): void {
    this.places.set(index, place);
  }

  emit(opcode: Opcode, a = 0, b = 0, c = 0): number {
    this.code.push(opcode, a, b, c);
    return this.code.length / stride - 1;
  }

  literal(value: number): number {
    const known = this.ofLiteral.get(value);
    if (known !== undefined) return known;
    const place = this.emit(Opcode.literal, this.literals.push(value) - 1);
    this.ofLiteral.set(value, place);
    return place;
  }

  /** An operation of two registers; of two literals, at once. */
  combine(opcode: Opcode.add | Opcode.subtract | Opcode.multiply, a: number, b: number): number {
    const [x, y] = [this.valueOf(a), this.valueOf(b)];
    if (x === undefined || y === undefined) return this.emit(opcode, a, b);
    return this.literal(opcode === Opcode.add ? x + y : opcode === Opcode.subtract ? x - y : x * y);
  }

  /** The old instruction, with its registers where they are now. */
  copy(index: number): number {
    const [opcode, a, b, c] = this.old.code.subarray(index * stride) as unknown as [Opcode, number, number, number];
    const reads = operandCount(opcode);
    const operands = [a, b, c].map((operand, k) => (k < reads ? this.place(operand) : operand));
    if (opcode === Opcode.endLoop) operands[0] = this.place(a);
    const place = this.emit(opcode, ...operands);
    if (opcode === Opcode.endLoop) this.code[this.place(a) * stride + 2] = place;
    this.stand(index, place);
    return place;
  }

  tape(): Tape {
    const literals = Float64Array.from(this.literals);
    return {
      ...this.old,
      code: Int32Array.from(this.code),
      literals,
      // Compiled code has no bounds: what is computed anew here is not exact.
      literalLow: literals,
      literalHigh: literals,
      outputs: this.old.outputs.map((output) => this.place(output)),
    };
  }

  private valueOf(register: number): number | undefined {
    if (this.code[register * stride] !== Opcode.literal) return undefined;
    return this.literals[this.code[register * stride + 1]!];
  }
}
