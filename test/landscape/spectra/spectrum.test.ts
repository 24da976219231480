import { describe, expect, test } from 'vitest';
import { spectrumPicture } from '../../../src/landscape/spectra/picture';
import { findSpectrum } from '../../../src/landscape/spectra/spectrum';
import type { SpectrumProgress, SpectrumView } from '../../../src/landscape/spectra/views';
import { createHandlers } from '../../../src/worker/service';

const ask = (text: string, overrides: Record<string, number> = {}, spectrum = 0): Promise<SpectrumView> =>
  findSpectrum({ text, spectrum, overrides }, {});

describe('random matrices', () => {
  test('outliers, negatives and bounds beside what theory says', async () => {
    const view = await ask('spectrum goe(n = 300, spikes = (3, 2, 0.5), seed = 4, draws = 12)');
    expect(view.n).toBe(300);
    const { outliers, random, negatives } = view;
    expect(outliers.map(({ beta, leaves }) => [beta, leaves])).toEqual([
      [3, true],
      [2, true],
      [0.5, false],
    ]);
    for (const { leaves, position, predicted, overlap, predictedOverlap, positions } of outliers) {
      if (!leaves) continue;
      expect(Math.abs(position - predicted!)).toBeLessThan(0.4);
      expect(Math.abs(overlap! - predictedOverlap!)).toBeLessThan(0.15);
      expect(Math.abs(positions!.mean - predicted!)).toBeLessThan(5 * positions!.error);
    }
    expect(random!.formula).toBeCloseTo(297 / 600, 12);
    expect(random!.bounds).toEqual([random!.noiseNegatives - 3, random!.noiseNegatives]);
    expect(negatives).toBeGreaterThanOrEqual(random!.bounds[0]);
    expect(negatives).toBeLessThanOrEqual(random!.bounds[1]);
    expect(view.sentence).toMatch(
      /^300 × 300 with 3 spikes: outliers at 3\.\d+ \(3\.333 predicted\), 2\.\d+ \(2\.5 predicted\); \d+ eigenvalues are negative \(148\.5 for strong spikes, \d+ to \d+ for any\)\.$/,
    );
  });

  test('the standard values are those of the documentation', async () => {
    const view = await ask('spectrum goe(draws = 1)');
    expect(view).toMatchObject({ n: 400, outliers: [], random: { seed: 1, draws: 1, spikes: 0 } });
    expect(view.sentence).toContain('semicircle');
    expect(view.random!.sizes.map(({ n }) => n)).toEqual([13, 25, 50, 100, 200, 400]);
    expect(view.random!.sizes[0]!.largest.error).toBe(0);
  });

  test('constants and vectors give the numbers, and sliders move them', async () => {
    const text = 'const b = 2 in [0, 5]\nconst k = [b, 1.5]\nspectrum goe(n = 20*b, spikes = k, copies = 2, draws = 1)';
    expect(await ask(text)).toMatchObject({ n: 40, random: { spikes: 4 } });
    const moved = await ask(text, { b: 3.01 });
    expect(moved.n).toBe(60);
    expect(moved.outliers.map(({ beta }) => beta)).toEqual([3.01, 3.01, 1.5, 1.5]);
    await expect(ask(text, { b: 0.05 })).rejects.toThrow(
      'There are 4 spikes, but a matrix with n = 1 has 1 directions',
    );
    await expect(ask(text, { b: 500 })).rejects.toThrow('"n" is 10000 here');
    await expect(ask(text, { c: 1 })).rejects.toThrow('no constant "c"');
  });

  test('a spike below zero leaves downwards', async () => {
    const { outliers, random } = await ask('spectrum goe(n = 200, spikes = -3, draws = 2)');
    expect(outliers[0]!.position).toBeLessThan(-2.8);
    expect(outliers[0]!.predicted).toBeCloseTo(-10 / 3, 12);
    expect(random!.formula).toBeCloseTo((199 / 2 + 1) / 200, 12);
    expect(random!.bounds[1] - random!.bounds[0]).toBe(1);
  });

  test('the first draw comes on the way, and the work can be stopped', async () => {
    const seen: SpectrumProgress[] = [];
    const text = 'spectrum goe(n = 100, spikes = 2, draws = 8)';
    const whole = await findSpectrum({ text, spectrum: 0, overrides: {} }, { progress: (step) => seen.push(step) });
    const early = seen.filter(({ view }) => view !== null);
    expect(early).toHaveLength(1);
    expect(early[0]!.view!.values).toEqual(whole.values);
    expect(early[0]!.view!.random!.sizes).toEqual([]);
    const stopped = findSpectrum({ text, spectrum: 0, overrides: {} }, { signal: { aborted: true } });
    await expect(stopped).rejects.toThrow('stopped');
  });

  test('one matrix of one row', async () => {
    const view = await ask('spectrum goe(n = 1, spikes = 3, draws = 4)');
    expect(view.values).toHaveLength(1);
    expect(view.random!.allPositive).toEqual({ probability: 0.5, exponent: Math.log10(0.5), exact: true });
    expect(view.outliers[0]!.overlap).toBeCloseTo(1, 12);
  });
});

