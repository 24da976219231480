import { claimExpressions, startExpressions } from '../claimParts';
import { spectrumExpressions } from '../spectrumParts';
import type { Aggregate, Expression, Span, Statement } from '../tree';
import { childrenOf, sampleExpressions } from '../walk';

/** The aggregate of a statement that defines a variable, by the place of its name. */
export function aggregateOf(statement: Statement, variable: Span): Aggregate | undefined {
  for (const root of expressionsOf(statement)) {
    const stack: Expression[] = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.kind === 'aggregate' && node.variable.span.start === variable.start) return node;
      stack.push(...childrenOf(node).filter(({ span }) => variable.start >= span.start && variable.start <= span.end));
    }
  }
  return undefined;
}

/** The expressions of a statement that stand in no other. */
export function expressionsOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'constant': {
      const { value, range } = statement;
      return range === undefined ? [value] : [value, range.low, range.high];
    }
    case 'function':
      return [statement.body];
    case 'data':
      return [...statement.rows.flatMap(({ cells }) => cells), ...sampleExpressions(statement)];
    case 'loss': {
      const { body, where, parameters, on, from } = statement;
      return [
        body,
        ...where.map(({ value }) => value),
        ...parameters.flatMap(({ shape }) => shape),
        ...on.flatMap(({ range }) => [range.low, range.high]),
        ...from.flatMap(startExpressions),
      ];
    }
    case 'optimizer':
      // It has no aggregates over tables or ranges, whatever stands in it.
      return [...statement.state, ...statement.update].map(({ value }) => value);
    case 'claim':
      return claimExpressions(statement);
    case 'spectrum':
      return spectrumExpressions(statement);
  }
}
