import type { Binding, Frame } from './inferenceFrame';
import type { ShapeInference } from './inferShapes';
import { type Wanted, inferStart } from './lossShapes';
import type { ParameterShape } from './model';
import { type Shape, aShape, sizeOf } from './shapes';
import type { ClaimPoint, ClaimStatement, LossStatement, NumbersSyntax } from './tree';

/** The loss of a claim; its parameters are those whose shapes are known. */
interface Subject {
  readonly loss: LossStatement | undefined;
  readonly parameters: readonly ParameterShape[] | undefined;
}

/** Looks at the shapes in a claim: its points fit the loss, and numbers are numbers. */
export function inferClaim(
  inference: ShapeInference,
  { form, tolerance, settings }: ClaimStatement,
  { loss, parameters }: Subject,
  frame: Frame,
): undefined {
  const wants = loss?.parameters.map(({ name }): Wanted => {
    const shape = parameters?.find((parameter) => parameter.name === name.name)?.shape;
    return { name: name.name, shape, origin: '' };
  });
  const size =
    wants === undefined || wants.some(({ shape }) => shape === undefined)
      ? undefined
      : wants.reduce((sum, { shape }) => sum + sizeOf(shape!), 0);
  if (tolerance !== undefined) inference.inferNumber(tolerance, 'A tolerance', frame);
  for (const { name, value } of settings) inference.inferNumber(value, `"${name.name}"`, frame);
  switch (form.kind) {
    case 'at':
      return point(form.point);
    case 'value':
      point(form.point);
      break;
    case 'gradient':
    case 'eigenvalues':
      point(form.point);
      return numbers(form.numbers, form.kind);
    case 'barrier':
    case 'pass':
      point(form.from);
      point(form.to);
      break;
    case 'reaches': {
      for (const { options } of [form.method, ...(form.rival === undefined ? [] : [form.rival])]) {
        for (const { name, value } of options) {
          if (value.kind !== 'name') inference.inferNumber(value, `"${name.name}"`, frame);
        }
      }
      if (form.steps !== undefined) inference.inferNumber(form.steps, 'A number of steps', frame);
      point(form.from);
      const isValue = form.left.kind === 'name' && form.left.name === loss?.name.name;
      if (!isValue) condition(form.left);
      break;
    }
    case 'lowest':
      break;
    case 'counts':
    case 'missing':
      return;
  }
  inference.inferNumber(form.bound, 'The right side of a claim', frame);
  return;

  function point(given: ClaimPoint): undefined {
    if (given.kind === 'start') return void inferStart(inference, given.start, wants, 'claim', frame);
    const shape = inference.infer(given.value, frame);
    if (shape === undefined || size === undefined || (shape.length === 1 && shape[0] === size)) return;
    const message = `A point of this loss is a vector of ${size}, but this is ${aShape(shape)}: write one, as in (…).`;
    frame.problems.push({ code: 'claim', span: given.span, message, fixes: [] });
  }

  function numbers({ cells, span }: NumbersSyntax, what: 'gradient' | 'eigenvalues'): undefined {
    for (const cell of cells) inference.inferNumber(cell, 'A component', frame);
    if (size === undefined || cells.length === size) return;
    const noun = what === 'gradient' ? 'The gradient' : 'The Hessian';
    const parts =
      what === 'gradient' ? (size === 1 ? 'component' : 'components') : size === 1 ? 'eigenvalue' : 'eigenvalues';
    const message = `${noun} of this loss has ${size} ${parts}, but here are ${cells.length}: write ${size}.`;
    frame.problems.push({ code: 'claim', span, message, fixes: [] });
  }

  function condition(left: (typeof form & { kind: 'reaches' })['left']): void {
    const head = new Map<string, Binding>(
      (wants ?? []).map(({ name, shape }) => [name, { kind: 'value', shape, declaredAt: -1 }]),
    );
    for (const local of loss?.where ?? []) {
      if (!head.has(local.name.name)) head.set(local.name.name, { kind: 'local', local });
    }
    const inside = inference.frame(frame.statement, { names: head, outer: undefined });
    const shape: Shape | undefined = inference.infer(left, inside);
    if (shape !== undefined && shape.length > 0) {
      const message = `A condition compares numbers, but this is ${aShape(shape)}: choose an entry, or take its norm.`;
      inside.problems.push({ code: 'claim', span: left.span, message, fixes: [] });
    }
    frame.problems.push(...inside.problems);
    if (!inside.sound) frame.sound = false;
  }
}
