import { describe, expect, test } from 'vitest';
import { codeActions } from '../../../src/language/editor/codeActions';
import { applyEdits } from '../../../src/language/editor/edits';
import { analyzeText } from '../../../src/language/check';
import { cursor } from './cursor';

/** The repairs at the `|`: title and what the text becomes. */
function repairs(marked: string): [title: string, text: string][] {
  const { model, offset } = cursor(marked);
  const actions = codeActions(model, { start: offset, end: offset });
  return actions.map(({ title, edits }) => [title, applyEdits(model.file.text, edits)]);
}

describe('code actions', () => {
  test('are the repairs of the message under the cursor, the likely one first and preferred', () => {
    expect(repairs('const alpha = 1\nloss f(x) = al|hpa*x + zz')).toEqual([
      ['Change to "alpha"', 'const alpha = 1\nloss f(x) = alpha*x + zz'],
      ['Add "alhpa" to the parameters', 'const alpha = 1\nloss f(x, alhpa) = alhpa*x + zz'],
      ['Define the constant "alhpa"', 'const alpha = 1\nconst alhpa = 1\nloss f(x) = alhpa*x + zz'],
    ]);
    const { model, offset } = cursor('const alpha = 1\nloss f(x) = al|hpa*x');
    const actions = codeActions(model, { start: offset, end: offset });
    expect(actions.map(({ preferred }) => preferred)).toEqual([true, false, false]);
    expect(actions[0]!.diagnostic.code).toBe('unknown-name');
  });

  test('there are none elsewhere', () => {
    expect(repairs('loss f(x) = zz + x|^2')).toEqual([]);
  });

  test('all messages of a selection are repaired', () => {
    const source = 'loss f(x) = (x\nloss g(x) = x)';
    const actions = codeActions(analyzeText(source), { start: 0, end: source.length });
    expect(actions.map(({ title }) => title)).toEqual(['Add ")"', 'Delete ")"']);
  });
});

describe('a bare formula', () => {
  test('becomes a loss of the names that nothing defines', () => {
    expect(repairs('const a = 2\n|a*x^2 + sin(y) + pi')).toEqual([
      ['Make it a loss of x, y', 'const a = 2\nloss f(x, y) = a*x^2 + sin(y) + pi'],
    ]);
  });

  test('knows rows, counters and tables', () => {
    const data = 'data d(u) = (1)\n';
    expect(repairs(`${data}|mean((p.u - w)^2 for p in d) + sum(k*w for k in 1..3)`)[0]![0]).toBe('Make it a loss of w');
  });

  test('takes a name that is free', () => {
    expect(repairs('loss f(x) = x\nconst g = 1\n|f_1^2 + g')[0]![1]).toContain('loss h(f_1) = f_1^2 + g');
    expect(repairs('|f^2 + g')[0]![1]).toContain('loss h(f, g) =');
  });

  test('without names gets a parameter', () => {
    expect(repairs('|1 + 2')).toEqual([['Make it a loss of x', 'loss f(x) = 1 + 2']]);
  });

  test('that would be no loss is left alone', () => {
    expect(repairs('|x + (y')).toEqual([]);
    expect(repairs('|on x in [0, 1]')).toEqual([]);
  });

  test('and the result has no error', () => {
    const [, text] = repairs('|(x - 1)^2*exp(y)\nloss g(x) = x')[0]!;
    expect(analyzeText(text).diagnostics).toEqual([]);
  });
});
