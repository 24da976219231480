import { builtinConstants } from './builtins';
import { ConstantEvaluator } from './evaluate';
import { type CounterEnds, type Frame, type Names, type Outcome, findName, innerNames } from './inferenceFrame';
import { inferCall } from './inferCall';
import { inferIndex } from './inferIndex';
import { evaluateAt } from './indexValues';
import type { FileNames, Findings } from './names';
import { reservedAs } from './names';
import {
  type Operand,
  type Problem,
  mostElements,
  noProduct,
  noTranspose,
  notANumber,
  tooDeepArray,
  tooManyElements,
  unlikeEntries,
  unlikeShapes,
} from './shapeMessages';
import { type Shape, elementwise, productShape, sameShape, scalar, sizeOf, stackShape, transposeShape } from './shapes';
import { Tasks } from './tasks';
import type {
  Aggregate,
  ConstantStatement,
  Expectation,
  Expression,
  FunctionStatement,
  LocalSyntax,
  ProductChain,
  Span,
  Statement,
  SumChain,
  VectorLiteral,
} from './tree';
import { argumentsOf } from './walk';

/** What a message calls the place of a distribution's argument. */
export const argumentPlace = 'An argument of a distribution';

/** Parts of formulas looked at in one file, those of helpers once for each combination of shapes they are called with. */
const mostSteps = 3_000_000;

/** Thrown where helpers are called with so many shapes that the bound is passed. */
export class TooManyShapes extends Error {}

/**
 * Works out the shapes of expressions. An unknown shape is undefined: it has a message of its own, or waits for one,
 * and gives no further ones. Nothing is reported here; each piece of work gathers its problems.
 */
export class ShapeInference {
  readonly tasks = new Tasks<Outcome>();
  /** Apart from the one for values, so that costly constants leave sizes and indices known. */
  readonly evaluator: ConstantEvaluator;
  private steps = 0;
  private wholes = 0;

  constructor(
    readonly names: FileNames,
    readonly findings: Findings,
    private readonly unsound: ReadonlySet<Statement>,
  ) {
    this.evaluator = new ConstantEvaluator(names);
  }

  /** Does the work of one statement, from the bottom of the stack. */
  whole(statement: Statement, work: (frame: Frame) => Shape | undefined): Outcome {
    return this.tasks.complete(`whole ${this.wholes++}`, () => {
      const frame = this.frame(statement, undefined);
      return outcomeOf(frame, work(frame));
    });
  }

  /** Nothing in the statement, or in what it uses, has a message yet: one that something is unknown is due. */
  isClear(statement: Statement): boolean {
    return !this.unsound.has(statement);
  }

  infer(expression: Expression, frame: Frame): Shape | undefined {
    if (++this.steps > mostSteps) throw new TooManyShapes();
    this.tasks.enter();
    const shape = this.shapeOf(expression, frame);
    this.tasks.leave();
    return shape;
  }

  /** Infers a place that takes a number; `place` is what it is: `The end of a range`. */
  inferNumber(expression: Expression, place: string, frame: Frame): void {
    const shape = this.infer(expression, frame);
    if (shape === undefined || shape.length === 0) return;
    frame.problems.push(notANumber(place, this.operand(expression, shape, frame)));
  }

  constant(statement: ConstantStatement): Outcome | undefined {
    if (this.findings.circular.has(statement)) return undefined;
    return this.tasks.demand(`constant ${statement.name.name}`, () => {
      const frame = this.frame(statement, undefined);
      return outcomeOf(frame, this.infer(statement.value, frame));
    });
  }

  local(local: LocalSyntax, frame: Frame): Outcome | undefined {
    if (this.findings.circular.has(local)) return undefined;
    return this.tasks.demand(`local ${local.name.span.start}`, () => {
      const inner = this.frame(frame.statement, frame.head);
      return outcomeOf(inner, this.infer(local.value, inner));
    });
  }

  /** The body of a helper for arguments of some shapes; `call` is where it is called, undefined where it is not. */
  helper(
    statement: FunctionStatement,
    shapes: readonly (Shape | undefined)[],
    call: Span | undefined,
    caller: Frame,
  ): Outcome | undefined {
    if (statement.broken || this.findings.circular.has(statement)) return undefined;
    const key = shapes.map((shape) => shape?.join('×') ?? '?').join(' ');
    return this.tasks.demand(`fn ${statement.name.name} ${key}`, () => {
      const head = new Map(
        statement.parameters.map(({ name }, i) => [name, { kind: 'value', shape: shapes[i], declaredAt: -1 }] as const),
      );
      const frame = this.frame(statement, { names: head, outer: undefined }, caller.entry ?? call);
      return outcomeOf(frame, this.infer(statement.body, frame), call, shapes);
    });
  }

