import { Opcode, type Tape, stride } from '../../compile/tape';
import { type Analysis, type Item, Part, analyze } from '../analyze';
import { End, IntervalCode, flags } from './intervalCode';
import { type IntervalFunction, functionIndex, intervalFunctions } from './intervalFunctions';
import { hostDeclarations, hostFunctionsFor, hostIndex } from './intervalHost';
import { type DefinedFunction, encodeModule, unsigned } from '../encode';
import { lastUses } from '../lastUses';
import { MemoryPlan } from '../memoryPlan';
import { type WasmMemory, instantiate } from '../platform';
import { Simd } from '../vectorCode';

/** Longer tapes stay with the interpreter: an engine takes long to compile one huge function. */
const mostInstructions = 20_000;

interface Compiled {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly memoryBytes: number;
  readonly places: Places;
}

/** Addresses of intervals, each a lower and an upper end of eight bytes. */
interface Places {
  readonly inputs: number;
  readonly outputs: number;
  /** The image that the host has just computed. */
  readonly image: number;
  /** By table and column, one interval a row. */
  readonly tables: readonly (readonly number[])[];
}

/** A tape compiled for boxes. Every bit of the results is that of `IntervalEvaluator`. */
export class IntervalModule {
  private readonly values: Float64Array;
  private readonly met: Uint8Array;
  private readonly inputs: number;
  private readonly outputs: number;

  private constructor(
    private readonly tape: Tape,
    { places }: Compiled,
    { buffer }: WasmMemory,
    private readonly run: () => void,
  ) {
    this.values = new Float64Array(buffer);
    this.met = new Uint8Array(buffer);
    this.inputs = places.inputs / 8;
    this.outputs = places.outputs / 8;
    places.tables.forEach((columns, table) =>
      columns.forEach((address, column) => {
        const { rows, low, high } = tape.tables[table]!;
        for (let row = 0; row < rows; row++) {
          this.values[address / 8 + 2 * row] = low[column]![row]!;
          this.values[address / 8 + 2 * row + 1] = high[column]![row]!;
        }
      }),
    );
  }

  /** Undefined where the platform can't run it, or the tape is too long. */
  static create(tape: Tape): IntervalModule | undefined {
    if (tape.code.length > mostInstructions * stride) return undefined;
    const compiled = compile(tape);
    let values = new Float64Array(0);
    let met = new Uint8Array(0);
    const image = compiled.places.image / 8;
    const host = hostFunctionsFor((low, high, partial) => {
      values[image] = low;
      values[image + 1] = high;
      if (partial) met[flags.undefined] = 1;
    });
    const started = instantiate(compiled.bytes, compiled.memoryBytes, host);
    if (started === undefined) return undefined;
    values = new Float64Array(started.memory.buffer);
    met = new Uint8Array(started.memory.buffer);
    return new IntervalModule(tape, compiled, started.memory, started.exports['evaluate'] as () => void);
  }

  /** After `evaluate`: false where some output, or what it was computed from, may be undefined. */
  get defined(): boolean {
    return this.met[flags.undefined] === 0;
  }

  /** After `evaluate`: no kink was met. */
  get smooth(): boolean {
    return this.met[flags.kink] === 0;
  }

  /** As in `IntervalEvaluator`. */
  evaluate(inLow: Float64Array, inHigh: Float64Array, outLow: Float64Array, outHigh: Float64Array): void {
    const { values, met, inputs, outputs } = this;
    const count = this.tape.parameters + this.tape.constants;
    for (let k = 0; k < count; k++) {
      values[inputs + 2 * k] = inLow[k]!;
      values[inputs + 2 * k + 1] = inHigh[k]!;
    }
    met[flags.undefined] = met[flags.kink] = 0;
    this.run();
    for (let k = 0; k < this.tape.outputs.length; k++) {
      const low = values[outputs + 2 * k]!;
      outLow[k] = low;
      outHigh[k] = values[outputs + 2 * k + 1]!;
      if (Number.isNaN(low)) met[flags.undefined] = 1;
    }
  }
}

function compile(tape: Tape): Compiled {
  const memory = new MemoryPlan();
  const places: Places = {
    inputs: memory.place(16 * (tape.parameters + tape.constants)),
    outputs: memory.place(16 * tape.outputs.length),
    image: memory.place(16),
    tables: tape.tables.map(({ rows, columns }) => columns.map(() => memory.place(16 * rows))),
  };
  const imported = hostDeclarations.length;
  const functions = [...intervalFunctions(imported), new Writer(tape, places, imported).function()];
  return { bytes: encodeModule(hostDeclarations, functions), memoryBytes: memory.bytes, places };
}

/** Writes the function that evaluates the tape. */
class Writer {
  private readonly code = new IntervalCode([]);
  private readonly analysis: Analysis;
  private readonly lastUse: Int32Array;
  /** The local of each value that is still read. */
  private readonly known = new Map<number, number>();
  private readonly free: number[] = [];
  /** The byte of the current row within a column, a local, by the depth of the loop. */
  private readonly rows: number[] = [];

  constructor(
    private readonly tape: Tape,
    private readonly places: Places,
    private readonly imported: number,
  ) {
    this.analysis = analyze(tape, () => Part.fixed);
    this.lastUse = lastUses(tape, this.analysis);
  }

  function(): DefinedFunction {
    const { code, tape, places } = this;
    for (const item of this.analysis.items) this.item(item);
    tape.outputs.forEach((output, k) => {
      code.integer(0);
      this.operand(output);
      this.store(places.outputs + 16 * k);
    });
    return code.define('evaluate', []);
  }

  private item(item: Item): void {
    if (item.kind === 'loop') this.loop(item);
    else this.operation(item.index);
  }

