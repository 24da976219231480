import { expect, test } from 'vitest';
import { analyzeText } from '../../src/language/check';
import { completions } from '../../src/language/editor/completion';
import { folds } from '../../src/language/editor/folding';
import { formatEdits } from '../../src/language/editor/format';
import { hoverTarget } from '../../src/language/editor/hover';
import { semanticTokens } from '../../src/language/editor/semanticTokens';
import { signatureHelp } from '../../src/language/editor/signatureHelp';
import { documentSymbols } from '../../src/language/editor/symbols';

const loss = 'loss f(x) = ';
const numbered = (count: number, line: (i: number) => string, separator = '\n'): string =>
  Array.from({ length: count }, (_, i) => line(i)).join(separator);

/** What the only message is about; `none` where the text is right, and `many` where it has many mistakes. */
const cases: readonly (readonly [name: string, text: string, code: string])[] = [
  ['10 000 terms', loss + 'x+'.repeat(10_000) + 'x', 'none'],
  ['10 000 factors', loss + 'x*'.repeat(10_000) + 'x', 'none'],
  ['brackets 10 000 deep', loss + '('.repeat(10_000) + 'x' + ')'.repeat(10_000), 'too-deep'],
  ['brackets never closed', loss + '('.repeat(200_000), 'too-deep'],
  ['brackets and nothing else', '('.repeat(200_000), 'statement'],
  ['minus signs', loss + '-'.repeat(200_000) + 'x', 'too-deep'],
  ['powers of powers', loss + 'x^'.repeat(100_000) + 'x', 'too-deep'],
  ['calls of calls', loss + 'sin('.repeat(100_000) + 'x', 'too-deep'],
  ['numbers before brackets', loss + '2('.repeat(100_000) + 'x', 'too-deep'],
  ['transposes', loss + 'x' + "'".repeat(100_000), 'too-deep'],
  ['raised numbers', loss + 'x' + '²'.repeat(100_000), 'number'],
  ['a long name', `loss ${'a'.repeat(200_000)}(x) = x`, 'too-large'],
  ['a long number', loss + '9'.repeat(200_000), 'number'],
  ['many arguments', `${loss}max(${'x,'.repeat(100_000)}x)`, 'too-large'],
  ['many parameters', `loss f(${numbered(20_000, (i) => `x${i}`, ',')}) = x1`, 'too-large'],
  ['quotation marks', '"'.repeat(200_000), 'statement'],
  ['clause words', loss + 'x ' + 'on '.repeat(100_000), 'reserved'],
  ['commas', loss + 'x' + ','.repeat(200_000), 'syntax'],
  ['equals signs', '='.repeat(200_000), 'statement'],
  ['at signs and dollars', loss + '@$'.repeat(50_000), 'many'],
  ['unfinished definitions', 'f(\n'.repeat(100_000), 'statement'],
  ['100 000 statements', 'loss\n'.repeat(100_000), 'many'],
  ['60 000 equal losses', 'loss f(x) = x\n'.repeat(60_000), 'many'],
  ['a text over the bound', 'x'.repeat(1_000_001), 'too-large'],
  ['line breaks', '\n'.repeat(300_000), 'none'],
  ['comments', '# a\n'.repeat(200_000) + loss + 'x', 'none'],
  ['a chain of constants', numbered(9_999, (i) => `const a${i} = a${i + 1}`) + '\nconst a9999 = 1', 'none'],
  ['a circle of constants', numbered(9_999, (i) => `const a${i} = a${(i + 1) % 9_999}`), 'cycle'],
  [
    'a chain of local names',
    `${loss}a0 where ${numbered(20_000, (i) => `a${i} = a${i + 1}`, ',')}, a20000 = x`,
    'none',
  ],
  [
    'helpers that double 40 times, used by 2 000 constants',
    `fn f0(x) = x\n${numbered(40, (i) => `fn f${i + 1}(x) = f${i}(x) + f${i}(x)`)}\n${numbered(2_000, (i) => `const c${i} = f40(1)`)}`,
    'none',
  ],
  [
    'sums in sums 150 deep',
    `const c = ${'sum('.repeat(150)}1${numbered(150, (i) => ` for k${i} in 1..100)`, '')}`,
    'none',
  ],
  ['a sum without end', 'const c = sum(k for k in 1..1e300)', 'too-large'],
  ['20 000 rows', `data d(x, y) = ${numbered(20_000, (i) => `(${i}, ${i}/2)`, ', ')}`, 'none'],
  [
    'a slider behind 4 000 constants',
    `const a0 = 1 in [0, 2]\n${numbered(4_000, (i) => `const a${i + 1} = a${i}`)}\ndata d(x) = (a4000)`,
    'data',
  ],
  ['50 000 ambiguous products', loss + '1/2x+'.repeat(50_000) + 'x', 'many'],
  ['an array of 1e9 numbers', 'loss f(w[1e9]) = sum(w)', 'too-large'],
  ['an array of 1e308 by 1e308 numbers', 'loss f(w[1e308, 1e308]) = sum(w)', 'too-large'],
  ['a size of no numbers', 'loss f(w[-1e300]) = sum(w)', 'size'],
  ['1 001 names of parameters', `loss f(${numbered(1_001, (i) => `x${i}`, ',')}) = x1`, 'too-large'],
  ['square brackets 100 000 deep', loss + '['.repeat(100_000), 'too-deep'],
  ['arrays in arrays 150 deep', `${loss}x*norm(${'['.repeat(150)}x${']'.repeat(150)})`, 'shape'],
  ['100 000 entries', `${loss}x*norm([${'1,'.repeat(100_000)}x])`, 'none'],
  [
    '100 000 entries, one of them wrong',
    `${loss}x*norm([${'1,'.repeat(50_000)}[1],${'[1, 2],'.repeat(50_000)}x])`,
    'shape',
  ],
  [
    'a matrix of 300 by 300 numbers',
    `const A = [${`[${'1,'.repeat(299)}1],`.repeat(300)}[${'1,'.repeat(299)}1]]`,
    'none',
  ],
  ['marks at many levels', `${loss}${'('.repeat(190)}x${`)${"'".repeat(190)}`.repeat(190)}`, 'too-deep'],
  ['indices at many levels', `${loss}${'('.repeat(190)}x${`)${'[1]'.repeat(190)}`.repeat(190)}`, 'too-deep'],
  ['a product that grows', "fn g(t) = t*t'\nloss f(v[5000]) = norm(g(v))", 'too-large'],
  ['rows of long rows', 'loss f(v[1000000]) = norm([v, v, v])', 'too-large'],
  [
    'helpers called with arrays of arrays',
    `fn g0(t) = norm([t, t])\n${numbered(20, (i) => `fn g${i + 1}(t) = g${i}([t, t]) + g${i}(t)`)}\nloss f(x) = g20(x)`,
    'shape',
  ],
  [
    'helpers called with 3^20 combinations of shapes',
    `fn g0(${numbered(20, (i) => `a${i}`, ',')}) = 1\n${numbered(20, (k) => {
      const names = (wrap: (name: string) => string): string =>
        numbered(20, (i) => (i === k ? wrap(`a${i}`) : `a${i}`), ',');
      const calls = [(a: string) => a, (a: string) => `[${a}, 1]`, (a: string) => `[${a}, 1, 2]`];
      return `fn g${k + 1}(${names((a) => a)}) = ${calls.map((wrap) => `g${k}(${names(wrap)})`).join(' + ')}`;
    })}\nloss f(x) = g20(${'x,'.repeat(19)}x)`,
    'too-large',
  ],
  [
    'a chain of 9 000 helpers of arrays',
    `${numbered(9_000, (i) => `fn g${i}(t) = g${i + 1}(t)`)}\nfn g9000(t) = dot(t, t)\nloss f(w[3]) = g0(w)`,
    'none',
  ],
  [
    'a chain of 9 000 helpers with a mistake at its end',
    `${numbered(9_000, (i) => `fn g${i}(t) = g${i + 1}(t)`)}\nfn g9000(t) = dot(t, t)\nloss f(x) = g0(x)`,
    'shape',
  ],
  ['a helper that calls itself with more', 'fn g(t) = g([t, t])\nloss f(x) = g(x)', 'cycle'],
  [
    'a chain of 20 000 local arrays',
    `loss f(x[2]) = dot(a0, a0) where ${numbered(20_000, (i) => `a${i} = a${i + 1}*2`, ',')}, a20000 = x`,
    'none',
  ],
  ['a million entries one by one', 'loss f(w[1000000]) = sum(w[1000001 - k]*w[k] for k in 1..1000000)', 'none'],
  ['one entry too many', 'loss f(w[1000000]) = sum(w[k + 1] for k in 1..1000000)', 'index'],
  [
    'counters in counters',
    `loss f(w[700]) = ${'sum('.repeat(7)}w[${numbered(7, (i) => `k${i}`, '+')}]${numbered(7, (i) => ` for k${i} in 1..100)`, '')}`,
    'none',
  ],
  ['a curved index', 'loss f(w[9]) = sum(sum(w[j^k] for j in 1..1000) for k in 1..1000)', 'index'],
  ['50 000 indices', `loss f(w[9]) = ${numbered(50_000, (i) => `w[${1 + (i % 9)}]`, '+')}`, 'none'],
  ['50 000 wrong indices', `loss f(w[9]) = ${numbered(50_000, (i) => `w[${i + 10}]`, '+')}`, 'many'],
  ['50 000 equal mistakes', `loss f(w[9], v[8]) = norm(${'w*v+'.repeat(50_000)}w)`, 'shape'],
  ['50 000 starts', `${loss}x from ${'he(seed=1),'.repeat(50_000)}(zeros())`, 'none'],
  ['50 000 options', `${loss}x from he(${'seed=1,\n'.repeat(50_000)}seed=1)`, 'many'],
  ['10 000 files', numbered(10_000, (i) => `data d${i} = csv("a${i}.csv")`), 'none'],
  ['90 000 unknown names', loss + numbered(90_000, (i) => `q${i}`, '+'), 'many'],
];

for (const [name, text, code] of cases) {
  test(name, () => {
    const began = performance.now();
    const model = analyzeText(text);
    const codes = model.diagnostics.map((diagnostic) => diagnostic.code);
    if (code === 'many') expect(codes.length).toBeGreaterThan(1);
    else expect(codes).toEqual(code === 'none' ? [] : [code]);
    const middle = Math.floor(text.length / 2);
    formatEdits(text);
    semanticTokens(model);
    documentSymbols(model);
    folds(model);
    completions(model, middle);
    hoverTarget(model, middle);
    signatureHelp(model, middle);
    expect(performance.now() - began).toBeLessThan(20_000);
  });
}
