import { formatNumber } from '../../picture/numbers';
import type { SpectrumDraw } from '../../spectra/drawSpectrum';
import { semicircleDistance } from '../../spectra/semicircle';
import {
  type SizeStudy,
  type SpectrumQuestion,
  type SpectrumStudy,
  allSpikes,
  copiesAt,
  studySpectrum,
} from '../../spectra/study';
import { allPositive, fewSpikes, negativeBounds, negativeShare, predict } from '../../spectra/theory';
import { type DriveOptions, drive } from '../drive';
import { LandscapeError } from '../errors';
import type { SpectrumRequest } from '../requests';
import { hessianSpectrum } from './hessian';
import { askedSpectrum, goeQuestion } from './question';
import type { OutlierView, SizeView, SpectrumProgress, SpectrumView } from './views';

/** The spectrum that a statement of a text asks for; throws `LandscapeError` where it cannot be found. */
export async function findSpectrum(
  request: SpectrumRequest,
  options: DriveOptions<SpectrumProgress>,
): Promise<SpectrumView> {
  const asked = askedSpectrum(request);
  const { form } = asked.spectrum.statement;
  switch (form.kind) {
    case 'goe':
      return randomSpectrum(goeQuestion(form, asked.constants), options);
    case 'hessian':
      return hessianSpectrum(form, asked, request, options);
    case 'missing':
      throw new LandscapeError('The spectrum has an error: see the messages of its file.');
  }
}

/** Requests of one key have one answer: whatever else stands in the text of random matrices. Throws as `findSpectrum`. */
export function keyOfSpectrum(request: SpectrumRequest): string {
  const { spectrum, constants } = askedSpectrum(request);
  const { form } = spectrum.statement;
  if (form.kind === 'goe') return JSON.stringify(goeQuestion(form, constants));
  const { text, overrides, spectrum: index } = request;
  return JSON.stringify([index, Object.entries(overrides).sort(), text]);
}

async function randomSpectrum(
  question: SpectrumQuestion,
  { progress, ...options }: DriveOptions<SpectrumProgress>,
): Promise<SpectrumView> {
  let isTold = false;
  const study = await drive(studySpectrum(question), {
    ...options,
    progress: ({ share, first }) => {
      const view = first === null || isTold ? null : randomView(question, first, null);
      isTold ||= first !== null;
      progress?.({ share, view });
    },
  });
  if (study === null) throw new LandscapeError('The spectrum was stopped before all matrices were drawn.');
  return randomView(question, study.first, study);
}

/** What is known after the first draw, and after all of them. */
export function randomView(question: SpectrumQuestion, first: SpectrumDraw, study: SpectrumStudy | null): SpectrumView {
  const { n, seed, draws } = question;
  const spikes = allSpikes(question).filter((beta) => beta !== 0);
  const { values } = first;
  const all = study?.sizes.at(-1)?.measures;
  const outliers = first.spikes.map(({ beta, position, overlap }, i): OutlierView => {
    const { leaves, position: predicted, overlap: predictedOverlap } = predict(beta);
    const means = all?.spikes[i];
    return {
      beta,
      position,
      predicted,
      leaves,
      overlap,
      predictedOverlap,
      positions: means?.position ?? null,
      overlaps: means?.overlap ?? null,
    };
  });
  const negatives = values.filter((value) => value < 0).length;
  const noiseNegatives = first.noiseNegatives!;
  const bounds = negativeBounds(noiseNegatives, n, spikes);
  const random = {
    seed,
    draws,
    spikes: spikes.length,
    isCrowded: spikes.length > Math.max(1, Math.ceil(fewSpikes * n)),
    noiseNegatives,
    bounds,
    formula: negativeShare(n, spikes),
    moments: all?.moments ?? null,
    sizes: study?.sizes.map((size) => sizeView(size, question)) ?? [],
    allPositive: allPositive(n),
  };
  const view = {
    form: 'goe',
    n,
    values,
    negatives,
    circle: { centre: 0, radius: 2, distance: semicircleDistance(values) },
    outliers,
    unlisted: spikes.length - outliers.length,
    random,
  } as const;
  return { ...view, sentence: sentenceOf(view) };
}

function sizeView({ n, measures }: SizeStudy, question: SpectrumQuestion): SizeView {
  const { negative, distance, largest } = measures;
  const formula = negativeShare(n, allSpikes({ ...question, copies: copiesAt(n, question) }));
  return { n, negative, formula, distance, largest };
}

function sentenceOf({ n, negatives, outliers, unlisted, random, circle }: Omit<SpectrumView, 'sentence'>): string {
  const { spikes, formula, bounds, isCrowded } = random!;
  if (spikes === 0) {
    return `${n} × ${n}: ${negatives} of ${n} eigenvalues are negative, and their shares differ from the semicircle's by at most ${formatNumber(circle.distance, 3)}.`;
  }
  const leaving = outliers.filter(({ leaves }) => leaves);
  const shown = leaving
    .slice(0, 3)
    .map(({ position, predicted }) => `${formatNumber(position, 4)} (${formatNumber(predicted!, 4)} predicted)`);
  const more = leaving.length > 3 || unlisted > 0 ? ' and more' : '';
  const out =
    leaving.length > 0
      ? `${leaving.length === 1 ? 'an outlier' : 'outliers'} at ${shown.join(', ')}${more}`
      : 'no spike is beyond the threshold 1, so that none should leave the semicircle';
  const head = `${n} × ${n} with ${spikes} ${spikes === 1 ? 'spike' : 'spikes'}`;
  const crowd = isCrowded
    ? ` The predictions are for few spikes; these take ${formatNumber((100 * spikes) / n, 3)} % of the directions, and spread.`
    : '';
  const strong = `${formatNumber(formula * n, 4)} for strong spikes`;
  return `${head}: ${out}; ${negatives} eigenvalues are negative (${strong}, ${bounds[0]} to ${bounds[1]} for any).${crowd}`;
}
