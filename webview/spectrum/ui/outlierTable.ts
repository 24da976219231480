/** The outliers as a table: where they are, and where theory puts them. */
import type { OutlierView, SampleView, SpectrumView } from '../../../src/landscape/spectra/views';
import { formatNumber } from '../../../src/picture/numbers';
import { html } from '../../ui/dom';

/** `3.34 ± 0.01`; nothing where it isn't known. */
function told(sample: SampleView | null): string {
  return sample === null ? '…' : `${formatNumber(sample.mean, 4)} ± ${formatNumber(sample.error, 2)}`;
}

const known = (value: number | null): string => (value === null ? '' : formatNumber(value, 4));

/** Columns of random matrices: their heads, and what stands in a row. */
const columns: readonly (readonly [string, (outlier: OutlierView) => string])[] = [
  ['spike β', ({ beta }) => known(beta)],
  ['eigenvalue', ({ position }) => formatNumber(position, 4)],
  ['predicted', ({ predicted, leaves }) => (leaves ? known(predicted) : `edge ${known(predicted)}`)],
  ['mean of draws', ({ positions }) => told(positions)],
  ['overlap', ({ overlap }) => known(overlap)],
  ['predicted', ({ predictedOverlap }) => known(predictedOverlap)],
  ['mean of draws', ({ overlaps }) => told(overlaps)],
];

export function outlierTable(view: SpectrumView): HTMLElement {
  const { outliers, random, unlisted } = view;
  if (outliers.length === 0) {
    const text = random === null ? 'No eigenvalue stands clearly out of the semicircle.' : 'There are no spikes.';
    return html('p', 'hint', { text });
  }
  const shown = random === null ? columns.slice(1, 2) : columns;
  const caption = random === null ? 'Eigenvalues outside of the semicircle' : 'Spikes and their eigenvalues';
  const head = html('tr', '', {}, [
    ...shown.map(([text]) => html('th', 'number', { text, attributes: { scope: 'col' } })),
  ]);
  const rows = outliers.map((outlier) =>
    html('tr', '', {}, [
      ...shown.map(([, cell], i) =>
        html(i === 0 ? 'th' : 'td', 'number', {
          text: cell(outlier),
          ...(i === 0 ? { attributes: { scope: 'row' } } : {}),
        }),
      ),
    ]),
  );
  const table = html('table', '', { attributes: { 'aria-label': caption } }, [
    html('thead', '', {}, [head]),
    html('tbody', '', {}, rows),
  ]);
  const scroll = { attributes: { tabindex: 0, role: 'group', 'aria-label': caption } };
  const rest = unlisted === 0 ? [] : [html('p', 'hint', { text: `… and ${String(unlisted)} more.` })];
  return html('div', '', {}, [html('div', 'race-table', scroll, [table]), ...rest]);
}