describe('Hessians', () => {
  const net = 'loss net(w[40]) = sum(i*w[i]^2 - 25*w[i]^2 for i in 1..40) + 500*w[1]*w[2]\n  from (zeros())\n';

  test('all eigenvalues, and what stands out of the semicircle fitted', async () => {
    const view = await ask(`${net}spectrum hessian(net)`);
    expect(view.form).toBe('hessian');
    expect(view.values).toHaveLength(40);
    // −48 and −46 on the diagonal, coupled by 500.
    expect(view.values[0]).toBeCloseTo(-47 - Math.hypot(1, 500), 9);
    expect(view.outliers.map(({ position }) => Math.round(position))).toEqual([-547, 453]);
    expect(view.circle.centre).toBeCloseTo(-7 + 0 - 0 + 2 * (21.5 - 25) + 7, 0);
    expect(view.sentence).toContain('2 of them stand out of the semicircle fitted');
  });

  test('at a point, at a start, and in the middle of the box', async () => {
    const text = 'const a = 1 in [0, 2]\nloss f(x, y) = a*x^4 + y^2 on x in [0, 4], y in [-1, 1]\n';
    const at = async (where: string, overrides = {}): Promise<number[]> =>
      Array.from((await ask(`${text}spectrum hessian(f${where})`, overrides)).values);
    expect(await at('')).toEqual([2, 48]);
    expect(await at(', at = (1, 0)')).toEqual([2, 12]);
    expect(await at(', at = (a, 0)', { a: 2 })).toEqual([2, 96]);
    expect(await at(', at = zeros()')).toEqual([0, 2]);
  });

  test('what cannot be done is said', async () => {
    const big = 'loss f(w[1600]) = sum(w)\nspectrum hessian(f)';
    await expect(ask(big)).rejects.toThrow('"f" has 1600 parameters');
    const undefinedThere = 'loss f(x) = sqrt(x)\nspectrum hessian(f, at = (0))';
    await expect(ask(undefinedThere)).rejects.toThrow('not defined');
    await expect(ask('spectrum goe(m = 1)')).rejects.toThrow('has an error');
    await expect(ask('const a = 1')).rejects.toThrow('no spectrum 1');
    expect((await ask('loss f(x) = x\nspectrum hessian(f)')).sentence).toMatch(/0 of 1 eigenvalues/);
  });
});

test('the worker gives the same answer again, and a picture', async () => {
  const { spectrum, spectrumPicture: picture } = createHandlers(() => new Promise((resolve) => setImmediate(resolve)));
  const request = { text: 'spectrum goe(n = 50, spikes = 3, draws = 2)', spectrum: 0, overrides: {}, files: {} };
  const never = new AbortController().signal;
  const view = await spectrum(request, never);
  expect(await spectrum({ ...request }, never)).toBe(view);
  // Only what is drawn counts, and not what else the text says.
  expect(await spectrum({ ...request, text: `# more\n${request.text}` }, never)).toBe(view);
  expect(await spectrum({ ...request, text: request.text.replace('3', '4') }, never)).not.toBe(view);
  const svg = await picture({ ...request, width: 200, theme: { dark: true, highContrast: false } }, never);
  expect(svg).toContain('<svg');
  expect(svg.length).toBeLessThan(20_000);
  expect(spectrumPicture('a <b>', view, 200, { dark: false, highContrast: true })).toContain('a &lt;b&gt;');
});
