/** Optimizers and their options, where a claim or a loss names one. */
import { claimMethods, optionChoices, optionsOfMethod } from '../claimWords';
import type { Model } from '../model';
import type { Token } from '../tokens';
import type { Completion, Entry } from './completionEntry';
import type { CursorContext } from './context';

/** What can stand behind `by` of a loss; undefined where the value of an option is an expression like any other. */
export function methodEntries(model: Model, context: CursorContext): Entry[] | undefined {
  if (context.open.length > 0) return optionEntries(model, context);
  const previous = context.group[context.before - 1]!;
  return previous.text === 'by' || previous.text === ',' ? methods(model, 0) : undefined;
}

/** The optimizers of the file, then those that are built in. */
export function methods(model: Model, rank: number): Entry[] {
  const own = model.optimizers.map(({ name }) => name);
  return [...own, ...claimMethods.keys()].map((name) => ({ ...word(name, 'function', rank), detail: 'optimizer' }));
}

/** Inside of an open bracket: a method's options, or the names that one may have; undefined where another thing stands. */
export function optionEntries(model: Model, { group, before, open }: CursorContext): Entry[] | undefined {
  const previous = group[before - 1]!;
  const method = methodBefore(model, group, open.at(-1)!);
  if (method === undefined) return undefined;
  if (previous.text === '=') {
    const choices = optionChoices.get(group[before - 2]?.text ?? '');
    return (choices ?? []).map((name) => word(name, 'constant', 0));
  }
  if (previous.text !== '(' && previous.text !== ',') return [];
  return (optionsOfMethod(model, method) ?? []).map((name, rank) => ({
    ...word(name, 'snippet', rank),
    detail: `option of ${method}`,
    insert: `${name}=$1`,
    isSnippet: true,
  }));
}

/** The method whose options an open bracket holds. */
function methodBefore(model: Model, group: readonly Token[], bracket: number): string | undefined {
  let name = group[bracket - 1]?.text ?? '';
  for (let i = bracket - 2; i > 0 && group[i]!.text === '-'; i -= 2) name = `${group[i - 1]!.text}-${name}`;
  return optionsOfMethod(model, name) === undefined ? undefined : name;
}

function word(label: string, kind: Completion['kind'], rank: number): Entry {
  return { label, kind, detail: '', documentation: '', insert: label, isSnippet: false, rank };
}
