import { describe, expect, test } from 'vitest';
import { analyzeText } from '../../../src/language/check';
import { applyEdits } from '../../../src/language/editor/edits';
import { checkClaim } from '../../../src/landscape/claims/checkClaim';
import { claimContext } from '../../../src/landscape/claims/context';
import type { ClaimResult } from '../../../src/landscape/claims/views';

const losses = {
  himmelblau: 'loss himmelblau(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2\n  on x in [-6, 6], y in [-6, 6]\n',
  flat:
    'const alpha = 0.5 in [0, 2]\nloss flat(x, y) = x^2/2 + alpha*x^2*y^2 - y^4\n' +
    '  on x in [-2, 2], y in [-2, 2]\n',
  permuted: 'const A = [1, 2]\nloss two(v, w) = ((v + w - 3)^2 + (v*w - 2)^2)/4\n  on v in [0, 3], w in [0, 3]\n',
  quartic: 'loss quartic(x, y) = x^2 + y^4\n',
  linear: 'loss linear(v, w) = (v*w - 1)^2/2\n  on v in [-2, 2], w in [-2, 2]\n',
  peano: 'loss peano(x, y) = (y - x^2)*(y - 2x^2)\n',
  wide: 'loss wide(w[6]) = sum((w[k]^2 - 1)^2 for k in 1..6)\n  on w in [-2, 2]\n',
  tilted: 'loss tilted(x) = (x^2 - 1)^2 + x/10\n',
  falling: 'loss falling(x) = x^3 - x\n',
  corner: 'loss corner(x) = abs(x)\n',
  log: 'loss curve(x) = log(x) - x\n  on x in [0.5, 3]\n',
};

