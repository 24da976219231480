import { type Cursor, SyntaxStop, describe } from './cursor';
import { closeBracket, readExpression, readList, unexpected } from './expressions';
import { nearest } from './nearest';
import type {
  BoxSyntax,
  Expression,
  Identifier,
  LocalSyntax,
  LossStatement,
  ParameterSyntax,
  RangeSyntax,
  Span,
  StartSyntax,
  Statement,
} from './tree';

type Keep = (statement: Statement) => void;

/** Whether the statement built is whole. */
type Build = (broken: boolean) => void;

/** Reads one statement and keeps it: whole, or broken after a mistake once its name is known. */
export function readStatement(cursor: Cursor, documentation: string, keep: Keep): void {
  const first = cursor.current;
  const keyword = first.kind === 'name' ? first.text : '';
  switch (keyword) {
    case 'const':
      cursor.advance();
      return readConstant(cursor, first.span.start, documentation, keep);
    case 'fn':
      cursor.advance();
      return readFunction(cursor, first.span.start, documentation, keep);
    case 'data':
      cursor.advance();
      return readData(cursor, first.span.start, documentation, keep);
    case 'loss':
      cursor.advance();
      return readLoss(cursor, first.span.start, documentation, keep);
    default:
      return refuse(cursor);
  }
}

function refuse(cursor: Cursor): never {
  const { current } = cursor;
  if (current.kind === 'symbol' && '+-*/^,='.includes(current.text)) {
    cursor.fail(
      `A line cannot begin with "${current.text}": put it at the end of the line above to continue that one.`,
    );
  }
  if (current.kind === 'name' && cursor.peek(1).kind === 'name') {
    const guess = nearest(current.text, ['loss', 'const', 'fn', 'data']);
    if (guess !== undefined) {
      cursor.fail(`A line cannot begin with "${current.text}"; did you mean "${guess}"?`, {
        fixes: [{ title: `Change to "${guess}"`, edits: [{ span: current.span, text: guess }] }],
      });
    }
  }
  return cursor.fail(
    `A line begins with "loss", "const", "fn" or "data", but this one with ${describe(current)}: ` +
      'write "loss f(x, y) = " before a formula, "const a = " before a number.',
  );
}

const missingAt = (offset: number): Expression => ({ kind: 'missing', span: { start: offset, end: offset } });

function spanFrom(cursor: Cursor, start: number): Span {
  return { start, end: cursor.previous?.span.end ?? start };
}

function readConstant(cursor: Cursor, start: number, documentation: string, keep: Keep): void {
  const name = cursor.name('after "const"');
  let value: Expression = missingAt(name.span.end);
  let range: RangeSyntax | undefined;
  readWhole(
    () => {
      cursor.expect('=', `after "const ${name.name}"`);
      value = readExpression(cursor);
      if (cursor.accept('in')) range = readRange(cursor);
      finish(cursor, 'A constant ends here');
    },
    (broken) => keep({ kind: 'constant', name, value, range, documentation, broken, span: spanFrom(cursor, start) }),
  );
}

function readFunction(cursor: Cursor, start: number, documentation: string, keep: Keep): void {
  const name = cursor.name('after "fn"');
  let parameters: Identifier[] = [];
  let body: Expression = missingAt(name.span.end);
  readWhole(
    () => {
      parameters = readNames(cursor, `the parameters of ${name.name}`);
      cursor.expect('=', 'before the formula');
      body = readExpression(cursor);
      finish(cursor, 'A function ends here');
    },
    (broken) =>
      keep({ kind: 'function', name, parameters, body, documentation, broken, span: spanFrom(cursor, start) }),
  );
}

function readData(cursor: Cursor, start: number, documentation: string, keep: Keep): void {
  const name = cursor.name('after "data"');
  let columns: Identifier[] = [];
  const rows: { cells: readonly Expression[]; span: Span }[] = [];
  let csv: { path: string; span: Span } | undefined;
  readWhole(
    () => {
      if (cursor.is('(')) columns = readNames(cursor, `the columns of ${name.name}`);
      cursor.expect('=', 'before the rows');
      if (columns.length === 0) {
        csv = readCsv(cursor, name.name);
      } else {
        do rows.push(readTuple(cursor, 'a row'));
        while (cursor.accept(','));
      }
      finish(cursor, 'A table ends here; rows are separated by commas');
    },
    (broken) => keep({ kind: 'data', name, columns, rows, csv, documentation, broken, span: spanFrom(cursor, start) }),
  );
}

function readCsv(cursor: Cursor, table: string): { path: string; span: Span } {
  if (!cursor.is('csv')) {
    cursor.fail(`Name the columns, as in "data ${table}(x, y) = (1, 2), (3, 4)", or read a file with csv("name.csv").`);
  }
  cursor.advance();
  cursor.expect('(', 'after "csv"');
  const token = cursor.current;
  if (token.kind !== 'string') cursor.fail('Write the path of the file in quotation marks: csv("name.csv").');
  cursor.advance();
  cursor.expect(')', 'after the path');
  return { path: token.text, span: token.span };
}

