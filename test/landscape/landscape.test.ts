import { describe, expect, test } from 'vitest';
import { type DataFiles, csvState } from '../../src/landscape/dataFiles';
import { explore } from '../../src/landscape/explore/explorer';
import { readCsv } from '../../src/tables/readCsv';
import { asFormulas } from '../support/views';
import { readFileSync, readdirSync } from 'node:fs';
import { analyzeText } from '../../src/language/check';
import { describeLoss, drawPicture, findCriticalPoints, writeReport } from '../../src/landscape/landscape';
import type { LossRequest } from '../../src/landscape/requests';
import type { CriticalReport } from '../../src/landscape/views';

const request = (text: string, loss: string, overrides: Record<string, number> = {}): LossRequest => ({
  text,
  loss,
  overrides,
});
const flat =
  'const alpha = 0.5 in [0, 2]\n# Flat along y.\nloss flat(x, y) = x^2/2 + alpha*x^2*y^2 - y^4\n  on x in [-2, 2], y in [-2, 2]\n  from (1, 0.1)';

describe('a loss as a view', () => {
  test('holds parameters, box, starts, sliders, documentation and formulas', () => {
    const view = asFormulas(describeLoss(request(flat, 'flat')));
    expect(view).toMatchObject({
      documentation: 'Flat along y.',
      parameters: [
        { name: 'x', low: -2, high: 2 },
        { name: 'y', low: -2, high: 2 },
      ],
      constants: [{ name: 'alpha', value: 0.5, range: [0, 2] }],
      starts: [[1, 0.1]],
    });
    expect(view.gradient.map(({ text }) => text)).toEqual(['x + 2α·x·y²', '2α·x²·y − 4y³']);
    expect(view.tapes.map(({ order }) => order)).toEqual([0, 1, 2]);
  });

  test('a constant that follows a slider is written out, so that it moves with it', () => {
    const view = asFormulas(describeLoss(request('const a = 1 in [0, 2]\nconst b = 3a\nloss f(x) = b*x', 'f')));
    expect(view.constants.map(({ name }) => name)).toEqual(['a']);
    expect(view.gradient[0]!.text).toBe('3a');
  });

  test('a formula too long to read says so', () => {
    const text = `loss f(x) = ${Array.from({ length: 6000 }, (_, k) => `sin(${k}x)`).join(' + ')}`;
    expect(describeLoss(request(text, 'f')).formula.text).toBe('too long to show');
  });

  test.each<[string, string, string, RegExp]>([
    ['an unknown loss', flat, 'other', /no loss "other"/],
    ['a loss with an error', 'loss f(x) = y', 'f', /has an error/],
    ['a loss that needs something with an error', 'const a = b\nloss f(x) = a*x', 'f', /has an error/],
  ])('%s is refused with a sentence', (_, text, loss, message) => {
    expect(() => describeLoss(request(text, loss))).toThrow(message);
  });

  test('an override that names no constant is refused', () => {
    expect(() => describeLoss(request(flat, 'flat', { beta: 1 }))).toThrow(/no constant "beta"/);
  });
});

describe('what is told about the whole', () => {
  const report = (formula: string): Promise<CriticalReport> =>
    findCriticalPoints(request(`loss f(x, y) = ${formula}`, 'f'), { budget: 1500 });

  test('infima at infinity are in the verdict', async () => {
    expect((await report('x^2 + exp(-y)')).verdict).toBe(
      'No critical point in [−5, 5]²: proved. No global minimum: the infimum 0 lies at infinity. ' +
        'The loss is above it everywhere, and goes to it along x = 0, y = t as t → ∞.',
    );
  });

  test('symmetries, the lowest value and the audit are notes, and in the document', async () => {
    const { notes } = await report('(x^2 - 1)^2 + (y^2 - 1)^2');
    expect(notes).toEqual([
      expect.stringMatching(/^The global minimum is 0, at /),
      'The loss is unchanged by x → −x; y → −y and x ↔ y: up to that, the 9 critical points are 3 (1 minimum, 1 saddle, 1 maximum).',
      expect.stringMatching(/degree of the gradient on the edge of the box is 1, proved/),
    ]);
    const document = await writeReport(request('loss f(x, y) = (x^2 - 1)^2 + (y^2 - 1)^2', 'f'), { budget: 1500 });
    for (const note of notes!) expect(document).toContain(`- ${note}`);
  });

  test('points are told as they are found', async () => {
    const heard: number[] = [];
    const progress = ({ points }: { points: readonly unknown[] }): void => void heard.push(points.length);
    const loss = request('loss f(x, y) = sin(3x)*sin(3y)', 'f');
    const whole = await findCriticalPoints(loss, { budget: 5000, progress });
    expect(heard).toEqual([...heard].sort((a, b) => a - b));
    expect(heard.some((count) => count > 0 && count < whole.points.length)).toBe(true);
    expect(heard.at(-1)).toBe(whole.points.length);
  });
});