async function check(source: string, budget = 20_000): Promise<ClaimResult & { text: string }> {
  const model = analyzeText(source);
  expect(model.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const result = await checkClaim(claimContext(model, { budget }), 0);
  const fix = result.fixes[0];
  return { ...result, text: fix === undefined ? '' : applyEdits(source, fix.edits).slice(result.span.start) };
}

/** The status and the sentence of a claim about one of the losses. */
const say = async (loss: keyof typeof losses, claim: string, budget?: number): Promise<string> => {
  const { status, message } = await check(`${losses[loss]}claim ${claim}`, budget);
  return `${status}: ${message}`;
};
/** What the first quick fix makes of a claim. */
const mended = async (loss: keyof typeof losses, claim: string): Promise<string> =>
  (await check(`${losses[loss]}claim ${claim}`)).text;

describe('counts', () => {
  test('hold where all is proved', async () => {
    expect(await say('himmelblau', 'himmelblau has 4 minima, 4 saddles, 1 maximum')).toBe(
      'holds: himmelblau has 4 minima, 4 saddles, 1 maximum: proved, none missed.',
    );
    expect(await say('himmelblau', 'himmelblau has 9 critical-points')).toMatch(/^holds/);
    expect(await say('himmelblau', 'himmelblau has no degenerate-point')).toMatch(/^holds/);
    expect(await say('flat', 'flat has no minimum')).toBe('holds: flat has no minima: proved, none missed.');
    expect(await say('flat', 'flat has 1 degenerate-saddle')).toMatch(/^holds/);
    expect(await say('flat', 'L has 1 degenerate saddle with alpha = 1')).toMatch(/^holds/);
    expect(await say('linear', 'linear has 1 saddle, no maximum')).toMatch(/^holds/);
  });

  test('fail with the number that was found, and the fix puts it there', async () => {
    const claim = 'himmelblau has 5 minima, 4 saddles';
    const { status, message, found, fixes } = await check(`${losses.himmelblau}claim ${claim}`);
    expect({ status, message }).toEqual({
      status: 'fails',
      message: "himmelblau has 4 minima, 4 saddles: proved, none missed. It doesn't have 5 minima.",
    });
    expect(found).toEqual([
      { what: 'minima', claimed: 5, found: 4 },
      { what: 'saddles', claimed: 4, found: 4 },
    ]);
    expect(fixes.map(({ title }) => title)).toEqual(['Replace 5 by 4']);
    expect(await mended('himmelblau', claim)).toBe('claim himmelblau has 4 minima, 4 saddles');
    expect(await mended('himmelblau', 'himmelblau has no maximum')).toBe('claim himmelblau has 1 maximum');
    expect(await mended('himmelblau', 'himmelblau has 1 minimum')).toBe('claim himmelblau has 4 minima');
    expect(await mended('himmelblau', 'himmelblau has 2 maxima, 3 minima')).toBe(
      'claim himmelblau has 1 maximum, 4 minima',
    );
  });

  test('fail where a relative is left out: a degenerate minimum is one, and so is a curve of them', async () => {
    expect(await say('quartic', 'quartic has no minimum')).toBe(
      "fails: quartic has 1 degenerate minimum, which the claim doesn't name.",
    );
    expect(await say('quartic', 'quartic has no minimum, 1 degenerate-minimum')).toMatch(/^holds/);
    expect(await say('flat', 'flat has no saddle')).toMatch(/^fails: flat has 1 degenerate saddle/);
    expect(await say('linear', 'linear has no minimum')).toBe(
      "fails: linear has a whole curve of minima, which the claim doesn't name.",
    );
    expect(await say('corner', 'corner has no minimum')).toMatch(/^fails: corner has 1 nonsmooth minimum/);
  });

  test('are undecided where the search is not complete, but fail where more are proved than claimed', async () => {
    expect(await say('wide', 'wide has 64 minima')).toMatch(/^undecided: wide: the search isn't complete/);
    const short = await check(`${losses.himmelblau}claim himmelblau has 4 minima`, 0);
    expect(short.status).toBe('undecided');
    expect(short.found).toEqual([{ what: 'minima', claimed: 4, found: null }]);
  });
});

test('spurious minima are those above the least value', async () => {
  expect(await say('linear', 'linear has no spurious minimum')).toMatch(
    /^holds: linear has no spurious minima: none missed; .*told by its samples/,
  );
  expect(await say('himmelblau', 'himmelblau has no spurious-minimum')).toMatch(/^holds: .*: proved, none missed/);
  expect(await say('tilted', 'tilted has no spurious-minimum')).toMatch(/^fails: tilted has 1 spurious minimum/);
  expect(await say('tilted', 'tilted has 1 spurious-minimum')).toMatch(/^holds/);
  expect(await say('falling', 'falling has 1 spurious-minimum')).toMatch(/^holds/);
  expect(await say('wide', 'wide has no spurious-minimum')).toMatch(/^undecided/);
});

test('points on a curve are not counted as critical points', async () => {
  expect(await say('linear', 'linear has 1 critical-point')).toMatch(/^fails: linear has sets of critical points/);
});

describe('a kind at a point', () => {
  test('holds', async () => {
    expect(await say('flat', 'flat has degenerate-saddle at (0, 0)')).toBe(
      'holds: flat has a degenerate saddle at (0, 0): proved.',
    );
    expect(await say('himmelblau', 'himmelblau has minimum at (3, 2)')).toMatch(/^holds/);
    expect(await say('himmelblau', 'himmelblau has maximum at (-0.271, -0.923) within 1e-3')).toMatch(/^holds/);
    expect(await say('peano', 'peano has degenerate-saddle at (0, 0)')).toMatch(/^holds/);
    expect(await say('permuted', 'two has a minimum at A')).toMatch(/^holds/);
  });

  test('fails where another kind is there, or nothing', async () => {
    expect(await say('flat', 'flat has saddle at (0, 0)')).toBe(
      'fails: flat has a degenerate saddle at (0, 0), not a saddle.',
    );
    expect(await mended('flat', 'flat has saddle at (0, 0)')).toBe('claim flat has degenerate-saddle at (0, 0)');
    expect(await say('himmelblau', 'himmelblau has minimum at (3, 2.1)')).toBe(
      'fails: himmelblau has no critical point within 0.000001 of (3, 2.1). The nearest is a minimum at (3, 2).',
    );
    expect(await say('linear', 'linear has minimum at (2, 2)')).toMatch(/^fails/);
  });

  test('is undecided outside of the box, on a curve, and where nothing is proved', async () => {
    expect(await say('himmelblau', 'himmelblau has minimum at (30, 2)')).toMatch(/^undecided: \(30, 2\) lies outside/);
    expect(await say('linear', 'linear has minimum at (1, 1)')).toMatch(/^undecided.*may not be isolated/);
    expect(await say('wide', 'wide has minimum at ([1, 1, 1, 1, 1, 1])')).toMatch(/^undecided/);
  });
});

describe('numbers at a point', () => {
  test('values', async () => {
    expect(await say('flat', 'flat(1, 1) = 0 within 1e-9')).toBe('holds: flat(1, 1) = 0.');
    expect(await say('flat', 'L(1, 1) = 1/2 with alpha = 1')).toBe('holds: flat(1, 1) = 0.5.');
    expect(await say('flat', 'flat(1, 1) = 1')).toBe('fails: flat(1, 1) = 0, not 1 within 1e−9.');
    expect(await mended('flat', 'flat(1, 1/3) = 1')).toBe('claim flat(1, 1/3) = 0.5432098765');
    expect(await say('flat', 'flat(0, 2) < -15')).toMatch(/^holds/);
    expect(await say('flat', 'flat(0, 2) > -15')).toBe('fails: flat(0, 2) = −16, not > −15.');
    expect(await mended('flat', 'flat(0, 2) > -15')).toBe('claim flat(0, 2) > -16.1');
    expect(await say('flat', 'flat(0, 0) >= 0')).toMatch(/^holds/);
    expect(await say('flat', 'flat(0, 0.1) < -0.0001')).toMatch(/^(undecided|fails)/);
    expect(await say('flat', 'flat(0, 1) < -1 + 1e-14')).toMatch(/^undecided: .* too close/);
    expect(await say('log', 'curve(-1) = 1')).toBe('fails: curve(−1) is undefined.');
  });

  test('gradients and eigenvalues', async () => {
    expect(await say('flat', 'gradient of flat at (1, 1) = (3, -2) with alpha = 1')).toMatch(/^holds/);
    expect(await say('flat', 'eigenvalues of flat at (0, 0) = (1, 0)')).toMatch(/^holds/);
    expect(
      await say('flat', 'eigenvalues of flat at (1, 1) = (4.13217, -11.13217) within 1e-5 with alpha = 1'),
    ).toMatch(/^holds/);
    expect(await say('flat', 'eigenvalues of flat at (0, 0) = (1, 1)')).toBe(
      'fails: The Hessian of flat at (0, 0) has the eigenvalues (0, 1): 0 is not 1 within 1e−9.',
    );
    expect(await mended('flat', 'eigenvalues of flat at (0, 0) = (1, 1)')).toContain('= (0, 1)');
    expect(await mended('flat', 'gradient of flat at (1, 1) = (3, 2)')).toContain('= (2, -3)');
  });

  test('barriers', async () => {
    expect(await say('permuted', 'barrier of two from A to (2, 1) = 0.015625')).toMatch(/^holds: .* at 0.5 of the way/);
    expect(await say('permuted', 'barrier of two from A to (2, 1) < 0.02')).toMatch(/^holds/);
    expect(await say('permuted', 'barrier of two from A to (2, 1) < 0.01')).toMatch(
      /^fails: .* = 0.015625, not < 0.01/,
    );
    expect(await mended('permuted', 'barrier of two from A to (2, 1) < 0.01')).toContain('< 0.0157');
    expect(await say('log', 'barrier of curve from (-1) to (1) < 1')).toMatch(/^fails: .* undefined at an end/);
  });

  test('passes', async () => {
    expect(await say('permuted', 'pass of two from A to (2, 1) = 0.0049384668 within 1e-9')).toMatch(
      /^holds: .* a saddle at \(1.44225, 1.44225\) that is proved\.$/,
    );
    expect(await say('permuted', 'pass of two from A to (2, 1) < 0.005')).toMatch(/^holds/);
    expect(await say('permuted', 'pass of two from A to (2, 1) = 0.015625')).toMatch(/^fails: .* = 0.00493846/);
    expect(await say('himmelblau', 'pass of himmelblau from (3, 2) to (-2.8, 3.13) < 68')).toMatch(/^holds/);
    // Of six parameters not all saddles are known: what was found bounds the pass from above, no more.
    const ends = 'from ([1, 1, 1, 1, 1, 1]) to ([-1, 1, 1, 1, 1, 1])';
    expect(await say('wide', `pass of wide ${ends} <= 1.0001`)).toMatch(/^holds/);
    expect(await say('wide', `pass of wide ${ends} = 1`)).toMatch(/^undecided: .* at most 1, and a lower way/);
    expect(await say('wide', `pass of wide ${ends} > 2`)).toMatch(/^fails/);
    expect(await say('log', 'pass of curve from (-1) to (1) < 1')).toMatch(/^fails: .* undefined at an end/);
  });

  test('least values', async () => {
    expect(await say('himmelblau', 'minimum of himmelblau = 0')).toMatch(/^holds/);
    expect(await say('himmelblau', 'minimum of himmelblau > 1')).toMatch(/^fails/);
    expect(await say('flat', 'minimum of flat = -1')).toMatch(/^fails: flat has no least value/);
    expect(await say('wide', 'minimum of wide = 0')).toMatch(/^undecided/);
  });
});

describe('runs', () => {
  const race = (start: string, rest = ''): string =>
    `adam(lr=0.01) reaches |y| >= 1 before gradient-descent(lr=0.01) from ${start}${rest}`;

  test('who comes first depends on the start', async () => {
    const { status, found } = await check(`${losses.flat}claim ${race('(0, 0.1)')}`);
    expect(status).toBe('holds');
    expect(found.map((finding) => finding.found)).toEqual([67, 1241]);
    const slow = await check(`${losses.flat}claim ${race('(1, 0.1)', ' with alpha = 1')}`);
    expect(slow.status).toBe('fails');
    expect(slow.found.map((finding) => finding.found)).toEqual([12466, 9065]);
    expect(slow.text).toContain('gradient-descent(lr=0.01) reaches |y| >= 1 before adam(lr=0.01) from');
  });

  test('a start that nobody leaves is undecided', async () => {
    expect(await say('flat', race('(1, 0)', ' within 500 steps'))).toMatch(/^undecided: Neither comes there/);
  });

  test('alone, with a number of steps', async () => {
    expect(await say('flat', 'rmsprop(lr=0.01) reaches |y| >= 1 from (0, 0.1) within 11 steps')).toMatch(
      /^holds: .* at step 11/,
    );
    expect(await say('flat', 'rmsprop(lr=0.01) reaches |y| >= 1 from (0, 0.1) within 10 steps')).toMatch(/^fails/);
    expect(await say('flat', 'adam reaches |x| > 9 from (0, 0)')).toMatch(/^undecided/);
    expect(await say('himmelblau', 'newton reaches himmelblau < 1e-9 from (3.1, 2.1) within 9 steps')).toMatch(
      /^holds/,
    );
    expect(await say('wide', 'gradient-descent reaches wide < 0.1 from normal(seed=3) within 300 steps')).toMatch(
      /^holds/,
    );
    expect(await say('flat', 'adam(lr=0 - 1) reaches |x| > 9 from (0, 0)')).toMatch(
      /^undecided: "lr" of adam goes from 0/,
    );
    expect(await say('flat', 'gradient-descent(lr=1) reaches |x| > 1e7 from (1, 3)')).toMatch(/^(holds|fails)/);
  });
});

test.each([
  ['himmelblau', 'himmelblau has 3 minima, 1 saddle, no maximum'],
  ['himmelblau', 'himmelblau has 8 critical-points'],
  ['flat', 'flat has minimum at (0, 0)'],
  ['flat', 'flat(1, 1/3) = 2 within 1e-3'],
  ['flat', 'flat(0, 0.5) > 0'],
  ['flat', 'flat(0.3, 0.5) <= -1'],
  ['flat', 'flat(0, 0) < 0'],
  ['flat', 'gradient of flat at (0.1, 0.7) = (1, 1)'],
  ['himmelblau', 'eigenvalues of himmelblau at (1, 2) = (0, 0)'],
  ['permuted', 'barrier of two from (0, 3) to (2, 1) >= 2'],
  ['himmelblau', 'minimum of himmelblau = 1'],
  ['flat', 'gradient-descent reaches |y| > 1 before rmsprop from (0, 0.1)'],
] as const)('the repair of %s: %s', async (loss, claim) => {
  const { status, fixes } = await check(`${losses[loss]}claim ${claim}`);
  expect(status).toBe('fails');
  const mendedText = applyEdits(`${losses[loss]}claim ${claim}`, fixes[0]!.edits);
  expect((await check(mendedText)).status, mendedText).toBe('holds');
});

test('a claim with a mistake, or about a loss with one, is undecided', async () => {
  const model = analyzeText('loss f(x) = y\nclaim f has 1 minimum\nclaim g has');
  for (const index of [0, 1]) {
    const { status, message } = await checkClaim(claimContext(model, { budget: 100 }), index);
    expect({ status, message }).toEqual({
      status: 'undecided',
      message: expect.stringMatching(/has an error/) as string,
    });
  }
});

test('a cancelled claim is undecided', async () => {
  const model = analyzeText(`${losses.himmelblau}claim himmelblau has 4 minima`);
  const result = await checkClaim(claimContext(model, { budget: 9_999, signal: { aborted: true } }), 0);
  expect(result.status).toBe('undecided');
});
