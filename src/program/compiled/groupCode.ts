import { addLanes, advance, counted, load, loadBoth, store } from '../../wasm/programs/programCode';
import type { Imports } from '../../wasm/operations';
import { type Operand, Simd, VectorCode } from '../../wasm/vectorCode';
import { operandsOf } from '../instructions';
import type { Program } from '../program';
import type { BlockMemory, Field } from './blockMemory';
import type { LoopPlan, Part } from './loopPlan';
import { type Elementwise, type Numbers, Rules, type Slope } from './rules';

export type Group = Part & { readonly kind: 'group' };

/** What the way back has found out, last part first. */
export interface WayBack {
  /** Registers of the body whose adjoints already hold a sum. */
  readonly started: Set<number>;
  /** Values and tangents it reads: they must be kept on the way there. */
  readonly read: Readonly<Record<'value' | 'tangent', Set<number>>>;
}

/** How an operand lies beside the group's arrays: row by row, one row for all elements, one number an element, or one. */
type Lie = 'rows' | 'row' | 'element' | 'one';

/** One function over the arrays of a group. */
export class GroupCode implements Numbers {
  private readonly code: VectorCode;
  private readonly rules: Rules;
  /** Locals: the byte of the group's arrays, of one of their rows, of an array with a number an element; and 0. */
  private readonly at: number;
  private readonly row: number;
  private readonly element: number;
  private readonly none: number;
  private readonly known: Readonly<Record<Field, Map<number, Operand>>>;
  /** Running sums of adjoints of operands outside of the loop. */
  private readonly sums: Readonly<Record<'adjoint' | 'adjointTangent', Map<number, readonly number[]>>>;
  private readonly own: ReadonlySet<number>;
  /** Where the way back notes what it reads. */
  private reading: WayBack['read'] | undefined;

  constructor(
    private readonly program: Program,
    private readonly plan: LoopPlan,
    private readonly group: Group,
    private readonly memory: BlockMemory,
    imports: Imports,
    private readonly literal: (register: number) => number | undefined,
  ) {
    // Fewer vectors at a time where many values are alive.
    const count = group.instructions.length;
    this.code = new VectorCode(count <= 6 ? 4 : count <= 12 ? 2 : 1, 0);
    this.rules = new Rules(this.code, imports, this);
    this.at = this.code.local('i32');
    this.row = this.code.local('i32');
    this.element = this.code.local('i32');
    this.none = this.code.local('i32');
    this.known = { value: new Map(), tangent: new Map(), adjoint: new Map(), adjointTangent: new Map() };
    this.sums = { adjoint: new Map(), adjointTangent: new Map() };
    this.own = new Set(group.instructions.map(({ to }) => to));
  }

  /** Values, and directional derivatives where asked for; keeps what others read. */
  forward(tangents: boolean, back: WayBack['read']): VectorCode {
    this.loops(['value', ...(tangents ? (['tangent'] as const) : [])], () => {
      for (const instruction of this.group.instructions) {
        const { to } = instruction;
        this.write(to, 'value', this.rules.value(instruction), back);
        if (tangents && this.memory.varies(to)) this.write(to, 'tangent', this.tangentOf(instruction), back);
      }
    });
    return this.code;
  }

  /**
   * Adjoints of the operands; with tangents also their directional derivatives, of which `second` says whether the
   * operation's own second derivative counts. Undefined where nothing comes back.
   */
  reverse(tangents: boolean, second: (register: number) => boolean, back: WayBack): VectorCode | undefined {
    const { code, group } = this;
    const barFields = tangents ? (['adjoint', 'adjointTangent'] as const) : (['adjoint'] as const);
    if (!group.instructions.some(({ to }) => back.started.has(to))) return undefined;
    const outer = this.outerOperands().filter((register) => this.memory.varies(register));
    for (const field of barFields) for (const register of outer) this.sums[field].set(register, code.take());
    const touched = new Set<number>();
    this.reading = back.read;
    const body = (): void => {
      for (const field of barFields) {
        for (const to of this.own) {
          if (!back.started.has(to)) continue;
          this.known[field].set(to, this.fetch(to, field));
        }
      }
      for (const instruction of [...group.instructions].reverse()) {
        if (!this.memory.varies(instruction.to) || !this.known.adjoint.has(instruction.to)) continue;
        for (const [which, operand] of varyingOperands(this.program, instruction)) {
          if (!this.own.has(operand)) touched.add(operand);
          this.passBack(instruction, which, operand, tangents, second(instruction.to));
        }
      }
      for (const field of barFields)
        for (const operand of touched) if (this.memory.isInner(operand)) this.writeBack(operand, field, back.started);
    };
    // Rows that are shared by all elements collect sums from the first on.
    const rows = this.innerOperands().filter((operand) => this.lie(operand) === 'row' && this.memory.varies(operand));
    for (const operand of rows.filter((each) => !back.started.has(each)))
      for (const field of barFields) this.clear(operand, field);
    rows.forEach((operand) => back.started.add(operand));
    this.loops(tangents ? ['value', 'tangent'] : ['value'], body, barFields);
    for (const operand of touched) if (this.memory.isInner(operand)) back.started.add(operand);
    return code;
  }

