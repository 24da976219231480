import { describe, expect, test } from 'vitest';
import { boundsOf, boxOf } from '../../src/analysis/box';
import { continuousText } from '../../src/analysis/symmetry/continuous';
import { apply, generatorsOf, symmetriesOf } from '../../src/analysis/symmetry/discrete';
import { signedForm } from '../../src/analysis/symmetry/normalForm';
import { orbitsOf } from '../../src/analysis/symmetry/orbits';
import type { FormulaLoss } from '../../src/landscape/compileLoss';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { CriticalReport, SymmetriesView } from '../../src/landscape/views';
import { compileFormula, oracleFor } from '../support/losses';
import { randomFormula, seeded } from '../support/random';

type Options = Parameters<typeof compileFormula>[2];

async function symmetries(formula: string, parameters = ['x', 'y'], options: Options = {}): Promise<SymmetriesView> {
  const report = await searchLoss(compileFormula(formula, parameters, options), { budget: 800 });
  return report.symmetries!;
}

describe('permutations and changes of sign', () => {
  test.each<[string, string[], string[]]>([
    ['x^2 + y^2 + x*y', ['x', 'y'], ['(x, y) → (−x, −y)', 'x ↔ y']],
    ['x^2 + 2y^2 + x*y', ['x', 'y'], ['(x, y) → (−x, −y)']],
    ['(y - x)^2 + tanh(x)*tanh(y)', ['x', 'y'], ['(x, y) → (−x, −y)', 'x ↔ y']],
    ['cos(x - y) + x', ['x', 'y'], []],
    ['exp(-(x - 1)^2 - y^2) + exp(-(x + 1)^2 - y^2)', ['x', 'y'], ['x → −x', 'y → −y']],
    ['x^2*y - y^3/3', ['x', 'y'], ['x → −x']],
    ['max(x, y) + max(y, x)', ['x', 'y'], ['x ↔ y']],
    ['(x + y)^2 - x^2 - 2x*y', ['x', 'y'], ['x → −x', 'y → −y']],
    ['x^3 + y', ['x', 'y'], []],
    ['x*y - z*w', ['x', 'y', 'z', 'w'], ['(x, y) → (−x, −y)', 'x ↔ y']],
  ])('%s', async (formula, parameters, generators) => {
    const found = (await symmetries(formula, parameters)).generators;
    for (const generator of generators) expect(found).toContain(generator);
    if (generators.length === 0) expect(found).toEqual([]);
  });

  test('hidden units: they may be swapped, and an odd unit turned over', async () => {
    const formula = '(v[1]*tanh(w[1]) + v[2]*tanh(w[2]) - 1)^2 + (v[1]*tanh(2w[1]) + v[2]*tanh(2w[2]) - 1.2)^2';
    const text = `loss f(v[2], w[2]) = ${formula}`;
    const { compileText } = await import('../../src/landscape/compileLoss');
    const { symmetries: found } = await searchLoss(compileText(text, 'f', { constants: {} }), { budget: 100 });
    expect(found!.generators).toEqual(
      expect.arrayContaining(['v[1] ↔ v[2], w[1] ↔ w[2]', '(v[1], w[1]) → (−v[1], −w[1])']),
    );
  });

  test('a penalty breaks it', async () => {
    const plain = '((w1 + w2 - 3)^2 + (w1*w2 - 2)^2)/4';
    expect((await symmetries(plain, ['w1', 'w2'])).generators).toEqual(['w1 ↔ w2']);
    expect((await symmetries(`${plain} + 0.01w1^2 + 0.02w2^2`, ['w1', 'w2'])).generators).toEqual([]);
  });

  test('nearly unchanged is not unchanged', async () => {
    expect((await symmetries('x^2 + y^2 + 1e-12*x^3')).generators).toEqual(['y → −y']);
    expect((await symmetries('(x*y - 1)^2 + 1e-13*x^4')).generators).toEqual(['(x, y) → (−x, −y)']);
  });

  test('a loss that is undefined on one side only has no symmetry that swaps the sides', async () => {
    expect((await symmetries('x^2 + y^2 + 0*log(x + 100)')).generators).toEqual(['y → −y']);
  });

  test('they hold at random points, for random losses made symmetric', () => {
    const random = seeded(61);
    let found = 0;
    for (let k = 0; k < 150; k++) {
      const part = randomFormula(random, ['x', 'y'], 3);
      const swapped = part.replace(/[xy]/g, (name, at: number) =>
        /[a-z]/.test(part[at - 1] ?? '') || /[a-z]/.test(part[at + 1] ?? '') ? name : name === 'x' ? 'y' : 'x',
      );
      const loss = compileFormula(random() < 0.5 ? `(${part}) + (${swapped})` : part, ['x', 'y']);
      const oracle = oracleFor(loss);
      for (const g of symmetriesOf(symmetric(loss), oracle)) {
        found++;
        for (let j = 0; j < 20; j++) {
          const point = [random() * 6 - 3, random() * 6 - 3];
          const [a, b] = [oracle.value(point), oracle.value(apply(g, point))];
          if (Number.isFinite(a))
            expect(Math.abs(a - b), `seed 61, ${k}: ${part}`).toBeLessThan(1e-9 * (1 + Math.abs(a)));
        }
      }
    }
    expect(found).toBeGreaterThan(60);
  });

  test('the signed form has the value of the expression', () => {
    const random = seeded(62);
    for (let k = 0; k < 300; k++) {
      const formula = randomFormula(random, ['x', 'y'], 4);
      const loss = compileFormula(`(${formula}) + 0*x*y`, ['x', 'y']);
      const other = { ...loss, value: signedForm(loss.pool, loss.value) };
      expect(signedForm(loss.pool, other.value)).toBe(other.value);
    }
  });
});

