import { arrayFunctions, builtinFunctions } from './builtins';
import { arityMessage, mostArguments } from './checkCall';
import type { Frame } from './inferenceFrame';
import type { ShapeInference } from './inferShapes';
import { needsArray, unlikeArrays } from './shapeMessages';
import { type Shape, sameShape, scalar } from './shapes';
import type { Call } from './tree';

/** The shape of a call. One with an unknown callee or a wrong number of arguments has its message already. */
export function inferCall(inference: ShapeInference, call: Call, frame: Frame): Shape | undefined {
  const { callee, arguments: args, span } = call;
  if (args.length > mostArguments) return undefined;
  const shapes = args.map((argument) => inference.infer(argument, frame));
  const { name } = callee;
  if (name === 'sum' || name === 'mean') {
    return args.length === 1 ? wholeArray(inference, call, shapes, frame) : undefined;
  }
  if (arrayFunctions.has(name)) {
    if (args.length !== arrayFunctions.get(name)!.arity[0]) return undefined;
    return name === 'norm' ? wholeArray(inference, call, shapes, frame) : pair(inference, call, shapes, frame);
  }
  const builtin = builtinFunctions.get(name);
  if (builtin !== undefined) {
    if ((name === 'max' || name === 'min') && args.length === 1) return greatest(inference, call, shapes[0], frame);
    if (args.length < builtin.arity[0] || args.length > builtin.arity[1]) return undefined;
    return inference.together(`${name}(…)`, args, shapes, frame, span);
  }
  const definition = inference.names.functions.get(name);
  if (definition === undefined || definition.parameters.length !== args.length) return undefined;
  return inference.take(inference.helper(definition, shapes, callee.span, frame), frame);
}

/** `sum(v)`, `mean(v)`, `norm(v)`. */
function wholeArray(
  inference: ShapeInference,
  { callee, arguments: args }: Call,
  [shape]: readonly (Shape | undefined)[],
  frame: Frame,
): Shape | undefined {
  if (shape === undefined || shape.length > 0) return scalar;
  return inference.fault(needsArray(callee.name, inference.operand(args[0]!, shape, frame), callee.span), frame);
}

/** `max(v)`, `min(v)`: one number alone has neither. */
function greatest(
  inference: ShapeInference,
  { callee: { name }, span }: Call,
  shape: Shape | undefined,
  frame: Frame,
): Shape | undefined {
  if (shape === undefined || shape.length > 0) return scalar;
  const { arity, signature } = builtinFunctions.get(name)!;
  return inference.fault({ code: 'arity', span, message: arityMessage(signature, arity, 1), fixes: [] }, frame);
}

/** `dot(a, b)`, `hadamard(a, b)`: two arrays of one shape. */
function pair(
  inference: ShapeInference,
  { callee, arguments: args, span }: Call,
  shapes: readonly (Shape | undefined)[],
  frame: Frame,
): Shape | undefined {
  const isDot = callee.name === 'dot';
  const number = shapes.findIndex((shape) => shape?.length === 0);
  if (number >= 0) {
    const operand = inference.operand(args[number]!, scalar, frame);
    return inference.fault(needsArray(callee.name, operand, callee.span), frame);
  }
  const [left, right] = shapes;
  if (left === undefined || right === undefined) return isDot ? scalar : (left ?? right);
  if (sameShape(left, right)) return isDot ? scalar : left;
  const operands = [inference.operand(args[0]!, left, frame), inference.operand(args[1]!, right, frame)] as const;
  return inference.fault(unlikeArrays(`${callee.name}(a, b)`, ...operands, span), frame);
}
