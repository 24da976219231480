import { aggregateNames, arrayFunctions, builtinConstants, builtinFunctions } from '../builtins';
import { distributions, expectHelp, sampleHelp } from '../distributions';
import { initialisations } from '../initialisations';
import { type Model, columnNames } from '../model';
import type { Token } from '../tokens';
import { claimEntries } from './claimCompletion';
import type { Completion, CompletionKind, Entry } from './completionEntry';
import { methodEntries } from './methodCompletion';
import { type CursorContext, clauseAt, contextAt, localNames } from './context';
import { keywordHelp } from './keywordHelp';
import { optimizerClauses, optimizerEntries, optimizerNames } from './optimizerCompletion';
import { inComment, layoutOf, quote } from './layout';
import { spectrumEntries } from './spectrumCompletion';

/** What can stand at an offset; empty in comments, in numbers, and where a new name is being invented. */
export function completions(model: Model, offset: number): Completion[] {
  if (inComment(layoutOf(model.file).comments, offset)) return [];
  const context = contextAt(model, offset);
  if (context.inLiteral) return [];
  const seen = new Set<string>();
  const entries = entriesAt(model, context).filter(({ label }) => !seen.has(label) && seen.add(label));
  return entries.map((entry) => ({ ...entry, replace: context.word }));
}

function entriesAt(model: Model, context: CursorContext): Entry[] {
  const { group, before, open } = context;
  const keyword = group[0]?.text;
  if (before === 0) return statementEntries(model, clausesBelow(model, context));
  const previous = group[before - 1]!;
  if (context.startsLine && open.length === 0 && endsValue(previous)) {
    const here = keyword === 'loss' ? clauseEntries() : keyword === 'optimizer' ? optimizerClauses() : [];
    return [...here, ...statementEntries(model, [])];
  }
  if (previous.text === '.') return columnEntries(model, context);
  if (keyword === 'claim') return claimEntries(model, context) ?? expressionEntries(model, context, 'claim');
  if (keyword === 'spectrum') return spectrumEntries(model, context) ?? expressionEntries(model, context, 'spectrum');
  if (previous.kind === 'name' && ['loss', 'const', 'fn', 'data', 'optimizer', 'for'].includes(previous.text))
    return [];
  if (keyword === 'optimizer') return optimizerEntries(context) ?? optimizerFormula(model, context);
  const equals = group.findIndex(({ text }) => text === '=');
  if (equals < 0 || before <= equals) return keyword === 'data' || keyword === 'const' ? [] : [];
  const clause = keyword === 'loss' ? clauseAt(group, before) : keyword;
  if (keyword === 'data' && previous.text === '=' && open.length === 0) {
    return group[2]?.text === '=' ? [csvEntry()] : [sampleEntry()];
  }
  const random = randomEntries(context, previous);
  if (random !== undefined) return random;
  if (clause === 'by') {
    const entries = methodEntries(model, context);
    if (entries !== undefined) return entries;
  }
  if (clause === 'from') {
    const options = optionEntries(context, previous);
    if (options !== undefined) return options;
  }
  if (open.length === 0) {
    if (clause === 'on') return boxEntries(context, previous);
    if (clause === 'where' && (previous.text === 'where' || previous.text === ',')) return [];
    if (clause === 'from' && !endsValue(previous)) return startEntries(context);
  }
  if (isSourceOf(group, before)) return sourceEntries(model);
  if (endsValue(previous)) return followingEntries(context, keyword, clause);
  const entries = expressionEntries(model, context, clause);
  return clause === 'from' && open.length === 1 ? [...initialisationEntries(context), ...entries] : entries;
}

/** The clauses that can go on with the statement just above. */
function clausesBelow(model: Model, { word }: CursorContext): Entry[] {
  const above = model.file.statements.findLast(({ span }) => span.end <= word.start);
  if (above?.kind !== 'loss' && above?.kind !== 'optimizer') return [];
  if (/[\r\n][ \t]*(?:\r\n|\r|\n)/.test(model.file.text.slice(above.span.end, word.start))) return [];
  return above.kind === 'loss' ? clauseEntries() : optimizerClauses();
}