describe('orbits', () => {
  const report = (formula: string, box: [number, number][]): Promise<CriticalReport> =>
    searchLoss(compileFormula(formula, ['x', 'y'].slice(0, box.length), { box }), { budget: 5000 });

  test.each<[string, number, number]>([
    ['(x^2 - 1)^2 + (y^2 - 1)^2', 9, 3],
    ['(x^2 - 1)^2 + 2*(y^2 - 1)^2', 9, 4],
    ['(x^2 + y - 11)^2 + (x + y^2 - 7)^2', 9, 9],
    ['20 + x^2 - 10cos(2pi*x) + y^2 - 10cos(2pi*y)', 25, 6],
  ])('%s: %d points in %d orbits', async (formula, points, orbits) => {
    const side: [number, number] = formula.includes('cos') ? [-1.4, 1.4] : [-5, 5];
    const found = await report(formula, [side, side]);
    expect(found.points).toHaveLength(points);
    expect(found.symmetries!.orbits).toHaveLength(orbits);
    expect(found.symmetries!.orbits.flat().sort((a, b) => a - b)).toEqual(found.points.map((_, i) => i));
    // Points of one orbit are alike in all that a symmetry keeps.
    for (const orbit of found.symmetries!.orbits) {
      const [first, ...rest] = orbit.map((i) => found.points[i]!);
      for (const other of rest) {
        expect(other.kind).toBe(first!.kind);
        expect(other.value).toBeCloseTo(first!.value, 9);
        other.eigenvalues.forEach((lambda, i) => expect(lambda).toBeCloseTo(first!.eigenvalues[i]!, 6));
      }
    }
  });

  test('a list without the symmetry of its loss is found out', async () => {
    const loss = compileFormula('(x^2 - 1)^2 + (y^2 - 1)^2', ['x', 'y']);
    const { points } = await searchLoss(loss, { budget: 5000 });
    const all = symmetriesOf(symmetric(loss), oracleFor(loss));
    expect(generatorsOf(all)).toHaveLength(3);
    const box = boundsOf(boxOf(loss.box));
    expect(orbitsOf(points, all, box).lacking).toBe(false);
    const corners = points.map(
      (_, k) =>
        orbitsOf(
          points.filter((__, i) => i !== k),
          all,
          box,
        ).lacking,
    );
    // The centre is its own image; any other point is missed by its twins.
    expect(corners.filter(Boolean)).toHaveLength(8);
  });
});

describe('what the gradient flow keeps', () => {
  const head = 'data line(u, v) = (-1, -0.8), (0.3, 0.1), (1, 0.9)';
  test.each<[string, string[], string[], Options?]>([
    ['(w1*w2 - 1)^2', ['w1', 'w2'], ['scaling w₁² − w₂²']],
    ['(w1*w2^2 - 1)^2', ['w1', 'w2'], ['scaling 2w₁² − w₂²']],
    ['(a*b*c - 1)^2', ['a', 'b', 'c'], ['scaling b² − c²', 'scaling a² − c²']],
    ['(x^2 + y^2 - 1)^2', ['x', 'y'], ['rotation x² + y²']],
    ['(x - y)^2 + exp(x - y)', ['x', 'y'], ['translation x + y']],
    ['mean((a*b*p.u - p.v)^2 for p in line)', ['a', 'b'], ['scaling a² − b²'], { head }],
    ['mean((a*relu(b*p.u) - p.v)^2 for p in line)', ['a', 'b'], ['scaling a² − b²'], { head }],
    ['(a*relu(b) - 1)^2 + (a*relu(2b) - 1)^2', ['a', 'b'], ['scaling a² − b²']],
    ['(w1*w2 - 1)^2 + 1e-9*w1^2', ['w1', 'w2'], []],
    ['(tanh(w1)*w2 - 1)^2', ['w1', 'w2'], []],
    ['x^2 + 2y^2', ['x', 'y'], []],
  ])('%s', async (formula, parameters, kept, options) => {
    const { continuous } = await symmetries(formula, parameters, options);
    expect(continuous.map((symmetry) => `${symmetry.kind} ${symmetry.kept}`)).toEqual(kept);
  });

  test('it is kept: along the flow, in double arithmetic', () => {
    const loss = compileFormula('(w1*w2^2 - 1)^2', ['w1', 'w2']);
    const oracle = oracleFor(loss);
    const slope = new Float64Array(2);
    let point = [1.3, 0.4];
    const kept = (): number => 2 * point[0]! ** 2 - point[1]! ** 2;
    const before = kept();
    for (let k = 0; k < 20_000; k++) {
      oracle.gradient(point, slope);
      const middle = point.map((x, i) => x - 5e-5 * slope[i]!);
      oracle.gradient(middle, slope);
      point = point.map((x, i) => x - 1e-4 * slope[i]!);
    }
    expect(oracle.value(point)).toBeLessThan(1e-3);
    expect(kept()).toBeCloseTo(before, 6);
  });

  test('in sentences, on the set', async () => {
    expect(continuousText([{ kind: 'scaling', kept: 'a² − b²' }])).toBe(
      'A scaling of the parameters changes nothing; the gradient flow keeps a² − b².',
    );
    const report = await searchLoss(compileFormula('(w1*w2 - 1)^2', ['w1', 'w2']), { budget: 2000 });
    expect(report.manifolds[0]!.reason).toContain('the gradient flow keeps w₁² − w₂²');
  });
});

function symmetric({ pool, value, parameters, constants }: FormulaLoss): Parameters<typeof symmetriesOf>[0] {
  return {
    pool,
    value,
    parameters: parameters.map((name, i) => pool.parameter(i, name)),
    exact: constants.map(({ value: { exact } }) => exact),
  };
}
