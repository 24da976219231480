import { inferClaim } from './claimShapes';
import type { Frame, Outcome } from './inferenceFrame';
import { ShapeInference, TooManyShapes, argumentPlace } from './inferShapes';
import { inferLoss } from './lossShapes';
import type { NamedSymbol, OptimizerStates, ParameterShape } from './model';
import type { FileNames, Findings } from './names';
import { inferOptimizer } from './optimizerShapes';
import type { Problem } from './shapeMessages';
import { type Shape, aShape, scalar } from './shapes';
import { sortedBy } from './sortedBy';
import { unsoundStatements } from './soundness';
import { inferSpectrum } from './spectrumShapes';
import type {
  ClaimStatement,
  ConstantStatement,
  DataStatement,
  Expression,
  FunctionStatement,
  LossStatement,
  OptimizerStatement,
  SpectrumStatement,
  Statement,
} from './tree';
import { sampleExpressions } from './walk';

/** The shapes that were found out. */
export interface FoundShapes {
  readonly parameters: ReadonlyMap<LossStatement, readonly ParameterShape[]>;
  readonly shapes: ReadonlyMap<NamedSymbol, Shape>;
  readonly states: ReadonlyMap<OptimizerStatement, OptimizerStates>;
}

/**
 * Checks the shapes of all formulas, once all names are known. A helper is looked at by itself, with arguments of which
 * nothing is known, and then for each combination of shapes it is called with. A mistake of a combination is told once,
 * where it comes up in the helper, and makes its callers unsound, not the helper.
 */
export function checkShapes(
  statements: readonly Statement[],
  names: FileNames,
  findings: Findings,
  subjects: ReadonlyMap<Statement, LossStatement | undefined>,
): FoundShapes {
  const inference = new ShapeInference(names, findings, unsoundStatements(findings));
  const parameters = new Map<LossStatement, readonly ParameterShape[]>();
  const states = new Map<OptimizerStatement, OptimizerStates>();
  const inOrder = sortedBy(statements, turnOf);
  let exhausted = false;
  for (const statement of inOrder) {
    if (exhausted) {
      findings.faulty.add(statement);
      continue;
    }
    try {
      const outcome = inference.whole(statement, (frame) => {
        if (statement.kind === 'optimizer') {
          states.set(statement, inferOptimizer(inference, statement, frame));
          return undefined;
        }
        const loss = subjects.get(statement);
        if (statement.kind === 'spectrum') {
          return inferSpectrum(inference, statement, loss && parameters.get(loss), frame);
        }
        if (statement.kind !== 'claim') return inferStatement(inference, statement, frame, parameters);
        return inferClaim(inference, statement, { loss, parameters: loss && parameters.get(loss) }, frame);
      });
      if (!outcome.sound) findings.faulty.add(statement);
    } catch (error) {
      if (!(error instanceof TooManyShapes)) throw error;
      exhausted = true;
      const message = 'Helpers are called with too many different shapes from here: call them with fewer.';
      findings.report(statement, 'too-large', statement.name.span, message);
    }
  }
  const outcomes = [...inference.tasks.results.values()];
  report(outcomes, findings);
  return { parameters, states, shapes: symbolShapes(outcomes, inference, parameters, findings) };
}

/** Helpers first, and claims and spectra once the parameters of their losses are known. */
function turnOf({ kind }: Statement): number {
  return kind === 'function' ? 0 : kind === 'claim' || kind === 'spectrum' ? 2 : 1;
}

function inferStatement(
  inference: ShapeInference,
  statement: Exclude<Statement, ClaimStatement | OptimizerStatement | SpectrumStatement>,
  frame: Frame,
  parameters: Map<LossStatement, readonly ParameterShape[]>,
): Shape | undefined {
  switch (statement.kind) {
    case 'constant':
      return inferConstant(inference, statement, frame);
    case 'function': {
      const unknown = statement.parameters.map(() => undefined);
      return inference.take(inference.helper(statement, unknown, undefined, frame), frame);
    }
    case 'data':
      for (const { cells } of statement.rows) {
        for (const cell of cells) inference.inferNumber(cell, 'A cell of a table', frame);
      }
      for (const expression of sampleExpressions(statement)) {
        inference.inferNumber(expression, sampled(statement, expression), frame);
      }
      return undefined;
    case 'loss':
      parameters.set(statement, inferLoss(inference, statement, frame));
      return undefined;
  }
}

function sampled({ sample }: DataStatement, expression: Expression): string {
  return expression === sample?.count ? '"n"' : expression === sample?.seed ? '"seed"' : argumentPlace;
}

