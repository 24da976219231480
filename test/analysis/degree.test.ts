import { describe, expect, test } from 'vitest';
import { type Unaudited, auditOf } from '../../src/analysis/audit/audit';
import { boundary, cellOf } from '../../src/analysis/audit/chain';
import { degreeOn } from '../../src/analysis/audit/degree';
import { gradientField } from '../../src/analysis/audit/gradientField';
import { boxOf } from '../../src/analysis/box';
import { BoxMap } from '../../src/analysis/boxMap';
import { IntervalSystem } from '../../src/analysis/search/intervalSystem';
import type { FormulaLoss } from '../../src/landscape/compileLoss';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import { drive } from '../support/drive';
import { compileFormula, oracleFor } from '../support/losses';
import { randomFormula, seeded } from '../support/random';

const names = ['x', 'y', 'z', 'w'];

/** The degree of a field given by formulas, on a box. */
function degreeOf(formulas: readonly string[], sides: readonly (readonly [number, number])[]): number | string {
  const parameters = names.slice(0, formulas.length);
  const losses = formulas.map((formula) => compileFormula(formula, parameters));
  const maps = losses.map(
    ({ pool, value }) =>
      new BoxMap(
        [value],
        parameters.map((name, i) => pool.parameter(i, name)),
      ),
  );
  const field = (box: Parameters<BoxMap['of']>[0]): ReturnType<BoxMap['of']> => {
    const images = maps.map((map) => map.of(box));
    if (images.includes(null)) return null;
    return {
      low: Float64Array.from(images, (image) => image!.low[0]!),
      high: Float64Array.from(images, (image) => image!.high[0]!),
    };
  };
  const answer = drive(degreeOn(field, boxOf(sides), 200_000));
  return answer.kind === 'proved' ? answer.degree : answer.reason;
}

const square = (n: number, half = 1): [number, number][] => Array.from({ length: n }, () => [-half, half * 1.1]);

describe('the degree of fields that are known', () => {
  test.each<[string[], number | string]>([
    [['x'], 1],
    [['-x'], -1],
    [['x^2 - 0.5'], 0],
    [['x^3 - x/2'], 1],
    [['x', 'y'], 1],
    [['y', 'x'], -1],
    [['x^2 - y^2', '2x*y'], 2],
    [['x^2 - y^2', '-2x*y'], -2],
    [['x^3 - 3x*y^2', '3x^2*y - y^3'], 3],
    [['x^5 - 10x^3*y^2 + 5x*y^4', '5x^4*y - 10x^2*y^3 + y^5'], 5],
    [['x^2 - y^2 + 4', '2x*y'], 0],
    [['x', 'y', 'z'], 1],
    [['-x', '-y', '-z'], -1],
    [['y', 'z', 'x'], 1],
    [['y', 'x', 'z'], -1],
    [['x^2 - y^2', '2x*y', 'z'], 2],
    [['z', 'x^2 - y^2', '2x*y'], 2],
    [['x^3 - 3x*y^2', '-3x^2*y + y^3', '-z'], 3],
    [['x', 'y', 'z', 'w'], 1],
    [['y', 'x', 'z', 'w'], -1],
    [['y', 'z', 'w', 'x'], -1],
    [['-x', '-y', '-z', '-w'], 1],
    [['x^2 - y^2', '2x*y', 'z^2 - w^2', '2z*w'], 4],
    [['x^2 - y^2', '2x*y', 'z^3 - 3z*w^2', '-3z^2*w + w^3'], -6],
    // A zero on the edge.
    [['x - 1.1', 'y'], 'zero'],
    [['log(x)', 'y'], 'undefined'],
  ])('%j', (formulas, degree) => {
    expect(degreeOf(formulas, square(formulas.length))).toBe(degree);
  });

  test('linear fields have the sign of their determinant', () => {
    const random = seeded(41);
    for (let k = 0; k < 60; k++) {
      const n = 2 + (k % 3);
      const matrix = Array.from({ length: n }, () => Array.from({ length: n }, () => Math.round(random() * 12 - 6)));
      const value = determinant(matrix);
      if (value === 0) continue;
      const formulas = matrix.map((row) => row.map((a, j) => `(${a})*${names[j]!}`).join(' + '));
      expect(degreeOf(formulas, square(n)), `seed 41, ${formulas.join('; ')}`).toBe(Math.sign(value));
    }
  });

  test('random fields in the plane turn as often as a walk along the edge says', () => {
    const random = seeded(42);
    let compared = 0;
    for (let k = 0; k < 80; k++) {
      const formulas = [randomFormula(random, ['x', 'y'], 3), randomFormula(random, ['x', 'y'], 3)];
      const answer = degreeOf(formulas, square(2));
      if (typeof answer === 'string') continue;
      expect(answer, `seed 42, ${formulas.join('; ')}`).toBe(turns(formulas));
      compared++;
    }
    expect(compared).toBeGreaterThan(30);
  });
});

