/** Numbers about a spectrum beside what is known of them. */
import type { SampleView, SpectrumView } from '../../../src/landscape/spectra/views';
import { formatNumber } from '../../../src/picture/numbers';
import type { SizesChart } from '../draw/sizesChart';

/** Names and values, in order. */
export function factsOf(view: SpectrumView): readonly (readonly [string, string])[] {
  const { n, negatives, circle, random, values } = view;
  const range = `${formatNumber(values[0]!, 4)} to ${formatNumber(values.at(-1)!, 4)}`;
  const off = ['largest difference of shares', formatNumber(circle.distance, 3)] as const;
  if (random === null) {
    const { centre, radius } = circle;
    return [
      ['eigenvalues', `${String(n)}, from ${range}`],
      ['negative', share(negatives, n)],
      ['semicircle fitted', `${formatNumber(centre, 4)} ± ${formatNumber(radius, 4)}`],
      off,
    ];
  }
  const { bounds, noiseNegatives, formula, moments, draws, spikes, allPositive, sizes } = random;
  const mean = sizes.at(-1)?.negative;
  const chance = allPositive.exact
    ? formatNumber(allPositive.probability, 5)
    : allPositive.exponent > -4
      ? `about ${formatNumber(allPositive.probability, 2)}, to leading order`
      : `about 10^${formatNumber(Math.round(allPositive.exponent))}, to leading order`;
  return [
    ['eigenvalues', `${String(n)}, from ${range}`],
    ['negative', share(negatives, n)],
    ...(spikes === 0
      ? []
      : [
          ['formula for strong spikes', share(formula * n, n)] as const,
          [
            'bounds',
            `${String(bounds[0])} to ${String(bounds[1])}, from ${String(noiseNegatives)} of the noise alone`,
          ] as const,
        ]),
    ['negative, mean of draws', mean === undefined ? '…' : share(mean.mean * n, n, mean.error * n)],
    off,
    ['moments λ², λ⁴, λ⁶', moments === null ? '…' : moments.map(withError).join(', ')],
    ['… of the semicircle', '1, 2, 5'],
    ['all positive, without spikes', chance],
    ['draws', `${String(draws)}, from seed ${String(random.seed)}`],
  ];
}

function share(count: number, n: number, error = 0): string {
  const off = error === 0 ? '' : ` ± ${formatNumber(error, 2)}`;
  return `${formatNumber(count, 4)}${off} of ${String(n)} (${formatNumber((100 * count) / n, 3)} %)`;
}

function withError({ mean, error }: SampleView): string {
  return `${formatNumber(mean, 4)} ± ${formatNumber(error, 2)}`;
}

/** What is drawn against the size of the matrix. */
export function chartsOf(view: SpectrumView): readonly SizesChart[] {
  const { random, outliers } = view;
  if (random === null || random.sizes.length === 0) return [];
  const [first] = outliers;
  // Many spikes spread: their limit is another.
  const top = random.isCrowded
    ? null
    : first !== undefined && first.beta !== null && first.beta > 0
      ? first.predicted!
      : 2;
  return [
    {
      name: 'Largest eigenvalue',
      limitName: top === null ? '' : `limit ${formatNumber(top, 4)}`,
      points: random.sizes.map(({ n, largest }) => ({ n, value: largest, limit: top })),
    },
    {
      name: 'Share of negative eigenvalues',
      limitName: 'formula for strong spikes',
      points: random.sizes.map(({ n, negative, formula }) => ({ n, value: negative, limit: formula })),
    },
    {
      name: 'Largest difference from the semicircle',
      limitName: random.isCrowded ? '' : 'limit 0',
      points: random.sizes.map(({ n, distance }) => ({ n, value: distance, limit: random.isCrowded ? null : 0 })),
    },
  ];
}
