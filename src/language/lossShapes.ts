import type { Binding, Frame } from './inferenceFrame';
import type { ShapeInference } from './inferShapes';
import { evaluateAt } from './indexValues';
import type { ParameterShape } from './model';
import { type Problem, lossIsArray, mostElements } from './shapeMessages';
import { type Shape, aShape, sameShape, sizeOf } from './shapes';
import type { Expression, LossStatement, ParameterSyntax, StartSyntax } from './tree';

/** The shapes of a loss's parameters, as far as they are known; its formula and its clauses are looked at, too. */
export function inferLoss(inference: ShapeInference, statement: LossStatement, frame: Frame): ParameterShape[] {
  const parameters: ParameterShape[] = [];
  const head = new Map<string, Binding>();
  for (const parameter of statement.parameters) {
    const { name } = parameter.name;
    if (head.has(name)) continue;
    const shape = declaredShape(inference, parameter, frame);
    if (shape !== undefined) parameters.push({ name, shape });
    head.set(name, { kind: 'value', shape, declaredAt: parameter.name.span.start });
  }
  checkTotal(statement, parameters, frame);
  for (const { range } of statement.on) {
    inference.inferNumber(range.low, 'The end of a range', frame);
    inference.inferNumber(range.high, 'The end of a range', frame);
  }
  inferStarts(inference, statement, head, frame);
  for (const local of statement.where) {
    if (!head.has(local.name.name)) head.set(local.name.name, { kind: 'local', local });
  }
  const inside = inference.frame(statement, { names: head, outer: undefined });
  const shape = inference.infer(statement.body, inside);
  for (const local of statement.where) inference.take(inference.local(local, inside), inside);
  if (shape !== undefined && shape.length > 0) {
    inside.problems.push(lossIsArray(inference.operand(statement.body, shape, inside)));
  }
  frame.problems.push(...inside.problems);
  if (!inside.sound) frame.sound = false;
  return parameters;
}

/** `w[4]`, `W[16, 2]`. */
function declaredShape(inference: ShapeInference, { name, shape }: ParameterSyntax, frame: Frame): Shape | undefined {
  const third = shape[2];
  if (third !== undefined) {
    const span = { start: third.span.start, end: shape.at(-1)!.span.end };
    const message = `"${name.name}" has ${shape.length} sizes, but an array has one or two, as in w[4] or W[16, 2]: delete the others.`;
    frame.problems.push({ code: 'size', span, message, fixes: [] });
    return undefined;
  }
  const sizes = shape.map((size) => declaredSize(inference, size, frame));
  return sizes.includes(undefined) ? undefined : (sizes as number[]);
}

function declaredSize(inference: ShapeInference, size: Expression, frame: Frame): number | undefined {
  const problem = (message: string): Problem => ({ code: 'size', span: size.span, message, fixes: [] });
  const shape = inference.infer(size, frame);
  if (shape !== undefined && shape.length > 0) {
    return inference.fault(problem(`A size is a whole number, but this is ${aShape(shape)}: write a number.`), frame);
  }
  if (inference.findings.refused.has(size)) return undefined;
  const value = evaluateAt(size, new Map(), inference.evaluator);
  if (value === undefined) {
    if (!inference.isClear(frame.statement)) return undefined;
    const remedy = 'write a whole number, or a constant that is quickly computed and uses no file';
    return inference.fault(problem(`This size cannot be computed before the loss is: ${remedy}.`), frame);
  }
  if (Number.isInteger(value) && value >= 1) return value;
  const shown = Number.isFinite(value) ? `is ${value}` : 'has no value';
  return inference.fault(problem(`A size is a whole number from 1 on, but this one ${shown}: change it.`), frame);
}

function checkTotal({ parameters: syntax }: LossStatement, parameters: readonly ParameterShape[], frame: Frame): void {
  let total = 0;
  for (const { name, shape } of parameters) {
    total += sizeOf(shape);
    if (total <= mostElements) continue;
    const { span } = syntax.find((parameter) => parameter.name.name === name)!.name;
    const message = `The parameters of a loss are at most ${mostElements} numbers altogether, but up to here they are ${total}: make them smaller.`;
    frame.problems.push({ code: 'too-large', span, message, fixes: [] });
    return;
  }
}

/** Each item of a start has the shape of its parameter, or makes numbers for it. */
function inferStarts(
  inference: ShapeInference,
  statement: LossStatement,
  head: ReadonlyMap<string, Binding>,
  frame: Frame,
): void {
  if (statement.from.length === 0) return;
  const wants = statement.parameters.map(({ name }): Wanted => {
    const binding = head.get(name.name);
    return binding?.kind === 'value'
      ? { name: name.name, shape: binding.shape, origin: ` (${inference.declared(binding.declaredAt)})` }
      : { name: name.name, shape: undefined, origin: '' };
  });
  for (const start of statement.from) inferStart(inference, start, wants, 'start', frame);
}

/** A parameter that an item of a start is for. */
export interface Wanted {
  readonly name: string;
  readonly shape: Shape | undefined;
  readonly origin: string;
}

export function inferStart(
  inference: ShapeInference,
  { coordinates, whole }: StartSyntax,
  wants: readonly Wanted[] | undefined,
  code: 'start' | 'claim' | 'spectrum',
  frame: Frame,
): void {
  for (const { value, name } of whole?.options ?? []) inference.inferNumber(value, optionName(name.name), frame);
  if (whole !== undefined || (wants !== undefined && coordinates.length !== wants.length)) return;
  for (const [i, item] of coordinates.entries()) {
    if (item.kind === 'initialisation') {
      for (const { value, name } of item.options) inference.inferNumber(value, optionName(name.name), frame);
      continue;
    }
    const given = inference.infer(item, frame);
    const wanted = wants?.[i];
    if (given === undefined || wanted?.shape === undefined || sameShape(given, wanted.shape)) continue;
    const remedy = wanted.shape.length === 0 ? 'write a number' : `write one of its shape, or zeros()`;
    const here = code === 'start' ? 'here it starts from' : 'here stands';
    const message = `"${wanted.name}" is ${aShape(wanted.shape)}${wanted.origin}, but ${here} ${aShape(given)}: ${remedy}.`;
    frame.problems.push({ code, span: item.span, message, fixes: [] });
  }
}

function optionName(name: string): string {
  return `"${name}"`;
}