function readLoss(cursor: Cursor, start: number, documentation: string, keep: Keep): void {
  const name = cursor.name('after "loss"');
  let parameters: readonly ParameterSyntax[] = [];
  let parametersSpan: Span = { start: name.span.end, end: name.span.end };
  let body: Expression = missingAt(name.span.end);
  const clauses = { on: [] as BoxSyntax[], from: [] as StartSyntax[], where: [] as LocalSyntax[] };
  const build: Build = (broken) => {
    const loss: LossStatement = {
      kind: 'loss',
      name,
      parameters,
      parametersSpan,
      body,
      ...clauses,
      documentation,
      broken,
      span: spanFrom(cursor, start),
    };
    keep(loss);
  };
  readWhole(() => {
    const open = cursor.current.span;
    parameters = readParameters(cursor, name.name);
    parametersSpan = { start: open.start, end: cursor.previous!.span.end };
    cursor.expect('=', 'before the formula');
    body = readExpression(cursor);
    while (readClause(cursor, clauses));
    finish(cursor, 'A loss ends here, or goes on with "on", "from" or "where"');
  }, build);
}

function readClause(cursor: Cursor, clauses: { on: BoxSyntax[]; from: StartSyntax[]; where: LocalSyntax[] }): boolean {
  if (cursor.accept('on')) {
    do {
      const name = cursor.name('of a parameter after "on"');
      cursor.expect('in', `after "on ${name.name}"`);
      clauses.on.push({ name, range: readRange(cursor) });
    } while (cursor.accept(','));
    return true;
  }
  if (cursor.accept('from')) {
    do clauses.from.push(readStart(cursor));
    while (cursor.accept(','));
    return true;
  }
  if (cursor.accept('where')) {
    do {
      const name = cursor.name('after "where"');
      cursor.expect('=', `after "where ${name.name}"`);
      clauses.where.push({ name, value: readExpression(cursor) });
    } while (cursor.accept(','));
    return true;
  }
  return false;
}

function readStart(cursor: Cursor): StartSyntax {
  const { cells, span } = readTuple(cursor, 'a start');
  return { coordinates: cells, span };
}

function readTuple(cursor: Cursor, what: string): { cells: Expression[]; span: Span } {
  const open = cursor.expect('(', `to begin ${what}`);
  const cells = readList(cursor, ')', 'a number');
  closeBracket(cursor, open.span, ')');
  return { cells, span: { start: open.span.start, end: cursor.previous!.span.end } };
}

function readRange(cursor: Cursor): RangeSyntax {
  const open = cursor.expect('[', 'to begin a range, as in [-2, 2]');
  const low = readExpression(cursor);
  cursor.expect(',', 'between the two ends of the range');
  const high = readExpression(cursor);
  closeBracket(cursor, open.span, ']');
  return { low, high, span: { start: open.span.start, end: cursor.previous!.span.end } };
}

function readNames(cursor: Cursor, what: string): Identifier[] {
  const open = cursor.expect('(', `before ${what}`);
  const names: Identifier[] = [];
  if (!cursor.is(')')) {
    do names.push(cursor.name(`in ${what}`));
    while (cursor.accept(','));
  }
  closeBracket(cursor, open.span, ')');
  return names;
}

function readParameters(cursor: Cursor, loss: string): ParameterSyntax[] {
  const open = cursor.expect('(', `with the parameters of ${loss}, as in "loss ${loss}(x, y) = …"`);
  const parameters: ParameterSyntax[] = [];
  if (!cursor.is(')')) {
    do {
      const name = cursor.name('of a parameter');
      let shape: Expression[] = [];
      if (cursor.accept('[')) {
        shape = readList(cursor, ']', 'a size');
        cursor.expect(']', 'to close the shape');
      }
      parameters.push({ name, shape });
    } while (cursor.accept(','));
  }
  closeBracket(cursor, open.span, ')');
  return parameters;
}

function finish(cursor: Cursor, message: string): void {
  if (cursor.atEnd) return;
  const { current } = cursor;
  if (current.kind === 'name' || current.kind === 'bad') {
    const operator = current.kind === 'name' ? ', or write an operator between the two values' : '';
    if (cursor.previous?.kind === 'name' || cursor.previous?.kind === 'number') unexpected(cursor);
    cursor.fail(`${message}: delete ${describe(current)}${operator}.`);
  }
  unexpected(cursor);
}

/** Runs `read`, then keeps the statement: whole, or broken where a mistake stopped the reading. */
function readWhole(read: () => void, build: Build): void {
  try {
    read();
  } catch (error) {
    if (error instanceof SyntaxStop) build(true);
    throw error;
  }
  build(false);
}
