import { describe, expect, test } from 'vitest';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import { compileFormula } from '../support/losses';

const at = async (formula: string, parameters = ['x', 'y'], side = 1.3) => {
  const box = parameters.map((): [number, number] => [-side, side]);
  const report = await searchLoss(compileFormula(formula, parameters, { box }), { budget: 4000 });
  return report.points.map(({ kind, proof, reason, morseIndex }) => ({ kind, proof, reason, morseIndex }));
};

describe('degenerate points: kind, germ and name, proved by exact algebra', () => {
  test.each<[string, string[], string, string]>([
    ['x^2 + y^4', ['x', 'y'], 'degenerate-minimum', 'A₃⁺'],
    ['x^2 - y^4', ['x', 'y'], 'degenerate-saddle', 'A₃⁻'],
    ['-x^2 - y^4', ['x', 'y'], 'degenerate-maximum', 'A₃⁻'],
    ['x^2 + y^3', ['x', 'y'], 'degenerate-saddle', 'A₂'],
    ['x^2 + y^10', ['x', 'y'], 'degenerate-minimum', 'A₉⁺'],
    ['x^3 - 3x*y^2', ['x', 'y'], 'monkey-saddle', 'D₄⁻'],
    ['x^3 + y^3', ['x', 'y'], 'degenerate-saddle', 'D₄⁺'],
    ['x^4 + y^4', ['x', 'y'], 'degenerate-minimum', 'X₉'],
    ['x^4 - 6x^2*y^2 + y^4', ['x', 'y'], 'degenerate-saddle', 'X₉'],
    ['(y - x^2)*(y - 2x^2)', ['x', 'y'], 'degenerate-saddle', 'A₃⁻'],
    ['x^2/2 + x*y^2', ['x', 'y'], 'degenerate-saddle', 'A₃⁻'],
    ['x^4', ['x'], 'degenerate-minimum', 'A₃⁺'],
    ['x^3', ['x'], 'degenerate-saddle', 'A₂'],
    ['x^2 + y^2 + z^4', ['x', 'y', 'z'], 'degenerate-minimum', 'A₃⁺'],
    ['x^2 + (y - x)^2 + z^4 + 3z^2*x', ['x', 'y', 'z'], 'degenerate-saddle', 'A₃⁻'],
    ['x^2 + y^4 + z^4', ['x', 'y', 'z'], 'degenerate-minimum', 'X₉'],
    ['cos(x) + x^2/2 + y^2', ['x', 'y'], 'degenerate-minimum', 'A₃⁺'],
    ['exp(x) - x - x^2/2 + tanh(y)^2', ['x', 'y'], 'degenerate-saddle', 'A₂'],
    ['log1p(x^4) + softplus(y) - y/2 - y^2/8', ['x', 'y'], 'degenerate-saddle', ''],
  ])('%s', async (formula, parameters, kind, name) => {
    const points = await at(formula, parameters);
    expect(points).toHaveLength(1);
    expect(points[0]).toMatchObject({ kind, proof: 'proved' });
    expect(points[0]!.reason).toContain(name);
  });

  test('a fraction and a shifted point are found', async () => {
    expect(await at('(x - 1/3)^4 + (y + 0.25)^2')).toMatchObject([{ kind: 'degenerate-minimum', proof: 'proved' }]);
  });

  test('what exact algebra cannot reach stays numerical', async () => {
    const [point] = await at('(x^2 - 1/2)^3/3 + y^2', ['x', 'y'], 1);
    expect(point!.proof === 'numerical' || point!.kind !== 'degenerate').toBe(true);
    const irrational = await at('(x - sqrt(2)/2)^4 + y^2');
    expect(irrational).toMatchObject([{ kind: 'degenerate', proof: 'numerical' }]);
  });

  test('a near miss is no point at all, and a close pair is two', async () => {
    expect(await at('x^3/3 + 1e-8*x + y^2/2')).toEqual([]);
    expect((await at('x^3/3 - 1e-8*x + y^2/2')).map(({ kind }) => kind).sort()).toEqual(['minimum', 'saddle']);
  });
});
