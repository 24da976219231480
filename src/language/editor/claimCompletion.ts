import { claimKinds } from '../claimWords';
import type { Model } from '../model';
import type { Token } from '../tokens';
import type { Entry } from './completionEntry';
import type { CursorContext } from './context';
import { methods, optionEntries } from './methodCompletion';

/** What can go on with a claim; undefined where it is an expression like any other. */
export function claimEntries(model: Model, context: CursorContext): Entry[] | undefined {
  const { group, before, open } = context;
  const previous = group[before - 1]!;
  const words = group.slice(0, before).map(({ text }) => text);
  if (open.length > 0) return optionEntries(model, context);
  switch (previous.text) {
    case 'claim':
    case ':':
      return [...beginnings(model, previous.text === 'claim'), ...methods(model, 1)];
    case 'on':
    case 'of':
      return losses(model, '');
    case 'has':
      return [word('no', 'keyword', 0), ...kinds(false)];
    case 'no':
    case 'a':
    case 'an':
      return kinds(false);
    case 'at':
    case 'from':
    case 'to':
      return points(model, group);
    case 'before':
      return methods(model, 0);
    case 'reaches':
    case '=':
    case '<':
    case '>':
    case '<=':
    case '>=':
    case 'within':
      return undefined;
    case 'with':
      return [...model.constants.values()]
        .filter(({ range }) => range !== undefined)
        .map(({ name }) => snippet(name.name, `${name.name} = \${1:1}`, 'constant', 0));
  }
  if (previous.kind === 'number' && (words.at(-2) === 'has' || (words.at(-2) === ',' && words.includes('has')))) {
    return kinds(previous.text !== '1');
  }
  if (previous.kind === 'symbol' && !')|'.includes(previous.text)) return undefined;
  return following(words);
}

/** Words that can stand behind a complete part. */
function following(words: readonly string[]): Entry[] {
  const known = new Set(words);
  const offer = (...names: string[]): Entry[] =>
    names.filter((name) => !known.has(name)).map((name, i) => word(name, 'keyword', i));
  if (known.has('reaches')) return offer('before', 'from', 'within', 'steps', 'with');
  if (known.has('barrier') || (known.has('pass') && known.has('of'))) return offer('from', 'to', 'within', 'with');
  if (known.has('gradient') || known.has('eigenvalues')) return offer('at', 'within', 'with');
  if (known.has('has')) return offer('at', 'within', 'with');
  return offer('has', 'reaches', 'within', 'with');
}

function beginnings(model: Model, first: boolean): Entry[] {
  const name = model.losses[0]?.name ?? 'f';
  const zeros = (model.losses[0]?.statement.parameters ?? []).map(() => '0').join(', ') || '0';
  return [
    ...losses(model, 'has'),
    snippet('has', `\${1:${name}} has \${2:2 minima}`, 'how many critical points of a kind there are', 2),
    snippet('at', `\${1:${name}} has \${2:saddle} at (\${3:${zeros}})`, 'which kind a point has', 2),
    snippet('value', `\${1:${name}}(\${2:${zeros}}) = \${3:0}`, 'what the loss is at a point', 2),
    snippet('gradient', `gradient of \${1:${name}} at (\${2:${zeros}}) = (\${3:${zeros}})`, 'its derivatives', 2),
    snippet('eigenvalues', `eigenvalues of \${1:${name}} at (\${2:${zeros}}) = (\${3:${zeros}})`, 'of the Hessian', 2),
    snippet('minimum', `minimum of \${1:${name}} = \${2:0}`, 'the least value', 2),
    snippet(
      'barrier',
      `barrier of \${1:${name}} from (\${2:${zeros}}) to (\${3:${zeros}}) < \${4:0.1}`,
      'along a line',
      2,
    ),
    snippet(
      'pass',
      `pass of \${1:${name}} from (\${2:${zeros}}) to (\${3:${zeros}}) = \${4:0.1}`,
      'the loss at the lowest pass between two points',
      2,
    ),
    snippet('reaches', `adam reaches \${1:x > 1} before gradient-descent from (\${2:${zeros}})`, 'which is faster', 2),
    ...(first && model.losses.length > 1 ? [snippet('on', `on \${1:${name}}: $0`, 'which loss it is about', 1)] : []),
  ];
}

function losses(model: Model, then: string): Entry[] {
  return model.losses.map(({ name, statement }) => ({
    ...word(name, 'function', 0),
    detail: then === '' ? 'loss' : `loss, as in "${name} ${then} …"`,
    documentation: statement.documentation,
  }));
}

function kinds(many: boolean): Entry[] {
  return [...claimKinds].map(([one, plural], i) => word(many ? plural : one, 'keyword', i));
}

function points(model: Model, group: readonly Token[]): Entry[] {
  const names = new Set(group.map(({ text }) => text));
  const loss = model.losses.find(({ name }) => names.has(name)) ?? model.losses[0];
  const stops = (loss?.statement.parameters ?? []).map((_, i) => `\${${i + 1}:0}`).join(', ');
  const vectors = [...model.constants.values()].filter(({ value }) => value.kind === 'vector');
  return [
    snippet('(…)', `(${stops === '' ? '$1' : stops})`, 'a point', 0),
    ...vectors.map(({ name }) => word(name.name, 'constant', 1)),
  ];
}

function word(label: string, kind: Entry['kind'], rank: number): Entry {
  return { label, kind, detail: '', documentation: '', insert: label, isSnippet: false, rank };
}

function snippet(label: string, insert: string, detail: string, rank: number): Entry {
  return { label, kind: 'snippet', detail, documentation: '', insert, isSnippet: true, rank };
}