function endsValue({ kind, text }: Token): boolean {
  if (kind === 'name') return !keywordHelp.has(text);
  return kind === 'number' || kind === 'power' || text === ')' || text === ']' || text === "'";
}

/** The cursor stands behind `for p in`. */
function isSourceOf(group: readonly Token[], before: number): boolean {
  return group[before - 1]!.text === 'in' && group[before - 2]?.kind === 'name' && group[before - 3]?.text === 'for';
}

function snippet(label: string, insert: string, rank: number): Entry {
  const help = keywordHelp.get(label);
  return {
    label,
    kind: 'snippet',
    detail: help?.example ?? '',
    documentation: help?.documentation ?? '',
    insert,
    isSnippet: true,
    rank,
  };
}

function statementEntries(model: Model, clauses: readonly Entry[]): Entry[] {
  const loss = model.losses.at(-1)?.name;
  return [
    snippet('loss', 'loss ${1:f}(${2:x, y}) = ${0:x^2 + y^2}', 0),
    snippet('const', 'const ${1:a} = ${2:1} in [${3:0}, ${4:2}]', 1),
    snippet('fn', 'fn ${1:g}(${2:t}) = ${0:exp(-t^2)}', 1),
    snippet('data', 'data ${1:points}(${2:x, y}) = ${0:(0, 0), (1, 1)}', 1),
    ...(loss === undefined ? [] : [snippet('claim', `claim \${1:${loss}} has \${0:2 minima}`, 1)]),
    snippet('spectrum', 'spectrum goe(n = ${1:400}, spikes = (${2:3, 2}), seed = ${3:1})', 1),
    snippet('optimizer', 'optimizer ${1:descent}(${2:lr = 0.1})\n  update w = ${0:w - lr*g}', 1),
    ...clauses,
  ];
}

function clauseEntries(): Entry[] {
  return [
    snippet('on', 'on ${1:x} in [${2:-2}, ${3:2}]', 2),
    snippet('from', 'from (${1:1, 1})', 2),
    snippet('by', 'by ${1:adam}', 2),
    snippet('where', 'where ${1:r} = ${0:x^2}', 2),
  ];
}

function word(label: string, rank: number): Entry {
  const help = keywordHelp.get(label);
  return {
    label,
    kind: 'keyword',
    detail: help?.example ?? '',
    documentation: help?.documentation ?? '',
    insert: label,
    isSnippet: false,
    rank,
  };
}

function plain(label: string, kind: CompletionKind, detail: string, documentation: string, rank: number): Entry {
  return { label, kind, detail, documentation, insert: label, isSnippet: false, rank };
}

/** Parameters of the loss that have no box yet, and `in` behind one. */
function boxEntries(context: CursorContext, previous: Token): Entry[] {
  if (endsValue(previous)) return previous.kind === 'name' ? [word('in', 0)] : clauseEntries();
  if (previous.text !== 'on' && previous.text !== ',') return [];
  const { group, before } = context;
  const boxed = new Set(group.filter((_, i) => i !== before && group[i + 1]?.text === 'in').map(({ text }) => text));
  return localNames(context)
    .parameters.filter((name) => !boxed.has(name))
    .map((name, i) => ({
      ...plain(name, 'parameter', 'parameter', '', i),
      insert: `${name} in [\${1:-2}, \${2:2}]`,
      isSnippet: true,
    }));
}

/** A point, or a way to make one. */
function startEntries(context: CursorContext): Entry[] {
  const stops = localNames(context).parameters.map((_, i) => `\${${i + 1}:0}`);
  const point = { ...plain('(…)', 'snippet', 'a point', 'One item for each parameter.', 0), isSnippet: true };
  return [{ ...point, insert: `(${stops.length > 0 ? stops.join(', ') : '$1'})` }, ...initialisationEntries(context)];
}

function initialisationEntries({ following }: CursorContext): Entry[] {
  return [...initialisations].map(([name, { signature, documentation }]) => {
    const stops = name === 'zeros' ? '' : name === 'normal' ? 'seed=${1:1}, sd=${2:1}' : 'seed=${1:1}';
    return { ...plain(name, 'function', signature, documentation, 1), ...call(name, stops, following) };
  });
}