  value(register: number): Operand {
    return this.number(register, 'value');
  }

  tangent(register: number): Operand {
    return this.memory.varies(register) ? this.number(register, 'tangent') : 0;
  }

  private number(register: number, field: 'value' | 'tangent'): Operand {
    const known = this.known[field].get(register);
    if (known !== undefined) return known;
    this.reading?.[field].add(register);
    const fetched = this.fetch(register, field);
    this.known[field].set(register, fetched);
    return fetched;
  }

  private tangentOf(instruction: Elementwise): Operand {
    const { code } = this;
    let total: Operand | undefined;
    for (const [which, operand] of varyingOperands(this.program, instruction)) {
      const part = this.times(this.rules.slope(instruction, which), this.tangent(operand));
      if (part === 0) continue;
      total = total === undefined ? part : code.fresh(Simd.add, total, part);
    }
    return total ?? 0;
  }

  private write(to: number, field: 'value' | 'tangent', value: Operand, back: WayBack['read']): void {
    this.known[field].set(to, value);
    if (!this.plan.shared.has(to) && !back[field].has(to)) return;
    const vectors = typeof value === 'object' ? value : this.code.copy(this.code.take(), value);
    store(this.code, vectors, this.memory.address(to, field), this.at);
  }

  private passBack(instruction: Elementwise, which: 0 | 1, operand: number, tangents: boolean, second: boolean): void {
    const bar = this.known.adjoint.get(instruction.to)!;
    const slope = this.rules.slope(instruction, which);
    this.collect(operand, 'adjoint', this.times(slope, bar, true));
    if (!tangents) return;
    this.collect(operand, 'adjointTangent', this.times(slope, this.known.adjointTangent.get(instruction.to)!, true));
    const bend = second ? this.rules.bend(instruction, which) : 0;
    if (bend !== 0)
      this.collect(
        operand,
        'adjointTangent',
        this.times({ kind: 'factor', factor: bend, isBounded: false }, bar, true),
      );
  }

  /** slope·x; where x is an adjoint that is 0, so is the product. */
  private times(slope: Slope, x: Operand, isAdjoint = false): Operand {
    const { code } = this;
    if (slope === 0 || x === 0) return 0;
    if (slope === 1) return x;
    if (slope === -1) return code.fresh(Simd.negate, x);
    if (slope.kind === 'where') return code.fresh(Simd.and, x, slope.mask);
    const product = code.fresh(Simd.multiply, slope.factor, x);
    if (!isAdjoint || slope.isBounded || typeof slope.factor === 'number') return product;
    return code.fresh(Simd.and, product, code.fresh(Simd.ne, x, 0));
  }

  private collect(operand: number, field: 'adjoint' | 'adjointTangent', part: Operand): void {
    const { code } = this;
    if (!this.memory.isInner(operand)) {
      if (part === 0) return;
      const total = this.sums[field].get(operand)!;
      code.apply(Simd.add, total, total, part);
      return;
    }
    const before = this.known[field].get(operand);
    if (before === undefined || before === 0) this.known[field].set(operand, part);
    else if (part !== 0) this.known[field].set(operand, code.fresh(Simd.add, before, part));
  }

