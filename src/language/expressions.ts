import { aggregateNames } from './builtins';
import { type Cursor, describe } from './cursor';
import type { AggregateSource, Expression, Identifier, NumberLiteral, Span } from './tree';

/** Reads an expression; a mistake ends the statement through the cursor. */
export function readExpression(cursor: Cursor): Expression {
  return cursor.nested(() => readSum(cursor));
}

function readSum(cursor: Cursor): Expression {
  const first = readProduct(cursor);
  if (!cursor.is('+') && !cursor.is('-')) return first;
  const terms = [{ negative: false, operand: first }];
  while (cursor.is('+') || cursor.is('-')) {
    const negative = cursor.advance().text === '-';
    terms.push({ negative, operand: readProduct(cursor) });
  }
  return { kind: 'sum', terms, span: join(first.span, terms[terms.length - 1]!.operand.span) };
}

function readProduct(cursor: Cursor): Expression {
  const first = readUnary(cursor);
  const factors = [{ divide: false, implicit: false, operand: first }];
  for (;;) {
    if (cursor.is('*') || cursor.is('/')) {
      const divide = cursor.advance().text === '/';
      factors.push({ divide, implicit: false, operand: readUnary(cursor) });
    } else if (multipliesSilently(cursor)) {
      factors.push({ divide: false, implicit: true, operand: readPower(cursor) });
    } else {
      break;
    }
  }
  if (factors.length === 1) return first;
  return { kind: 'product', factors, span: join(first.span, factors[factors.length - 1]!.operand.span) };
}

/** `2x` and `3(x+1)`: a number directly before a name or an opening bracket. */
function multipliesSilently(cursor: Cursor): boolean {
  const { current, previous } = cursor;
  if (previous?.kind !== 'number' || current.spaced) return false;
  return current.kind === 'name' || (current.kind === 'symbol' && current.text === '(');
}

function readUnary(cursor: Cursor): Expression {
  const { current } = cursor;
  if (cursor.accept('-')) {
    const operand = cursor.nested(() => readUnary(cursor));
    return { kind: 'negation', operand, span: join(current.span, operand.span) };
  }
  if (cursor.accept('+')) return cursor.nested(() => readUnary(cursor));
  return readPower(cursor);
}

function readPower(cursor: Cursor): Expression {
  const base = readPostfix(cursor);
  if (!cursor.accept('^')) return base;
  const exponent = cursor.nested(() => readExponent(cursor));
  return { kind: 'power', base, exponent, span: join(base.span, exponent.span) };
}

function readExponent(cursor: Cursor): Expression {
  const { current } = cursor;
  if (cursor.accept('-')) {
    const operand = cursor.nested(() => readExponent(cursor));
    return { kind: 'negation', operand, span: join(current.span, operand.span) };
  }
  if (cursor.accept('+')) return cursor.nested(() => readExponent(cursor));
  return readPower(cursor);
}

function readPostfix(cursor: Cursor): Expression {
  let result = readPrimary(cursor);
  for (;;) {
    const { current } = cursor;
    if (current.kind === 'power') {
      cursor.advance();
      const exponent = raisedNumber(current.text, current.span);
      result = { kind: 'power', base: result, exponent, span: join(result.span, current.span) };
    } else if (cursor.accept("'")) {
      result = { kind: 'transpose', operand: result, span: join(result.span, current.span) };
    } else if (!current.spaced && cursor.accept('[')) {
      const indices = readList(cursor, ']', 'an index');
      const close = cursor.expect(']', 'to close the index');
      result = { kind: 'index', object: result, indices, span: join(result.span, close.span) };
    } else {
      return result;
    }
  }
}

function raisedNumber(text: string, span: Span): Expression {
  const number: NumberLiteral = { kind: 'number', text: text.replace('-', ''), span };
  return text.startsWith('-') ? { kind: 'negation', operand: number, span } : number;
}

function readPrimary(cursor: Cursor): Expression {
  const token = cursor.current;
  if (token.kind === 'number') {
    cursor.advance();
    checkNumber(cursor, token.text, token.span);
    return { kind: 'number', text: token.text, span: token.span };
  }
  if (token.kind === 'name') return readNamed(cursor);
  if (cursor.accept('(')) {
    const inner = readExpression(cursor);
    closeBracket(cursor, token.span, ')');
    return widen(inner, { start: token.span.start, end: cursor.previous!.span.end });
  }
  if (cursor.accept('[')) {
    const items = readList(cursor, ']', 'an element');
    closeBracket(cursor, token.span, ']');
    return { kind: 'vector', items, span: { start: token.span.start, end: cursor.previous!.span.end } };
  }
  const before = cursor.previous;
  const place = before === undefined || before.kind === 'end' ? '' : ` after "${before.text}"`;
  return cursor.fail(`A number, a name or a bracket is missing${place}; found ${describe(token)}.`);
}

/** The span of a bracketed expression includes its brackets, so that an edit replaces all of it. */
function widen(expression: Expression, span: Span): Expression {
  return { ...expression, span };
}

