import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { claimMethods, optionChoices } from '../../../src/language/claimWords';
import { optionRanges } from '../../../src/language/optionRanges';
import { completions } from '../../../src/language/editor/completion';
import { applyEdits } from '../../../src/language/editor/edits';
import { folds } from '../../../src/language/editor/folding';
import { format } from '../../../src/language/editor/format';
import { hoverTarget } from '../../../src/language/editor/hover';
import { rename } from '../../../src/language/editor/rename';
import { documentSymbols } from '../../../src/language/editor/symbols';
import { allOptions, optimizers } from '../../../src/optimizers/registry';

const head = 'const a = 1 in [0, 2]\nconst A = [1, 2]\nloss flat(x, y) = a*x^2 - y^4\n';
const at = (marked: string): { text: string; offset: number } => {
  const offset = head.length + marked.indexOf('¦');
  return { text: head + marked.replace('¦', ''), offset };
};
const labels = (marked: string): string[] => {
  const { text, offset } = at(marked);
  return completions(analyzeText(text), offset).map(({ label }) => label);
};

describe('formatting', () => {
  test.each([
    ['claim   flat has  4 minima ,1 saddle  and no maximum', 'claim flat has 4 minima, 1 saddle and no maximum'],
    [
      'claim flat has a degenerate saddle at(0,0) within 1e-6',
      'claim flat has a degenerate saddle at (0, 0) within 1e-6',
    ],
    ['claim on flat :adam( lr = 0.01 ) reaches |y|>1', 'claim on flat :adam( lr = 0.01 ) reaches |y|>1'],
    [
      'claim on flat :adam( lr = 0.01 ) reaches | y | + |x|>=1 before gradient-descent from( 0,.1 ) within 9 steps',
      'claim on flat: adam(lr=0.01) reaches |y| + |x| >= 1 before gradient-descent from (0, .1) within 9 steps',
    ],
    ['claim flat( 1,-2 )<=-3', 'claim flat(1, -2) <= -3'],
    ['claim barrier of flat from A to(1,2)<0.02 with a=2', 'claim barrier of flat from A to (1, 2) < 0.02 with a = 2'],
    ['claim eigenvalues of flat at A=(1 ,2)', 'claim eigenvalues of flat at A = (1, 2)'],
    ['claim adam reaches 2x-y>1 from A', 'claim adam reaches 2x - y > 1 from A'],
  ])('%s', (source, expected) => {
    expect(format(source)).toBe(`${expected}\n`);
    expect(format(`${expected}\n`)).toBe(`${expected}\n`);
  });
});

test('names are renamed in claims, too', () => {
  const text = `${head}claim flat has no minimum with a = 1\nclaim adam reaches |y| > flat0 from A\nconst flat0 = 1`;
  const model = analyzeText(text);
  const renamed = (name: string, to: string): string => {
    const result = rename(model, text.indexOf(name, head.indexOf(name)), to);
    if (!result.ok) throw new Error(result.message);
    return applyEdits(text, result.edits);
  };
  expect(renamed('flat', 'saddle')).toContain('claim saddle has no minimum');
  expect(renamed('a = 1', 'alpha')).toContain('with alpha = 1');
  expect(renamed('A = [1, 2]', 'P')).toContain('from P');
  expect(renamed('y)', 'v')).toContain('reaches |v| > flat0');
});

test('a hover knows which claim it is about', () => {
  const { text, offset } = at('claim flat has 1 saddle\nclaim flat ha¦s no minimum');
  expect(hoverTarget(analyzeText(text), offset)).toMatchObject({ kind: 'claim', index: 1, sound: true });
  const broken = at('claim fl¦aat has 1 saddle');
  expect(hoverTarget(analyzeText(broken.text), broken.offset)).toMatchObject({ kind: 'claim', index: 0, sound: false });
  const loss = at('claim fl¦at has 1 saddle');
  expect(hoverTarget(analyzeText(loss.text), loss.offset)).toMatchObject({ kind: 'claim', index: 0 });
  const constant = at('claim flat has 1 saddle with ¦a = 1');
  expect(hoverTarget(analyzeText(constant.text), constant.offset)).toMatchObject({ kind: 'name', name: 'a' });
});

test('the outline and the folds have claims', () => {
  const model = analyzeText(`${head}claim flat(1,\n  2) = 3`);
  expect(documentSymbols(model).at(-1)).toMatchObject({ kind: 'claim', name: 'claim flat(1, 2) = 3' });
  expect(folds(model)).toHaveLength(1);
});

describe('completion', () => {
  test('losses and ways to begin', () => {
    expect(labels('claim ¦')).toEqual(expect.arrayContaining(['flat', 'gradient', 'barrier', 'adam']));
    expect(labels('claim flat has ¦').slice(0, 3)).toEqual(['no', 'minimum', 'maximum']);
    expect(labels('claim flat has 2 ¦')).toContain('minima');
    expect(labels('claim flat has 1 minimum, 2 ¦')).toContain('saddles');
    expect(labels('claim flat has no mi¦')).toContain('minimum');
  });

  test('what follows', () => {
    expect(labels('claim flat ¦')).toContain('has');
    expect(labels('claim flat has saddle ¦')).toContain('at');
    expect(labels('claim flat has saddle at ¦')).toEqual(['(…)', 'A']);
    expect(labels('claim adam ¦')).toContain('reaches');
    expect(labels('claim adam reaches |y| > 1 ¦')).toEqual(expect.arrayContaining(['before', 'from']));
    expect(labels('claim adam reaches |y| > 1 before ¦')).toContain('gradient-descent');
    expect(labels('claim adam(¦) reaches')).toContain('lr');
    expect(labels('claim gradient-descent(schedule=¦')).toEqual(['constant', 'step', 'cosine']);
    expect(labels('claim flat has no minimum with ¦')).toEqual(['a']);
    expect(labels('claim flat(1, 2) = ¦')).toContain('a');
  });
});

test('the optimizers and options of claims are those there are', () => {
  expect([...claimMethods.keys()]).toEqual(optimizers.map(({ name }) => name));
  for (const optimizer of optimizers) {
    const options = allOptions(optimizer);
    expect([...claimMethods.get(optimizer.name)!].sort(), optimizer.name).toEqual(
      options.map(({ name }) => name).sort(),
    );
    for (const { name, choices, minimum, maximum } of options) {
      expect(optionChoices.get(name), name).toEqual(choices);
      if (choices !== undefined) continue;
      const [least, most] = optionRanges.get(name)!;
      // AdamW's own weight decay ends sooner than the one that all methods share.
      expect([least, Math.max(most, maximum)], name).toEqual([minimum, most]);
    }
  }
});