/** The winding number of a field along the edge of the square, from 40 000 points. */
function turns(formulas: readonly string[]): number {
  const oracles = formulas.map((formula) => oracleFor(compileFormula(formula, ['x', 'y'])));
  const corners = [
    [-1, -1],
    [1.1, -1],
    [1.1, 1.1],
    [-1, 1.1],
  ] as const;
  let total = 0;
  let last: number | undefined;
  for (let k = 0; k <= 40_000; k++) {
    const side = Math.floor(k / 10_000) % 4;
    const [from, to] = [corners[side]!, corners[(side + 1) % 4]!];
    const t = (k % 10_000) / 10_000;
    const at = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
    const angle = Math.atan2(oracles[1]!.value(at), oracles[0]!.value(at));
    if (last !== undefined) total += ((angle - last + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
    last = angle;
  }
  const turned = Math.round(total / (2 * Math.PI));
  return turned === 0 ? 0 : turned;
}

function determinant(matrix: readonly (readonly number[])[]): number {
  if (matrix.length === 1) return matrix[0]![0]!;
  return matrix[0]!.reduce(
    (sum, entry, j) =>
      sum + (j % 2 === 0 ? entry : -entry) * determinant(matrix.slice(1).map((row) => row.filter((_, k) => k !== j))),
    0,
  );
}

test('the boundary of a boundary is empty, also where cells overlap in part', () => {
  const cells = [
    cellOf(
      boxOf([
        [0, 2],
        [0, 2],
        [0, 2],
      ]),
    ),
    cellOf(
      boxOf([
        [2, 3],
        [0, 1],
        [0, 1],
      ]),
    ),
    cellOf(
      boxOf([
        [2, 3],
        [0.5, 2],
        [-1, 2],
      ]),
    ),
  ];
  expect(boundary(cells).length).toBeGreaterThan(10);
  expect(boundary(boundary(cells))).toEqual([]);
});

describe('the audit', () => {
  const audited = async (formula: string, box: [number, number][], parameters = names.slice(0, box.length)) =>
    (await searchLoss(compileFormula(formula, parameters, { box }), { budget: 5000 })).audit!;

  test.each<[string, number]>([
    ['x^2 + 2y^2', 1],
    ['-x^2 - 2y^2', 1],
    ['x^2 - y^2', -1],
    ['x^2 + y^4', 1],
    ['x^2 - y^4', -1],
    ['x^2/2 + x^2*y^2 - y^4', -1],
    ['x^2 + y^3', 0],
    ['x^3 - 3x*y^2', -2],
    ['(y - x^2)*(y - 2x^2)', -1],
    ['x^2/2 + x*y^2', -1],
    ['(x^2 + y^2 - 1)^2', 1],
    ['((x - 1/3)^2 + 3*(y + 1/7)^2 - 1)^2 - 3', 1],
  ])('%s has the degree %d', async (formula, degree) => {
    expect(await audited(formula, square(2, 2))).toMatchObject({ degree, sum: degree, status: 'agrees' });
  });

  test('the census', async () => {
    const six: [number, number][] = [
      [-5, 6],
      [-5, 6],
    ];
    expect(await audited('sin(x)*sin(y)', six)).toMatchObject({ degree: 7, status: 'agrees' });
    expect(
      await audited('(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2', square(2, 4.5)),
    ).toMatchObject({ degree: -1, status: 'agrees' });
  });

  test.each<[string, [number, number][], RegExp]>([
    ['abs(x) + abs(y)', square(2), /kinks/],
    ['log(x) + y^2', square(2), /undefined/],
    ['(y - x^2)^2', square(2), /set of critical points reaches the edge/],
    ['3 + 0*x', square(1), /whole region/],
  ])('%s has none, and says why', async (formula, box, reason) => {
    const audit = await audited(formula, box);
    expect(audit.status).toBe('not-done');
    expect(audit.reason).toMatch(reason);
  });

  test('points on the edge: the box steps back', async () => {
    const audit = await audited('x^3/3 - x + y^2/2', [
      [-1, 1],
      [-1, 1],
    ]);
    expect(audit).toMatchObject({ status: 'agrees', degree: 0 });
    expect(audit.reason).toMatch(/a little smaller/);
  });

  test('a point that is left out, or told as another kind, shows', () => {
    const loss = compileFormula('(x^2 + y - 11)^2 + (x + y^2 - 7)^2', ['x', 'y'], { box: square(2, 5) });
    const system = systemOf(loss);
    return searchLoss(loss, { budget: 5000 }).then((report) => {
      const whole: Unaudited = { ...report, openReason: '' };
      const audit = (found: Unaudited): string => drive(auditOf(system, boxOf(loss.box), found)).audit.status;
      expect(audit(whole)).toBe('agrees');
      whole.points.forEach((point, k) => {
        expect(audit({ ...whole, points: whole.points.filter((_, i) => i !== k) })).toBe('mismatch');
        const wrong = {
          ...point,
          kind: point.kind === 'saddle' ? 'minimum' : 'saddle',
          morseIndex: point.morseIndex === 1 ? 0 : 1,
        } as const;
        expect(audit({ ...whole, points: whole.points.map((other, i) => (i === k ? wrong : other)) })).toBe('mismatch');
      });
    });
  });

  test('an answer that is not complete learns what its open boxes hold', async () => {
    const loss = compileFormula('sin(x)*sin(y)*(1 + x^2/100)', ['x', 'y'], { box: square(2, 40) });
    let steps = 0;
    const report = await searchLoss(loss, {
      budget: 1e9,
      signal: {
        get aborted() {
          return ++steps > 4;
        },
      },
    });
    expect(report.complete).toBe(false);
    expect(report.audit!.status).toBe('not-done');
  });
});

test('the field of a gradient has no sign where the gradient vanishes', () => {
  const loss = compileFormula('(x - y)^2 + (x - y)^3', ['x', 'y']);
  const field = gradientField(systemOf(loss));
  const random = seeded(43);
  for (let k = 0; k < 200; k++) {
    const at = random() * 2 - 1;
    const box = boxOf([
      [at - random(), at + random()],
      [at - random(), at + random()],
    ]);
    const image = field(box)!;
    expect(image.low.every((low, i) => low <= 0 && image.high[i]! >= 0)).toBe(true);
  }
});

function systemOf(loss: FormulaLoss): IntervalSystem {
  return new IntervalSystem(loss.tapes, {
    low: Float64Array.from(loss.constants, ({ value }) => value.low),
    high: Float64Array.from(loss.constants, ({ value }) => value.high),
  });
}
