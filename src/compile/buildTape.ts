import { type FunctionName, type Node, type Table, childrenOf, reachable } from '../symbolic/node';
import { Rational } from '../symbolic/rational';
import { Opcode, type Tape, type TapeTable, stride } from './tape';

export interface TapeShape {
  readonly parameters: number;
  readonly constants: number;
  readonly order: 0 | 1 | 2;
  /** The parameters that are inputs, in their order; all of them by their index where it is left out. */
  readonly inputs?: readonly Node[];
}

/**
 * Flattens expressions into one tape. Shared nodes are computed once; a node stands in the innermost loop whose row it
 * depends on, so what depends on no row is outside; totals over the same table that don't need each other share a loop.
 */
export function buildTape(outputs: readonly Node[], shape: TapeShape): Tape {
  const builder = new TapeBuilder(shape);
  const context = new Context(undefined, 0);
  builder.emitAll(outputs, context);
  return {
    parameters: shape.parameters,
    constants: shape.constants,
    order: shape.order,
    code: new Int32Array(builder.code),
    ...builder.literalArrays(),
    tables: builder.tables.map(tapeTable),
    outputs: new Int32Array(outputs.map((node) => context.find(node)!)),
  };
}

const functionOpcodes: Readonly<Record<Exclude<FunctionName, 'relu' | 'rightSign'>, Opcode>> = {
  exp: Opcode.exp,
  log: Opcode.log,
  sin: Opcode.sin,
  cos: Opcode.cos,
  tan: Opcode.tan,
  asin: Opcode.asin,
  acos: Opcode.acos,
  atan: Opcode.atan,
  sinh: Opcode.sinh,
  cosh: Opcode.cosh,
  tanh: Opcode.tanh,
  sigmoid: Opcode.sigmoid,
  softplus: Opcode.softplus,
  log1p: Opcode.log1p,
  expm1: Opcode.expm1,
  erf: Opcode.erf,
  abs: Opcode.abs,
  sign: Opcode.sign,
  step: Opcode.step,
};

const extremumOpcodes = { maximum: Opcode.maximum, minimum: Opcode.minimum } as const;

/** The registers known at one nesting depth. */
class Context {
  /** By the nodes' numbers. */
  private readonly registers: (number | undefined)[] = [];
  /** What was computed in them, by operation and operands. */
  private readonly results = new Map<number, number>();
  constructor(
    private readonly outer: Context | undefined,
    readonly level: number,
  ) {}

  find(node: Node): number | undefined {
    return this.registers[node.id] ?? this.outer?.find(node);
  }

  set(node: Node, register: number): void {
    while (this.registers.length <= node.id) this.registers.push(undefined);
    this.registers[node.id] = register;
  }

  /** Nothing is known yet, here or around. */
  get isFresh(): boolean {
    return this.outer === undefined && this.registers.length === 0;
  }

  findResult(operation: number): number | undefined {
    return this.results.get(operation) ?? this.outer?.findResult(operation);
  }

  setResult(operation: number, register: number): void {
    this.results.set(operation, register);
  }
}

const half = Rational.of(1n, 2n);
/** x^(n/2) up to this n is a whole power times a square root. */
const mostHalves = 9n;
/** Registers and whole exponents below this are told apart in the number of an operation. */
const mostOperands = 2 ** 22;

/** How many loops a node stands in: one more than the deepest row it depends on. */
function levelOf(node: Node): number {
  return 32 - Math.clz32(node.rows);
}

class TapeBuilder {
  readonly code: number[] = [];
  readonly tables: Table[] = [];
  private readonly literals = new Map<string, { register: number; value: Rational | 'pi' | 'e' }>();
  private readonly stages = new Map<Node, number>();

  constructor(private readonly shape: TapeShape) {}

  /** Emits what the roots need at this depth, inside the loop that `context` is of. */
  emitAll(roots: readonly Node[], context: Context): void {
    const isFresh = context.isFresh;
    const needed = this.neededAt(roots, context);
    if (isFresh && needed.every(({ kind }) => kind !== 'total')) {
      for (const node of needed) context.set(node, this.emitNode(node, context));
      return;
    }
    const byStage = new Map<number, Node[]>();
    for (const node of needed) {
      const stage = this.stageOf(node);
      const list = byStage.get(stage);
      if (list === undefined) byStage.set(stage, [node]);
      else list.push(node);
    }
    for (const stage of [...byStage.keys()].sort((a, b) => a - b)) {
      const nodes = byStage.get(stage)!;
      this.emitLoops(
        nodes.filter((node) => node.kind === 'total'),
        context,
      );
      for (const node of nodes) if (node.kind !== 'total') context.set(node, this.emitNode(node, context));
    }
  }