function checkNumber(cursor: Cursor, text: string, span: Span): void {
  if (!Number.isFinite(Number(text)) || text.length > 400) {
    cursor.fail('This number is too large: the largest is about 1.8e308, with at most 400 characters.', {
      span,
      code: 'number',
    });
  }
  const { current } = cursor;
  if (current.kind === 'number' && !current.spaced) {
    cursor.fail(`"${text}${current.text}" is not a number: one decimal point is enough.`, {
      span: join(span, current.span),
      code: 'number',
    });
  }
}

function readNamed(cursor: Cursor): Expression {
  const token = cursor.advance();
  const identifier: Identifier = { name: token.text, span: token.span };
  const { current } = cursor;
  if (current.kind === 'symbol' && current.text === '(') return readCall(cursor, identifier);
  if (current.kind === 'symbol' && current.text === '.' && cursor.peek(1).kind === 'name') {
    cursor.advance();
    const column = cursor.name('of a column');
    return { kind: 'member', object: identifier, column, span: join(identifier.span, column.span) };
  }
  return { kind: 'name', name: identifier.name, span: identifier.span };
}

function readCall(cursor: Cursor, callee: Identifier): Expression {
  const open = cursor.advance();
  if (aggregateNames.has(callee.name)) {
    const body = readExpression(cursor);
    if (cursor.is('for')) return readAggregate(cursor, callee, body, open.span);
    closeBracket(cursor, open.span, ')');
    return { kind: 'call', callee, arguments: [body], span: join(callee.span, cursor.previous!.span) };
  }
  const args = readList(cursor, ')', 'an argument');
  closeBracket(cursor, open.span, ')');
  return { kind: 'call', callee, arguments: args, span: join(callee.span, cursor.previous!.span) };
}

function readAggregate(cursor: Cursor, callee: Identifier, body: Expression, open: Span): Expression {
  cursor.advance();
  const variable = cursor.name('after "for"');
  cursor.expect('in', `after "for ${variable.name}"`);
  const source = readSource(cursor);
  closeBracket(cursor, open, ')');
  return {
    kind: 'aggregate',
    operation: callee.name === 'mean' ? 'mean' : 'sum',
    operationSpan: callee.span,
    body,
    variable,
    source,
    span: join(callee.span, cursor.previous!.span),
  };
}

function readSource(cursor: Cursor): AggregateSource {
  if (cursor.current.kind === 'name' && cursor.peek(1).text === ')') {
    return { kind: 'table', table: cursor.name('of a table') };
  }
  const from = readExpression(cursor);
  cursor.expect('..', 'between the first and the last whole number');
  return { kind: 'range', from, to: readExpression(cursor) };
}

/** A comma-separated list up to, not including, `close`. */
export function readList(cursor: Cursor, close: string, what: string): Expression[] {
  const items: Expression[] = [];
  if (cursor.is(close)) return items;
  do {
    if (cursor.is(close)) cursor.fail(`Expected ${what} after the comma, or delete the comma.`);
    items.push(readExpression(cursor));
  } while (cursor.accept(','));
  return items;
}

export function closeBracket(cursor: Cursor, open: Span, close: ')' | ']'): void {
  if (cursor.accept(close)) return;
  const { current } = cursor;
  if (cursor.atEnd) {
    cursor.fail(`This bracket is never closed: add "${close}".`, { span: open, code: 'unclosed' });
  }
  if (current.kind === 'symbol' && (current.text === ')' || current.text === ']')) {
    cursor.fail(`This "${current.text}" should be "${close}", to match the bracket that is open.`, {
      code: 'unclosed',
      fixes: [{ title: `Replace by "${close}"`, edits: [{ span: current.span, text: close }] }],
    });
  }
  unexpected(cursor);
}

/** Reports a token that cannot stand after a complete expression. */
export function unexpected(cursor: Cursor): never {
  const { current, previous } = cursor;
  const begins =
    current.kind === 'number' || current.kind === 'name' || (current.kind === 'symbol' && '(['.includes(current.text));
  if (begins && previous !== undefined) {
    const left = previous.text;
    const span = { start: previous.span.end, end: current.span.start };
    cursor.fail(`Two values stand side by side: write "*" between "${left}" and "${current.text}" to multiply them.`, {
      fixes: [{ title: 'Insert *', edits: [{ span, text: '*' }] }],
    });
  }
  if (current.text === ',' && previous?.kind === 'number' && cursor.peek(1).kind === 'number') {
    const joined = `${previous.text}.${cursor.peek(1).text}`;
    cursor.fail(`A comma doesn't belong here; decimals are written with a point: ${joined}.`, {
      fixes: [{ title: `Write ${joined}`, edits: [{ span: current.span, text: '.' }] }],
    });
  }
  if (current.text === '=' || current.text === '==') {
    cursor.fail('An equals sign cannot stand inside a formula: a loss is one expression, not an equation.');
  }
  if (current.text === ')' || current.text === ']') {
    cursor.fail(`This "${current.text}" closes no open bracket: delete it, or open a bracket before it.`, {
      code: 'unclosed',
      fixes: [{ title: `Delete "${current.text}"`, edits: [{ span: current.span, text: '' }] }],
    });
  }
  return cursor.fail(`Unexpected ${describe(current)} after the formula: delete it, or write an operator before it.`);
}

function join(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