describe('the verdict', () => {
  const verdict = async (formula: string, on = ''): Promise<string> =>
    (await findCriticalPoints(request(`loss f(x, y) = ${formula}${on}`, 'f'), { budget: 1500 })).verdict;

  test.each([
    [
      '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
      '9 critical points in [−5, 5]²: 4 minima, 4 saddles, 1 maximum: all proved, none missed.',
    ],
    ['x^2 + y^2', '1 minimum in [−5, 5]²: proved, none missed.'],
    ['x^4 + y^2', '1 degenerate minimum in [−5, 5]²: proved, none missed.'],
    ['x + exp(y)', 'No critical point in [−5, 5]²: proved.'],
    [
      'x^3 - 3x + y^2*(y - 1)^2',
      '6 critical points in [−5, 5]²: 2 minima, 3 saddles, 1 maximum: all proved, none missed.',
    ],
  ])('%s', async (formula, expected) => {
    expect(await verdict(formula)).toBe(expected);
  });

  test('what is open is said with its reason', async () => {
    expect(await verdict('sqrt(abs(x - y^2)) + y^2')).toMatch(/kink/);
    expect(await verdict('cos(9sqrt(x^2 + 2y^2))')).toMatch(/No critical point was proved/);
  });

  test('a connected set is told beside the points', async () => {
    expect(await verdict('(x*y - 1)^2')).toBe('1 saddle in [−5, 5]²; a curve of minima: proved, none missed.');
  });
});

describe('pictures', () => {
  const theme = { dark: true, highContrast: false };
  test.each([
    ['loss f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2'],
    ['loss f(x) = x^4 - x^2'],
    ['loss f(x, y) = log(x) + y^2'],
    ['loss f(x, y, z) = x^2 + y^2 + z^2'],
    ['loss f(x, y) = 0*x + 0*y'],
    ['loss f(x, y) = log(-1 - x^2)'],
  ])('%s: a standing SVG within its bytes', async (text) => {
    const report = await findCriticalPoints(request(text, 'f'), { budget: 300 });
    const svg = await drawPicture({ ...request(text, 'f'), width: 360, bytes: 60_000, theme, report }, {});
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" .*<\/svg>$/);
    expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(60_000);
    expect(svg).not.toMatch(/NaN|Infinity|<script|href|undefined/);
  });

  test('detail is given up until the picture fits', async () => {
    const text = 'loss f(x, y) = 20 + x^2 - 10cos(2pi*x) + y^2 - 10cos(2pi*y)';
    const draw = (bytes: number) => drawPicture({ ...request(text, 'f'), width: 360, bytes, theme, report: null }, {});
    for (const bytes of [90_000, 30_000, 12_000]) expect((await draw(bytes)).length).toBeLessThanOrEqual(bytes);
    await expect(draw(100)).rejects.toThrow(/100 bytes/);
  });
});

test('the report document tells points, enclosures, reasons and what the words mean', async () => {
  const document = await writeReport(request(flat, 'flat'), { budget: 1000 });
  expect(document).toContain('# Critical points of `flat`');
  expect(document).toContain('1 degenerate saddle in [−2, 2]²');
  expect(document).toContain('∂L/∂x = x + 2α·x·y²');
  expect(document).toMatch(/enclosed in \[/);
  expect(document).toContain('## What the words mean');
});

/** The csv files that an example names; they stand beside it. */
function dataFiles(text: string): DataFiles {
  const paths = [...text.matchAll(/csv\("([^"]+)"\)/g)].map(([, path]) => path!);
  return new Map(paths.map((path) => [path, readCsv(readFileSync(`media/examples/${path}`, 'utf8'))]));
}

describe('the examples that ship', () => {
  const files = readdirSync('media/examples').filter((name) => name.endsWith('.loss'));
  test.each(files)('%s', async (file) => {
    const text = readFileSync(`media/examples/${file}`, 'utf8');
    const files = dataFiles(text);
    const model = analyzeText(text, (path) => csvState(files.get(path)));
    expect(model.diagnostics).toEqual([]);
    expect(text.startsWith('# '), 'begins with a comment that teaches').toBe(true);
    for (const { name } of model.losses) {
      const asked = { ...request(text, name), files };
      const view = describeLoss(asked);
      const report = await findCriticalPoints(asked, { budget: 3000 });
      expect(report.verdict).toMatch(/\.$/);
      // A network is slow to search: it is asked to train instead.
      if (view.form === 'formulas') expect(report.points.length).toBeGreaterThan(0);
      const run = { optimizer: 'adam', options: { lr: 0.05 }, from: { kind: 'start', index: 0 }, steps: 30 } as const;
      const trained = await explore(asked).train({ ...asked, run }, {});
      expect(trained.values.at(-1)).toBeLessThan(trained.values[0]!);
    }
  });
});