  /** Nodes that belong to this context and are not known yet, children before parents; loop bodies are looked into. */
  private neededAt(roots: readonly Node[], context: Context): Node[] {
    if (context.isFresh) return reachable(roots).filter((node) => levelOf(node) === context.level);
    const seen = new Set<Node>();
    const stack = [...roots];
    while (stack.length > 0) {
      const node = stack.pop()!;
      if (seen.has(node) || context.find(node) !== undefined) continue;
      seen.add(node);
      stack.push(...childrenOf(node));
    }
    return [...seen].filter((node) => levelOf(node) === context.level).sort((a, b) => a.id - b.id);
  }

  /** One more than the stage of every total below it, so that equal stages can share a loop. */
  private stageOf(root: Node): number {
    const stack = [root];
    while (stack.length > 0) {
      const node = stack[stack.length - 1]!;
      const unknown = this.stages.has(node) ? [] : childrenOf(node).filter((child) => !this.stages.has(child));
      if (unknown.length > 0) {
        stack.push(...unknown);
        continue;
      }
      stack.pop();
      if (this.stages.has(node)) continue;
      let stage = 0;
      for (const child of childrenOf(node)) stage = Math.max(stage, this.stages.get(child)!);
      this.stages.set(node, node.kind === 'total' ? stage + 1 : stage);
    }
    return this.stages.get(root)!;
  }

  private emitLoops(totals: readonly (Node & { kind: 'total' })[], context: Context): void {
    const byTable = new Map<string, (Node & { kind: 'total' })[]>();
    for (const total of totals) {
      const key = `${total.depth} ${total.table.name}`;
      const list = byTable.get(key);
      if (list === undefined) byTable.set(key, [total]);
      else list.push(total);
    }
    for (const group of byTable.values()) {
      const { table, depth } = group[0]!;
      const start = this.emit(Opcode.loop, this.tableIndex(table), 0, depth);
      const inner = new Context(context, depth + 1);
      this.emitAll(
        group.map((total) => total.body),
        inner,
      );
      for (const total of group) context.set(total, this.emit(Opcode.total, inner.find(total.body)!));
      this.code[start * stride + 2] = this.emit(Opcode.endLoop, start, group.length);
    }
  }

  private emit(opcode: Opcode, a = 0, b = 0, c = 0): number {
    this.code.push(opcode, a, b, c);
    return this.code.length / stride - 1;
  }

  /** A pure operation; where the same one has been done before, its register. Powers and quotients of derivatives share much. */
  private compute(context: Context, opcode: Opcode, a: number, b = 0, c = 0): number {
    if (a >= mostOperands || b >= mostOperands || c !== 0) return this.emit(opcode, a, b, c);
    const operation = (opcode * mostOperands + a) * mostOperands + b;
    const known = context.findResult(operation);
    if (known !== undefined) return known;
    const register = this.emit(opcode, a, b);
    context.setResult(operation, register);
    return register;
  }

  private tableIndex(table: Table): number {
    const known = this.tables.findIndex(({ name }) => name === table.name);
    return known >= 0 ? known : this.tables.push(table) - 1;
  }

  private literal(value: Rational | 'pi' | 'e'): number {
    const key = typeof value === 'string' ? value : value.key;
    let known = this.literals.get(key);
    if (known === undefined) {
      known = { register: this.emit(Opcode.literal, this.literals.size), value };
      this.literals.set(key, known);
    }
    return known.register;
  }

  literalArrays(): Pick<Tape, 'literals' | 'literalLow' | 'literalHigh'> {
    const { size } = this.literals;
    const literals = new Float64Array(size);
    const literalLow = new Float64Array(size);
    const literalHigh = new Float64Array(size);
    let k = 0;
    for (const { value } of this.literals.values()) {
      [literals[k], literalLow[k], literalHigh[k]] = boundsOf(value);
      k++;
    }
    return { literals, literalLow, literalHigh };
  }

  private emitNode(node: Node, context: Context): number {
    const at = (child: Node): number => context.find(child)!;
    switch (node.kind) {
      case 'rational':
        return this.literal(node.value);
      case 'builtin':
        return this.literal(node.name);
      case 'parameter':
        return this.compute(context, Opcode.input, this.shape.inputs?.indexOf(node) ?? node.index);
      case 'constant':
        return this.compute(context, Opcode.input, this.shape.parameters + node.index);
      case 'column':
        return this.compute(context, Opcode.column, this.tableIndex(node.table), node.column, node.depth);
      case 'sum':
        return this.emitSum(node, context);
      case 'product':
        return this.emitProduct(node, context);
      case 'power':
        return this.compute(context, Opcode.power, at(node.base), at(node.exponent));
      case 'function':
        return this.emitFunction(node.name, at(node.argument), context);
      case 'maximum':
      case 'minimum':
        return this.compute(context, extremumOpcodes[node.kind], at(node.left), at(node.right));
      case 'select':
        return this.compute(context, Opcode.select, at(node.condition), at(node.positive), at(node.negative));
      case 'guard':
        return this.compute(context, Opcode.guard, at(node.value), at(node.condition));
      case 'total':
        throw new Error('A total is emitted by its loop.');
    }
  }

