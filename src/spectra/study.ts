import { type SpectrumDraw, drawSpectrum } from './drawSpectrum';
import { evenMoments, semicircleDistance } from './semicircle';

/** Of many draws. */
export interface Sample {
  readonly mean: number;
  /** Standard deviation of one draw; 0 of a single one. */
  readonly deviation: number;
  /** Standard error of the mean. */
  readonly error: number;
}

/** What is measured of every draw. */
export interface Measures {
  /** Share of negative eigenvalues. */
  readonly negative: Sample;
  readonly distance: Sample;
  readonly largest: Sample;
  readonly smallest: Sample;
  readonly moments: readonly [Sample, Sample, Sample];
  /** Position and overlap of each told spike, in the order of a draw. */
  readonly spikes: readonly { readonly position: Sample; readonly overlap: Sample }[];
}

/** All draws of one size. */
export interface SizeStudy {
  readonly n: number;
  readonly draws: number;
  readonly measures: Measures;
}

export interface SpectrumStudy {
  /** The first draw. */
  readonly first: SpectrumDraw;
  /** Smaller matrices with the same spikes, and as many copies as fit; then the size asked for. */
  readonly sizes: readonly SizeStudy[];
}

export interface SpectrumQuestion {
  readonly n: number;
  /** Without copies. */
  readonly spikes: readonly number[];
  readonly copies: number;
  readonly seed: number;
  readonly draws: number;
}

/** Every spike as often as it is copied. */
export function allSpikes({ spikes, copies }: Pick<SpectrumQuestion, 'spikes' | 'copies'>): number[] {
  return spikes.flatMap((beta) => new Array<number>(copies).fill(beta));
}

/** The share of the work that is done, and the first draw as soon as it is there. */
export interface StudyProgress {
  readonly share: number;
  readonly first: SpectrumDraw | null;
}

/** Draws of one size are told apart from those of another by this many streams. */
const streamsOfSize = 1_000_003;

/**
 * Draws the matrix, then as many as were asked for, and the same with smaller matrices, so that one sees what converges. Yields after each
 * small step; `next(true)` ends it, with null.
 */
export function* studySpectrum(
  question: SpectrumQuestion,
): Generator<StudyProgress, SpectrumStudy | null, boolean | undefined> {
  const { n, seed, draws } = question;
  const sizes = smallerSizes(question);
  // Drawing is quadratic in n for few spikes; of many, smaller sizes are cheaper still.
  const total = draws * [...sizes, { n }].reduce((sum, size) => sum + size.n * size.n, 0) + n * n;
  let done = 0;
  let first: SpectrumDraw | null = null;
  const own = allSpikes(question);
  for (const steps = drawSpectrum(n, own, { seed, stream: 0 }, true); first === null;) {
    const step = steps.next();
    if (step.done === true) first = step.value;
    else if ((yield { share: 0, first: null }) === true) return null;
  }
  done += 2 * n * n;
  if ((yield { share: done / total, first }) === true) return null;
  const found: SizeStudy[] = [];
  for (const [index, size] of [...sizes, { n, spikes: own }].entries()) {
    const isAsked = index === sizes.length;
    const drawn = isAsked ? [first] : [];
    while (drawn.length < draws) {
      const stream = (isAsked ? 0 : (index + 1) * streamsOfSize) + drawn.length;
      const steps = drawSpectrum(size.n, size.spikes, { seed, stream }, false);
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) {
          drawn.push(step.value);
          break;
        }
        if ((yield { share: Math.min(1, done / total), first }) === true) return null;
      }
      done += size.n * size.n;
    }
    found.push({ n: size.n, draws, measures: measure(drawn) });
  }
  return { first, sizes: found };
}

const mostSizes = 5;
const smallestSize = 8;

/** Halves of n, and halves of those, as long as the spikes fit in. Where spikes have copies, the share of the copies stays. */
function smallerSizes(question: SpectrumQuestion): { n: number; spikes: readonly number[] }[] {
  const { n, spikes } = question;
  const sizes: { n: number; spikes: readonly number[] }[] = [];
  for (let size = n; sizes.length < mostSizes;) {
    size = Math.round(size / 2);
    const own = allSpikes({ spikes, copies: copiesAt(size, question) });
    if (size < smallestSize || own.length > size) break;
    sizes.unshift({ n: size, spikes: own });
  }
  return sizes;
}

/** As many copies of each spike as a matrix of this size has for the same share of its directions. */
export function copiesAt(size: number, { n, copies }: SpectrumQuestion): number {
  return size === n ? copies : Math.max(1, Math.round((copies * size) / n));
}

function measure(draws: readonly SpectrumDraw[]): Measures {
  const of = (number: (draw: SpectrumDraw) => number): Sample => sample(draws.map(number));
  const moments = draws.map(({ values }) => evenMoments(values));
  return {
    negative: of(({ values }) => values.filter((value) => value < 0).length / values.length),
    distance: of(({ values }) => semicircleDistance(values)),
    largest: of(({ values }) => values.at(-1)!),
    smallest: of(({ values }) => values[0]!),
    moments: [
      sample(moments.map((each) => each[0])),
      sample(moments.map((each) => each[1])),
      sample(moments.map((each) => each[2])),
    ],
    spikes: draws[0]!.spikes.map((_, i) => ({
      position: of(({ spikes }) => spikes[i]!.position),
      overlap: of(({ spikes }) => spikes[i]!.overlap),
    })),
  };
}

/** Mean, deviation and the error of the mean. */
export function sample(numbers: readonly number[]): Sample {
  const count = numbers.length;
  const mean = numbers.reduce((sum, x) => sum + x, 0) / count;
  const square = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0);
  const deviation = count < 2 ? 0 : Math.sqrt(square / (count - 1));
  return { mean, deviation, error: deviation / Math.sqrt(count) };
}
