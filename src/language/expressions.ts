import { aggregateNames } from './builtins';
import { type Cursor, clip, deepestNesting, describe } from './cursor';
import { distributionList, distributionName, distributions } from './distributions';
import { closeBracket, missingValue } from './mistakes';
import { nearest } from './nearest';
import { childrenOf } from './walk';
import type { AggregateSource, Distribution, Expression, Identifier, IndexItem, NumberLiteral, Span } from './tree';

/** An expression is at most this many nodes high, so that whoever walks it has stack enough. */
const tallest = 1_000;
/** A token adds at most so much to the height: a raised negative number is a power, a negation and a number. */
const mostHeight = 3;

/** Reads an expression; a mistake ends the part of the statement through the cursor. */
export function readExpression(cursor: Cursor): Expression {
  const first = cursor.position;
  cursor.enter();
  const result = readSum(cursor);
  cursor.leave();
  // Marks behind brackets are no nesting of their own, but many of them at many levels are tall all the same.
  const mayBeTall = mostHeight * (cursor.position - first) > tallest;
  if (mayBeTall && !cursor.isNested && isTooTall(result)) cursor.tooDeep(result.span);
  return result;
}

function isTooTall(expression: Expression): boolean {
  let level: readonly Expression[] = [expression];
  for (let height = 1; level.length > 0; height++) {
    if (height > tallest) return true;
    level = level.flatMap(childrenOf);
  }
  return false;
}

function readSum(cursor: Cursor): Expression {
  const first = readProduct(cursor);
  if (!cursor.isSign('+') && !cursor.isSign('-')) return first;
  const terms = [{ negative: false, operand: first }];
  while (cursor.isSign('+') || cursor.isSign('-')) {
    const negative = cursor.advance().text === '-';
    terms.push({ negative, operand: readProduct(cursor) });
  }
  return { kind: 'sum', terms, span: join(first.span, terms[terms.length - 1]!.operand.span) };
}

function readProduct(cursor: Cursor): Expression {
  const first = readUnary(cursor);
  if (!cursor.isSign('*') && !cursor.isSign('/') && !multipliesSilently(cursor)) return first;
  const factors = [{ divide: false, implicit: false, operand: first }];
  for (;;) {
    if (cursor.isSign('*') || cursor.isSign('/')) {
      const divide = cursor.advance().text === '/';
      factors.push({ divide, implicit: false, operand: readUnary(cursor) });
    } else if (multipliesSilently(cursor)) {
      factors.push({ divide: false, implicit: true, operand: readPower(cursor) });
    } else {
      break;
    }
  }
  return { kind: 'product', factors, span: join(first.span, factors[factors.length - 1]!.operand.span) };
}

/** `2x` and `3(x+1)`: a number directly before a name or an opening bracket. */
function multipliesSilently(cursor: Cursor): boolean {
  const { current, previous } = cursor;
  if (previous?.kind !== 'number' || current.spaced || cursor.atKeyword) return false;
  return current.kind === 'name' || (current.kind === 'symbol' && current.text === '(');
}

function readUnary(cursor: Cursor): Expression {
  return readSigned(cursor, readUnary) ?? readPower(cursor);
}

/** A sign and what it stands before, read by `read`; undefined where no sign stands. */
function readSigned(cursor: Cursor, read: (cursor: Cursor) => Expression): Expression | undefined {
  const { current } = cursor;
  if (current.kind !== 'symbol') return undefined;
  if (cursor.accept('-')) {
    const operand = readDeeper(cursor, read);
    return { kind: 'negation', operand, span: join(current.span, operand.span) };
  }
  if (!cursor.accept('+')) return undefined;
  const operand = readDeeper(cursor, read);
  return { ...operand, span: join(current.span, operand.span) };
}

function readDeeper(cursor: Cursor, read: (cursor: Cursor) => Expression): Expression {
  cursor.enter();
  const result = read(cursor);
  cursor.leave();
  return result;
}

function readPower(cursor: Cursor): Expression {
  const base = readPostfix(cursor);
  if (!cursor.isSign('^')) return base;
  cursor.advance();
  const exponent = readDeeper(cursor, readExponent);
  return { kind: 'power', base, exponent, span: join(base.span, exponent.span) };
}

/** A sign binds loosely behind `^`: the exponent of `2^-x^2` is `-(x^2)`. */
function readExponent(cursor: Cursor): Expression {
  return readSigned(cursor, readExponent) ?? readPower(cursor);
}

function readPostfix(cursor: Cursor): Expression {
  let result = readPrimary(cursor);
  for (let depth = 0; ; depth++) {
    if (depth > deepestNesting) cursor.tooDeep();
    const { current } = cursor;
    if (current.kind !== 'power' && current.kind !== 'symbol') return result;
    if (current.kind === 'power') {
      cursor.advance();
      const exponent = raisedNumber(current.text, current.span);
      result = { kind: 'power', base: result, exponent, span: join(result.span, current.span) };
    } else if (cursor.accept("'")) {
      result = { kind: 'transpose', operand: result, span: join(result.span, current.span) };
    } else if (!current.spaced && cursor.accept('[')) {
      const indices = readIndices(cursor);
      closeBracket(cursor, current.span, ']');
      result = { kind: 'index', object: result, indices, span: join(result.span, cursor.previous!.span) };
    } else {
      return result;
    }
  }
}

