/** The model's prediction at the centre beside the data it is compared with. */
import { formatNumber } from '../../../src/picture/numbers';
import type { Theme } from '../../draw/theme';
import { section } from '../../ui/controls';
import { changes, html, setText, show, svg } from '../../ui/dom';
import { dataPicture, valueColour, markPath } from '../draw/dataPlot';
import { dataFit, rowsInWords } from '../model/dataFit';
import type { DataFit } from '../model/dataFit';
import type { NetworkScene } from '../model/networkScene';
import { AnswerLine } from './answerLine';
import type { NetworkContext, NetworkPart } from './context';

export class DataPart implements NetworkPart {
  readonly element: HTMLElement;
  private readonly place = html('div', 'data-place');
  private readonly legend = html('ul', 'glyph-legend', { attributes: { 'aria-label': 'Legend of the data' } });
  private readonly words = html('p', 'hint');
  private readonly line: AnswerLine;
  private readonly changed = changes();

  constructor({ explorations }: NetworkContext) {
    this.line = new AnswerLine({
      name: 'prediction',
      doing: 'Predicting',
      failed: 'The prediction could not be computed',
      retry: () => explorations.retry('prediction'),
    });
    this.element = section('Data', 'data', [this.line.element, this.place, this.legend, this.words]);
  }

  update(scene: NetworkScene, theme: Theme): void {
    const { prediction } = scene.known;
    this.line.update(prediction, null);
    const view = prediction.answer?.value;
    this.place.classList.toggle('is-old', prediction.answer !== null && prediction.answer.key !== prediction.key);
    const width = Math.floor(this.element.clientWidth);
    if (width === 0 || !this.changed(view, width, theme)) return;
    show(this.place, view != null);
    show(this.legend, view != null);
    if (view == null) {
      setText(
        this.words,
        view === null ? 'This loss compares no model row by row with data of one or two columns.' : '',
      );
      return;
    }
    const fit = dataFit(view);
    this.place.replaceChildren(dataPicture(view, fit, theme, width));
    this.legend.replaceChildren(...legendItems(view.target, view.features.length, fit, theme));
    setText(this.words, rowsInWords(view));
  }
}

function legendItems(target: string, features: number, fit: DataFit, theme: Theme): readonly HTMLElement[] {
  const icon = (shape: SVGElement): SVGSVGElement =>
    svg('svg', { width: 20, height: 20, viewBox: '-10 -10 20 20', 'aria-hidden': 'true' }, [shape]);
  const item = (shape: SVGElement, text: string): HTMLElement => html('li', '', {}, [icon(shape), text]);
  if (features === 1) {
    const curve = svg('path', { d: 'M-9,3C-3,-7,3,7,9,-3', fill: 'none', stroke: theme.negative, 'stroke-width': 2.4 });
    return [
      item(svg('circle', { r: 3.5, fill: theme.foreground, 'fill-opacity': 0.55 }), 'row'),
      item(curve, fit.isProbability ? `probability that ${target} is 1, by the model` : `${target} by the model`),
    ];
  }
  const { low, high, classes } = fit;
  const values = classes === null ? [low, (low + high) / 2, high] : [...new Set(fit.targets)].sort((a, b) => a - b);
  const marks = values.map((value, at) => {
    const mark = svg('path', {
      d: markPath(fit, value),
      fill: valueColour(fit, theme, value),
      stroke: theme.foreground,
      'stroke-width': 1.1,
    });
    return item(mark, `${target} = ${formatNumber(classes?.[at] ?? value, 3)}`);
  });
  const what = fit.isProbability ? `Field: probability that ${target} is 1.` : `Field: ${target} by the model.`;
  return [...marks, html('li', 'wide', { text: what })];
}
