import type { DiagnosticCode, Fix } from './diagnostics';
import { type Shape, aShape, sizeOf } from './shapes';
import type { Span } from './tree';

/** A mistake in shapes, before it is decided where it is told. */
export interface Problem {
  readonly code: DiagnosticCode;
  readonly span: Span;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** A part of a formula as a message speaks of it. */
export interface Operand {
  /** Its source, shortened. */
  readonly text: string;
  readonly shape: Shape;
  /** Where its shape comes from, as in `declared on line 3`; empty where its text says all. */
  readonly origin: string;
  readonly span: Span;
}

/** An array may have this many numbers. */
export const mostElements = 1_000_000;

const simple = /^[\p{L}_][\p{L}\p{M}\p{Nd}_]*$/u;

export function said({ text, shape, origin }: Operand): string {
  return `${text} is ${aShape(shape)}${origin === '' ? '' : ` (${origin})`}`;
}

function shapeProblem(span: Span, message: string, fixes: readonly Fix[] = []): Problem {
  return { code: 'shape', span, message, fixes };
}

function across(left: Operand, right: Operand): Span {
  return { start: left.span.start, end: right.span.end };
}

/** `+ - / ^` and functions of several arguments: all of one shape. */
export function unlikeShapes(what: string, left: Operand, right: Operand, span = across(left, right)): Problem {
  return unlike(`${what} needs two values of one shape, or a number beside an array`, left, right, span);
}

/** Functions of two arrays. */
export function unlikeArrays(what: string, left: Operand, right: Operand, span: Span): Problem {
  return unlike(`${what} needs two arrays of one shape`, left, right, span);
}

function unlike(needs: string, left: Operand, right: Operand, span: Span): Problem {
  const rowAndVector =
    left.shape.length !== right.shape.length &&
    sizeOf(left.shape) === sizeOf(right.shape) &&
    (left.shape[0] === 1 || right.shape[0] === 1);
  const remedy = rowAndVector ? "a vector with ' behind it is a matrix of one row" : 'change one of them';
  return shapeProblem(span, `${needs}, but ${said(left)} and ${said(right)}: ${remedy}.`);
}

/** `*` between arrays that have no product. */
export function noProduct(left: Operand, right: Operand): Problem {
  const span = across(left, right);
  const [rows, inner] = left.shape;
  const [length, columns] = right.shape;
  const bothSaid = `${said(left)} and ${said(right)}`;
  const bothSimple = simple.test(left.text) && simple.test(right.text);
  if (inner === undefined && columns === undefined) {
    const both = `(${left.text}, ${right.text})`;
    const remedy = `write dot${both} for the sum of products, or hadamard${both} to multiply entry by entry`;
    const condition = rows === length ? '' : ', and make them equally long';
    const message = `"*" has no meaning between two vectors, but ${bothSaid}: ${remedy}${condition}.`;
    if (!bothSimple || rows !== length) return shapeProblem(span, message);
    const fixes = ['dot', 'hadamard'].map((name) => {
      const text = `${name}(${left.text}, ${right.text})`;
      return { title: `Write ${text}`, edits: [{ span, text }] };
    });
    return shapeProblem(span, message, fixes);
  }
  if (inner === undefined) {
    const text = `${bracketed(right.text)}'*${left.text}`;
    const fits = rows === length;
    const remedy = fits ? `write ${text}` : `only ${bracketed(right.text)}'*… with ${length} entries is possible`;
    const fixes = fits && bothSimple ? [{ title: `Write ${text}`, edits: [{ span, text }] }] : [];
    const message = `A vector stands on the right of a matrix, not on its left, but ${bothSaid}: ${remedy}.`;
    return shapeProblem(span, message, fixes);
  }
  const transposed = `${bracketed(left.text)}'*${right.text}`;
  const remedy = rows === length ? `write ${transposed}, or change one of them` : 'change one of them';
  const what = columns === undefined ? 'entries' : 'rows';
  const message = `The columns on the left of "*" must be as many as the ${what} on its right, but ${bothSaid}: ${remedy}.`;
  const edits = [{ span, text: transposed }];
  return shapeProblem(span, message, rows === length && bothSimple ? [{ title: `Write ${transposed}`, edits }] : []);
}

function bracketed(text: string): string {
  return simple.test(text) ? text : `(${text})`;
}

export function tooManyElements(shape: Shape, span: Span): Problem {
  const message = `This array has ${sizeOf(shape)} numbers, but at most ${mostElements} are allowed: make it smaller.`;
  return { code: 'too-large', span, message, fixes: [] };
}

export function noTranspose(operand: Operand, span: Span): Problem {
  const edits = [{ span: { start: operand.span.end, end: span.end }, text: '' }];
  const message = `The mark ' transposes an array, but ${said(operand)}: delete it.`;
  return shapeProblem(span, message, [{ title: "Delete '", edits }]);
}

/** Entries of one array that don't go together. */
export function unlikeEntries(first: Operand, other: Operand): Problem {
  const message = `The entries of an array are all numbers, or all vectors of one length, but ${said(first)} and ${said(other)}: change one of them.`;
  return shapeProblem(other.span, message);
}

export function tooDeepArray(entry: Operand): Problem {
  const message = `The entries of an array are numbers or vectors, but ${said(entry)}: an array has at most two dimensions.`;
  return shapeProblem(entry.span, message);
}

/** A place that takes a number has an array. */
export function notANumber(place: string, operand: Operand): Problem {
  return shapeProblem(operand.span, `${place} is a number, but ${said(operand)}: take one entry, or its sum or norm.`);
}

/** The formula of a loss is an array. */
export function lossIsArray(operand: Operand): Problem {
  const { start, end } = operand.span;
  const wrap = (name: string): Fix => ({
    title: `Write ${name}(…)`,
    edits: [
      { span: { start, end: start }, text: `${name}(` },
      { span: { start: end, end }, text: ')' },
    ],
  });
  const message = `A loss is a number, but this formula is ${aShape(operand.shape)}: add its entries with sum(…), or take mean(…) or norm(…).`;
  return shapeProblem(operand.span, message, [wrap('sum'), wrap('mean'), wrap('norm')]);
}

/** A function of arrays has a number. */
export function needsArray(name: string, operand: Operand, callee: Span): Problem {
  const but = `but ${said(operand)}`;
  switch (name) {
    case 'norm': {
      const fixes = [{ title: 'Write abs', edits: [{ span: callee, text: 'abs' }] }];
      return shapeProblem(operand.span, `norm(v) takes an array, ${but}: write abs(${operand.text}).`, fixes);
    }
    case 'sum':
    case 'mean': {
      const remedy = `write ${name}(… for p in table), or ${name}(… for k in 1..n)`;
      return shapeProblem(operand.span, `${name}(v) takes an array, ${but}: ${remedy}.`);
    }
    default:
      return shapeProblem(operand.span, `${name}(a, b) takes two arrays, ${but}: multiply numbers with "*".`);
  }
}

/** An index stands behind a number. */
export function noEntries(operand: Operand, span: Span): Problem {
  const edits = [{ span: { start: operand.span.end, end: span.end }, text: '' }];
  const message = `Only an array has entries, but ${said(operand)}: delete the index.`;
  return shapeProblem(span, message, [{ title: 'Delete the index', edits }]);
}

export function tooManyIndices(operand: Operand, span: Span): Problem {
  const most = operand.shape.length === 1 ? 'one index' : 'two indices';
  return shapeProblem(span, `At most ${most} can stand here, since ${said(operand)}: delete the others.`);
}

function indexProblem(span: Span, message: string): Problem {
  return { code: 'index', span, message, fixes: [] };
}

/** An entry that an array doesn't have. */
export function outOfRange(operand: Operand, dimension: number, value: number, varies: boolean, span: Span): Problem {
  const length = operand.shape[dimension]!;
  const noun = operand.shape.length === 1 ? 'entries' : dimension === 0 ? 'rows' : 'columns';
  const what = varies ? (value < 1 ? 'this index goes down to' : 'this index goes up to') : 'this index is';
  const counted =
    length === 1 ? `only ${noun === 'entries' ? 'entry' : noun.slice(0, -1)} 1` : `${noun} 1 to ${length}`;
  const origin = operand.origin === '' ? '' : ` (${operand.origin})`;
  return indexProblem(span, `${operand.text}${origin} has ${counted}, but ${what} ${value}: change it.`);
}

export function notWhole(value: number, span: Span): Problem {
  const shown = Number.isFinite(value) ? `is ${value}` : 'has no value';
  return indexProblem(span, `An index is a whole number, but this one ${shown}: change it.`);
}

export function indexIsArray(operand: Operand): Problem {
  return indexProblem(operand.span, `An index is a whole number, but ${said(operand)}: write one entry of it.`);
}

export function indexUnknown(span: Span): Problem {
  const remedy = 'write a whole number, or a constant that is quickly computed and uses no file';
  return indexProblem(span, `This index cannot be computed before the loss is: ${remedy}.`);
}

export function indexTooVaried(span: Span, most: number): Problem {
  const remedy = 'write a sum of counters times whole numbers, or shorten the ranges';
  return indexProblem(span, `This index has more than ${most} values that cannot be looked over: ${remedy}.`);
}

export function emptySlice(from: number, to: number, span: Span): Problem {
  return indexProblem(span, `The slice ${from}..${to} has no entries: put the smaller number first.`);
}

export function unevenSlice(span: Span): Problem {
  return indexProblem(
    span,
    'A slice has one length, but this one changes with a counter: use the counter at both ends.',
  );
}
