import { describe, expect, test } from 'vitest';
import { onlyPointOf } from '../../src/analysis/degenerate/evenPowers';
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
  });

  test('a near miss is no point at all, and a close pair is two', async () => {
    expect(await at('x^3/3 + 1e-8*x + y^2/2')).toEqual([]);
    expect((await at('x^3/3 - 1e-8*x + y^2/2')).map(({ kind }) => kind).sort()).toEqual(['minimum', 'saddle']);
  });
});

describe('degenerate points that are not rational', () => {
  const S = Math.SQRT2;
  const C = Math.cbrt(2);
  const T = Math.sqrt(3);
  test.each<[string, string[], [number[], string, string][]]>([
    [
      '(x^2 - 2)^3',
      ['x'],
      [
        [[S], 'degenerate-saddle', 'A₂'],
        [[-S], 'degenerate-saddle', 'A₂'],
      ],
    ],
    [
      'x^9/9 - 6x^7/7 + 12x^5/5 - 8x^3/3',
      ['x'],
      [
        [[S], 'degenerate-minimum', 'A₃⁺'],
        [[-S], 'degenerate-maximum', 'A₃⁻'],
      ],
    ],
    [
      '(x^2 - 2)^4 - (y - 1)^2',
      ['x', 'y'],
      [
        [[S, 1], 'degenerate-saddle', 'A₃⁺'],
        [[-S, 1], 'degenerate-saddle', 'A₃⁺'],
      ],
    ],
    [
      '(x^3 - 2)^4 + (y - x)^2',
      ['x', 'y'],
      [
        [[C, C], 'degenerate-minimum', 'A₃⁺'],
        [[0, 0], 'degenerate-saddle', 'A₂'],
      ],
    ],
    [
      'sin(x)^5 + y^2',
      ['x', 'y'],
      [
        [[Math.PI, 0], 'degenerate-saddle', 'A₄'],
        [[-Math.PI, 0], 'degenerate-saddle', 'A₄'],
      ],
    ],
    ['(x - sqrt(2))^4 - y^2 - z^2', ['x', 'y', 'z'], [[[S, 0, 0], 'degenerate-saddle', 'A₃⁺']]],
    ['-(x - sqrt(2))^6 - y^2 - z^2', ['x', 'y', 'z'], [[[S, 0, 0], 'degenerate-maximum', 'A₅⁻']]],
    [
      '(x^2 - 2)^4 + (y^2 - 3)^4',
      ['x', 'y'],
      [
        [[S, T], 'degenerate-minimum', 't⁴ + s⁴'],
        [[0, T], 'degenerate-saddle', 'A₃⁺'],
      ],
    ],
    [
      '(x^2 - 2)^4 - (y^2 - 3)^3',
      ['x', 'y'],
      [
        [[S, T], 'degenerate-saddle', 't⁴ − s³'],
        [[-S, T], 'degenerate-saddle', 't⁴ − s³'],
      ],
    ],
  ])('%s', async (formula, parameters, points) => {
    const report = await searchLoss(compileFormula(formula, parameters), { budget: 5000 });
    expect(report).toMatchObject({ complete: true, unresolved: [] });
    for (const { proof } of report.points) expect(proof).toBe('proved');
    for (const [place, kind, name] of points) {
      const found = report.points.find(({ point }) => point.every((x, i) => Math.abs(x - place[i]!) < 1e-9));
      expect(found, place.join(', ')).toMatchObject({ kind });
      expect(found!.reason).toContain(name);
      found!.enclosure.forEach(([low, high], i) => {
        const slack = 4e-16 * Math.abs(place[i]!);
        expect(low).toBeLessThanOrEqual(place[i]! + slack);
        expect(high).toBeGreaterThanOrEqual(place[i]! - slack);
      });
    }
    expect(report.audit!.status).toBe('agrees');
  });

  test('a small curvature is no degenerate point', async () => {
    const formula = '(x^2 - 2)^4 + 1e-6*(x^2 - 2)^2 + y^2';
    const report = await searchLoss(compileFormula(formula, ['x', 'y']), { budget: 5000 });
    expect(report.complete).toBe(true);
    for (const { kind, proof } of report.points) if (proof === 'proved') expect(['minimum', 'saddle']).toContain(kind);
  });

  test('what stays numerical is told that the degree proves a point there', async () => {
    const formula = 'y^2*(1 + x^2) + (x - cos(x))^4*(1 + y)';
    const report = await searchLoss(compileFormula(formula, ['x', 'y']), { budget: 30_000 });
    expect(report.complete).toBe(true);
    const [point] = report.points.filter(({ proof }) => proof === 'numerical');
    expect(point).toMatchObject({ kind: 'degenerate' });
    expect(point!.reason).toContain(
      'The degree of the gradient around it is 1: at least one critical point there is proved to exist.',
    );
  });
});

describe('sums of even powers of linear forms', () => {
  test.each<[string, string[], number[] | null]>([
    ['(x + 10y)^2 + 5*(z - w)^2 + (y - 2z)^4 + 10*(x - w)^4', ['x', 'y', 'z', 'w'], [0, 0, 0, 0]],
    ['(x + y - 1/3)^4 + (x - y)^6/7 + 5', ['x', 'y'], [1 / 6, 1 / 6]],
    ['(x - 20)^4 + (y - x)^2', ['x', 'y'], null],
  ])('%s', async (formula, parameters, at) => {
    const report = await searchLoss(compileFormula(formula, parameters), { budget: 5000 });
    expect(report).toMatchObject({ complete: true, unresolved: [], manifolds: [] });
    if (at === null) expect(report.points).toEqual([]);
    else {
      expect(report.points).toMatchObject([{ kind: 'degenerate-minimum', proof: 'proved' }]);
      report.points[0]!.point.forEach((x, i) => expect(x).toBeCloseTo(at[i]!, 15));
      expect(report.audit).toMatchObject({ status: 'agrees', degree: 1 });
    }
  });

  test.each([
    '(x + y)^4 + (x + y - 1)^2',
    '(x + y)^4',
    '(x^2 + y)^4 + y^2',
    '(x - 1)^4 + (y - 1)^2 + 0*log(x - 1)',
    '(x + y)^4 - y^2',
  ])('not for %s', (formula) => {
    const loss = compileFormula(formula, ['x', 'y']);
    const parameters = [0, 1].map((i) => loss.pool.parameter(i, ['x', 'y'][i]!));
    expect(onlyPointOf({ pool: loss.pool, value: loss.value, parameters, exact: [] })).toBeNull();
  });
});