function inferConstant(inference: ShapeInference, statement: ConstantStatement, frame: Frame): Shape | undefined {
  const { name, range, value } = statement;
  // A name that stands twice has the meaning of its first definition.
  const isMeant = inference.names.constants.get(name.name) === statement;
  const shape = isMeant ? inference.take(inference.constant(statement), frame) : inference.infer(value, frame);
  if (range === undefined) return shape;
  inference.inferNumber(range.low, 'The end of a range', frame);
  inference.inferNumber(range.high, 'The end of a range', frame);
  if (shape === undefined || shape.length === 0) return shape;
  const message = `A range makes a slider of a number, but "${name.name}" is ${aShape(shape)}: delete the range.`;
  const edits = [{ span: { start: value.span.end, end: range.span.end }, text: '' }];
  const fixes = [{ title: 'Delete the range', edits }];
  return inference.fault({ code: 'range', span: range.span, message, fixes }, frame);
}

/**
 * Tells every problem once a statement. Of those that only some calls of a helper have, one call leads to one message,
 * and one helper has one.
 */
function report(outcomes: readonly Outcome[], findings: Findings): void {
  if (outcomes.every(({ problems }) => problems.length === 0)) return;
  const helpers = new Map<FunctionStatement, Outcome>();
  const entries = new Set<number>();
  const faulty = new Set<Statement>();
  const tell = (statement: Statement, { code, span, fixes }: Problem, message: string): void => {
    if (!findings.firstTime(statement, `shape ${message}`)) return;
    findings.tell(statement, { code, severity: 'error', span, message, fixes });
  };
  for (const outcome of outcomes) {
    const { statement, problems, call } = outcome;
    if (problems.length === 0) continue;
    if (call !== undefined && statement.kind === 'function') {
      const entry = outcome.entry?.start ?? -1;
      if (!helpers.has(statement) && !entries.has(entry)) helpers.set(statement, outcome);
      entries.add(entry);
      continue;
    }
    faulty.add(statement);
    for (const problem of problems) tell(statement, problem, problem.message);
  }
  for (const [statement, { problems, call, arguments: shapes }] of helpers) {
    if (faulty.has(statement)) continue;
    const problem = problems[0]!;
    tell(statement, problem, `${problem.message} ${called(statement, shapes, findings.lineOf(call!.start))}`);
  }
}

/** `Line 5 calls g with a = a vector of 2.` */
function called({ name, parameters }: FunctionStatement, shapes: Outcome['arguments'], line: number): string {
  const given = parameters.flatMap((parameter, i) => {
    const shape = shapes[i];
    return shape === undefined ? [] : [`${parameter.name} = ${aShape(shape)}`];
  });
  const shown = given.length > 4 ? [...given.slice(0, 4), '…'] : given;
  return `Line ${line} calls ${name.name}${shown.length === 0 ? '' : ` with ${shown.join(', ')}`}.`;
}

/** The shapes of names, where they are known; of an argument, where all calls give it the same. */
function symbolShapes(
  outcomes: readonly Outcome[],
  inference: ShapeInference,
  parameters: ReadonlyMap<LossStatement, readonly ParameterShape[]>,
  findings: Findings,
): ReadonlyMap<NamedSymbol, Shape> {
  const arguments_ = new Map<number, Shape | 'several'>();
  for (const { statement, call, arguments: shapes } of outcomes) {
    if (statement.kind !== 'function' || call === undefined) continue;
    statement.parameters.forEach(({ span }, i) => {
      const shape = shapes[i];
      const known = arguments_.get(span.start);
      const same = known === undefined || (known !== 'several' && shape?.join() === known.join());
      if (shape !== undefined) arguments_.set(span.start, same ? shape : 'several');
    });
  }
  const { results } = inference.tasks;
  const found = new Map<NamedSymbol, Shape>();
  for (const symbol of findings.symbols) {
    const shape = shapeOfSymbol(symbol);
    if (shape !== undefined) found.set(symbol, shape);
  }
  return found;

  function shapeOfSymbol({ kind, name, span, statement }: NamedSymbol): Shape | undefined {
    switch (kind) {
      case 'constant': {
        const outcome = results.get(`constant ${name}`);
        return outcome?.statement === statement ? outcome.shape : undefined;
      }
      case 'parameter':
        return statement.kind === 'loss'
          ? parameters.get(statement)?.find((parameter) => parameter.name === name)?.shape
          : undefined;
      case 'local':
        return results.get(`local ${span.start}`)?.shape;
      case 'argument': {
        const shape = arguments_.get(span.start);
        return shape === 'several' ? undefined : shape;
      }
      case 'column':
      case 'counter':
      case 'option':
      case 'random':
        return scalar;
      case 'state':
      case 'given':
      case 'optimizer':
        return undefined;
      case 'function':
      case 'data':
      case 'loss':
      case 'row':
        return undefined;
    }
  }
}
