import { reduceBand } from '../linalg/bandTridiagonalize';
import { pairsOf } from '../linalg/symmetricEigenpairs';
import { symmetricEigen } from '../linalg/eigen';
import { countBelow, tridiagonalProducts } from '../linalg/tridiagonal';
import { tridiagonalSteps } from '../linalg/tridiagonalize';
import { RandomGenerator } from '../random/generator';
import { dense, drawBand, withSpikes } from './spiked';

/** The eigenvalue that a spike is behind, in one draw. */
export interface SpikeDraw {
  readonly beta: number;
  /** The j-th largest eigenvalue for the j-th largest spike above 0; from below for spikes below 0. */
  readonly position: number;
  /** ⟨v, u⟩²: of its eigenvector on the direction of the spike, or on the span of those of equal spikes. */
  readonly overlap: number;
}

export interface SpectrumDraw {
  /** n eigenvalues, ascending. */
  readonly values: Float64Array;
  /** Spikes other than 0, in descending order; of many, the outermost at either end. */
  readonly spikes: readonly SpikeDraw[];
  /** Negative eigenvalues of W, where they were asked for. */
  readonly noiseNegatives: number | undefined;
}

/** With more spikes than these the matrix is treated as dense. */
const widestBand = 16;
/** So many spikes are told at either end. */
export const toldSpikes = 8;

/**
 * Draws one matrix and finds its eigenvalues; yields between columns. `stream` tells the draws of one seed apart.
 * `withNoise`: counts the negative eigenvalues of W alone, too.
 */
export function* drawSpectrum(
  n: number,
  spikes: readonly number[],
  { seed, stream }: { readonly seed: number; readonly stream: number },
  withNoise: boolean,
): Generator<void, SpectrumDraw> {
  const ordered = spikes.filter((beta) => beta !== 0).sort((a, b) => b - a);
  const noise = drawBand(n, ordered.length, new RandomGenerator(seed, stream));
  const band = withSpikes(noise, ordered);
  const told = toldIndices(ordered, n);
  const isWide = ordered.length > widestBand;
  const { values, components } = isWide
    ? yield* ofDense(dense(band), n, told, ordered.length)
    : yield* ofBand(band, ordered.length);
  let noiseNegatives: number | undefined;
  if (withNoise) {
    const { diagonal, beside } = isWide ? yield* tridiagonalSteps(dense(noise), n) : yield* reduceBand(noise, 0);
    noiseNegatives = countBelow(diagonal, beside, 0);
  }
  return {
    values,
    noiseNegatives,
    spikes: told.map(({ beta, index }) => {
      const own = components.get(index);
      const overlap = own?.reduce((sum, x, i) => (ordered[i] === beta ? sum + x * x : sum), 0) ?? NaN;
      return { beta, position: values[index]!, overlap };
    }),
  };
}

/** The eigenvalue behind each spike that is told, as its place in ascending order. */
function toldIndices(ordered: readonly number[], n: number): { readonly beta: number; readonly index: number }[] {
  const up = ordered.filter((beta) => beta > 0);
  const down = ordered.filter((beta) => beta < 0);
  return [
    ...up.slice(0, toldSpikes).map((beta, j) => ({ beta, index: n - 1 - j })),
    ...down.slice(-toldSpikes).map((beta, j, { length }) => ({ beta, index: length - 1 - j })),
  ];
}

interface Found {
  readonly values: Float64Array;
  /** Of eigenvectors, by the place of the eigenvalue: the components along the spikes, in order. */
  readonly components: ReadonlyMap<number, Float64Array>;
}

function* ofBand(band: ReturnType<typeof drawBand>, width: number): Generator<void, Found> {
  const { diagonal, beside, rows } = yield* reduceBand(band, width);
  yield;
  const { values, rows: turned } = tridiagonalProducts(diagonal, beside, rows, width);
  const components = new Map<number, Float64Array>();
  for (let i = 0; i < values.length; i++) components.set(i, turned.subarray(i * width, (i + 1) * width));
  return { values, components };
}

function* ofDense(
  matrix: Float64Array,
  n: number,
  told: readonly { readonly index: number }[],
  width: number,
): Generator<void, Found> {
  const chosen = told.map(({ index }) => index).sort((a, b) => a - b);
  const form = yield* tridiagonalSteps(matrix, n);
  yield;
  const pairs = pairsOf(form, chosen);
  if (pairs !== null) {
    return { values: pairs.all, components: new Map(chosen.map((i, j) => [i, pairs.vectors[j]!.subarray(0, width)])) };
  }
  const { values, vectors } = symmetricEigen(matrix, n);
  return { values, components: new Map(chosen.map((i) => [i, vectors[i]!.subarray(0, width)])) };
}
