import { kindOf, kindPrefixes, kindWords } from './claimWords';
import { type Cursor, clip, describe } from './cursor';
import { readExpression } from './expressions';
import { initialisationMethod } from './initialisations';
import { readStart } from './lossStatement';
import { isHyphen, readHyphenated, readMethod } from './methodSyntax';
import { type Head, type Keep, readTuple, spanFrom } from './parts';
import type {
  ClaimForm,
  ClaimPoint,
  Comparison,
  CountSyntax,
  Expression,
  Identifier,
  LocalSyntax,
  Relation,
} from './tree';

/** What is read of a claim, part by part. */
interface Parts {
  subject: Identifier | undefined;
  form: ClaimForm;
  tolerance: Expression | undefined;
  readonly settings: LocalSyntax[];
}

const forms =
  'as in "claim f has 2 minima", "claim f(1, 2) = 3", "claim gradient of f at (0, 0) = (0, 0)", ' +
  '"claim barrier of f from (0, 0) to (1, 1) < 0.1" or "claim adam reaches x > 1 from (0, 0)"';

/** Reads a claim behind its keyword. A mistake leaves it without a form. */
export function readClaim(cursor: Cursor, { start, documentation }: Head, keep: Keep): void {
  const { text, span } = cursor.previous!;
  const parts: Parts = { subject: undefined, form: { kind: 'missing' }, tolerance: undefined, settings: [] };
  cursor.attempt(() => {
    if (cursor.accept('on')) {
      parts.subject = cursor.name('of a loss, as in "claim on f: …"');
      cursor.expect(':', `after "on ${parts.subject.name}"`);
    }
    parts.form = readForm(cursor, parts);
    readEnd(cursor, parts);
  });
  cursor.skipToEnd();
  const broken = cursor.failed;
  const form: ClaimForm = broken ? { kind: 'missing' } : parts.form;
  const name = { name: text, span };
  keep({ ...parts, form, kind: 'claim', name, documentation, broken, span: spanFrom(cursor, start) });
}

function readForm(cursor: Cursor, parts: Parts): ClaimForm {
  const { current } = cursor;
  const next = cursor.peek(1);
  if (next.text === 'of') {
    switch (current.text) {
      case 'gradient':
      case 'eigenvalues':
        return readNumbers(cursor, current.text, parts);
      case 'minimum':
        cursor.advance();
        readSubject(cursor, parts);
        return { kind: 'lowest', ...readComparison(cursor) };
      case 'barrier':
      case 'pass':
        return readBetween(cursor, current.text, parts);
    }
  }
  if (cursor.accept('has')) return readHas(cursor);
  if (current.kind !== 'name' || cursor.atKeyword) {
    cursor.fail(`A claim says something of a loss, ${forms}; ${describe(current)} stands here.`);
  }
  if (next.text === 'has') {
    mention(cursor, parts, cursor.name('of a loss'));
    cursor.advance();
    return readHas(cursor);
  }
  const afterMethod = afterHyphens(cursor);
  if (cursor.peek(afterMethod).text === 'reaches' || reachesBehindOptions(cursor, afterMethod)) {
    return readReaches(cursor, parts);
  }
  if (next.text === '(') {
    mention(cursor, parts, cursor.name('of a loss'));
    const start = readStart(cursor);
    const point: ClaimPoint = { kind: 'start', start, span: start.span };
    return { kind: 'value', point, ...readComparison(cursor) };
  }
  return cursor.fail(`A claim is a sentence, ${forms}; "${clip(current.text)}" begins none of them.`);
}

/** The loss of a claim, where it stands in its sentence. */
function mention(cursor: Cursor, parts: Parts, loss: Identifier): void {
  if (parts.subject !== undefined && parts.subject.name !== loss.name) {
    const message = `This claim is on "${clip(parts.subject.name)}" but names "${clip(loss.name)}": name one loss.`;
    cursor.fail(message, { span: loss.span });
  }
  // Both places are the loss's name, but only one can be renamed with it: say it once.
  if (parts.subject !== undefined) {
    const message = `"${clip(loss.name)}" is named twice: delete "on ${clip(loss.name)}:".`;
    cursor.fail(message, { span: parts.subject.span });
  }
  parts.subject = loss;
}

/** `of flat`. */
function readSubject(cursor: Cursor, parts: Parts): void {
  cursor.expect('of', 'before the name of the loss');
  mention(cursor, parts, cursor.name('of a loss behind "of"'));
}

/** How many tokens a hyphenated name takes from here on. */
function afterHyphens(cursor: Cursor): number {
  let ahead = 1;
  while (isHyphen(cursor, ahead)) ahead += 2;
  return ahead;
}

function reachesBehindOptions(cursor: Cursor, from: number): boolean {
  if (cursor.peek(from).text !== '(') return false;
  let ahead = from + 1;
  while (cursor.peek(ahead).kind !== 'end' && cursor.peek(ahead).text !== ')') ahead++;
  return cursor.peek(ahead + 1).text === 'reaches';
}

function readKind(cursor: Cursor): Identifier {
  const word = readHyphenated(cursor, 'of a kind of critical point, as in "minimum" or "degenerate-saddle"');
  const joined = `${word.name}-${cursor.current.text}`;
  if (!kindPrefixes.has(word.name) || cursor.current.kind !== 'name' || !kindWords.includes(joined)) return word;
  return { name: joined, span: { start: word.span.start, end: cursor.advance().span.end } };
}