  frame(statement: Statement, head: Names | undefined, entry?: Span): Frame {
    return { statement, head, names: head, problems: [], sound: true, entry };
  }

  /** A part of a formula as messages speak of it. */
  operand(expression: Expression, shape: Shape, frame: Frame, span = expression.span): Operand {
    const source = this.findings.text.slice(span.start, span.end).replace(/\s+/g, ' ');
    const text = source.length > 40 ? `${source.slice(0, 39)}…` : source;
    const whole = span.start === expression.span.start && span.end === expression.span.end;
    return { text, shape, span, origin: whole ? this.origin(expression, frame) : '' };
  }

  private origin(expression: Expression, frame: Frame): string {
    if (expression.kind !== 'name') return '';
    const binding = findName(frame.names, expression.name);
    if (binding?.kind === 'value') return this.declared(binding.declaredAt);
    const defined = binding?.kind === 'local' ? binding.local : this.names.constants.get(expression.name);
    if (defined === undefined || (binding !== undefined && binding.kind !== 'local')) return '';
    return `defined on line ${this.findings.lineOf(defined.name.span.start)}`;
  }

  /** `declared on line 3`; nothing for no place. */
  declared(offset: number): string {
    return offset < 0 ? '' : `declared on line ${this.findings.lineOf(offset)}`;
  }

  private shapeOf(expression: Expression, frame: Frame): Shape | undefined {
    switch (expression.kind) {
      case 'number':
      case 'member':
        return scalar;
      case 'missing':
        return undefined;
      case 'name':
        return this.named(expression.name, frame);
      case 'negation':
        return this.infer(expression.operand, frame);
      case 'sum':
        return this.sum(expression, frame);
      case 'product':
        return this.product(expression, frame);
      case 'power': {
        const { base, exponent } = expression;
        return this.together('"^"', [base, exponent], [this.infer(base, frame), this.infer(exponent, frame)], frame);
      }
      case 'call':
        return inferCall(this, expression, frame);
      case 'aggregate':
        return this.aggregate(expression, frame);
      case 'expectation':
        return this.expectation(expression, frame);
      case 'vector':
        return this.vector(expression, frame);
      case 'index':
        return inferIndex(this, expression, frame);
      case 'transpose': {
        const shape = this.infer(expression.operand, frame);
        if (shape === undefined) return undefined;
        const result = transposeShape(shape);
        if (result !== undefined) return result;
        return this.fault(noTranspose(this.operand(expression.operand, shape, frame), expression.span), frame);
      }
    }
  }

  /** Gathers a problem; the shape of what has one is unknown. */
  fault(problem: Problem, frame: Frame): undefined {
    frame.problems.push(problem);
  }

  /** Passes on whether a piece of work is sound, and gives its shape. */
  take(outcome: Outcome | undefined, frame: Frame): Shape | undefined {
    if (outcome?.sound === false) frame.sound = false;
    return outcome?.shape;
  }

  private named(name: string, frame: Frame): Shape | undefined {
    const binding = findName(frame.names, name);
    switch (binding?.kind) {
      case 'value':
        return binding.shape;
      case 'local':
        return this.take(this.local(binding.local, frame), frame);
      case 'counter':
        return scalar;
      case 'row':
        return undefined;
      case undefined:
        break;
    }
    const constant = this.names.constants.get(name);
    if (constant !== undefined) return this.take(this.constant(constant), frame);
    return builtinConstants.has(name) && !this.names.symbols.has(name) ? scalar : undefined;
  }

  /** Values that go together entry by entry. A known array tells the shape, even beside something unknown. */
  together(
    what: string,
    parts: readonly Expression[],
    shapes: readonly (Shape | undefined)[],
    frame: Frame,
    span?: Span,
  ): Shape | undefined {
    let first: number | undefined;
    let known = true;
    for (let i = 0; i < shapes.length; i++) {
      const shape = shapes[i];
      if (shape === undefined) known = false;
      if (shape === undefined || shape.length === 0) continue;
      first ??= i;
      if (elementwise(shapes[first]!, shape) !== undefined) continue;
      const left = this.operand(parts[first]!, shapes[first]!, frame);
      return this.fault(unlikeShapes(what, left, this.operand(parts[i]!, shape, frame), span), frame);
    }
    if (first !== undefined) return shapes[first];
    return known ? scalar : undefined;
  }

