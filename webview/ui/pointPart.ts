/** Two read-outs: the selected critical point, and the derivatives at the pointer or the pinned point. */
import { drawSpectrum } from '../draw/spectrumChart';
import { glyphPicture } from '../draw/legends';
import type { Theme } from '../draw/theme';
import type { Feature } from '../model/features';
import { kindInWords } from '../model/features';
import { formatNumber, formatPoint } from '../../src/picture/numbers';
import type { Probe, Scene } from '../model/scene';
import { conditionNumber, curvatureInWords, norm } from '../model/spectrum';
import { iconButton, section, textButton } from './controls';
import type { Context, Part } from './context';
import { changes, html, setText, show, svg } from './dom';

const chartWidth = 260;
/** Longer vectors are cut off in the text. */
const mostComponents = 8;

/** The selected critical point, in words and numbers. */
export class SelectedPart implements Part {
  readonly element: HTMLElement;
  private readonly list = html('dl', 'details');
  private readonly chart = svg('svg', { class: 'spectrum' });
  private readonly vectors = html('dl', 'details');
  private readonly title = html('h3', 'kind');
  private readonly toPoint: HTMLButtonElement;
  private readonly changed = changes();

  constructor(context: Context) {
    this.toPoint = textButton('Pin this point', () => {
      const scene = context.scene();
      const feature = selectedFeature(scene);
      if (feature !== undefined) context.dispatch({ type: 'pointPinned', point: feature.anchor });
    });
    const close = iconButton('remove', 'Close the details', () =>
      context.dispatch({ type: 'featureSelected', index: null }),
    );
    this.element = section(
      'Critical point',
      'selected',
      [this.title, this.list, this.chart, this.vectors, html('div', 'actions', {}, [this.toPoint])],
      [close],
    );
    this.element.setAttribute('aria-live', 'polite');
  }

  update(scene: Scene, theme: Theme): void {
    const feature = selectedFeature(scene);
    show(this.element, feature !== undefined);
    if (!this.changed(feature, theme) || feature === undefined) return;
    this.title.replaceChildren(
      glyphPicture(feature.kind, feature.proof !== 'numerical', theme),
      capital(kindInWords(feature.kind)),
      ...(feature.proof === null ? [] : [html('span', `proof is-${feature.proof}`, { text: feature.proof })]),
    );
    fillList(
      this.list,
      feature.details.filter(([label]) => label !== 'kind' && label !== 'proof'),
    );
    fillList(
      this.vectors,
      feature.eigenvalues.map((value, index) => [
        `λ${subscript(index + 1)} = ${formatNumber(value)}`,
        vectorText(feature.eigenvectors[index] ?? []),
      ]),
    );
    show(this.vectors, feature.eigenvalues.length > 0 && feature.eigenvalues.length <= mostComponents);
    this.chart.toggleAttribute('hidden', feature.eigenvalues.length === 0);
    if (feature.eigenvalues.length > 0) drawSpectrum(this.chart, feature.eigenvalues, chartWidth, theme);
  }
}

/** Curvature at the probed point. */
export class ProbePart implements Part {
  readonly element: HTMLElement;
  private readonly hint = html('p', 'hint');
  private readonly body = html('div', 'probe-body');
  private readonly list = html('dl', 'details');
  private readonly words = html('p', 'curvature');
  private readonly chart = svg('svg', { class: 'spectrum' });
  private readonly unpin: HTMLButtonElement;
  private readonly changed = changes();

  constructor(context: Context) {
    this.unpin = textButton('Unpin', () => context.dispatch({ type: 'pointPinned', point: null }));
    this.body.append(this.list, this.words, this.chart);
    this.element = section('At the point', 'probe', [this.hint, this.body], [this.unpin]);
    setText(
      this.hint,
      'Point at the plot to read the gradient and the curvature there; click to pin the point. By keyboard: focus the plot, press c for a crosshair, Enter to pin, Escape to let go.',
    );
  }

  update(scene: Scene, theme: Theme): void {
    const { probe } = scene;
    if (!this.changed(probe, theme)) return;
    show(this.hint, probe === null);
    show(this.body, probe !== null);
    show(this.unpin, probe?.isPinned === true);
    if (probe === null) return;
    fillList(this.list, probeDetails(probe, scene));
    const values = probe.spectrum?.values;
    setText(
      this.words,
      values === undefined ? 'The Hessian is undefined here.' : `The loss ${curvatureInWords(values)}.`,
    );
    this.chart.toggleAttribute('hidden', values === undefined);
    if (values !== undefined) drawSpectrum(this.chart, values, chartWidth, theme);
  }
}

function probeDetails(probe: Probe, scene: Scene): readonly (readonly [string, string])[] {
  const { derivatives, spectrum } = probe;
  const names = scene.loss.parameters.map(({ name }) => name);
  return [
    [names.length === 1 ? names[0]! : `(${names.slice(0, mostComponents).join(', ')})`, vectorText(probe.point)],
    ['loss', formatNumber(derivatives.value, 6)],
    ['gradient', vectorText(derivatives.gradient)],
    ['gradient norm', formatNumber(norm(derivatives.gradient))],
    ['condition number', spectrum === undefined ? 'undefined' : formatNumber(conditionNumber(spectrum.values), 4)],
  ];
}

function selectedFeature(scene: Scene | undefined): Feature | undefined {
  const selected = scene?.state.selected ?? null;
  return selected === null ? undefined : scene?.features[selected];
}

function fillList(list: HTMLElement, rows: readonly (readonly [string, string])[]): void {
  list.replaceChildren(...rows.flatMap(([label, text]) => [html('dt', '', { text: label }), html('dd', '', { text })]));
}

function vectorText(vector: ArrayLike<number>): string {
  const text = formatPoint(Array.from(vector).slice(0, mostComponents), 4);
  return vector.length > mostComponents ? `${text.slice(0, -1)}, …)` : text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function subscript(index: number): string {
  return [...String(index)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'.charAt(Number(digit))).join('');
}
