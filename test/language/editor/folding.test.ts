import { expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { folds } from '../../../src/language/editor/folding';
import { slice } from './cursor';

const folded = (text: string): string[] => {
  const model = analyzeText(text);
  return folds(model).map(({ kind, ...span }) => `${kind}: ${slice(model, span)}`);
};

test('statements and comments of several lines', () => {
  expect(folded('# a\n# b\nloss f(x) = x\n  on x in [0, 1]\n# single\nconst a = 1 # x\n# y\n')).toEqual([
    'comment: # a\n# b',
    'statement: loss f(x) = x\n  on x in [0, 1]',
  ]);
  expect(folded('# a\n\n# b\n')).toEqual([]);
  expect(folded('# a\r\n# b\r\nloss f(x) = (\r\n x)\r\n')).toHaveLength(2);
});

test('a statement that is broken folds too', () => {
  expect(folded('loss f(x) = (x +\n  3')).toHaveLength(1);
});