  private emitFunction(name: FunctionName, argument: number, context: Context): number {
    switch (name) {
      case 'relu':
        return this.compute(context, Opcode.maximum, argument, this.literal(Rational.zero));
      case 'rightSign': {
        const doubled = this.compute(
          context,
          Opcode.multiply,
          this.compute(context, Opcode.step, argument),
          this.literal(Rational.integer(2n)),
        );
        return this.compute(context, Opcode.subtract, doubled, this.literal(Rational.one));
      }
      default:
        return this.compute(context, functionOpcodes[name], argument);
    }
  }

  private emitSum(node: Node & { kind: 'sum' }, context: Context): number {
    let total: number | undefined;
    const include = (register: number, negative: boolean): void => {
      if (total === undefined) total = negative ? this.compute(context, Opcode.negate, register) : register;
      else total = this.compute(context, negative ? Opcode.subtract : Opcode.add, total, register);
    };
    // A positive term first saves a negation.
    const terms = node.terms.some(({ coefficient }) => coefficient.isNegative)
      ? [...node.terms].sort((a, b) => Number(a.coefficient.isNegative) - Number(b.coefficient.isNegative))
      : node.terms;
    const constantLeads = terms[0]!.coefficient.isNegative && !node.constant.isZero && !node.constant.isNegative;
    if (constantLeads) include(this.literal(node.constant), false);
    for (const term of terms) {
      const negative = term.coefficient.isNegative;
      include(
        this.emitScaled(context.find(term.node)!, negative ? term.coefficient.negate() : term.coefficient, context),
        negative,
      );
    }
    if (!constantLeads && !node.constant.isZero) {
      const negative = node.constant.isNegative;
      include(this.literal(negative ? node.constant.negate() : node.constant), negative);
    }
    return total!;
  }

  /** A positive multiple; 1/3 divides, so that its rounding is one division's. */
  private emitScaled(register: number, coefficient: Rational, context: Context): number {
    if (coefficient.isOne) return register;
    const exact = coefficient.bounds();
    if (coefficient.numerator === 1n && exact[0] !== exact[1]) {
      return this.compute(context, Opcode.divide, register, this.literal(Rational.integer(coefficient.denominator)));
    }
    return this.compute(context, Opcode.multiply, register, this.literal(coefficient));
  }

  private emitProduct(node: Node & { kind: 'product' }, context: Context): number {
    let above: number | undefined;
    let below: number | undefined;
    for (const { base, exponent } of node.factors) {
      if (exponent.isNegative) {
        const factor = this.emitPower(context.find(base)!, exponent.negate(), context);
        below = below === undefined ? factor : this.compute(context, Opcode.multiply, below, factor);
      } else {
        const factor = this.emitPower(context.find(base)!, exponent, context);
        above = above === undefined ? factor : this.compute(context, Opcode.multiply, above, factor);
      }
    }
    if (below === undefined) return above!;
    return above === undefined
      ? this.compute(context, Opcode.reciprocal, below)
      : this.compute(context, Opcode.divide, above, below);
  }

  /** base^exponent for a positive exponent. */
  private emitPower(base: number, exponent: Rational, context: Context): number {
    if (exponent.isOne) return base;
    if (exponent.isInteger && exponent.numerator <= 1_000_000n) {
      const n = Number(exponent.numerator);
      return n === 2 ? this.compute(context, Opcode.square, base) : this.compute(context, Opcode.integerPower, base, n);
    }
    if (exponent.denominator === 2n && exponent.numerator <= mostHalves) {
      // Derivatives of roots have such powers; both factors are undefined where the power is.
      const root = this.compute(context, Opcode.squareRoot, base);
      const whole = exponent.subtract(half);
      return whole.isZero ? root : this.compute(context, Opcode.multiply, this.emitPower(base, whole, context), root);
    }
    return this.compute(context, Opcode.power, base, this.literal(exponent));
  }
}

function boundsOf(value: Rational | 'pi' | 'e'): [near: number, low: number, high: number] {
  // π lies above the double Math.PI, e below Math.E + 2⁻⁵¹ and above Math.E; each by less than one unit in the last place.
  if (value === 'pi') return [Math.PI, Math.PI, Math.PI + 2 ** -51];
  if (value === 'e') return [Math.E, Math.E, Math.E + 2 ** -51];
  return [value.toNumber(), ...value.bounds()];
}

function tapeTable({ rows, columns, isData = false }: Table): TapeTable {
  return {
    rows,
    isData,
    columns: columns.map(({ near }) => near),
    low: columns.map(({ low }) => low),
    high: columns.map(({ high }) => high),
  };
}
