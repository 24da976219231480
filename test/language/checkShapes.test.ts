import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../src/language/check';
import { evaluateConstant } from '../../src/language/evaluate';
import type { Shape } from '../../src/language/shapes';
import { seeded } from './arbitraries';
import { csvFiles } from './csvFiles';
import {
  Mismatch,
  type Nested,
  helpers,
  ones,
  parameters,
  randomFormula,
  reference,
  sizeOfNested,
} from './shapePrograms';
import { sourceText } from './sourceText';

const head = [...parameters]
  .map(([name, size]) => (size.length === 0 ? name : `${name}[${size.join(', ')}]`))
  .join(', ');
const definitions = [...helpers]
  .map(([name, helper]) => `fn ${name}(${helper.arguments.join(', ')}) = ${sourceText(helper.body)}`)
  .join('\n');

/** The shape the checker gives a formula, or the codes of its errors. */
function checkedShape(formula: string): Shape | readonly string[] {
  const source = `${definitions}\nloss f(${head}) = x where r = ${formula}`;
  const { diagnostics, shapes, losses } = analyzeText(source);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(losses[0]!.sound, source).toBe(errors.length === 0);
  if (errors.length > 0) return errors.map(({ code }) => code);
  const local = [...shapes].find(([{ name, kind }]) => kind === 'local' && name === 'r');
  expect(local, source).toBeDefined();
  return local![1];
}

function referenceShape(formula: Parameters<typeof reference>[0]): Shape | undefined {
  const names = new Map<string, Nested>([...parameters].map(([name, size]) => [name, ones(size)]));
  try {
    return sizeOfNested(reference(formula, names));
  } catch (error) {
    if (error instanceof Mismatch) return undefined;
    throw error;
  }
}

describe('shapes', () => {
  test('of random formulas are those of nested lists, and there is an error where these have no value', () => {
    const seen = { right: 0, wrong: 0 };
    fc.assert(
      fc.property(fc.gen(), (generate) => {
        const pick = (bound: number): number => generate(fc.nat, { max: bound - 1 });
        const sizes = [...parameters.values()];
        const formula = randomFormula(pick, sizes[pick(sizes.length)]!, 1 + pick(4));
        const expected = referenceShape(formula);
        const found = checkedShape(sourceText(formula));
        if (expected === undefined) {
          seen.wrong++;
          expect(found.length).toBeGreaterThan(0);
          for (const code of found) expect(['shape', 'index', 'arity']).toContain(code);
        } else {
          seen.right++;
          expect(found).toEqual(expected);
        }
      }),
      { ...seeded, numRuns: 3_000 },
    );
    // Neither side is a rare exception.
    expect(seen.right).toBeGreaterThan(500);
    expect(seen.wrong).toBeGreaterThan(500);
  });

  test('of constants are those of their values', () => {
    fc.assert(
      fc.property(fc.gen(), (generate) => {
        const pick = (bound: number): number => generate(fc.nat, { max: bound - 1 });
        const formula = randomFormula(pick, [], 1 + pick(3));
        const names = [...parameters].map(([name, size]) => `const ${name} = ${JSON.stringify(ones(size))}`);
        const source = `${definitions}\n${names.join('\n')}\nconst r = ${sourceText(formula)}`;
        const model = analyzeText(source);
        const expected = referenceShape(formula);
        const errors = model.diagnostics.filter(
          ({ severity, code }) => severity === 'error' && code !== 'undefined-value',
        );
        expect(errors.length === 0, source).toBe(expected !== undefined);
        const value = evaluateConstant(model.constants.get('r')!.value, model);
        expect(value !== undefined, source).toBe(expected?.length === 0);
      }),
      { ...seeded, numRuns: 1_000 },
    );
  });
});

describe('a sound loss', () => {
  test('has the shapes of its parameters', () => {
    const [loss] = analyzeText('const n = 3\nloss f(x, w[n], V[2, n + 1]) = x*norm(w)*norm(V)').losses;
    expect(loss).toMatchObject({
      sound: true,
      parameters: [
        { name: 'x', shape: [] },
        { name: 'w', shape: [3] },
        { name: 'V', shape: [2, 4] },
      ],
    });
  });

  test('an unsound one has those that are known', () => {
    const [loss] = analyzeText('loss f(x, w[0], V[2, 2]) = x*norm(w)*norm(V)').losses;
    expect(loss!.parameters.map(({ name }) => name)).toEqual(['x', 'V']);
  });
});

describe('tables from files', () => {
  const source = 'data moons = csv("moons.csv")\ndata later = csv("later.csv")\nloss f(x) = sum(x*p.u for p in moons)';

  test('are known where the lookup knows them', () => {
    const { csv, losses } = analyzeText(source, csvFiles);
    expect([...csv]).toEqual([['moons', { path: 'moons.csv', columns: ['u', 'v', 't'], rows: 200 }]]);
    expect(losses[0]!.sound).toBe(true);
  });

  test('are pending without a lookup, which is no message', () => {
    const { csv, losses, diagnostics } = analyzeText(source);
    expect(csv.size).toBe(0);
    expect(diagnostics).toEqual([]);
    expect(losses[0]!.sound).toBe(false);
  });

  test('of the first definition, where a name stands twice', () => {
    const { csv } = analyzeText('data d = csv("later.csv")\ndata d = csv("moons.csv")', csvFiles);
    expect(csv.size).toBe(0);
  });
});

describe('a mistake in a helper', () => {
  test('makes the callers unsound that have it, and only those', () => {
    const { losses, diagnostics } = analyzeText(
      'fn g(t) = dot(t, t)\nfn h(t) = g(t)\nloss a(v[2]) = h(v)\nloss b(x) = h(x)\nloss c(v[3]) = g(v)\nloss d(x) = g(2*x)',
    );
    expect(losses.map(({ name, sound }) => `${name} ${sound}`)).toEqual(['a true', 'b false', 'c true', 'd false']);
    expect(diagnostics).toHaveLength(1);
  });

  test('a constant that calls it is faulty, and all that use the constant', () => {
    const { losses } = analyzeText('fn g(t) = dot(t, t)\nconst a = g(1)\nloss f(x) = a*x\nloss h(x) = x');
    expect(losses.map(({ sound }) => sound)).toEqual([false, true]);
  });
});
