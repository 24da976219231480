/** The curvature at the centre: its spectrum, its ends, and how much of it is negative. */
import type { CurvatureView, EigenvalueView } from '../../../src/landscape/explore/views';
import { formatNumber } from '../../../src/picture/numbers';
import type { Theme } from '../../draw/theme';
import { section } from '../../ui/controls';
import { changes, html, setText, show } from '../../ui/dom';
import { spectrumPicture } from '../draw/spectrumPlot';
import type { NetworkScene } from '../model/networkScene';
import { AnswerLine } from './answerLine';
import type { NetworkContext, NetworkPart } from './context';

/** Eigenvalues told at each end. */
const toldEnds = 3;

export class SpectrumPart implements NetworkPart {
  readonly element: HTMLElement;
  private readonly place = html('div', 'spectrum-place');
  private readonly sentence = html('p', 'curvature');
  private readonly list = html('dl', 'details');
  private readonly where = html('p', 'hint');
  private readonly line: AnswerLine;
  private readonly changed = changes();

  constructor({ explorations }: NetworkContext) {
    this.line = new AnswerLine({
      name: 'spectrum',
      doing: 'Measuring the curvature',
      failed: 'The curvature could not be measured',
      cancel: () => explorations.cancel('curvature'),
      retry: () => explorations.retry('curvature'),
    });
    this.element = section('Spectrum', 'spectrum', [
      this.line.element,
      this.place,
      this.sentence,
      this.list,
      this.where,
    ]);
  }

  update(scene: NetworkScene, theme: Theme): void {
    const { curvature } = scene.known;
    this.line.update(curvature, curvature.progress);
    const view = curvature.answer?.value;
    const isOld = curvature.answer !== null && curvature.answer.key !== curvature.key;
    this.place.classList.toggle('is-old', isOld);
    show(this.place, view !== undefined);
    const width = Math.floor(this.element.clientWidth);
    if (width === 0 || !this.changed(view, width, theme, scene.centreName)) return;
    setText(this.where, view === undefined ? 'Nothing is known yet.' : `At the centre: ${scene.centreName}.`);
    this.list.replaceChildren();
    setText(this.sentence, view?.sentence ?? '');
    if (view === undefined) return;
    const picture = spectrumPicture(view, theme, width);
    this.place.replaceChildren(...(picture === null ? [] : [picture]));
    this.list.replaceChildren(
      ...rowsOf(view).flatMap(([label, text]) => [html('dt', '', { text: label }), html('dd', '', { text })]),
    );
  }
}

function rowsOf(view: CurvatureView): readonly (readonly [string, string])[] {
  const { lowest, highest, negative, trace, gradientNorm, value, method } = view;
  const ends = (values: readonly EigenvalueView[]): string =>
    values
      .slice(0, toldEnds)
      .map(({ value: end, residual }) => withError(end, residual))
      .join(', ');
  const count =
    negative === null
      ? `at least ${String(view.negativeAtLeast)}`
      : method === 'exact'
        ? formatNumber(negative.count)
        : `about ${withError(negative.count, negative.error)}; at least ${String(view.negativeAtLeast)}`;
  const rows: readonly (readonly [string, string])[] = [
    ['loss', formatNumber(value, 6)],
    ['gradient norm', formatNumber(gradientNorm, 4)],
    ['lowest', ends(lowest)],
    ['highest', ends(highest)],
    ['negative', count],
    ...circleRows(view),
    ...(trace === null ? [] : [['trace', withError(trace.value, trace.standardError)] as const]),
    ['found', method === 'exact' ? 'all eigenvalues, from the whole Hessian' : 'by products with vectors'],
  ];
  // Where the Hessian is undefined there is nothing more to tell.
  return lowest.length === 0 ? rows.slice(0, 2) : rows;
}

/** The semicircle fitted, and what stands out of it, where all eigenvalues are known. */
function circleRows({ circle, eigenvalues }: CurvatureView): readonly (readonly [string, string])[] {
  if (circle === null || eigenvalues === null || circle.radius === 0) return [];
  const { centre, radius, distance, below, above } = circle;
  const outside = [
    ...eigenvalues.subarray(0, below),
    ...[...eigenvalues.subarray(eigenvalues.length - above)].reverse(),
  ];
  const shown = outside.slice(0, 2 * toldEnds).map((value) => formatNumber(value, 4));
  const more = outside.length > shown.length ? `, … (${String(outside.length)})` : '';
  const fit = `${formatNumber(centre, 3)} ± ${formatNumber(radius, 3)}; shares differ by up to ${formatNumber(distance, 2)}`;
  return [
    ['semicircle fitted', fit],
    ['outside of it', outside.length === 0 ? 'none' : `${shown.join(', ')}${more}`],
  ];
}

/** A number with what it may be off by, where that is worth telling. */
function withError(value: number, error: number): string {
  const isTold = error > Math.abs(value) * 1e-4;
  return isTold ? `${formatNumber(value, 4)} ± ${formatNumber(error, 2)}` : formatNumber(value, 4);
}
