import { builtinConstants, builtinFunctions } from './builtins';
import { type Frame } from './inferenceFrame';
import type { ShapeInference } from './inferShapes';
import type { OptimizerStates } from './model';
import type { Problem } from './shapeMessages';
import { aShape } from './shapes';
import type { Call, Expression, FunctionStatement, OptimizerStatement, ProductChain, Span } from './tree';
import { solveHelp } from './optimizerWords';

/**
 * What a value is in an optimizer, where the number of parameters isn't known: a number, a vector with an entry for
 * each parameter, such a vector transposed, or the Hessian times a number.
 */
export type OptimizerKind = 'number' | 'vector' | 'row' | 'matrix';

type Kinds = ReadonlyMap<string, OptimizerKind | undefined>;

/** Parts of formulas looked at for one optimizer, those of helpers once for each call. */
const mostParts = 20_000;

/** Helpers in helpers: more are a mistake, or nobody can follow them. */
const deepestCalls = 50;

/**
 * The kinds of an optimizer's states: a number that stays one, or a vector where its value before the first step, or
 * what it is updated to, is one. Problems are gathered in the frame.
 */
export function inferOptimizer(
  inference: ShapeInference,
  statement: OptimizerStatement,
  frame: Frame,
): OptimizerStates {
  for (const { name, value, range } of statement.options) {
    inference.inferNumber(value, `"${name.name}"`, frame);
    if (range === undefined) continue;
    inference.inferNumber(range.low, 'The end of a range', frame);
    inference.inferNumber(range.high, 'The end of a range', frame);
  }
  const options = statement.options.map(({ name }) => [name.name, 'number'] as const);
  const before: Kinds = new Map([...options, ['w', 'vector']]);
  const states = new Map<string, 'number' | 'vector'>();
  const starts = new KindInference(inference, frame, frame.problems);
  for (const { name, value } of statement.state) {
    const kind = starts.oneOf(value, before, `"${name.name}"`);
    states.set(name.name, kind ?? 'number');
  }
  const given: readonly (readonly [string, OptimizerKind])[] = [
    ['w', 'vector'],
    ['g', 'vector'],
    ['H', 'matrix'],
    ['t', 'number'],
  ];
  const all = (): Kinds => new Map<string, OptimizerKind>([...options, ...given, ...states]);
  // A state becomes a vector once and for all, so that this ends after as many rounds as there are states.
  for (let changed = true; changed;) {
    changed = false;
    for (const { name, value } of statement.update) {
      if (states.get(name.name) !== 'number') continue;
      if (new KindInference(inference, frame, []).of(value, all()) !== 'vector') continue;
      states.set(name.name, 'vector');
      changed = true;
    }
  }
  const steps = new KindInference(inference, frame, frame.problems);
  for (const { name, value } of statement.update) {
    const kind = steps.oneOf(value, all(), `"${name.name}"`);
    if (name.name !== 'w' || kind !== 'number') continue;
    const message =
      'The weights w are a vector of all parameters, but this is a number: a step needs a vector, as in w - 0.1*g.';
    frame.problems.push({ code: 'shape', span: value.span, message, fixes: [] });
  }
  return states;
}

class KindInference {
  private parts = 0;
  private depth = 0;
  /** In a helper: the call in the optimizer that led to it, where its problems are told. */
  private call: { readonly span: Span; readonly name: string } | undefined;

  constructor(
    private readonly inference: ShapeInference,
    private readonly frame: Frame,
    private readonly problems: Problem[],
  ) {}

  /** The kind of something that is kept: a number or a vector. */
  oneOf(expression: Expression, names: Kinds, what: string): 'number' | 'vector' | undefined {
    const kind = this.of(expression, names);
    if (kind === undefined || kind === 'number' || kind === 'vector') return kind;
    this.problem(expression.span, `${what} is a number or a vector, but this is ${aKind(kind)}: change it.`);
    return undefined;
  }

  /** The kind of an expression; undefined where it has a problem, here or elsewhere. */
  of(expression: Expression, names: Kinds): OptimizerKind | undefined {
    if (++this.parts > mostParts) {
      if (this.parts === mostParts + 1) {
        this.problem(
          expression.span,
          'This optimizer calls helpers in too many places: write it shorter.',
          'too-large',
        );
      }
      return undefined;
    }
    switch (expression.kind) {
      case 'number':
        return 'number';
      case 'missing':
        return undefined;
      case 'name':
        return this.named(expression.name, expression.span, names);
      case 'negation':
        return this.of(expression.operand, names);
      case 'sum':
        return this.sum(
          expression.terms.map(({ operand }) => operand),
          names,
        );
      case 'product':
        return this.product(expression, names);
      case 'power':
        return this.entrywise('"^"', [expression.base, expression.exponent], names);
      case 'call':
        return this.called(expression, names);
      case 'transpose': {
        const kind = this.of(expression.operand, names);
        if (kind === 'vector') return 'row';
        if (kind === 'row') return 'vector';
        if (kind === 'number') {
          return this.problem(expression.span, "A number has no transpose: delete the '.");
        }
        return kind;
      }
      case 'vector':
      case 'index':
        return this.problem(
          expression.span,
          'An optimizer works on all parameters at once, however many a loss has: it can neither pick nor list entries.',
        );
      case 'aggregate':
      case 'expectation':
      case 'member':
        return this.problem(
          expression.span,
          'An optimizer sees no tables, ranges or distributions: it knows the loss by w, g and H.',
        );
    }
  }

