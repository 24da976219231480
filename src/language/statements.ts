import { readClaim } from './claimStatement';
import type { Cursor } from './cursor';
import { readExpression } from './expressions';
import { readLoss } from './lossStatement';
import { readOptimizer } from './optimizerStatement';
import {
  type Head,
  type Keep,
  finish,
  missingAt,
  readEquals,
  readNames,
  readRange,
  readTuple,
  spanFrom,
} from './parts';
import { refuse } from './refuse';
import { statementWords } from './reserved';
import { readSample } from './readSample';
import { readSpectrum } from './spectrumStatement';
import type { Expression, Identifier, RangeSyntax, SampleSyntax, Span } from './tree';

/**
 * Reads one statement and keeps it once its name is known: whole, or broken where the cursor has a message for it.
 *
 * @throws SyntaxStop after a message, where nothing is kept.
 */
export function readStatement(cursor: Cursor, documentation: string, keep: Keep): void {
  const { kind, text, span } = cursor.current;
  const head = { start: span.start, documentation };
  const known = kind === 'name' && statementWords.has(text);
  const keyword = known ? cursor.advance().text : refuse(cursor);
  switch (keyword) {
    case 'const':
      return readConstant(cursor, head, keep);
    case 'fn':
      return readFunction(cursor, head, keep);
    case 'data':
      return readData(cursor, head, keep);
    case 'claim':
      return readClaim(cursor, head, keep);
    case 'spectrum':
      return readSpectrum(cursor, head, keep);
    case 'optimizer':
      return readOptimizer(cursor, head, keep);
    default:
      return readLoss(cursor, head, keep);
  }
}

function readConstant(cursor: Cursor, { start, documentation }: Head, keep: Keep): void {
  const name = cursor.name('after "const"');
  let value: Expression = missingAt(name.span.end);
  let range: RangeSyntax | undefined;
  cursor.attempt(() => {
    readEquals(cursor, `after "${name.name}"`);
    value = readExpression(cursor);
    if (cursor.accept('in')) range = readRange(cursor);
    finish(cursor);
  });
  cursor.skipToEnd();
  const broken = cursor.failed;
  keep({ kind: 'constant', name, value, range, documentation, broken, span: spanFrom(cursor, start) });
}

function readFunction(cursor: Cursor, { start, documentation }: Head, keep: Keep): void {
  const name = cursor.name('after "fn"');
  let parameters: Identifier[] = [];
  let body: Expression = missingAt(name.span.end);
  cursor.attempt(() => {
    parameters = readNames(cursor, `the parameters of ${name.name}`);
    readEquals(cursor, 'before the formula');
    body = readExpression(cursor);
    finish(cursor);
  });
  cursor.skipToEnd();
  const broken = cursor.failed;
  keep({ kind: 'function', name, parameters, body, documentation, broken, span: spanFrom(cursor, start) });
}

function readData(cursor: Cursor, { start, documentation }: Head, keep: Keep): void {
  const name = cursor.name('after "data"');
  let columns: Identifier[] = [];
  const rows: { cells: readonly Expression[]; span: Span }[] = [];
  let csv: { path: string; span: Span } | undefined;
  let sample: SampleSyntax | undefined;
  cursor.attempt(() => {
    const named = cursor.is('(');
    if (named) columns = readNames(cursor, `the columns of ${name.name}`);
    readEquals(cursor, 'before the rows');
    if (cursor.is('sample') && cursor.peek(1).text === '(') {
      sample = readSample(cursor, name.name, named);
    } else if (!named || cursor.is('csv')) {
      csv = readCsv(cursor, name.name, named);
    } else {
      do rows.push(readTuple(cursor, 'a row'));
      while (cursor.accept(','));
    }
    if (csv === undefined && sample === undefined && cursor.is('(')) {
      const { end } = cursor.previous!.span;
      const fixes = [{ title: 'Insert a comma', edits: [{ span: { start: end, end }, text: ',' }] }];
      cursor.fail('Write a comma between the rows.', { fixes });
    }
    finish(cursor);
  });
  cursor.skipToEnd();
  const broken = cursor.failed;
  keep({ kind: 'data', name, columns, rows, csv, sample, documentation, broken, span: spanFrom(cursor, start) });
}

function readCsv(cursor: Cursor, table: string, named: boolean): { path: string; span: Span } {
  if (!cursor.is('csv')) {
    cursor.fail(`Name the columns, as in "data ${table}(x, y) = (1, 2), (3, 4)", or read a file: csv("name.csv").`);
  }
  if (named) cursor.fail('The columns of a file are named by its first line: leave them out here.');
  cursor.advance();
  cursor.expect('(', 'after "csv"');
  const token = cursor.current;
  if (token.kind !== 'string') cursor.fail('Write the path of the file in quotation marks: csv("name.csv").');
  cursor.advance();
  cursor.expect(')', 'after the path');
  return { path: token.text, span: token.span };
}