/** The options of `he(…)` that are not given yet, where one begins; undefined elsewhere. */
function optionEntries({ group, before, open }: CursorContext, previous: Token): Entry[] | undefined {
  const bracket = open.at(-1) ?? 0;
  const help = initialisations.get(group[bracket - 1]?.text ?? '');
  if (help === undefined || group[bracket]!.text !== '(') return undefined;
  if (previous.text !== '(' && previous.text !== ',') return previous.text === '=' ? undefined : [];
  const given = new Set(group.slice(bracket, before).map(({ text }) => text));
  return help.options
    .filter((name) => !given.has(name))
    .map((name, i) => ({
      ...plain(name, 'variable', 'option', '', i),
      insert: `${name}=\${1:1}`,
      isSnippet: true,
    }));
}

function sampleEntry(): Entry {
  const { signature, documentation } = sampleHelp;
  const insert = 'sample(${1:normal(0, 1)}, n=${2:50}, seed=${3:1})';
  return { ...plain('sample', 'function', signature, documentation, 0), insert, isSnippet: true };
}

/** Behind `~`, and where an item of a sample begins; undefined elsewhere. */
function randomEntries({ group, open, following }: CursorContext, previous: Token): Entry[] | undefined {
  const bracket = open.at(-1);
  const callee = bracket === undefined ? undefined : group[bracket - 1]?.text;
  const inSample = group[0]!.text === 'data' && callee === 'sample' && (previous.text === '(' || previous.text === ',');
  const known = [...distributions.values()].map(({ name, signature, documentation }) => {
    const stops = name === 'normal' ? '${1:0}, ${2:1}' : '${1:-1}, ${2:1}';
    return { ...plain(name, 'function', signature, documentation, 0), ...call(name, stops, following) };
  });
  if (previous.text === '~') return known;
  if (!inSample) return undefined;
  const given = new Set(group.slice(bracket).map(({ text }) => text));
  const options = ['n', 'seed'].filter((name) => !given.has(name));
  return [
    ...known,
    ...options.map((name) => ({
      ...plain(name, 'variable', 'option', '', 1),
      insert: `${name}=\${1:${name === 'n' ? 50 : 1}}`,
      isSnippet: true,
    })),
  ];
}

function csvEntry(): Entry {
  const documentation = 'The rows of a file beside this one; its first line names the columns.';
  const entry = plain('csv', 'function', 'csv("points.csv")', documentation, 0);
  return { ...entry, insert: 'csv("${1:points.csv}")', isSnippet: true };
}

/** What can follow a complete value: a clause, `for` in an aggregate, `in` behind a constant. */
function followingEntries(context: CursorContext, keyword: string | undefined, clause: string | undefined): Entry[] {
  const { group, open } = context;
  const bracket = open[open.length - 1];
  if (bracket !== undefined) {
    const callee = group[bracket - 1];
    const insert = 'for ${1:p} in ${0:table}';
    if (callee?.text === 'expect') return [snippet('for', 'for ${1:s} ~ ${0:normal(0, 1)}', 0)];
    return callee !== undefined && aggregateNames.has(callee.text) ? [snippet('for', insert, 0)] : [];
  }
  if (keyword === 'loss') return clauseEntries();
  const ranged = group.some(({ text }) => text === 'in');
  return clause === 'const' && !ranged ? [snippet('in', 'in [${1:0}, ${2:1}]', 0)] : [];
}

function tableEntries(model: Model, rank: number): Entry[] {
  return [...model.tables.values()].map((table) => {
    const columns = columnNames(model, table.name.name)?.join(', ');
    const detail = columns === undefined ? (table.csv?.path ?? '') : `(${columns})`;
    return plain(table.name.name, 'table', detail, table.documentation, rank);
  });
}

function sourceEntries(model: Model): Entry[] {
  return [...tableEntries(model, 0), snippet('1..n', '${1:1}..${0:10}', 1), ...constantEntries(model, 2)];
}

