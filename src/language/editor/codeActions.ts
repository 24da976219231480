import { builtinConstants } from '../builtins';
import { keywords } from '../reserved';
import type { Diagnostic } from '../diagnostics';
import type { Model } from '../model';
import { parse } from '../parse';
import type { Token } from '../tokens';
import type { Span } from '../tree';
import type { TextEdit } from './edits';
import { layoutOf } from './layout';

/** A repair that can be offered at a place. */
export interface CodeAction {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** The message it repairs. */
  readonly diagnostic: Diagnostic;
  /** The only repair, or the likely one of several. */
  readonly preferred: boolean;
}

/** The repairs of the messages that touch a stretch of source. */
export function codeActions(model: Model, { start, end }: Span): CodeAction[] {
  return model.diagnostics
    .filter(({ span }) => span.start <= end && span.end >= start)
    .flatMap((diagnostic) => {
      const fixes = [...diagnostic.fixes];
      if (diagnostic.code === 'statement') fixes.push(...asLoss(model, diagnostic));
      return fixes.map(({ title, edits }, i) => ({ title, edits, diagnostic, preferred: i === 0 }));
    });
}

/** Makes a bare formula a loss, with the names it uses and nobody defines as parameters. */
function asLoss(model: Model, { span }: Diagnostic): { title: string; edits: TextEdit[] }[] {
  const { groups } = layoutOf(model.file);
  const group = groups.find((tokens) => tokens[0]!.span.start <= span.start && tokens.at(-1)!.span.end >= span.end);
  if (group === undefined) return [];
  const start = group[0]!.span.start;
  const formula = model.file.text.slice(start, group.at(-1)!.span.end);
  const parameters = freeNames(model, group);
  const list = parameters.length > 0 ? parameters.join(', ') : 'x';
  const name = freshName(model, parameters);
  const head = `loss ${name}(${list}) = `;
  if (parse(head + formula).diagnostics.some(({ severity }) => severity === 'error')) return [];
  return [{ title: `Make it a loss of ${list}`, edits: [{ span: { start, end: start }, text: head }] }];
}

function freeNames(model: Model, group: readonly Token[]): string[] {
  const free = new Set<string>();
  const bound = new Set<string>();
  for (const [i, { kind, text }] of group.entries()) {
    if (kind !== 'name' || keywords.has(text) || builtinConstants.has(text)) continue;
    const before = group[i - 1]?.text;
    if (before === 'for') bound.add(text);
    else if (before !== '.' && group[i + 1]?.text !== '(') free.add(text);
  }
  const known = (name: string): boolean => bound.has(name) || model.constants.has(name) || model.tables.has(name);
  return [...free].filter((name) => !known(name));
}

function freshName(model: Model, parameters: readonly string[]): string {
  const taken = new Set([...parameters, ...model.file.statements.map(({ name }) => name.name)]);
  for (const name of ['f', 'g', 'h', 'loss1']) if (!taken.has(name)) return name;
  let count = 2;
  while (taken.has(`loss${count}`)) count++;
  return `loss${count}`;
}