  private argument(index: number, k: 0 | 1 | 2 | 3): number {
    return this.tape.code[index * stride + k]!;
  }

  /** Pushes a value: literals and inputs are read anew each time. */
  private operand(index: number): void {
    const { code, tape } = this;
    const a = this.argument(index, 1);
    switch (this.argument(index, 0) as Opcode) {
      case Opcode.literal:
        code.literal(tape.literalLow[a]!, tape.literalHigh[a]!);
        return;
      case Opcode.input:
        code.integer(0);
        this.load(this.places.inputs + 16 * a);
        return;
      default:
        code.get(this.known.get(index)!);
    }
  }

  private load(address: number): void {
    this.code.simd(Simd.load);
    this.code.push(3, ...unsigned(address));
  }

  private store(address: number): void {
    this.code.simd(Simd.store);
    this.code.push(3, ...unsigned(address));
  }

  private call(name: IntervalFunction): void {
    this.code.call(this.imported + functionIndex(name));
  }

  private take(index: number): number {
    const local = this.free.pop() ?? this.code.local();
    this.known.set(index, local);
    return local;
  }

  /** Frees the locals of values that are not read behind an instruction. */
  private forget(values: Iterable<number>, index: number): void {
    for (const value of values) {
      const local = this.known.get(value);
      if (local === undefined || this.lastUse[value]! > index) continue;
      this.known.delete(value);
      this.free.push(local);
    }
  }

  private operation(index: number): void {
    const opcode = this.argument(index, 0) as Opcode;
    if (opcode === Opcode.literal || opcode === Opcode.input) return;
    const reads = this.analysis.reads[index]!;
    this.push(index, opcode, reads);
    this.forget(reads, index);
    this.code.set(this.take(index));
    this.forget([index], index);
  }

  /** Pushes the result of an instruction. */
  private push(index: number, opcode: Opcode, reads: readonly number[]): void {
    const { code } = this;
    const host = hostIndex(opcode);
    if (host >= 0) return this.image(host, reads);
    const all = (): void => reads.forEach((read) => this.operand(read));
    switch (opcode) {
      case Opcode.column:
        code.get(this.rows[this.argument(index, 3)]!);
        return this.load(this.places.tables[this.argument(index, 1)]![this.argument(index, 2)]!);
      case Opcode.add:
        all();
        code.simd(Simd.add);
        return code.round();
      case Opcode.subtract:
        all();
        code.swap();
        code.simd(Simd.subtract);
        return code.round();
      case Opcode.negate:
        all();
        code.swap();
        return code.simd(Simd.negate);
      case Opcode.integerPower:
        all();
        code.integer(this.argument(index, 2));
        return this.call('integerPower');
      case Opcode.maximum:
      case Opcode.minimum:
        all();
        this.call('meet');
        all();
        return code.simd(opcode === Opcode.maximum ? Simd.max : Simd.min);
      case Opcode.guard:
        return this.guard(reads);
      default:
        all();
        return this.call(functionOf(opcode));
    }
  }

  /** Calls the host on the ends of the operands. */
  private image(host: number, reads: readonly number[]): void {
    const { code } = this;
    for (const read of reads) {
      for (const end of [End.low, End.high]) {
        this.operand(read);
        code.simd(Simd.extract);
        code.push(end);
      }
    }
    code.call(host);
    code.integer(0);
    this.load(this.places.image);
  }

  /** The first value where the second is defined. */
  private guard([value, condition]: readonly number[]): void {
    const { code } = this;
    const local = this.free.pop() ?? code.local();
    this.operand(condition!);
    code.set(local);
    code.isEmpty(local);
    code.choose(
      () => {
        code.flag(flags.undefined);
        code.literal(NaN, NaN);
      },
      () => this.operand(value!),
    );
    this.free.push(local);
  }

  private loop({ end, rows, depth, body, totals }: Item & { readonly kind: 'loop' }): void {
    const { code } = this;
    for (const total of totals) {
      code.literal(0, 0);
      code.set(this.take(total));
    }
    if (rows > 0) {
      const row = code.local('i32');
      this.rows[depth] = row;
      code.integer(0);
      code.set(row);
      code.push(0x03, 0x40); // loop
      for (const item of body) this.item(item);
      for (const total of totals) {
        this.operand(total);
        this.operand(this.argument(total, 1));
        code.simd(Simd.add);
        code.round();
        code.set(this.known.get(total)!);
      }
      code.get(row);
      code.integer(16);
      code.push(0x6a);
      code.tee(row);
      code.integer(16 * rows);
      code.push(0x48, 0x0d, 0x00, 0x0b); // i32.lt_s, br_if 0, end
    }
    this.forget(this.known.keys(), end);
  }
}

function functionOf(opcode: Opcode): IntervalFunction {
  switch (opcode) {
    case Opcode.multiply:
      return 'multiply';
    case Opcode.square:
      return 'square';
    case Opcode.reciprocal:
      return 'reciprocal';
    case Opcode.divide:
      return 'divide';
    case Opcode.squareRoot:
      return 'squareRoot';
    case Opcode.abs:
      return 'absolute';
    case Opcode.sign:
      return 'sign';
    case Opcode.step:
      return 'step';
    case Opcode.select:
      return 'select';
    case Opcode.exp:
      return 'exp';
    case Opcode.log:
      return 'log';
    case Opcode.log1p:
      return 'log1p';
    case Opcode.expm1:
      return 'expm1';
    case Opcode.tanh:
      return 'tanh';
    case Opcode.sigmoid:
      return 'sigmoid';
    case Opcode.softplus:
      return 'softplus';
    case Opcode.sin:
      return 'sine';
    case Opcode.cos:
      return 'cosine';
    default:
      throw new Error('Not an operation.');
  }
}
