import { initialisations } from '../initialisations';
import type { Model } from '../model';
import { spectrumOptions, spectrumSubjects } from '../spectrumWords';
import type { Entry } from './completionEntry';
import type { CursorContext } from './context';

/** What can go on with a spectrum; undefined where it is an expression like any other. */
export function spectrumEntries(model: Model, { group, before, open, following }: CursorContext): Entry[] | undefined {
  const previous = group[before - 1]!;
  if (open.length === 0) return before === 1 ? subjects(following) : [];
  const subject = group[open[0]! - 1]?.text;
  if (open.length > 1) return isStart(group, open[1]!) ? undefined : [];
  if (subject === 'hessian') {
    if (previous.text === '(') return losses(model);
    if (previous.text === ',') return [snippet('at', 'at = $0', 'where it is taken', 0)];
    return previous.text === '=' ? starts() : [];
  }
  if (previous.text === '=') return undefined;
  if (previous.text !== '(' && previous.text !== ',') return [];
  const given = new Set(group.flatMap(({ text }, i) => (group[i + 1]?.text === '=' && i !== before ? [text] : [])));
  return [...spectrumOptions]
    .filter(([name]) => !given.has(name))
    .map(([name, { documentation, otherwise }], i) => ({
      ...snippet(name, name === 'spikes' ? 'spikes = (${1:3, 2})' : `${name} = \${1:${otherwise}}`, 'option of goe', i),
      documentation,
    }));
}

/** Brackets around the values of an option, which are expressions. */
function isStart(group: CursorContext['group'], bracket: number): boolean {
  return group[bracket - 1]?.text === '=';
}

function subjects(following: string): Entry[] {
  const inserts = new Map([
    ['goe', 'goe(n = ${1:400}, spikes = (${2:3, 2}), seed = ${3:1})'],
    ['hessian', 'hessian(${1:f})'],
  ]);
  return [...spectrumSubjects].map(([name, { signature, documentation }], i) => ({
    label: name,
    kind: 'function',
    detail: signature,
    documentation,
    insert: following === '(' ? name : inserts.get(name)!,
    isSnippet: following !== '(',
    rank: i,
  }));
}

function losses(model: Model): Entry[] {
  return model.losses.map(({ name, statement }) => ({
    label: name,
    kind: 'function',
    detail: 'loss',
    documentation: statement.documentation,
    insert: name,
    isSnippet: false,
    rank: 0,
  }));
}

function starts(): Entry[] {
  return [
    snippet('(…)', '($1)', 'a point', 0),
    ...[...initialisations].map(([name, { signature, documentation }]) => ({
      ...snippet(name, name === 'zeros' ? 'zeros()' : `${name}(seed=\${1:1})`, signature, 1),
      documentation,
    })),
  ];
}

function snippet(label: string, insert: string, detail: string, rank: number): Entry {
  return { label, kind: 'snippet', detail, documentation: '', insert, isSnippet: true, rank };
}
