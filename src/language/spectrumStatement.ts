import { type Cursor, clip, describe } from './cursor';
import { readExpression, readItems } from './expressions';
import { readStart } from './lossStatement';
import { closeBracket } from './mistakes';
import { type Head, type Keep, finish, spanFrom } from './parts';
import { spectrumOptions } from './spectrumWords';
import type { Identifier, SpectrumForm, SpectrumOption, StartSyntax } from './tree';

const forms = '"spectrum goe(n = 400, spikes = (3, 2), seed = 1)" or "spectrum hessian(f)"';

/** Reads a spectrum behind its keyword. A mistake leaves it without a form. */
export function readSpectrum(cursor: Cursor, { start, documentation }: Head, keep: Keep): void {
  const { text, span } = cursor.previous!;
  let form: SpectrumForm = { kind: 'missing' };
  cursor.attempt(() => {
    form = readForm(cursor);
    finish(cursor);
  });
  cursor.skipToEnd();
  const broken = cursor.failed;
  if (broken) form = { kind: 'missing' };
  const name = { name: text, span };
  keep({ kind: 'spectrum', name, form, documentation, broken, span: spanFrom(cursor, start) });
}

function readForm(cursor: Cursor): SpectrumForm {
  const { current } = cursor;
  switch (current.kind === 'name' ? current.text.toLowerCase() : '') {
    case 'goe':
      return readGoe(cursor);
    case 'hessian':
      return readHessian(cursor);
    default:
      return cursor.fail(
        `A spectrum is of random matrices or of a loss, as in ${forms}; ${describe(current)} stands here.`,
      );
  }
}

function readGoe(cursor: Cursor): SpectrumForm {
  const ensemble = cursor.name('of an ensemble');
  const open = cursor.expect('(', 'after "goe", as in goe(n = 400, seed = 1)');
  const options = readItems(cursor, ')', 'an option', () => readOption(cursor));
  closeBracket(cursor, open.span, ')');
  return { kind: 'goe', ensemble, options };
}

function readOption(cursor: Cursor): SpectrumOption {
  const { current } = cursor;
  if (current.kind !== 'name' || cursor.peek(1).text !== '=') {
    const list = [...spectrumOptions.keys()].join(', ');
    cursor.fail(
      `Write an option with its name, as in n = 400; goe has ${list}. ${capital(describe(current))} stands here.`,
    );
  }
  const name = cursor.name('of an option');
  cursor.advance();
  const { start } = cursor.current.span;
  if (!beginsTuple(cursor)) {
    const value = readExpression(cursor);
    return { name, values: [value], span: { start: name.span.start, end: value.span.end } };
  }
  const open = cursor.advance();
  const values = readItems(cursor, ')', 'a number', () => readExpression(cursor));
  closeBracket(cursor, open.span, ')');
  return { name, values, span: { start: Math.min(name.span.start, start), end: cursor.previous!.span.end } };
}

/** `()` and `(3, 2)`, and not the brackets of `(1 + 2)*3`. */
function beginsTuple(cursor: Cursor): boolean {
  if (!cursor.is('(')) return false;
  if (cursor.peek(1).text === ')') return true;
  let depth = 0;
  for (let ahead = 0; cursor.peek(ahead).kind !== 'end'; ahead++) {
    const { kind, text } = cursor.peek(ahead);
    if (kind !== 'symbol') continue;
    if (text === '(' || text === '[') depth++;
    else if ((text === ')' || text === ']') && --depth === 0) return false;
    else if (text === ',' && depth === 1) return true;
  }
  return false;
}

function readHessian(cursor: Cursor): SpectrumForm {
  cursor.advance();
  const open = cursor.expect('(', 'and the name of a loss after "hessian", as in hessian(f)');
  const loss: Identifier = cursor.name('of a loss, as in hessian(f)');
  let at: StartSyntax | undefined;
  if (cursor.accept(',')) {
    if (!cursor.accept('at')) {
      const remedy = `where the Hessian is taken, as in hessian(${clip(loss.name)}, at = he(seed=1))`;
      cursor.fail(`Write "at = " and ${remedy}; ${describe(cursor.current)} stands here.`);
    }
    cursor.expect('=', 'after "at"');
    at = readStart(cursor);
  }
  closeBracket(cursor, open.span, ')');
  return { kind: 'hessian', loss, at };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
