import { describe, expect, test } from 'vitest';
import type { FormulaLoss } from '../../src/landscape/compileLoss';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { CriticalReport } from '../../src/landscape/views';
import { compileFormula } from '../support/losses';
import { refute } from '../support/refute';
import { truthCases, type TruthCase } from '../support/truth';

// Far more than any of them needs: the answers must not hang on how busy the machine is.
const budget = 30_000;

interface Solved {
  readonly loss: FormulaLoss;
  readonly report: CriticalReport;
}

const solved = new Map<string, Promise<Solved>>();

/** The answer to a reference case, computed once. */
function solve({ id, formula, parameters, constants, box }: TruthCase): Promise<Solved> {
  const known = solved.get(id);
  if (known !== undefined) return known;
  const loss = compileFormula(formula, parameters, { constants, box });
  const answer = searchLoss(loss, { budget }).then((report) => ({ loss, report }));
  solved.set(id, answer);
  return answer;
}

const near = (
  a: readonly number[],
  b: readonly number[],
  box: readonly (readonly [number, number])[],
  share: number,
): boolean => a.every((x, i) => Math.abs(x - b[i]!) <= share * (box[i]![1] - box[i]![0]));

const insideAny = (report: CriticalReport, point: readonly number[]): boolean => {
  const slack = report.box.map(([low, high]) => 1e-9 * (high - low));
  const within = (box: readonly (readonly [number, number])[]): boolean =>
    box.every(([low, high], i) => point[i]! >= low - slack[i]! && point[i]! <= high + slack[i]!);
  const onSet = [...report.manifolds, ...report.plateaus].some(({ samples }) =>
    samples.some((sample) => near(sample, point, report.box, 0.12)),
  );
  return onSet || report.points.some(({ enclosure }) => within(enclosure)) || report.unresolved.some(within);
};

describe('reference answers: nothing wrongly proved, nothing wrongly complete', () => {
  test.each(truthCases)('$id', async (truth) => {
    const { loss, report } = await solve(truth);

    // Every proved point is a true one, of the right kind, with the right curvatures.
    for (const point of report.points.filter(({ proof }) => proof === 'proved')) {
      const match = truth.points.find(({ at }) => near(point.point, at, truth.box, 1e-9));
      expect(match, `a point at ${point.point.join(', ')} is proved`).toBeDefined();
      expect(point.kind).toBe(match!.kind);
      expect(point.value).toBeCloseTo(match!.value, 8);
      const scale = Math.max(1, ...match!.eigenvalues.map(Math.abs));
      point.eigenvalues.forEach((eigenvalue, k) => {
        expect(Math.abs(eigenvalue - match!.eigenvalues[k]!) / scale).toBeLessThan(1e-7);
      });
      point.enclosure.forEach(([low, high], i) => {
        const slack = 4e-16 * Math.abs(match!.at[i]!) + 1e-100;
        expect(
          low - slack <= match!.at[i]! && match!.at[i]! <= high + slack,
          `${match!.at[i]!} in [${low}, ${high}]`,
        ).toBe(true);
      });
    }
    // Every point outside of what is left open is proved, once.
    const open = (at: readonly number[]): boolean =>
      report.unresolved.some((box) => box.every(([low, high], i) => at[i]! >= low && at[i]! <= high));
    const proved = report.points.filter(({ proof }) => proof === 'proved').length;
    expect(proved).toBeLessThanOrEqual(truth.points.length);
    expect(proved).toBeGreaterThanOrEqual(truth.points.filter(({ at }) => !open(at)).length);
    // Nothing known is outside of what is listed or left open.
    for (const { at } of truth.points) expect(insideAny(report, at), `${at.join(', ')} is covered`).toBe(true);
    for (const { samples } of [...truth.manifolds, ...truth.plateaus]) {
      for (const sample of samples) {
        const inBox = sample.every((x, i) => x >= truth.box[i]![0] && x <= truth.box[i]![1]);
        if (inBox) expect(insideAny(report, sample), `the sample ${sample.join(', ')} is covered`).toBe(true);
      }
    }
    if (report.complete) {
      expect(refute(loss, report, 200, 11), 'a point found by multi-start that the answer lacks').toEqual([]);
    }
    // What is not decided is not called proved.
    for (const { kind, proof } of report.points) if (kind === 'degenerate') expect(proof).toBe('numerical');
  });

  test('the share of cases decided', async () => {
    const decidable = truthCases.filter(
      ({ manifolds, plateaus, kinks }) => manifolds.length + plateaus.length + kinks.length === 0,
    );
    let decided = 0;
    for (const truth of decidable) if ((await solve(truth)).report.complete) decided++;
    expect(decided / decidable.length).toBe(1);
  });
});

test('every reference case is decided', async () => {
  const open: string[] = [];
  for (const truth of truthCases) if (!(await solve(truth)).report.complete) open.push(truth.id);
  expect(open).toEqual([]);
});

test('no audit of a reference case disagrees; where it is done, the degree is that of the reference points', async () => {
  for (const truth of truthCases) {
    const { audit, complete, manifolds } = (await solve(truth)).report;
    expect(audit!.status, truth.id).not.toBe('mismatch');
    const regular = truth.points.every(
      ({ kind, onEdge }) => ['minimum', 'maximum', 'saddle'].includes(kind) && !onEdge,
    );
    if (!complete || audit!.status !== 'agrees' || !regular || manifolds.length > 0) continue;
    const sum = truth.points.reduce(
      (total, { eigenvalues }) => total + (eigenvalues.filter((lambda) => lambda < 0).length % 2 === 0 ? 1 : -1),
      0,
    );
    expect(audit!.degree, truth.id).toBe(sum);
  }
});

