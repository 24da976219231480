import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { completions } from '../../../src/language/editor/completion';
import { applyEdits } from '../../../src/language/editor/edits';
import { format } from '../../../src/language/editor/format';
import { hoverTarget } from '../../../src/language/editor/hover';
import { rename } from '../../../src/language/editor/rename';
import { semanticTokens } from '../../../src/language/editor/semanticTokens';
import { signatureHelp } from '../../../src/language/editor/signatureHelp';
import { documentSymbols } from '../../../src/language/editor/symbols';

const head = 'const b = 2 in [0, 5]\nloss net(x, y) = x*y\n';
const at = (marked: string): { text: string; offset: number } => {
  const offset = head.length + marked.indexOf('¦');
  return { text: head + marked.replace('¦', ''), offset };
};
const labels = (marked: string): string[] => {
  const { text, offset } = at(marked);
  return completions(analyzeText(text), offset).map(({ label }) => label);
};

test.each([
  ['spectrum   goe( n=400,spikes = ( 3,2 ),seed=1 )', 'spectrum goe(n = 400, spikes = (3, 2), seed = 1)'],
  ['spectrum hessian( net,at=he( seed = 1 ) )', 'spectrum hessian(net, at = he(seed=1))'],
  ['spectrum goe(spikes=-b)', 'spectrum goe(spikes = -b)'],
])('%s', (source, expected) => {
  expect(format(source)).toBe(`${expected}\n`);
  expect(format(`${expected}\n`)).toBe(`${expected}\n`);
});

describe('completion', () => {
  test.each([
    ['¦', ['spectrum']],
    ['spectrum ¦', ['goe', 'hessian']],
    ['spectrum goe(¦', ['n', 'spikes', 'copies', 'seed', 'draws']],
    ['spectrum goe(n = 3, ¦)', ['spikes', 'copies', 'seed', 'draws']],
    ['spectrum goe(n = ¦)', ['b']],
    ['spectrum goe(spikes = (3, ¦))', ['b']],
    ['spectrum hessian(¦', ['net']],
    ['spectrum hessian(net, ¦', ['at']],
    ['spectrum hessian(net, at = ¦', ['he', 'normal']],
  ])('%s', (marked, expected) => {
    expect(labels(marked)).toEqual(expect.arrayContaining(expected));
  });

  test('offers nothing where nothing can stand', () => {
    expect(labels('spectrum goe(n = 3) ¦')).toEqual([]);
    expect(labels('spectrum goe(n ¦')).toEqual([]);
  });
});

test('the signature marks the option that is being written', () => {
  const active = (marked: string): string | undefined => {
    const { text, offset } = at(marked);
    const help = signatureHelp(analyzeText(text), offset);
    return help === undefined ? undefined : help.label.slice(...help.parameters[help.active]!);
  };
  expect(active('spectrum goe(¦')).toBe('n = 400');
  expect(active('spectrum goe(seed = ¦')).toBe('seed = 1');
  expect(active('spectrum goe(seed = 1, spikes = (3, ¦')).toBe('spikes = (3, 2)');
  expect(active('spectrum hessian(net, ¦')).toBe('at = he(seed=1)');
});

test('a hover knows which spectrum it is about', () => {
  const of = (marked: string): unknown => {
    const { text, offset } = at(marked);
    return hoverTarget(analyzeText(text), offset);
  };
  expect(of('spectrum goe()\nspectrum hess¦ian(net)')).toMatchObject({ kind: 'spectrum', index: 1, sound: true });
  expect(of('spec¦trum goe(m = 1)')).toMatchObject({ kind: 'spectrum', index: 0, sound: false });
  expect(of('spectrum goe(spikes = b¦)')).toMatchObject({ kind: 'name', name: 'b' });
  expect(of('spectrum hessian(ne¦t)')).toMatchObject({ kind: 'loss', name: 'net' });
});

test('names are renamed in spectra, and stand in the outline', () => {
  const text = `${head}spectrum goe(spikes = (b, 3))\nspectrum hessian(net)`;
  const model = analyzeText(text);
  const renamed = (name: string, to: string): string => {
    const result = rename(model, text.indexOf(name), to);
    if (!result.ok) throw new Error(result.message);
    return applyEdits(text, result.edits);
  };
  expect(renamed('b =', 'beta')).toContain('spikes = (beta, 3)');
  expect(renamed('net(', 'f')).toContain('hessian(f)');
  expect(documentSymbols(model).at(-1)).toMatchObject({ kind: 'spectrum', name: 'spectrum hessian(net)' });
});

test('its words have colours', () => {
  const text = `${head}spectrum goe(spikes = (b, 3))\nspectrum hessian(net, at = he(seed=1))`;
  const tokens = semanticTokens(analyzeText(text)).map(({ span, type }) => [text.slice(span.start, span.end), type]);
  expect(tokens).toEqual(
    expect.arrayContaining([
      ['goe', 'function'],
      ['spikes', 'parameter'],
      ['he', 'function'],
      ['seed', 'parameter'],
    ]),
  );
});
