import { type CounterRange, indexExtent, mostIndexValues } from './indexValues';
import { type Frame, findName } from './inferenceFrame';
import type { ShapeInference } from './inferShapes';
import {
  type Operand,
  emptySlice,
  indexIsArray,
  indexTooVaried,
  indexUnknown,
  noEntries,
  notWhole,
  outOfRange,
  tooManyIndices,
  unevenSlice,
} from './shapeMessages';
import { type Shape, indexShape } from './shapes';
import type { Expression, Index, IndexItem } from './tree';
import { childrenOf } from './walk';

/** The shape of an indexed array, and whether its entries are there. */
export function inferIndex(inference: ShapeInference, index: Index, frame: Frame): Shape | undefined {
  const { object, indices, span } = index;
  const shape = inference.infer(object, frame);
  const operand = shape && inference.operand(object, shape, frame);
  const lengths = indices.map((item, i) => itemLength(inference, item, i, operand, frame));
  if (operand === undefined) return undefined;
  if (operand.shape.length === 0) return inference.fault(noEntries(operand, span), frame);
  if (indices.length > operand.shape.length) return inference.fault(tooManyIndices(operand, span), frame);
  if (lengths.includes('unknown')) return undefined;
  return indexShape(operand.shape, lengths as (number | undefined)[]);
}

/** What an index leaves of its dimension: nothing, a number of entries, or nobody knows. */
function itemLength(
  inference: ShapeInference,
  item: IndexItem,
  dimension: number,
  operand: Operand | undefined,
  frame: Frame,
): number | undefined | 'unknown' {
  const alone = item.kind !== 'range';
  const [from, to] = alone ? [item, item] : [item.from, item.to];
  const unknown = alone ? undefined : 'unknown';
  const shapes = (alone ? [from] : [from, to]).map((end) => inference.infer(end, frame));
  // What must not stand in an index has its message from the check of names.
  const isArray = (shape: Shape | undefined): boolean => shape !== undefined && shape.length > 0;
  if (inference.findings.refused.has(from) || inference.findings.refused.has(to)) {
    return shapes.some(isArray) ? 'unknown' : unknown;
  }
  for (const [i, shape] of shapes.entries()) {
    if (shape === undefined || !isArray(shape)) continue;
    frame.problems.push(indexIsArray(inference.operand(i === 0 ? from : to, shape, frame)));
    return 'unknown';
  }
  const counters = countersIn([from, to], frame);
  if (counters === undefined) return unknown;
  const extent = indexExtent(from, to, counters, inference.evaluator);
  const { span } = item;
  switch (extent.kind) {
    case 'known': {
      const idle = counters.some(({ low, high }) => high < low);
      const size = operand?.shape[dimension];
      if (operand !== undefined && size !== undefined && !idle) {
        const high = extent.high + extent.length - 1;
        const wrong = extent.low < 1 ? extent.low : high > size ? high : undefined;
        const varies = extent.low !== high;
        if (wrong !== undefined) frame.problems.push(outOfRange(operand, dimension, wrong, varies, span));
      }
      return alone ? undefined : extent.length;
    }
    case 'not-whole':
      frame.problems.push(notWhole(extent.value, span));
      break;
    case 'empty':
      frame.problems.push(emptySlice(extent.from, extent.to, span));
      break;
    case 'uneven':
      frame.problems.push(unevenSlice(span));
      break;
    case 'too-many':
      frame.problems.push(indexTooVaried(span, mostIndexValues));
      break;
    case 'unknown':
      if (inference.isClear(frame.statement)) frame.problems.push(indexUnknown(span));
      break;
  }
  return unknown;
}

/** The counters that index expressions use, once each; undefined where one has no known range. */
function countersIn(expressions: readonly Expression[], frame: Frame): CounterRange[] | undefined {
  const found = new Map<string, CounterRange>();
  const stack = [...expressions];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'name') {
      const binding = findName(frame.names, node.name);
      if (binding?.kind === 'counter') {
        if (binding.ends === undefined) return undefined;
        found.set(node.name, { name: node.name, ...binding.ends });
      }
    }
    for (const child of childrenOf(node)) stack.push(child);
  }
  return [...found.values()];
}