  private sum({ terms }: SumChain, frame: Frame): Shape | undefined {
    let known = true;
    let first: { readonly operand: Expression; readonly shape: Shape } | undefined;
    for (const { operand, negative } of terms) {
      const shape = this.infer(operand, frame);
      if (shape === undefined) known = false;
      if (shape === undefined || shape.length === 0) continue;
      first ??= { operand, shape };
      if (sameShape(first.shape, shape)) continue;
      const left = this.operand(first.operand, first.shape, frame);
      const right = this.operand(operand, shape, frame);
      frame.problems.push(unlikeShapes(negative ? '"-"' : '"+"', left, right));
      // One mistake, though further terms may be like the one or the other.
      return undefined;
    }
    return first?.shape ?? (known ? scalar : undefined);
  }

  private product({ factors }: ProductChain, frame: Frame): Shape | undefined {
    const { start } = factors[0]!.operand.span;
    let left: Shape | undefined = scalar;
    for (let i = 0; i < factors.length; i++) {
      const { divide, operand } = factors[i]!;
      const right = this.infer(operand, frame);
      if (i === 0 || left === undefined || right === undefined) {
        left = i === 0 ? right : undefined;
        continue;
      }
      const result: Shape | undefined = divide ? elementwise(left, right) : productShape(left, right);
      if (result === undefined || sizeOf(result) > mostElements) {
        const before = factors[i - 1]!.operand;
        const leftSide = this.operand(before, left, frame, { start, end: before.span.end });
        const rightSide = this.operand(operand, right, frame);
        const span = { start, end: operand.span.end };
        if (result !== undefined) frame.problems.push(tooManyElements(result, span));
        else frame.problems.push(divide ? unlikeShapes('"/"', leftSide, rightSide) : noProduct(leftSide, rightSide));
      }
      left = result !== undefined && sizeOf(result) <= mostElements ? result : undefined;
    }
    return left;
  }

  private vector({ items, span }: VectorLiteral, frame: Frame): Shape | undefined {
    let first: { readonly item: Expression; readonly shape: Shape } | undefined;
    let failed = false;
    for (const item of items) {
      const shape = this.infer(item, frame);
      if (shape === undefined || failed) continue;
      first ??= { item, shape };
      const other = this.operand.bind(this, item, shape, frame);
      if (stackShape(items.length, shape) === undefined) {
        frame.problems.push(tooDeepArray(other()));
        failed = true;
      } else if (!sameShape(first.shape, shape)) {
        frame.problems.push(unlikeEntries(this.operand(first.item, first.shape, frame), other()));
        failed = true;
      }
    }
    if (first === undefined || failed) return undefined;
    const result = stackShape(items.length, first.shape)!;
    return sizeOf(result) <= mostElements ? result : this.fault(tooManyElements(result, span), frame);
  }

  private expectation({ draws, body }: Expectation, frame: Frame): Shape | undefined {
    const outer = frame.names;
    let names = outer;
    for (const { variable, distribution } of draws) {
      for (const argument of argumentsOf(distribution)) this.inferNumber(argument, argumentPlace, frame);
      names = innerNames(names, variable.name, { kind: 'value', shape: scalar, declaredAt: -1 });
    }
    frame.names = names;
    const shape = this.infer(body, frame);
    frame.names = outer;
    return shape;
  }

  private aggregate({ variable, source, body }: Aggregate, frame: Frame): Shape | undefined {
    let ends: CounterEnds | undefined;
    if (source.kind === 'range') {
      this.inferNumber(source.from, 'The end of a range', frame);
      this.inferNumber(source.to, 'The end of a range', frame);
      const low = evaluateAt(source.from, new Map(), this.evaluator);
      const high = evaluateAt(source.to, new Map(), this.evaluator);
      // A counter with the name of a constant of the language has its message; no index with it has one, too.
      const isKnown = Number.isSafeInteger(low) && Number.isSafeInteger(high);
      if (isKnown && reservedAs(variable.name, false) === undefined) ends = { low: low!, high: high! };
    }
    const binding = source.kind === 'table' ? ({ kind: 'row' } as const) : ({ kind: 'counter', ends } as const);
    const outer = frame.names;
    frame.names = innerNames(outer, variable.name, binding);
    const shape = this.infer(body, frame);
    frame.names = outer;
    return shape;
  }
}

const noShapes: readonly Shape[] = [];

function outcomeOf(
  { statement, problems, sound, entry }: Frame,
  shape: Shape | undefined,
  call?: Span,
  shapes: readonly (Shape | undefined)[] = noShapes,
): Outcome {
  return { statement, shape, problems, sound: sound && problems.length === 0, call, entry, arguments: shapes };
}