describe('the census', () => {
  test.each<[string, string, [number, number][], [number, number, number]]>([
    [
      'Himmelblau',
      '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
      [
        [-6, 6],
        [-6, 6],
      ],
      [4, 4, 1],
    ],
    [
      'six-hump camel',
      '(4 - 2.1x^2 + x^4/3)*x^2 + x*y + (-4 + 4y^2)*y^2',
      [
        [-3, 3],
        [-2, 2],
      ],
      [6, 7, 2],
    ],
    [
      'Beale',
      '(1.5 - x + x*y)^2 + (2.25 - x + x*y^2)^2 + (2.625 - x + x*y^3)^2',
      [
        [-4.5, 4.5],
        [-4.5, 4.5],
      ],
      [1, 2, 0],
    ],
    [
      'three-hump camel',
      '2x^2 - 1.05x^4 + x^6/6 + x*y + y^2',
      [
        [-5, 5],
        [-5, 5],
      ],
      [3, 2, 0],
    ],
    [
      'Styblinski-Tang',
      '(x^4 - 16x^2 + 5x + y^4 - 16y^2 + 5y)/2',
      [
        [-5, 5],
        [-5, 5],
      ],
      [4, 4, 1],
    ],
    [
      'sin x · sin y',
      'sin(x)*sin(y)',
      [
        [-5, 6],
        [-5, 6],
      ],
      [8, 9, 8],
    ],
    [
      'Rastrigin',
      '20 + x^2 - 10cos(2pi*x) + y^2 - 10cos(2pi*y)',
      [
        [-5, 6],
        [-5, 6],
      ],
      [144, 264, 121],
    ],
  ])('%s', async (_, formula, box, [minima, saddles, maxima]) => {
    const report = await searchLoss(compileFormula(formula, ['x', 'y'], { box }), { budget: 20_000 });
    const count = (kind: string): number =>
      report.points.filter((point) => point.kind === kind && point.proof === 'proved').length;
    expect([count('minimum'), count('saddle'), count('maximum'), report.points.length, report.complete]).toEqual([
      minima,
      saddles,
      maxima,
      minima + saddles + maxima,
      true,
    ]);
  });

  test.each([0, 0.5, 1, 2])(
    'the flat saddle with alpha = %d: one degenerate saddle A₃⁻, nothing else',
    async (alpha) => {
      const loss = compileFormula('x^2/2 + alpha*x^2*y^2 - y^4', ['x', 'y'], {
        constants: { alpha },
        box: [
          [-2, 2],
          [-2, 2],
        ],
      });
      const report = await searchLoss(loss, { budget });
      expect(report.points).toHaveLength(1);
      expect(report.points[0]).toMatchObject({
        point: [0, 0],
        kind: 'degenerate-saddle',
        proof: 'proved',
        eigenvalues: [0, 1],
      });
      expect(report.points[0]!.reason).toContain('−t⁴');
      expect(report.points[0]!.reason).toContain('A₃⁻');
      expect(report).toMatchObject({ complete: true, unresolved: [] });
    },
  );
});

describe('awkward boxes', () => {
  const minimumAt = async (at: number, box: [number, number]): Promise<number> =>
    (await searchLoss(compileFormula(`(x - ${at})^2`, ['x'], { box: [box] }), { budget })).points.length;

  test('on the edge, just inside and just outside', async () => {
    expect(await minimumAt(1, [-1, 1])).toBe(1);
    expect(await minimumAt(0.999999, [-1, 1])).toBe(1);
    expect(await minimumAt(1.000001, [-1, 1])).toBe(0);
  });

  test('a huge and a tiny box', async () => {
    expect(await minimumAt(3, [-1e6, 1e6])).toBe(1);
    expect(await minimumAt(3, [2.9999999, 3.0000001])).toBe(1);
  });

  test('where only the formula of the derivative is undefined, critical points are not lost', async () => {
    const loss = compileFormula('sqrt(relu(x)) + y^2', ['x', 'y'], {
      box: [
        [-2, -1],
        [-1, 1],
      ],
    });
    const report = await searchLoss(loss, { budget });
    expect(report.complete && report.manifolds.length === 0).toBe(false);
  });

  test('nothing is certified where the loss is undefined', async () => {
    const report = await searchLoss(
      compileFormula('log(x) + y^2 + x/x', ['x', 'y'], {
        box: [
          [-2, 2],
          [-2, 2],
        ],
      }),
      { budget },
    );
    expect(report.points.filter(({ proof }) => proof === 'proved')).toEqual([]);
  });
});

test('a search that is stopped says so, and lists what is open', async () => {
  const loss = compileFormula('sin(9x*y + x) + cos(7x*y - y)', ['x', 'y'], {
    box: [
      [-3, 3],
      [-3, 3],
    ],
  });
  const report = await searchLoss(loss, { budget: 1 });
  expect(report.complete).toBe(false);
  expect(report.unresolved.length).toBeGreaterThan(0);
  expect(report.verdict).toMatch(/unresolved|not proved|no critical point was proved/i);
});
