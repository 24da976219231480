import { expect, test } from 'vitest';
import { completions } from '../../../src/language/editor/completion';
import { hoverTarget } from '../../../src/language/editor/hover';
import { signatureHelp } from '../../../src/language/editor/signatureHelp';
import { cursor } from './cursor';

test('a comment inside a statement says nothing about it', () => {
  const { model, offset } = cursor('loss f(x) = max(x, # the larg|er one\n  1)');
  expect(hoverTarget(model, offset)).toBeUndefined();
  expect(completions(model, offset)).toEqual([]);
  expect(signatureHelp(model, offset)).toBeUndefined();
  expect(hoverTarget(model, model.file.text.indexOf('1)'))).toMatchObject({ kind: 'loss', name: 'f' });
});
