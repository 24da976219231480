import { givenNames, solveHelp } from '../optimizerWords';
import { optimizerClauseWords } from '../reserved';
import type { Token } from '../tokens';
import type { CompletionKind, Entry } from './completionEntry';
import type { CursorContext } from './context';
import { optimizerClauseHelp } from './keywordHelp';

/** What can go on with an optimizer; undefined where a formula stands, and nothing where a name is being invented. */
export function optimizerEntries(context: CursorContext): Entry[] | undefined {
  const { group, before, open } = context;
  const previous = group[before - 1]!;
  const clause = clauseBefore(group, before);
  if (clause === undefined) {
    if (open.length === 0) return before === 1 ? [] : optimizerClauses();
    // In the brackets of the options: behind "=" a constant, elsewhere a new name or a range.
    return open.length === 1 && (previous.text === '(' || previous.text === ',') ? [] : undefined;
  }
  if (open.length > 0) return undefined;
  if (optimizerClauseWords.has(previous.text) || previous.text === ',') {
    if (clause === 'state') return [];
    const updated = new Set(targetsOf(group, 'update', before));
    return ['w', ...targetsOf(group, 'state')]
      .filter((name) => !updated.has(name))
      .map((name) => entry(name, 'variable', name === 'w' ? 'the weights' : 'state', '', 0, `${name} = $0`));
  }
  const { kind, text } = previous;
  const isValue = kind === 'number' || kind === 'power' || kind === 'name' || text === ')' || text === "'";
  return isValue ? optimizerClauses() : undefined;
}

/** `state` and `update`. */
export function optimizerClauses(): Entry[] {
  return [...optimizerClauseHelp].map(([word, { example, documentation }]) =>
    entry(
      word,
      'snippet',
      example,
      documentation,
      2,
      word === 'state' ? 'state ${1:m} = ${0:0}' : 'update w = ${0:w - lr*g}',
    ),
  );
}

/** What the formulas of the optimizer around the cursor may use beside constants and functions. */
export function optimizerNames({ group, following }: CursorContext): Entry[] {
  const { signature, documentation } = solveHelp;
  const insert = following === '(' ? solveHelp.name : 'solve(${1:H}, ${2:g})';
  return [
    ...[...givenNames].map(([name, given]) => entry(name, 'variable', 'given', given.documentation, 0)),
    ...optionsOf(group).map((name) => entry(name, 'parameter', 'option', '', 1)),
    ...targetsOf(group, 'state').map((name) => entry(name, 'variable', 'state', '', 1)),
    entry(solveHelp.name, 'function', signature, documentation, 4, insert),
  ];
}

function entry(
  label: string,
  kind: CompletionKind,
  detail: string,
  documentation: string,
  rank: number,
  insert = label,
): Entry {
  return { label, kind, detail, documentation, insert, isSnippet: insert !== label, rank };
}

/** The clause a place stands in: `state` or `update` before a name; undefined in the head. */
function clauseBefore(group: readonly Token[], before: number): string | undefined {
  for (let i = before - 1; i > 1; i--) if (isClause(group, i)) return group[i]!.text;
  return undefined;
}

function isClause(group: readonly Token[], i: number): boolean {
  const { kind, text } = group[i]!;
  const [last, next] = [group[i - 1]!, group[i + 1]];
  const begins = last.kind !== 'symbol' || last.text === ')' || last.text === "'";
  return (
    i > 1 && kind === 'name' && optimizerClauseWords.has(text) && begins && (next === undefined || next.kind === 'name')
  );
}

/** The names left of the equals signs of one clause, up to a token. */
function targetsOf(group: readonly Token[], clause: string, to = group.length): string[] {
  const names: string[] = [];
  let depth = 0;
  let inside = false;
  for (let i = 2; i < to; i++) {
    const { kind, text } = group[i]!;
    if (text === '(' || text === '[') depth++;
    else if (text === ')' || text === ']') depth--;
    else if (depth === 0 && isClause(group, i)) inside = text === clause;
    else if (inside && depth === 0 && kind === 'name' && group[i + 1]?.text === '=') names.push(text);
  }
  return names;
}

function optionsOf(group: readonly Token[]): string[] {
  if (group[2]?.text !== '(') return [];
  const names: string[] = [];
  let depth = 0;
  for (let i = 2; i < group.length; i++) {
    const { kind, text } = group[i]!;
    if (text === '(' || text === '[') depth++;
    else if ((text === ')' || text === ']') && --depth === 0) break;
    else if (depth === 1 && kind === 'name' && group[i + 1]?.text === '=') names.push(text);
  }
  return names;
}
