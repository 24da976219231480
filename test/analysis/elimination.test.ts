import { describe, expect, test } from 'vitest';
import { Elimination } from '../../src/analysis/degenerate/elimination';
import { countRootsIn, withoutRoot } from '../../src/analysis/degenerate/sturm';
import { eliminate } from '../../src/analysis/sets/elimination';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import { Rational } from '../../src/symbolic/rational';
import { compileFormula, oracleFor } from '../support/losses';
import { seeded } from '../support/random';
import { refute } from '../support/refute';

const whole = (...numbers: number[]): Rational[] => numbers.map((number) => Rational.whole(number));
const valueAt = (polynomial: readonly Rational[], x: number): number =>
  polynomial.reduceRight((sum, coefficient) => sum * x + coefficient.toNumber(), 0);

describe('polynomials in one unknown', () => {
  // (t − 1)²(t + 2)(t² + 1)
  const polynomial = whole(2, -3, 2, -2, 0, 1);

  test('roots in an interval are counted once each, and its ends are told apart', () => {
    expect(countRootsIn(polynomial, Rational.whole(-3), Rational.whole(3))).toBe(2);
    expect(countRootsIn(polynomial, Rational.whole(0), Rational.whole(3))).toBe(1);
    expect(countRootsIn(polynomial, Rational.fromDecimal('1.001'), Rational.whole(9))).toBe(0);
    expect(countRootsIn(polynomial, Rational.whole(1), Rational.whole(9))).toBeNull();
  });

  test('a root is divided out with its multiplicity', () => {
    expect(withoutRoot(polynomial, Rational.one).map((c) => c.toNumber())).toEqual([2, 1, 2, 1]);
    expect(withoutRoot(polynomial, Rational.whole(5))).toHaveLength(6);
  });

  test('each coordinate of a critical point is a root of what is eliminated', () => {
    // Himmelblau's function has nine real critical points.
    const loss = compileFormula('(x^2 + y - 11)^2 + (x + y^2 - 7)^2', ['x', 'y']);
    const [inX, inY] = eliminate(loss.gradient, 2, [])!;
    expect([inX!.length, inY!.length]).toEqual([10, 10]);
    for (const [x, y] of [
      [3, 2],
      [-3.779310253377747, -3.28318599128617],
      [-0.270844590667, -0.923038522184],
    ] as const) {
      expect(Math.abs(valueAt(inX!, x))).toBeLessThan(1e-6 * Math.max(...inX!.map((c) => Math.abs(c.toNumber()))));
      expect(Math.abs(valueAt(inY!, y))).toBeLessThan(1e-6 * Math.max(...inY!.map((c) => Math.abs(c.toNumber()))));
    }
  });

  test('nothing is eliminated where zeros are not finite in number, or equations are no polynomials', () => {
    expect(eliminate(compileFormula('x^2*y^2', ['x', 'y']).gradient, 2, [])).toBeNull();
    expect(eliminate(compileFormula('sin(x) + y^2', ['x', 'y']).gradient, 2, [])).toBeNull();
  });
});

describe('degenerate points whose leading form does not decide, proved by elimination', () => {
  test.each<[string, string, string]>([
    ['x^2*y + y^4', 'degenerate-saddle', 'D₅'],
    ['x^2*y - y^4', 'degenerate-saddle', 'D₅'],
    ['x^2*y + y^5', 'degenerate-saddle', 'D₆'],
    ['(x - y)^2*(x + 2y) + y^6', 'degenerate-saddle', 'D₇'],
    ['x^3 + y^4', 'degenerate-saddle', 'E₆'],
    ['x^3 + x*y^3', 'degenerate-saddle', 'E₇'],
    ['x^3 - y^5', 'degenerate-saddle', 'E₈'],
    ['x^2*y + y^4 - z^2', 'degenerate-saddle', 'D₅'],
    ['x^2*y^2 + x^5 + y^5', 'degenerate-saddle', 'the degree of the gradient around it is -1'],
    ['x^2*y^2 + x^6 + y^6', 'degenerate-minimum', 'the loss is higher'],
    ['-(x^2*y^2) - x^6 - y^8', 'degenerate-maximum', 'the loss is lower'],
    ['x^2*y^2 + x^6 + y^6 + (z - x)^2', 'degenerate-minimum', 'the loss is higher'],
  ])('%s', async (formula, kind, words) => {
    const parameters = formula.includes('z') ? ['x', 'y', 'z'] : ['x', 'y'];
    const box = parameters.map((): [number, number] => [-0.3, 0.35]);
    const report = await searchLoss(compileFormula(formula, parameters, { box }), { budget: 8000 });
    expect(report.complete).toBe(true);
    expect(report.points).toHaveLength(1);
    expect(report.points[0]).toMatchObject({ kind, proof: 'proved' });
    expect(report.points[0]!.reason).toContain(words);
    expect(report.audit!.status).toBe('agrees');
  });

  test('a point is alone only as far as its neighbour, here at (−0.4, −0.4)', () => {
    const elimination = new Elimination(compileFormula('x^2*y^2 + x^5 + y^5', ['x', 'y']).gradient, []);
    const origin = [Rational.zero, Rational.zero];
    expect(elimination.isAlone(origin, Float64Array.of(0.39, 0.39))).toBe(true);
    expect(elimination.isAlone(origin, Float64Array.of(0.41, 0.41))).toBe(false);
  });

  test('a name is given only where it is known: x³ + y⁶ is none of the simple germs', async () => {
    const report = await searchLoss(compileFormula('x^3 + y^6', ['x', 'y']), { budget: 8000 });
    expect(report.points).toMatchObject([{ kind: 'degenerate-saddle', proof: 'proved' }]);
    expect(report.points[0]!.reason).not.toContain('Arnold');
  });

  test(
    'random germs: a proved kind is what the loss does nearby, and no point is missed',
    { timeout: 120_000 },
    async () => {
      const random = seeded(611);
      let proved = 0;
      for (let trial = 0; trial < 24; trial++) {
        const lowest = 3 + Math.floor(random() * 2);
        const terms = Array.from({ length: 3 + Math.floor(random() * 3) }, () => {
          const degree = lowest + Math.floor(random() * 3);
          const power = Math.floor(random() * (degree + 1));
          const coefficient = Math.floor(random() * 7) - 3 || 1;
          return `(${coefficient})*x^${power}*y^${degree - power}`;
        });
        const formula = terms.join(' + ');
        const loss = compileFormula(formula, ['x', 'y'], {
          box: [
            [-0.9, 1],
            [-0.9, 1],
          ],
        });
        const report = await searchLoss(loss, { budget: 2500 });
        if (report.complete) expect(refute(loss, report, 60, trial), formula).toEqual([]);
        const oracle = oracleFor(loss);
        for (const { kind, proof, point, value } of report.points) {
          if (proof !== 'proved' || !kind.startsWith('degenerate-')) continue;
          proved++;
          if (kind === 'degenerate-saddle') continue;
          const sign = kind === 'degenerate-minimum' ? 1 : -1;
          for (let k = 0; k < 2000; k++) {
            const [angle, radius] = [random() * 2 * Math.PI, 10 ** (-3 * random() - 1)];
            const near = point.map((x, i) => x + radius * (i === 0 ? Math.cos(angle) : Math.sin(angle)));
            expect(sign * (oracle.value(near) - value), `${formula} at ${near.join(', ')}`).toBeGreaterThan(-1e-18);
          }
        }
      }
      expect(proved).toBeGreaterThan(8);
    },
  );
});
