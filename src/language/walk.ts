import type { DataStatement, Distribution, Expression } from './tree';

/** The expressions directly inside one, in the order of the source. */
export function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'number':
    case 'name':
    case 'member':
    case 'missing':
      return [];
    case 'negation':
    case 'transpose':
      return [expression.operand];
    case 'sum':
      return expression.terms.map(({ operand }) => operand);
    case 'product':
      return expression.factors.map(({ operand }) => operand);
    case 'power':
      return [expression.base, expression.exponent];
    case 'call':
      return expression.arguments;
    case 'aggregate': {
      const { body, source } = expression;
      return source.kind === 'table' ? [body] : [body, source.from, source.to];
    }
    case 'expectation':
      return [expression.body, ...expression.draws.flatMap(({ distribution }) => argumentsOf(distribution))];
    case 'vector':
      return expression.items;
    case 'index':
      return [
        expression.object,
        ...expression.indices.flatMap((item) => (item.kind === 'range' ? [item.from, item.to] : [item])),
      ];
  }
}

/** The expressions of a distribution, in the order of the source. */
export function argumentsOf({ arguments: values, weights }: Distribution): readonly Expression[] {
  return weights === undefined ? values : [...values, ...weights.cells];
}

/** The expressions of a table that is drawn; of any other, none. */
export function sampleExpressions({ sample }: DataStatement): readonly Expression[] {
  if (sample === undefined) return [];
  const options = [sample.count, sample.seed].filter((option) => option !== undefined);
  return [...sample.distributions.flatMap(argumentsOf), ...options];
}
