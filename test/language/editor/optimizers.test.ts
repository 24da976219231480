import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { optionsOfMethod } from '../../../src/language/claimWords';
import { completions } from '../../../src/language/editor/completion';
import { applyEdits } from '../../../src/language/editor/edits';
import { format } from '../../../src/language/editor/format';
import { hoverTarget } from '../../../src/language/editor/hover';
import { prepareRename, rename } from '../../../src/language/editor/rename';
import { semanticTokens } from '../../../src/language/editor/semanticTokens';
import { signatureHelp } from '../../../src/language/editor/signatureHelp';
import { documentSymbols } from '../../../src/language/editor/symbols';

const source = `# Descent with a memory.
optimizer heavy(lr = 0.01, beta = 0.9 in [0, 1])
  state m = 0
  update m = beta*m + g,
    w = w - lr*m
`;
const model = analyzeText(source);
const labels = (marked: string): string[] => {
  const offset = marked.indexOf('¦');
  return completions(analyzeText(marked.replace('¦', '')), offset).map(({ label }) => label);
};

test('formatting keeps the clauses in and writes spaces around equals signs', () => {
  const ugly = 'optimizer   heavy( lr=0.01,beta = .9 in[0,1] )\nstate m=0 , v = - w\nupdate m = beta*m+g ,\nw=w - lr*m';
  const fine =
    'optimizer heavy(lr = 0.01, beta = .9 in [0, 1])\n  state m = 0, v = -w\n  update m = beta*m + g,\n    w = w - lr*m\n';
  expect(format(ugly)).toBe(fine);
  expect(format(fine)).toBe(fine);
  expect(format('optimizer one update   w=w-(-g)')).toBe('optimizer one update w = w - (-g)\n');
  expect(format('loss f(state)=state^2\nfn update(t)=t')).toBe('loss f(state) = state^2\nfn update(t) = t\n');
});

describe('completion', () => {
  test('offers clauses, targets, and what a formula may use', () => {
    expect(labels('¦')).toContain('optimizer');
    expect(labels('optimizer heavy(lr = 0.1)\n  ¦')).toEqual(expect.arrayContaining(['state', 'update']));
    expect(labels('optimizer heavy(lr = 0.1)\n  state m = 0\n  update ¦')).toEqual(['w', 'm']);
    expect(labels('optimizer heavy(lr = 0.1)\n  state m = 0\n  update m = g, ¦')).toEqual(['w']);
    const inside = labels('optimizer heavy(lr = 0.1)\n  state m = 0\n  update m = ¦');
    expect(inside).toEqual(expect.arrayContaining(['w', 'g', 'H', 't', 'lr', 'm', 'solve', 'sqrt', 'norm', 'sum']));
    expect(labels('optimizer ¦')).toEqual([]);
    expect(labels('optimizer heavy(¦')).toEqual([]);
  });

  test('offers own optimizers in claims, with their options', () => {
    const head = `${source}loss f(x) = x^2\n`;
    expect(labels(`${head}claim ¦`)).toContain('heavy');
    expect(labels(`${head}claim heavy(¦`)).toEqual(expect.arrayContaining(['lr', 'beta', 'schedule', 'noise']));
  });
});

test('own options hide the shared ones of their names, and a schedule needs a rate', () => {
  const { optimizers } = analyzeText(
    'optimizer a(lr = 1, noise = 2) update w = w - lr*noise*g\noptimizer b(rate = 1) update w = w - rate*g\noptimizer c update w = w - H*g',
  );
  expect(optionsOfMethod({ optimizers }, 'a')!.filter((name) => name === 'noise')).toHaveLength(1);
  expect(optionsOfMethod({ optimizers }, 'a')).toContain('schedule');
  expect(optionsOfMethod({ optimizers }, 'b')).not.toContain('schedule');
  expect(optionsOfMethod({ optimizers }, 'b')).toContain('max_norm');
  expect(optionsOfMethod({ optimizers }, 'c')).toEqual([]);
});

test('hovers tell what a name is', () => {
  const at = (text: string): unknown => hoverTarget(model, source.indexOf(text));
  expect(at('heavy')).toMatchObject({ note: 'optimizer', documentation: 'Descent with a memory.' });
  expect(at('beta*m')).toMatchObject({ note: 'option of heavy', value: 0.9, source: 'beta = 0.9 in [0, 1]' });
  expect(at('m = 0')).toMatchObject({ note: 'state of heavy: vector like w' });
  expect(at('g,')).toMatchObject({ note: 'given to optimizers', source: 'g' });
  expect(at('update')).toMatchObject({ what: 'keyword' });
  const other = 'loss f(update) = update^2';
  expect(hoverTarget(analyzeText(other), other.indexOf('update^'))).toMatchObject({ kind: 'loss' });
});

test('names are renamed inside, and with claims; what is given keeps its name', () => {
  const text = `${source}loss f(x) = x^2\nclaim heavy reaches f < 1 from (2)`;
  const renamed = (name: string, to: string): string => {
    const result = rename(analyzeText(text), text.indexOf(name), to);
    return result.ok ? applyEdits(text, result.edits) : result.message;
  };
  expect(renamed('m = 0', 'velocity')).toContain('update velocity = beta*velocity + g');
  expect(renamed('beta', 'share')).toContain('m = share*m + g');
  expect(renamed('heavy', 'polyak')).toMatch(/optimizer polyak[^]*claim polyak reaches/);
  expect(renamed('heavy', 'adam')).toMatch(/optimizer of the language/);
  expect(renamed('beta', 'g')).toMatch(/given/);
  expect(prepareRename(model, source.indexOf('g,'))).toMatchObject({ ok: false });
});

test('tokens, outline and signature', () => {
  const typeOf = (text: string): unknown =>
    semanticTokens(model).find(({ span }) => span.start === source.indexOf(text))?.type;
  expect(typeOf('heavy')).toBe('function');
  expect(typeOf('beta*')).toBe('parameter');
  expect(typeOf('g,')).toBe('variable');
  expect(documentSymbols(model)).toMatchObject([
    {
      name: 'heavy',
      kind: 'optimizer',
      detail: '(lr, beta)',
      children: [{ name: 'lr' }, { name: 'beta' }, { name: 'm' }],
    },
  ]);
  const call = 'optimizer n update w = w - solve(H, ';
  expect(signatureHelp(analyzeText(call), call.length)).toMatchObject({ label: 'solve(H, v, damping)', active: 1 });
  expect(signatureHelp(analyzeText('loss f(x) = solve(x, '), 21)).toBeUndefined();
});