  private problem(span: Span, message: string, code: Problem['code'] = 'shape'): undefined {
    const { call } = this;
    if (call === undefined) this.problems.push({ code, span, message, fixes: [] });
    else this.problems.push({ code, span: call.span, message: `In ${call.name}: ${message}`, fixes: [] });
  }

  private quote({ start, end }: Span): string {
    const source = this.inference.findings.text.slice(start, end).replace(/\s+/g, ' ');
    return source.length > 40 ? `${source.slice(0, 39)}…` : source;
  }

  private said(expression: Expression, kind: OptimizerKind): string {
    return `${this.quote(expression.span)} is ${aKind(kind)}`;
  }

  private named(name: string, span: Span, names: Kinds): OptimizerKind | undefined {
    if (names.has(name)) return names.get(name);
    const constant = this.inference.names.constants.get(name);
    if (constant === undefined) return builtinConstants.has(name) ? 'number' : undefined;
    const shape = this.inference.take(this.inference.constant(constant), this.frame);
    if (shape === undefined) return undefined;
    if (shape.length === 0) return 'number';
    return this.problem(span, `An optimizer can use constants that are numbers, but "${name}" is ${aShape(shape)}.`);
  }

  /** Entry by entry, a number with every entry of a vector; or rows alone. */
  private sum(operands: readonly Expression[], names: Kinds): OptimizerKind | undefined {
    const kinds = operands.map((operand) => this.of(operand, names));
    const matrix = kinds.indexOf('matrix');
    if (matrix >= 0) {
      const message = `H stands before "*" and in solve(H, v) alone: write H*v, or solve(H, v, damping) for a multiple of the identity added to it.`;
      return this.problem(operands[matrix]!.span, message);
    }
    const row = kinds.indexOf('row');
    const other = kinds.findIndex((kind) => kind === 'number' || kind === 'vector');
    if (row >= 0 && other >= 0) {
      const [first, second] = row < other ? [row, other] : [other, row];
      const both = `${this.said(operands[first]!, kinds[first]!)} and ${this.said(operands[second]!, kinds[second]!)}`;
      const span = { start: operands[first]!.span.start, end: operands[second]!.span.end };
      return this.problem(span, `"+" and "-" need two values of one shape, but ${both}: change one of them.`);
    }
    if (kinds.includes('vector')) return 'vector';
    return kinds.includes(undefined) ? undefined : kinds[0];
  }

  private product({ factors }: ProductChain, names: Kinds): OptimizerKind | undefined {
    let left = this.of(factors[0]!.operand, names);
    const { start } = factors[0]!.operand.span;
    for (let i = 1; i < factors.length; i++) {
      const { divide, operand } = factors[i]!;
      const right = this.of(operand, names);
      if (left === undefined || right === undefined) {
        left = undefined;
        continue;
      }
      const result: OptimizerKind | undefined = divide ? quotientOf(left, right) : productOf(left, right);
      if (result === undefined) {
        const span = { start, end: operand.span.end };
        const before = { start, end: factors[i - 1]!.operand.span.end };
        const both = `${this.quote(before)} is ${aKind(left)} and ${this.said(operand, right)}`;
        this.problem(span, `${noProduct(divide, left, right, this.quote(before), this.quote(operand.span), both)}`);
      }
      left = result;
    }
    return left;
  }

  /** Entry by entry: numbers, or vectors with numbers beside them. */
  private entrywise(what: string, operands: readonly Expression[], names: Kinds): OptimizerKind | undefined {
    const kinds = operands.map((operand) => this.of(operand, names));
    const wrong = kinds.findIndex((kind) => kind === 'row' || kind === 'matrix');
    if (wrong >= 0) {
      const message = `${what} takes numbers and vectors, but ${this.said(operands[wrong]!, kinds[wrong]!)}: change it.`;
      return this.problem(operands[wrong]!.span, message);
    }
    if (kinds.includes('vector')) return 'vector';
    return kinds.includes(undefined) ? undefined : 'number';
  }

