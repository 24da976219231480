import { builtinConstants, isFunctionOfLanguage } from '../builtins';
import { claimMethods } from '../claimWords';
import { initialisations } from '../initialisations';
import { givenNames } from '../optimizerWords';
import { keywords } from '../reserved';
import type { Model, NamedSymbol } from '../model';
import { tokenize } from '../tokens';
import type { Span } from '../tree';
import type { TextEdit } from './edits';
import { lastBefore, layoutOf, referenceAt, tokenAt, touches } from './layout';
import { placesOf } from './references';

/** A refusal is a sentence for the person who asked. */
export interface Refusal {
  readonly ok: false;
  readonly message: string;
}

/** Whether the thing at an offset can be renamed: its span and present name, or why not. */
export function prepareRename(
  model: Model,
  offset: number,
): { readonly ok: true; readonly span: Span; readonly name: string } | Refusal {
  const reference = referenceAt(model, offset);
  if (reference?.symbol.kind === 'given') {
    return refuse(`"${reference.symbol.name}" is what an optimizer is given, and keeps its name.`);
  }
  if (reference !== undefined) return { ok: true, span: reference.span, name: reference.symbol.name };
  const token = tokenAt(model.file, offset);
  if (token?.kind !== 'name') return refuse('There is no name here to rename.');
  const { text } = token;
  if (keywords.has(text)) return refuse(`"${text}" is a word of the language and keeps its name.`);
  if (isFunctionOfLanguage(text) || initialisations.has(text)) {
    return refuse(`"${text}" is a function of the language and keeps its name.`);
  }
  if (builtinConstants.has(text)) return refuse(`"${text}" is a constant of the language and keeps its name.`);
  return refuse(`"${text}" is not defined in this file, so there is nothing to rename.`);
}

/** The edits that give the name at an offset a new spelling everywhere, or why that would change what the file means. */
export function rename(
  model: Model,
  offset: number,
  newName: string,
): { readonly ok: true; readonly edits: readonly TextEdit[] } | Refusal {
  const prepared = prepareRename(model, offset);
  if (!prepared.ok) return prepared;
  const { symbol } = referenceAt(model, offset)!;
  const name = newName.trim().normalize('NFC');
  if (name === symbol.name) return { ok: true, edits: [] };
  const places = placesOf(model, symbol);
  const message = notAName(name, symbol) ?? collision(model, symbol, name, places) ?? unreadable(model, symbol, places);
  if (message !== undefined) return refuse(message);
  return { ok: true, edits: places.map((span) => ({ span, text: name })) };
}

function refuse(message: string): Refusal {
  return { ok: false, message };
}

function notAName(name: string, { kind }: NamedSymbol): string | undefined {
  const [token, end] = tokenize(name).tokens;
  if (token?.kind !== 'name' || end?.kind !== 'end') {
    return 'A name is made of letters, digits and "_", and begins with a letter or "_".';
  }
  if (keywords.has(name)) return `"${name}" is a word of the language: choose another name.`;
  if (builtinConstants.has(name)) return `"${name}" is a constant of the language: choose another name.`;
  if ((kind === 'option' || kind === 'state') && givenNames.has(name)) {
    return `"${name}" is what an optimizer is given: choose another name.`;
  }
  if (kind === 'optimizer' && claimMethods.has(name)) {
    return `"${name}" is an optimizer of the language: choose another name.`;
  }
  const builtin = isFunctionOfLanguage(name);
  if (builtin && (kind === 'function' || kind === 'loss')) {
    return `"${name}" is a function of the language: choose another name.`;
  }
  return undefined;
}

const fileKinds: ReadonlySet<string> = new Set(['constant', 'function', 'data', 'loss', 'optimizer']);

/** Another thing of the new name that would be meant instead, or that would change its meaning. */
function collision(model: Model, symbol: NamedSymbol, name: string, places: readonly Span[]): string | undefined {
  const rivals = model.symbols.filter(
    (other) => other.name === name && (other.kind === 'column') === (symbol.kind === 'column'),
  );
  const taken = (): string => `"${name}" already has a meaning here: choose another name.`;
  for (const rival of rivals) {
    if (symbol.kind === 'column') {
      if (rival.statement === symbol.statement) return taken();
    } else if (fileKinds.has(symbol.kind)) {
      if (fileKinds.has(rival.kind) || places.some((place) => within(place, rival.scope))) return taken();
    } else if (fileKinds.has(rival.kind)) {
      if (placesOf(model, rival).some((place) => within(place, symbol.scope))) return taken();
    } else if (rival.statement === symbol.statement && overlap(rival.scope, symbol.scope)) {
      return taken();
    }
  }
  return undefined;
}

function within(place: Span, scope: Span): boolean {
  return place.start >= scope.start && place.end <= scope.end;
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** The old name also stands in a statement that cannot be read, where its uses cannot be told. */
function unreadable(model: Model, symbol: NamedSymbol, places: readonly Span[]): string | undefined {
  const known = new Set(places.map(({ start }) => start));
  const { text, statements } = model.file;
  for (const token of layoutOf(model.file).tokens) {
    if (token.kind !== 'name' || token.text !== symbol.name || known.has(token.span.start)) continue;
    if (!within(token.span, symbol.scope) || referenceAt(model, token.span.start) !== undefined) continue;
    const statement = statements[lastBefore(statements, token.span.start)];
    if (statement !== undefined && !statement.broken && touches(statement.span, token.span.start)) continue;
    const line = text.slice(0, token.span.start).split(/\r\n|\r|\n/).length;
    return `Line ${line} uses "${symbol.name}" but has a mistake: repair it first, so that nothing is missed.`;
  }
  return undefined;
}
