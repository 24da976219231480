import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { completions } from '../../../src/language/editor/completion';
import { format } from '../../../src/language/editor/format';
import { hoverTarget } from '../../../src/language/editor/hover';
import { prepareRename } from '../../../src/language/editor/rename';
import { semanticTokens } from '../../../src/language/editor/semanticTokens';
import { signatureHelp } from '../../../src/language/editor/signatureHelp';
import { cursor } from './cursor';

const file = [
  'const a = 1 in [0, 2]',
  'data draw(s, z) = sample(choice(-a, a, weights=(1, 3)), normal(0, 1), n=50, seed=2)',
  'loss f(w) = mean((w - p.s)^2 for p in draw) + expect(w*s for s ~ uniform(0, a), t ~ normal(0, 1))',
].join('\n');
const model = analyzeText(file);

describe('completion', () => {
  const labels = (marked: string): string[] => {
    const { model: here, offset } = cursor(marked);
    return completions(here, offset).map(({ label }) => label);
  };

  test('distributions behind a tilde and in a sample, with the options that are left', () => {
    expect(labels('loss f(x) = expect(x*s for s ~ |')).toEqual(['choice', 'normal', 'uniform']);
    expect(labels('data d(s) = sample(|')).toEqual(['choice', 'normal', 'uniform', 'n', 'seed']);
    expect(labels('data d(s) = sample(normal(0, 1), n=5, |')).toEqual(['choice', 'normal', 'uniform', 'seed']);
    expect(labels('data d(s) = |')).toEqual(['sample']);
  });

  test('an expectation, what goes on in one, and its random values', () => {
    expect(labels('loss f(x) = |')).toContain('expect');
    expect(labels('fn expect(t) = t\nloss f(x) = |').filter((label) => label === 'expect')).toHaveLength(1);
    expect(labels('loss f(x) = expect(x |')).toEqual(['for']);
    const inside = labels('loss f(x) = expect(x*| for s ~ normal(0, 1), t ~ uniform(0, 1))');
    expect(inside).toEqual(expect.arrayContaining(['s', 't', 'x']));
  });
});

test('hovers say what is drawn', () => {
  const at = (word: string) => hoverTarget(model, file.indexOf(word));
  expect(at('sample(')).toMatchObject({ kind: 'name', note: 'drawn rows' });
  expect(at('choice')).toMatchObject({ kind: 'name', note: 'distribution' });
  expect(at('expect')).toMatchObject({ kind: 'name', note: 'expectation' });
  expect(at('s ~ uniform')).toMatchObject({ source: 's ~ uniform(0, a)', note: 'random value' });
  expect(at('draw(s, z)')).toMatchObject({ note: 'table of 50 rows, drawn' });
  expect(at('z) = sample')).toMatchObject({ note: 'column of draw: drawn from normal(0, 1)' });
});

test('signatures know where they are', () => {
  const help = (marked: string): [string, string | undefined] | undefined => {
    const { model: here, offset } = cursor(marked);
    const found = signatureHelp(here, offset);
    if (found === undefined) return undefined;
    const parameter = found.parameters[found.active];
    return [found.label, parameter && found.label.slice(...parameter)];
  };
  expect(help('data d(s) = sample(normal(0, |1), n=5)')).toEqual(['normal(m, sd)', 'sd']);
  expect(help('data d(s) = sample(normal(0, 1), n=|5)')?.[1]).toBe('n = 50');
  expect(help('data d(s) = sample(choice(1, 2, 3|), n=5)')?.[1]).toBe('…');
  expect(help('data d(s) = sample(choice(1, 2, weights=|), n=5)')?.[1]).toBe('weights = (w1, w2, …)');
  expect(help('loss f(x) = expect(x*s for s ~ |)')?.[1]).toBe('distribution');
  expect(help('fn normal(a, b) = a*b\nloss f(x) = normal(x, |1)')).toEqual(['normal(a, b)', 'b']);
});

test('words of samples and expectations have colours, names of that spelling their own', () => {
  const of = (source: string): string[] =>
    semanticTokens(analyzeText(source))
      .filter(({ modifiers }) => modifiers.includes('defaultLibrary'))
      .map(({ span, type }) => `${source.slice(span.start, span.end)} ${type}`);
  expect(of(file)).toEqual([
    'sample function',
    'choice function',
    'weights parameter',
    'normal function',
    'n parameter',
    'seed parameter',
    'mean function',
    'expect function',
    'uniform function',
    'normal function',
  ]);
  expect(of('fn expect(t) = t\nconst sample = 1\nloss f(x) = expect(x)*sample')).toEqual([]);
});

test('formatting puts a tilde between spaces, and reads the same', () => {
  const rough =
    'data d(s)=sample( choice( -1,1 ,weights = (1,2)),n = 5 )\nloss f(x)=expect(x*s for s~normal(0,1),t ~uniform(-1,1))';
  const neat =
    'data d(s) = sample(choice(-1, 1, weights=(1, 2)), n=5)\nloss f(x) = expect(x*s for s ~ normal(0, 1), t ~ uniform(-1, 1))\n';
  expect(format(rough)).toBe(neat);
  expect(format(neat)).toBe(neat);
});

test('a random value is renamed where it is used, and only there', () => {
  const uses = model.references.filter(({ symbol }) => symbol.kind === 'random' && symbol.name === 's');
  expect(uses.map(({ span }) => file.slice(span.start - 2, span.end))).toEqual(['w*s', 'r s']);
  expect(prepareRename(model, file.indexOf('s ~ uniform'))).toMatchObject({ ok: true, name: 's' });
});
