import type { Aggregate, Expression, LossStatement, SumChain } from '../../language/tree';
import { childrenOf } from '../../language/walk';

/** A model's output that a loss compares with a column of a table, row by row. */
export interface Comparison {
  /** The output, over the row's variable. */
  readonly prediction: Expression;
  readonly variable: string;
  readonly table: string;
  /** The columns the output reads, in the order of their first use. */
  readonly features: readonly string[];
  readonly target: string;
  /** A number beside the target, or a score whose sigmoid is the probability that it is 1. */
  readonly scale: 'value' | 'logit';
}

/**
 * The comparison in a loss: `(f − p.y)²`, `softplus(z) − p.y·z`, `softplus(−p.y·z)` or `p.y·log(q)`, in an aggregate over
 * a table; undefined where none of these is found.
 */
export function findComparison(statement: LossStatement): Comparison | undefined {
  const locals = new Map(statement.where.map(({ name, value }) => [name.name, value]));
  const stack: Expression[] = [statement.body, ...locals.values()];
  while (stack.length > 0) {
    const expression = stack.pop()!;
    if (expression.kind === 'aggregate' && expression.source.kind === 'table') {
      const found = inBody(expression, expression.source.table.name);
      if (found !== undefined) return found;
    }
    stack.push(...childrenOf(expression));
  }
  return undefined;
}

function inBody({ body, variable: { name: variable } }: Aggregate, table: string): Comparison | undefined {
  const stack: Expression[] = [body];
  while (stack.length > 0) {
    const expression = stack.pop()!;
    const found =
      squaredError(expression, variable) ?? logisticLoss(expression, variable) ?? crossEntropy(expression, variable);
    if (found !== undefined) {
      const features = columnsIn(found.prediction, variable);
      if (features.length > 0 && !features.includes(found.target)) return { ...found, variable, table, features };
    }
    stack.push(...childrenOf(expression));
  }
  return undefined;
}

type Found = Pick<Comparison, 'prediction' | 'target' | 'scale'>;

/** (f − p.y)², however the terms stand: one of them is a column alone. */
function squaredError(expression: Expression, variable: string): Found | undefined {
  if (expression.kind !== 'power' || expression.exponent.kind !== 'number' || Number(expression.exponent.text) !== 2)
    return undefined;
  const { base } = expression;
  if (base.kind !== 'sum') return undefined;
  const places = base.terms.flatMap(({ operand }, i) => (columnOf(operand, variable) === undefined ? [] : [i]));
  const [place] = places;
  if (place === undefined || places.length > 1) return undefined;
  const target = columnOf(base.terms[place]!.operand, variable)!;
  const flip = !base.terms[place]!.negative;
  const rest = base.terms.filter((_, i) => i !== place);
  const terms = rest.map(({ negative, operand }) => ({ negative: negative !== flip, operand }));
  return { prediction: { kind: 'sum', terms, span: base.span }, target, scale: 'value' };
}

/** softplus(z) − p.y·z, or softplus(−p.y·z) with p.y = ±1. */
function logisticLoss(expression: Expression, variable: string): Found | undefined {
  if (expression.kind === 'sum') {
    const score = scoreOf(expression);
    const target = score === undefined ? undefined : weightOf(expression, score, variable);
    return score === undefined || target === undefined ? undefined : { prediction: score, target, scale: 'logit' };
  }
  if (expression.kind !== 'call' || expression.callee.name !== 'softplus') return undefined;
  const inner = expression.arguments[0];
  // The minus may stand before the product or before its first factor.
  const product = inner?.kind === 'negation' ? inner.operand : inner;
  if (product?.kind !== 'product') return undefined;
  const [first, ...others] = product.factors as [(typeof product.factors)[number], ...typeof product.factors];
  const weight = inner?.kind === 'negation' ? first.operand : negated(first.operand);
  const target = weight === undefined ? undefined : columnOf(weight, variable);
  if (target === undefined || others.length === 0) return undefined;
  return { prediction: { ...product, factors: others }, target, scale: 'logit' };
}

function negated(expression: Expression): Expression | undefined {
  return expression.kind === 'negation' ? expression.operand : undefined;
}

function scoreOf({ terms }: SumChain): Expression | undefined {
  const call = terms
    .map(({ operand }) => operand)
    .find((term) => term.kind === 'call' && term.callee.name === 'softplus');
  return call?.kind === 'call' ? call.arguments[0] : undefined;
}

/** The column y of a term −y·z. */
function weightOf({ terms }: SumChain, score: Expression, variable: string): string | undefined {
  for (const { negative, operand } of terms) {
    if (!negative || operand.kind !== 'product' || operand.factors.length !== 2) continue;
    const [a, b] = operand.factors.map((factor) => factor.operand) as [Expression, Expression];
    const target = columnOf(a, variable) ?? columnOf(b, variable);
    const other = columnOf(a, variable) === undefined ? a : b;
    if (target !== undefined && equal(other, score)) return target;
  }
  return undefined;
}

/** p.y·log(q), as in the cross entropy. */
function crossEntropy(expression: Expression, variable: string): Found | undefined {
  if (expression.kind !== 'product' || expression.factors.length !== 2) return undefined;
  const [a, b] = expression.factors.map((factor) => factor.operand) as [Expression, Expression];
  const target = columnOf(a, variable);
  if (target === undefined || b.kind !== 'call' || b.callee.name !== 'log' || b.arguments.length !== 1)
    return undefined;
  return { prediction: b.arguments[0]!, target, scale: 'value' };
}

function columnOf(expression: Expression, variable: string): string | undefined {
  return expression.kind === 'member' && expression.object.name === variable ? expression.column.name : undefined;
}

function columnsIn(expression: Expression, variable: string): string[] {
  const own = columnOf(expression, variable);
  const below = childrenOf(expression).flatMap((child) => columnsIn(child, variable));
  return [...new Set(own === undefined ? below : [own, ...below])];
}

/** Equal but for where they stand. */
function equal(a: Expression, b: Expression): boolean {
  const words = (expression: Expression): string =>
    JSON.stringify(expression, (key, value: unknown) => (key === 'span' ? undefined : value));
  return words(a) === words(b);
}