/** What stands behind `has`. */
function readHas(cursor: Cursor): ClaimForm {
  const { current } = cursor;
  if (current.kind === 'number' || current.text === 'no') {
    const counts: CountSyntax[] = [];
    do counts.push(readCount(cursor));
    while (cursor.accept(',') || cursor.accept('and'));
    return { kind: 'counts', counts };
  }
  if (current.text === 'a' || current.text === 'an') cursor.advance();
  const word = readKind(cursor);
  if (!cursor.accept('at')) {
    const remedy = `write how many, as in "1 ${clip(kindOf(word) ?? word.name)}", or where, as in "${clip(word.name)} at (0, 0)"`;
    cursor.fail(`A number or a place is missing: ${remedy}.`, { span: word.span });
  }
  return { kind: 'at', word, point: readPoint(cursor) };
}

function readCount(cursor: Cursor): CountSyntax {
  const { kind, text, span } = cursor.current;
  if (text === 'no') {
    cursor.advance();
    return { count: 0, countSpan: span, word: readKind(cursor) };
  }
  if (kind !== 'number' || !/^\d{1,6}$/.test(text)) {
    cursor.fail(`Write how many there are as a whole number; ${describe(cursor.current)} stands here.`);
  }
  cursor.advance();
  return { count: Number(text), countSpan: span, word: readKind(cursor) };
}

function readPoint(cursor: Cursor): ClaimPoint {
  const { current } = cursor;
  const isMade = initialisationMethod(current.text) !== undefined && cursor.peek(1).text === '(';
  if (cursor.is('(') || isMade) {
    const start = readStart(cursor);
    return { kind: 'start', start, span: start.span };
  }
  if (cursor.is('[') || (current.kind === 'name' && !cursor.atKeyword)) {
    const value = readExpression(cursor);
    return { kind: 'vector', value, span: value.span };
  }
  return cursor.fail(`Write a point here, as in (1, 0.1), or the name of a vector; ${describe(current)} stands here.`);
}

function readComparison(cursor: Cursor): Comparison {
  const relation = readRelation(cursor);
  return { relation, bound: readExpression(cursor) };
}

function readRelation(cursor: Cursor): Relation {
  const { current } = cursor;
  const { text } = current;
  if (text === '=' || text === '<' || text === '>' || text === '<=' || text === '>=') {
    cursor.advance();
    return text;
  }
  if (text === '==') {
    const fixes = [{ title: 'Write "="', edits: [{ span: current.span, text: '=' }] }];
    cursor.fail('One equals sign is enough.', { fixes });
  }
  return cursor.fail(`Write "=", "<", ">", "<=" or ">=" and a number; ${describe(current)} stands here.`);
}

function readNumbers(cursor: Cursor, kind: 'gradient' | 'eigenvalues', parts: Parts): ClaimForm {
  cursor.advance();
  readSubject(cursor, parts);
  cursor.expect('at', 'and a point, as in "at (0, 0)"');
  const point = readPoint(cursor);
  cursor.expect('=', 'before the numbers, as in "= (1, 0)"');
  return { kind, point, numbers: readTuple(cursor, 'the numbers') };
}

function readBetween(cursor: Cursor, kind: 'barrier' | 'pass', parts: Parts): ClaimForm {
  cursor.advance();
  readSubject(cursor, parts);
  cursor.expect('from', 'and a point, as in "from (0, 0) to (1, 1)"');
  const from = readPoint(cursor);
  cursor.expect('to', 'and the second point');
  const to = readPoint(cursor);
  return { kind, from, to, ...readComparison(cursor) };
}

function readReaches(cursor: Cursor, parts: Parts): ClaimForm {
  const method = readMethod(cursor);
  cursor.expect('reaches', `behind "${clip(method.name.name)}"`);
  const left = readExpression(cursor);
  const comparison = readComparison(cursor);
  const rival = cursor.accept('before') ? readMethod(cursor) : undefined;
  if (cursor.is('on')) {
    cursor.advance();
    mention(cursor, parts, cursor.name('of a loss behind "on"'));
  }
  cursor.expect('from', 'and where it starts, as in "from (0, 0.1)"');
  const from = readPoint(cursor);
  let steps: Expression | undefined;
  if (cursor.accept('within')) {
    steps = readExpression(cursor);
    cursor.expect('steps', 'behind their number');
  }
  return { kind: 'reaches', method, rival, left, ...comparison, from, steps };
}

/** `within 1e-6`, `with alpha = 1, beta = 2`, and the end of the claim. */
function readEnd(cursor: Cursor, parts: Parts): void {
  for (;;) {
    const { current } = cursor;
    if (cursor.is('within') && parts.form.kind !== 'reaches' && parts.tolerance === undefined) {
      cursor.advance();
      parts.tolerance = readExpression(cursor);
    } else if (cursor.is('with') && parts.settings.length === 0) {
      cursor.advance();
      do {
        const name = cursor.name('of a constant behind "with"');
        cursor.expect('=', `after "${name.name}"`);
        parts.settings.push({ name, value: readExpression(cursor) });
      } while (cursor.accept(','));
    } else if (cursor.atEnd) {
      return;
    } else {
      const remedy = 'delete that, or go on with "within" and a tolerance, or "with" and a constant';
      cursor.fail(`The claim is complete before ${describe(current)}: ${remedy}.`);
    }
  }
}