/** One index or more: `i`, `i, j`, and slices `2..4`. */
function readIndices(cursor: Cursor): IndexItem[] {
  if (cursor.is(']')) cursor.fail('Write an index between these brackets, as in w[1].');
  return readItems(cursor, ']', 'an index', () => {
    const from = readExpression(cursor);
    if (!cursor.accept('..')) return from;
    const to = readExpression(cursor);
    return { kind: 'range', from, to, span: join(from.span, to.span) };
  });
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
  if (token.kind === 'name' && !cursor.atKeyword) return readNamed(cursor);
  if (cursor.accept('(')) {
    const inner = readExpression(cursor);
    closeBracket(cursor, token.span, ')');
    return { ...inner, span: { start: token.span.start, end: cursor.previous!.span.end } };
  }
  // Only in claims are bars more than a mistake.
  if (cursor.accept('|')) {
    const inner = readExpression(cursor);
    if (!cursor.is('|')) cursor.fail('This bar has no partner: add "|", or write abs(…).', { span: token.span });
    const { span } = cursor.advance();
    return {
      kind: 'call',
      callee: { name: 'abs', span: token.span },
      arguments: [inner],
      span: join(token.span, span),
    };
  }
  if (cursor.accept('[')) {
    if (cursor.is(']')) cursor.fail('Write the entries of an array between these brackets, as in [1, 2].');
    const items = readList(cursor, ']', 'an entry');
    closeBracket(cursor, token.span, ']');
    return { kind: 'vector', items, span: { start: token.span.start, end: cursor.previous!.span.end } };
  }
  return missingValue(cursor);
}

function checkNumber(cursor: Cursor, text: string, span: Span): void {
  const value = Number(text);
  const { current } = cursor;
  if (!Number.isFinite(value)) {
    const message = 'This number is too large: the largest is about 1.8e308.';
    cursor.note(message, { span, code: 'number' });
  } else if (value === 0 && /^[0.]*[1-9]/.test(text)) {
    const message = 'This number is too small: the smallest is about 5e-324. Write 0, or scale the formula.';
    cursor.note(message, { span, code: 'number' });
  } else if (current.kind === 'number' && !current.spaced) {
    const message = `"${text}${current.text}" is not a number: one decimal point is enough.`;
    cursor.fail(message, { span: join(span, current.span), code: 'number' });
  } else if (current.kind === 'name' && !current.spaced && current.text.startsWith('_')) {
    const message = `"${text}${current.text}" is not a number: write its digits without "_".`;
    const joined = { span: join(span, current.span), text: `${text}${current.text}`.replaceAll('_', '') };
    const fixes = /^[\d_]+$/.test(current.text) ? [{ title: `Write ${joined.text}`, edits: [joined] }] : [];
    cursor.fail(message, { span: joined.span, code: 'number', fixes });
  }
}

function readNamed(cursor: Cursor): Expression {
  const token = cursor.advance();
  const identifier: Identifier = { name: token.text, span: token.span };
  const { current } = cursor;
  if (current.kind === 'symbol' && current.text === '(') return readCall(cursor, identifier);
  if (current.kind === 'symbol' && current.text === '.') {
    cursor.advance();
    const column = cursor.name(`of a column after "${identifier.name}."`);
    if (cursor.is('(') && !cursor.current.spaced) {
      const before = { start: identifier.span.start, end: column.span.start };
      cursor.fail(`A function stands here without "${clip(identifier.name)}." before it: write ${column.name}(…).`, {
        span: { start: before.start, end: column.span.end },
        fixes: [{ title: `Write ${column.name}(…)`, edits: [{ span: before, text: '' }] }],
      });
    }
    return { kind: 'member', object: identifier, column, span: join(identifier.span, column.span) };
  }
  return { kind: 'name', name: identifier.name, span: identifier.span };
}

function readCall(cursor: Cursor, callee: Identifier): Expression {
  const open = cursor.advance();
  const isExpectation = callee.name === 'expect';
  if ((isExpectation || aggregateNames.has(callee.name)) && !cursor.is(')')) {
    const body = readExpression(cursor);
    if (cursor.accept('for')) {
      if (isExpectation) return readExpectation(cursor, callee, body, open.span);
      return readAggregate(cursor, callee, body, open.span);
    }
    const more = cursor.accept(',') ? readList(cursor, ')', 'an argument') : [];
    closeBracket(cursor, open.span, ')');
    return { kind: 'call', callee, arguments: [body, ...more], span: join(callee.span, cursor.previous!.span) };
  }
  const args = readList(cursor, ')', 'an argument');
  closeBracket(cursor, open.span, ')');
  return { kind: 'call', callee, arguments: args, span: join(callee.span, cursor.previous!.span) };
}

