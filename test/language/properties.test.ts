import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../src/language/check';
import { codeActions } from '../../src/language/editor/codeActions';
import { completions } from '../../src/language/editor/completion';
import { definition } from '../../src/language/editor/definition';
import { applyEdits } from '../../src/language/editor/edits';
import { folds } from '../../src/language/editor/folding';
import { format } from '../../src/language/editor/format';
import { hoverTarget } from '../../src/language/editor/hover';
import { fencedRegions } from '../../src/language/editor/markdown';
import { references } from '../../src/language/editor/references';
import { rename } from '../../src/language/editor/rename';
import { semanticTokens } from '../../src/language/editor/semanticTokens';
import { signatureHelp } from '../../src/language/editor/signatureHelp';
import { documentSymbols } from '../../src/language/editor/symbols';
import type { Model } from '../../src/language/model';
import { parse } from '../../src/language/parse';
import type { Expression, Span } from '../../src/language/tree';
import { childrenOf } from '../../src/language/walk';
import { expressions, seeded, soundFiles, texts } from './arbitraries';
import { sourceText } from './sourceText';
import { text, treeText } from './treeText';

/** Every span of a model, however deep. */
function* spansOf(value: unknown, seen = new Set<unknown>()): Generator<Span> {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if ('start' in value && 'end' in value) yield value as Span;
  const parts = value instanceof Map ? value.values() : Object.values(value);
  for (const part of parts) yield* spansOf(part, seen);
}

function* withChildren(expression: Expression): Generator<Expression> {
  yield expression;
  for (const child of childrenOf(expression)) yield* withChildren(child);
}

/** For each use of a name in order, the place in that order of its definition. */
function structure({ references: all }: Model): number[] {
  return all.map(({ symbol }) => all.findIndex(({ span }) => span.start === symbol.span.start));
}

describe('any text', () => {
  test('is parsed and checked without throwing, and every span lies inside it', () => {
    fc.assert(
      fc.property(texts, (source) => {
        const model = analyzeText(source);
        for (const { start, end } of spansOf(model)) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(source.length);
        }
        for (const { span, symbol } of model.references) {
          expect(source.slice(span.start, span.end).normalize('NFC')).toBe(symbol.name);
        }
        for (const { message, fixes } of model.diagnostics) {
          expect(message).toMatch(/[.?]$/);
          for (const { edits } of fixes) expect(applyEdits(source, edits)).not.toBe(source);
        }
      }),
      { ...seeded, numRuns: 2_000 },
    );
  });

  test('has a message for every statement that is broken', () => {
    fc.assert(
      fc.property(texts, (source) => {
        const { file, diagnostics } = parse(source);
        if (file.statements.some(({ broken }) => broken)) expect(diagnostics.length).toBeGreaterThan(0);
      }),
      { ...seeded, numRuns: 1_000 },
    );
  });

  test('is edited without throwing, and formatting it twice is formatting it once', () => {
    fc.assert(
      fc.property(texts, fc.nat(), (source, place) => {
        const model = analyzeText(source);
        const offset = place % (source.length + 1);
        completions(model, offset);
        signatureHelp(model, offset);
        hoverTarget(model, offset);
        definition(model, offset);
        references(model, offset);
        rename(model, offset, 'zebra');
        semanticTokens(model);
        documentSymbols(model);
        folds(model);
        codeActions(model, { start: 0, end: source.length });
        fencedRegions(source);
        const once = format(source);
        expect(format(once)).toBe(once);
        expect(treeText(parse(once).file)).toEqual(treeText(parse(source).file));
      }),
      { ...seeded, numRuns: 1_000 },
    );
  });
});

describe('an expression', () => {
  test('that is printed and parsed is the same', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const source = `loss f(x) = ${sourceText(expression)}`;
        const { file, diagnostics } = parse(source);
        expect(diagnostics).toEqual([]);
        const [statement] = file.statements;
        expect(statement?.kind === 'loss' && text(statement.body)).toBe(text(expression));
      }),
      { ...seeded, numRuns: 1_000 },
    );
  });

  test('holds its parts, in order', () => {
    fc.assert(
      fc.property(expressions, (expression) => {
        const [statement] = parse(`loss f(x) = ${sourceText(expression)}`).file.statements;
        if (statement?.kind !== 'loss') throw new Error('no loss');
        for (const node of withChildren(statement.body)) {
          let from = node.span.start;
          for (const child of childrenOf(node)) {
            expect(child.span.start).toBeGreaterThanOrEqual(from);
            expect(child.span.end).toBeLessThanOrEqual(node.span.end);
            from = child.span.end;
          }
        }
      }),
      { ...seeded, numRuns: 500 },
    );
  });
});

describe('a sound file', () => {
  test('has no errors, and formatting keeps its meaning and its comments', () => {
    fc.assert(
      fc.property(soundFiles, (source) => {
        const before = analyzeText(source);
        expect(before.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
        const once = format(source);
        const after = analyzeText(once);
        expect(format(once)).toBe(once);
        expect(treeText(after.file)).toEqual(treeText(before.file));
        const comments = ({ file }: Model): string[] =>
          file.comments.map(({ span }) => file.text.slice(span.start, span.end).trimEnd());
        expect(comments(after)).toEqual(comments(before));
        expect(structure(after)).toEqual(structure(before));
      }),
      { ...seeded, numRuns: 300 },
    );
  });

  test('means the same when a name is changed, or the change is refused', () => {
    fc.assert(
      fc.property(
        soundFiles,
        fc.nat(),
        fc.constantFrom('zebra', 'x', 'a', 'p', 'u', 'g', 'r', 'f0'),
        (source, n, to) => {
          const before = analyzeText(source);
          const { span } = before.references[n % before.references.length]!;
          const result = rename(before, span.start, to);
          if (!result.ok) {
            expect(result.message).toMatch(/\.$/);
            return;
          }
          const after = analyzeText(applyEdits(source, result.edits));
          expect(after.diagnostics.map(({ code }) => code)).toEqual(before.diagnostics.map(({ code }) => code));
          expect(structure(after)).toEqual(structure(before));
        },
      ),
      { ...seeded, numRuns: 500 },
    );
  });

  test('can have each of its names changed to a new one', () => {
    const source = fc.sample(soundFiles, { ...seeded, numRuns: 1 })[0]!;
    const model = analyzeText(source);
    for (const { span } of model.references) expect(rename(model, span.start, 'zebra').ok).toBe(true);
  });
});