function columnEntries(model: Model, context: CursorContext): Entry[] {
  const object = context.group[context.before - 2];
  if (object?.kind !== 'name') return [];
  const variable = localNames(context).variables.find(({ name }) => name === object.text);
  const named = variable?.table === undefined ? undefined : model.tables.get(variable.table);
  // A row is often used before its "for" is typed: then the columns of every table are offered.
  const tables = named !== undefined ? [named] : [...model.tables.values()];
  return tables.flatMap(({ name: { name: table } }) =>
    (columnNames(model, table) ?? []).map((name, i) => plain(name, 'column', `column of ${table}`, '', i)),
  );
}

function constantEntries(model: Model, rank: number): Entry[] {
  return [...model.constants.values()].map((constant) => {
    const { value, range, name, documentation } = constant;
    const span = { start: value.span.start, end: range?.span.end ?? value.span.end };
    return plain(name.name, 'constant', `= ${quote(model.file, span)}`, documentation, rank);
  });
}

function call(name: string, count: string, following: string): Pick<Entry, 'insert' | 'isSnippet'> {
  return following === '(' ? { insert: name, isSnippet: false } : { insert: `${name}(${count})`, isSnippet: true };
}

/** A formula of an optimizer: what it is given and defines, then functions and constants. */
function optimizerFormula(model: Model, context: CursorContext): Entry[] {
  const others = expressionEntries(model, context, 'optimizer');
  return [
    ...optimizerNames(context),
    ...others.filter(({ label }) => !aggregateNames.has(label)),
    ...wholeVectors(context),
  ];
}

/** `sum(v)` and `mean(v)`, which an optimizer has of vectors alone. */
function wholeVectors({ following }: CursorContext): Entry[] {
  return [...aggregateNames.keys()].map((name) => ({
    ...plain(name, 'function', `${name}(v)`, `The ${name} of the entries of a vector.`, 4),
    ...call(name, '$1', following),
  }));
}

function expressionEntries(model: Model, context: CursorContext, clause: string | undefined): Entry[] {
  const { parameters, locals, variables } = localNames(context);
  const { following } = context;
  const entries: Entry[] = [];
  if (clause === 'loss' || clause === 'fn' || clause === 'where' || clause === 'for') {
    for (const { name, table, isRandom } of variables) {
      const detail = isRandom ? 'random value' : table === undefined ? 'whole number of a range' : `row of ${table}`;
      entries.push(plain(name, 'variable', detail, '', 0));
    }
    parameters.forEach((name) => entries.push(plain(name, 'parameter', 'parameter', '', 1)));
    locals.forEach((name) => entries.push(plain(name, 'variable', 'local name', '', 1)));
  }
  entries.push(...constantEntries(model, 2));
  for (const { name, parameters: names, documentation } of model.functions.values()) {
    const list = names.map((parameter) => parameter.name);
    const stops = list.map((parameter, i) => `\${${i + 1}:${parameter}}`).join(', ');
    const detail = `${name.name}(${list.join(', ')})`;
    entries.push({ ...plain(name.name, 'function', detail, documentation, 3), ...call(name.name, stops, following) });
  }
  for (const { name, signature, arity, documentation } of [...builtinFunctions.values(), ...arrayFunctions.values()]) {
    const stops = arity[0] === 1 ? '$1' : '$1, $2';
    entries.push({ ...plain(name, 'function', signature, documentation, 4), ...call(name, stops, following) });
  }
  for (const [name, help] of aggregateNames) {
    const stops = '${1:p.x} for ${2:p} in ${3:table}';
    entries.push({ ...plain(name, 'function', help.split(': ')[0]!, help, 4), ...call(name, stops, following) });
  }
  if (!model.functions.has('expect')) {
    const stops = '${1:s} for ${2:s} ~ ${3:normal(0, 1)}';
    const { signature, documentation } = expectHelp;
    entries.push({ ...plain('expect', 'function', signature, documentation, 4), ...call('expect', stops, following) });
  }
  for (const [name, { value, documentation }] of builtinConstants) {
    entries.push(plain(name, 'constant', `= ${value}`, documentation, 5));
  }
  return entries;
}