function readAggregate(cursor: Cursor, callee: Identifier, body: Expression, open: Span): Expression {
  const variable = cursor.name('after "for"');
  if (cursor.is('~')) {
    const { span } = callee;
    cursor.fail(`A random value has an expectation: write expect(… for ${variable.name} ~ …).`, {
      fixes: [{ title: 'Write expect', edits: [{ span, text: 'expect' }] }],
      span,
    });
  }
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

/** Behind `for`: `s ~ choice(-a, a), t ~ normal(0, 1)`. */
function readExpectation(cursor: Cursor, callee: Identifier, body: Expression, open: Span): Expression {
  const draws = readItems(cursor, ')', 'a random value', () => {
    const variable = cursor.name('of a random value, as in "for s ~ normal(0, 1)"');
    if (cursor.is('in')) {
      const { span } = callee;
      cursor.fail('What runs over a table or a range has a mean: write mean(… for p in table).', {
        fixes: [{ title: 'Write mean', edits: [{ span, text: 'mean' }] }],
        span,
      });
    }
    cursor.expect('~', `after "${variable.name}", before its distribution`);
    return { variable, distribution: readDistribution(cursor, 'after "~"') };
  });
  closeBracket(cursor, open, ')');
  const span = join(callee.span, cursor.previous!.span);
  return { kind: 'expectation', operationSpan: callee.span, body, draws, span };
}

/** `choice(v1, v2, weights = (1, 3))`, `normal(m, sd)`, `uniform(a, b)`. */
export function readDistribution(cursor: Cursor, place: string): Distribution {
  const { current } = cursor;
  const name = current.kind === 'name' ? distributionName(current.text) : undefined;
  if (name === undefined) {
    const guess =
      current.kind === 'name' && !cursor.atKeyword ? nearest(current.text, distributions.keys()) : undefined;
    const edits = [{ span: current.span, text: guess ?? '' }];
    cursor.fail(`Write a distribution ${place}: ${distributionList}; ${describe(current)} stands here.`, {
      fixes: guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }],
    });
  }
  cursor.advance();
  const open = cursor.expect('(', `after "${name}", as in ${distributions.get(name)!.example}`);
  let weights: Distribution['weights'];
  const values = readItems(cursor, ')', 'an argument', () => {
    if (!isNamed(cursor)) {
      if (weights === undefined) return readExpression(cursor);
      return cursor.fail('The weights stand last: write the values before them.');
    }
    const option = cursor.advance();
    if (option.text !== 'weights' || name !== 'choice') {
      const remedy = name === 'choice' ? 'it has weights = (…)' : 'write its arguments without names';
      cursor.fail(`${name} has no option "${clip(option.text)}": ${remedy}.`, { span: option.span });
    }
    if (weights !== undefined) cursor.fail('"weights" is given twice: delete one.', { span: option.span });
    cursor.advance();
    const first = cursor.expect('(', 'to begin the weights, as in weights = (0.7, 0.3)');
    const list = readList(cursor, ')', 'a weight');
    closeBracket(cursor, first.span, ')');
    weights = { cells: list, span: join(option.span, cursor.previous!.span) };
    return undefined;
  }).filter((value) => value !== undefined);
  closeBracket(cursor, open.span, ')');
  const span = join(current.span, cursor.previous!.span);
  return { name, nameSpan: current.span, arguments: values, weights, span };
}

/** A name before an equals sign: an option. */
export function isNamed(cursor: Cursor): boolean {
  return cursor.current.kind === 'name' && cursor.peek(1).text === '=';
}

function readSource(cursor: Cursor): AggregateSource {
  const next = cursor.peek(1);
  const alone = next.kind === 'end' || (next.kind === 'symbol' && next.text === ')');
  if (cursor.current.kind === 'name' && alone) return { kind: 'table', table: cursor.name('of a table') };
  const from = readExpression(cursor);
  cursor.expect('..', 'between the first and the last whole number, as in 1..4');
  return { kind: 'range', from, to: readExpression(cursor) };
}

/** A comma-separated list of expressions up to, not including, `close`. */
export function readList(cursor: Cursor, close: string, what: string): Expression[] {
  return readItems(cursor, close, what, () => readExpression(cursor));
}

/** A comma-separated list of what `read` reads, up to, not including, `close`. */
export function readItems<T>(cursor: Cursor, close: string, what: string, read: () => T): T[] {
  const items: T[] = [];
  if (cursor.is(close)) return items;
  do {
    if (cursor.is(close)) {
      const comma = cursor.previous!.span;
      const fixes = [{ title: 'Delete the comma', edits: [{ span: comma, text: '' }] }];
      cursor.fail(`Write ${what} after this comma, or delete the comma.`, { span: comma, fixes });
    }
    items.push(read());
  } while (cursor.accept(','));
  return items;
}

function join(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
