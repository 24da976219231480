import type { Aggregate, Expression, Statement } from '../tree';
import { childrenOf } from '../walk';

/** The innermost aggregate of a statement that holds an offset. */
export function innermostAggregate(statement: Statement, offset: number): Aggregate | undefined {
  let found: Aggregate | undefined;
  for (const root of expressionsOf(statement)) {
    const stack: Expression[] = [root];
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      if (node.kind === 'aggregate' && offset >= node.span.start && offset <= node.span.end) found = node;
      stack.push(...childrenOf(node).filter(({ span }) => offset >= span.start && offset <= span.end));
    }
  }
  return found;
}

function expressionsOf(statement: Statement): Expression[] {
  switch (statement.kind) {
    case 'constant':
      return [statement.value];
    case 'function':
      return [statement.body];
    case 'data':
      return [];
    case 'loss':
      return [statement.body, ...statement.where.map(({ value }) => value)];
  }
}
