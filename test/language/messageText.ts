import type { Diagnostic } from '../../src/language/diagnostics';
import { applyEdits } from '../../src/language/editor/edits';

/** Messages as lines of a golden file: place, quoted source, sentence, and what each repair makes of its lines. */
export function messageText(source: string, diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.flatMap(({ code, severity, span, message, fixes }) => {
    const quoted = JSON.stringify(source.slice(span.start, span.end));
    const head = `${severity} ${code} ${place(source, span.start)} ${quoted}: ${message}`;
    return [head, ...fixes.map(({ title, edits }) => `  ${title} => ${changed(source, applyEdits(source, edits))}`)];
  });
}

function place(source: string, offset: number): string {
  const lines = source.slice(0, offset).split('\n');
  return `${lines.length}:${lines.at(-1)!.length + 1}`;
}

function changed(before: string, after: string): string {
  const known = new Set(before.split('\n'));
  const lines = after.split('\n').filter((line) => !known.has(line));
  return lines.length === 0 ? '(lines deleted)' : lines.map((line) => line.trim()).join(' / ');
}
