import type { Expression } from './tree';

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
    case 'vector':
      return expression.items;
    case 'index':
      return [
        expression.object,
        ...expression.indices.flatMap((item) => (item.kind === 'range' ? [item.from, item.to] : [item])),
      ];
  }
}