  private called({ callee, arguments: args, span }: Call, names: Kinds): OptimizerKind | undefined {
    const { name } = callee;
    const definition = this.inference.names.functions.get(name);
    if (definition !== undefined) return this.helper(definition, args, callee.span, names);
    switch (name) {
      case 'sum':
      case 'mean':
      case 'norm':
        return this.arrays(name, args, 1, names) && 'number';
      case 'dot':
        return this.arrays(name, args, 2, names) && 'number';
      case 'hadamard':
        return this.arrays(name, args, 2, names) && 'vector';
      case 'max':
      case 'min':
        if (args.length === 1) return this.arrays(name, args, 1, names) && 'number';
        break;
      case 'solve':
        return this.solve(args, span, names);
    }
    if (!builtinFunctions.has(name)) {
      for (const argument of args) this.of(argument, names);
      return undefined;
    }
    return this.entrywise(`${name}(…)`, args, names);
  }

  /** All arguments are vectors. */
  private arrays(name: string, args: readonly Expression[], count: number, names: Kinds): true | undefined {
    if (args.length !== count) return undefined;
    const kinds = args.map((argument) => this.of(argument, names));
    const wrong = kinds.findIndex((kind) => kind !== undefined && kind !== 'vector');
    if (wrong < 0) return true;
    const message = `${name}(…) takes ${count === 1 ? 'a vector' : 'two vectors'}, but ${this.said(args[wrong]!, kinds[wrong]!)}: change it.`;
    return this.problem(args[wrong]!.span, message);
  }

  private solve(args: readonly Expression[], span: Span, names: Kinds): OptimizerKind | undefined {
    const kinds = args.map((argument) => this.of(argument, names));
    const wanted = ['matrix', 'vector', 'number'] as const;
    for (const [i, kind] of kinds.entries()) {
      if (kind === undefined || kind === wanted[i]) continue;
      const message = `${solveHelp.signature} takes H, a vector and a number, but ${this.said(args[i]!, kind)}: change it.`;
      return this.problem(span, message);
    }
    return 'vector';
  }

  private helper(
    { name, parameters, body, broken }: FunctionStatement,
    args: readonly Expression[],
    span: Span,
    names: Kinds,
  ): OptimizerKind | undefined {
    const kinds = args.map((argument) => this.of(argument, names));
    const { findings } = this.inference;
    const definition = this.inference.names.functions.get(name.name)!;
    if (broken || findings.circular.has(definition) || args.length !== parameters.length) return undefined;
    if (this.depth >= deepestCalls) {
      return this.problem(span, `Helpers call helpers more than ${deepestCalls} deep here: call fewer.`, 'too-deep');
    }
    const outer = this.call;
    this.call ??= { span, name: name.name };
    this.depth++;
    const inner: Kinds = new Map(parameters.map((parameter, i) => [parameter.name, kinds[i]]));
    const kind = this.of(body, inner);
    this.depth--;
    this.call = outer;
    return kind;
  }
}

function productOf(left: OptimizerKind, right: OptimizerKind): OptimizerKind | undefined {
  if (left === 'number') return right;
  if (right === 'number') return left;
  if (left === 'matrix' && right === 'vector') return 'vector';
  if (left === 'row' && right === 'matrix') return 'row';
  return left === 'row' && right === 'vector' ? 'number' : undefined;
}

function quotientOf(left: OptimizerKind, right: OptimizerKind): OptimizerKind | undefined {
  if (right === 'number') return left;
  return right === 'vector' && (left === 'number' || left === 'vector') ? 'vector' : undefined;
}

function noProduct(
  divide: boolean,
  left: OptimizerKind,
  right: OptimizerKind,
  leftText: string,
  rightText: string,
  both: string,
): string {
  if (divide) return `"/" needs vectors, or a number behind it, but ${both}: change one of them.`;
  if (left === 'vector' && right === 'vector') {
    const pair = `(${leftText}, ${rightText})`;
    return `"*" has no meaning between two vectors, but ${both}: write dot${pair} for the sum of products, or hadamard${pair} to multiply entry by entry.`;
  }
  if (left === 'vector' && right === 'matrix') return `A vector stands on the right of H, but ${both}: write H*v.`;
  if (left === 'matrix' && right === 'matrix') return `H is not multiplied by itself: write H*(H*v).`;
  return `An optimizer forms no matrices of its own, but ${both}: multiply by a vector first.`;
}

function aKind(kind: OptimizerKind): string {
  switch (kind) {
    case 'number':
      return 'a number';
    case 'vector':
      return 'a vector';
    case 'row':
      return 'a vector transposed';
    case 'matrix':
      return 'a matrix';
  }
}
