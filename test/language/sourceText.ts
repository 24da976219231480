import type { Expression, IndexItem } from '../../src/language/tree';

/** An expression as source that is read back as the same tree: brackets wherever they could matter. */
export function sourceText(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'name':
      return expression.name;
    case 'missing':
      return '';
    case 'negation':
      return `-${tight(expression.operand)}`;
    case 'transpose':
      return `${atom(expression.operand)}'`;
    case 'sum':
      return expression.terms
        .map(({ negative, operand }, i) => `${i === 0 ? '' : negative ? ' - ' : ' + '}${term(operand)}`)
        .join('');
    case 'product':
      return expression.factors
        .map(({ divide, implicit, operand }, i) => {
          const sign = i === 0 || implicit ? '' : divide ? '/' : '*';
          return `${sign}${implicit ? power(operand) : tight(operand)}`;
        })
        .join('');
    case 'power':
      return `${atom(expression.base)}^${tight(expression.exponent)}`;
    case 'call':
      return `${expression.callee.name}(${expression.arguments.map(sourceText).join(', ')})`;
    case 'member':
      return `${expression.object.name}.${expression.column.name}`;
    case 'vector':
      return `[${expression.items.map(sourceText).join(', ')}]`;
    case 'index':
      return `${atom(expression.object)}[${expression.indices.map(indexText).join(', ')}]`;
    case 'expectation': {
      const draws = expression.draws.map(({ variable, distribution: { name, arguments: values, weights } }) => {
        const shares = weights === undefined ? [] : [`weights=(${weights.cells.map(sourceText).join(', ')})`];
        return `${variable.name} ~ ${name}(${[...values.map(sourceText), ...shares].join(', ')})`;
      });
      return `expect(${sourceText(expression.body)} for ${draws.join(', ')})`;
    }
    case 'aggregate': {
      const { operation, body, variable, source } = expression;
      const over =
        source.kind === 'table' ? source.table.name : `${sourceText(source.from)} .. ${sourceText(source.to)}`;
      return `${operation}(${sourceText(body)} for ${variable.name} in ${over})`;
    }
  }
}

function bracketed(expression: Expression, fits: boolean): string {
  return fits ? sourceText(expression) : `(${sourceText(expression)})`;
}

/** What may stand in a sum without brackets. */
function term(expression: Expression): string {
  return bracketed(expression, expression.kind !== 'sum');
}

/** What may stand in a product, behind a sign or in an exponent without brackets. */
function tight(expression: Expression): string {
  return bracketed(expression, expression.kind !== 'sum' && expression.kind !== 'product');
}

/** What a number may be written directly beside. */
function power(expression: Expression): string {
  const base = expression.kind === 'power' ? expression.base : expression;
  return bracketed(expression, base.kind === 'name' || base.kind === 'call');
}

function atom(expression: Expression): string {
  const open = ['sum', 'product', 'negation', 'power', 'transpose', 'index'];
  return bracketed(expression, !open.includes(expression.kind));
}

function indexText(item: IndexItem): string {
  return item.kind === 'range' ? `${sourceText(item.from)} .. ${sourceText(item.to)}` : sourceText(item);
}
