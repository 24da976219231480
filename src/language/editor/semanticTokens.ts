import { builtinConstants, isFunctionOfLanguage } from '../builtins';
import type { Model, SymbolKind } from '../model';
import { solveHelp } from '../optimizerWords';
import type { Token } from '../tokens';
import type { Span, SpectrumForm, StartSyntax } from '../tree';
import { layoutOf, statementAt } from './layout';
import { randomWords } from './randomWords';

/** The types and modifiers used, in the order of their numbers. */
export const semanticLegend = {
  types: ['function', 'parameter', 'variable', 'property', 'struct'],
  modifiers: ['declaration', 'readonly', 'defaultLibrary'],
} as const;

export type SemanticType = (typeof semanticLegend.types)[number];
export type SemanticModifier = (typeof semanticLegend.modifiers)[number];

export interface SemanticToken {
  readonly span: Span;
  readonly type: SemanticType;
  readonly modifiers: readonly SemanticModifier[];
}

/** What each name of a file means, in order; names that mean nothing have no entry. No two overlap. */
export function semanticTokens(model: Model): SemanticToken[] {
  const result: SemanticToken[] = [];
  const { tokens } = layoutOf(model.file);
  const starts = new Map([...wordsOfStarts(model), ...wordsOfSamples(model)]);
  let next = 0;
  for (const [i, token] of tokens.entries()) {
    if (token.kind !== 'name') continue;
    while (next < model.references.length && model.references[next]!.span.start < token.span.start) next++;
    const reference = model.references[next];
    if (reference !== undefined && reference.span.start === token.span.start) {
      const { symbol } = reference;
      const { type, readonly } = typeOf(symbol.kind);
      const modifiers: SemanticModifier[] = symbol.span.start === token.span.start ? ['declaration'] : [];
      if (readonly) modifiers.push('readonly');
      result.push({ span: token.span, type, modifiers });
      continue;
    }
    const inStart = starts.get(token.span.start);
    if (inStart !== undefined) {
      result.push({ span: token.span, type: inStart, modifiers: ['defaultLibrary'] });
      continue;
    }
    const called = tokens[i + 1]?.text === '(';
    const { text } = token;
    if (called && (isFunctionOfLanguage(text) || isSolve(model, token))) {
      result.push({ span: token.span, type: 'function', modifiers: ['defaultLibrary'] });
    } else if (builtinConstants.has(text) && tokens[i - 1]?.text !== '.') {
      result.push({ span: token.span, type: 'variable', modifiers: ['readonly', 'defaultLibrary'] });
    }
  }
  return result;
}

/** `solve(…)` in an optimizer. */
function isSolve(model: Model, { text, span }: Token): boolean {
  return text === solveHelp.name && statementAt(model, span.start)?.kind === 'optimizer';
}

/** Where initialisations and spectra stand with their options, as in `he(seed=3)`. */
function wordsOfStarts(model: Model): ReadonlyMap<number, SemanticType> {
  const found = new Map<number, SemanticType>();
  for (const statement of model.file.statements) {
    for (const { options, span } of statement.kind === 'loss' ? statement.by : []) {
      found.set(span.start, 'function');
      for (const { name } of options) found.set(name.span.start, 'parameter');
    }
    const of = statement.kind === 'spectrum' ? wordsOfSpectrum(statement.form, found) : [];
    for (const { coordinates, whole } of statement.kind === 'loss' ? statement.from : of) {
      for (const item of whole === undefined ? coordinates : [whole]) {
        if (item.kind !== 'initialisation') continue;
        found.set(item.span.start, 'function');
        for (const { name } of item.options) found.set(name.span.start, 'parameter');
      }
    }
  }
  return found;
}

/** Notes the words `goe`, `hessian` and their options; the start among them. */
function wordsOfSpectrum(form: SpectrumForm, found: Map<number, SemanticType>): readonly StartSyntax[] {
  switch (form.kind) {
    case 'goe':
      found.set(form.ensemble.span.start, 'function');
      for (const { name } of form.options) found.set(name.span.start, 'parameter');
      return [];
    case 'hessian':
      return form.at === undefined ? [] : [form.at];
    case 'missing':
      return [];
  }
}

/** Where the words of samples and expectations stand. */
function wordsOfSamples(model: Model): ReadonlyMap<number, SemanticType> {
  return new Map(
    randomWords(model).map(({ span, kind }) => [span.start, kind === 'option' ? 'parameter' : 'function']),
  );
}

function typeOf(kind: SymbolKind): { type: SemanticType; readonly: boolean } {
  switch (kind) {
    case 'constant':
      return { type: 'variable', readonly: true };
    case 'function':
    case 'loss':
    case 'optimizer':
      return { type: 'function', readonly: false };
    case 'given':
      return { type: 'variable', readonly: true };
    case 'data':
      return { type: 'struct', readonly: false };
    case 'parameter':
    case 'argument':
    case 'option':
      return { type: 'parameter', readonly: false };
    case 'local':
    case 'state':
    case 'row':
    case 'counter':
    case 'random':
      return { type: 'variable', readonly: false };
    case 'column':
      return { type: 'property', readonly: false };
  }
}
