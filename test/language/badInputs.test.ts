import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../src/language/check';

interface BadInput {
  readonly formula?: string;
  readonly source?: string;
  readonly repeat?: readonly (readonly [text: string, count: number])[];
  readonly code: string | null;
}

interface BadInputs {
  readonly groups: readonly { readonly topic: string; readonly inputs: readonly BadInput[] }[];
}

const { groups } = JSON.parse(readFileSync('test/fixtures/badInputs.json', 'utf8')) as BadInputs;

function sourceOf({ formula, source, repeat }: BadInput): string {
  if (source !== undefined) return source;
  return `loss f(x, y) = ${formula ?? repeat!.map(([text, count]) => text.repeat(count)).join('')}`;
}

for (const { topic, inputs } of groups) {
  describe(topic, () => {
    for (const input of inputs) {
      const source = sourceOf(input);
      test(JSON.stringify(source.slice(0, 60)), () => {
        const began = performance.now();
        const { diagnostics } = analyzeText(source);
        expect(performance.now() - began).toBeLessThan(10_000);
        const errors = diagnostics.filter(({ severity }) => severity === 'error');
        expect(errors.map(({ code }) => code)).toEqual(input.code === null ? [] : [input.code]);
        for (const { span, message } of diagnostics) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeGreaterThan(span.start);
          expect(span.end).toBeLessThanOrEqual(source.length);
          // Nothing invisible is printed, and a message is a sentence.
          expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(message).toMatch(/[.?]$/);
        }
      });
    }
  });
}