  /** Stores an operand's adjoint, or adds to what other parts have left there. */
  private writeBack(operand: number, field: 'adjoint' | 'adjointTangent', started: ReadonlySet<number>): void {
    const { code } = this;
    const part = this.known[field].get(operand) ?? 0;
    const address = this.memory.address(operand, field);
    const at = this.lie(operand) === 'row' ? this.row : this.at;
    if (!started.has(operand)) {
      store(code, code.copy(code.take(), part), address, at);
      return;
    }
    const sum = code.take();
    load(code, sum, address, at);
    store(code, code.apply(Simd.add, sum, sum, part), address, at);
  }

  private clear(operand: number, field: 'adjoint' | 'adjointTangent'): void {
    const { code } = this;
    counted(code, this.at, 16 * code.width, this.memory.rowBytes, () =>
      store(code, 0, this.memory.address(operand, field), this.at),
    );
  }

  private lie(register: number): Lie {
    const whole = this.memory.size(register) === this.group.size;
    if (this.memory.isInner(register)) return whole ? 'rows' : 'row';
    return whole && this.group.size > 1 ? 'element' : 'one';
  }

  private fetch(register: number, field: Field): Operand {
    const { code } = this;
    const target = code.take();
    load(code, target, this.memory.address(register, field), this.lie(register) === 'row' ? this.row : this.at);
    return target;
  }

  private outerOperands(): number[] {
    const all = this.group.instructions.flatMap((instruction) => operandsOf(instruction));
    return [...new Set(all)].filter((operand) => !this.memory.isInner(operand));
  }

  private innerOperands(): number[] {
    const all = this.group.instructions.flatMap((instruction) => operandsOf(instruction));
    return [...new Set(all)].filter((operand) => this.memory.isInner(operand) && !this.own.has(operand));
  }

  /** Runs over all elements and rows, with the operands outside of the loop at hand. */
  private loops(
    given: readonly ('value' | 'tangent')[],
    body: () => void,
    sums: readonly ('adjoint' | 'adjointTangent')[] = [],
  ): void {
    const { code, memory, group } = this;
    const outer = this.outerOperands();
    const ofLie = (lie: Lie): number[] => outer.filter((register) => this.lie(register) === lie);
    code.integer(0);
    code.set(this.none);
    this.begin(ofLie('one'), given, sums, this.none);
    code.integer(0);
    code.set(this.at);
    counted(code, this.element, 8, 8 * group.size, () => {
      this.begin(ofLie('element'), given, sums, this.element);
      counted(code, this.row, 16 * code.width, memory.rowBytes, () => {
        body();
        advance(code, this.at, 16 * code.width);
      });
      this.end(ofLie('element'), sums, this.element);
    });
    this.end(ofLie('one'), sums, this.none);
  }

  private begin(
    registers: readonly number[],
    given: readonly ('value' | 'tangent')[],
    sums: readonly ('adjoint' | 'adjointTangent')[],
    at: number,
  ): void {
    const { code, memory } = this;
    for (const register of registers) {
      for (const field of given) {
        if (field === 'tangent' && !memory.varies(register)) continue;
        const literal = field === 'value' ? this.literal(register) : undefined;
        if (literal !== undefined) {
          this.known[field].set(register, literal);
          continue;
        }
        const both = code.local('v128');
        loadBoth(code, both, memory.address(register, field), at);
        this.known[field].set(
          register,
          Array.from({ length: code.width }, () => both),
        );
      }
      for (const field of sums) if (memory.varies(register)) code.copy(this.sums[field].get(register)!, 0);
    }
  }

  private end(registers: readonly number[], sums: readonly ('adjoint' | 'adjointTangent')[], at: number): void {
    for (const register of registers.filter((each) => this.memory.varies(each)))
      for (const field of sums)
        addLanes(this.code, this.sums[field].get(register)!, this.memory.address(register, field), at);
  }
}

/** The operands that move, and which they are: the first or the second. A condition is none. */
function varyingOperands({ registers }: Program, instruction: Elementwise): [which: 0 | 1, register: number][] {
  const operands = 'b' in instruction ? [instruction.a, instruction.b] : [instruction.a];
  return operands.flatMap((register, which) =>
    registers[register]!.varies ? [[which as 0 | 1, register] as [0 | 1, number]] : [],
  );
}
