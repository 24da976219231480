/** The ways between two points: the straight line with its barrier, and the minimum-energy path over its pass. */
import type { PathView } from '../../../src/landscape/branches/views';
import { formatNumber, formatPoint } from '../../../src/picture/numbers';
import type { Theme } from '../../draw/theme';
import type { Scene } from '../../model/scene';
import { AnswerLine } from '../../network/ui/answerLine';
import { type Choice, labelledSelect, section, setChoices, textButton } from '../../ui/controls';
import type { Context, Part } from '../../ui/context';
import { changes, html, setText, show, svg } from '../../ui/dom';
import { drawBarriers, drawProfile, wayLook } from '../draw/wayLayer';
import type { Studies } from '../host/studies';
import { rangedConstants } from '../model/diagram';
import type { PathQuestion } from '../model/questions';

const twin = 'twin';
/** More points are not offered. */
const mostEnds = 100;

interface End extends Choice {
  readonly point: readonly number[];
}

export class WayPart implements Part {
  readonly element: HTMLElement;
  /** Lines with their names; stands below the plot. */
  readonly legend = html('ul', 'glyph-legend way-legend', { attributes: { 'aria-label': 'Legend of the ways' } });
  private readonly hint = html('p', 'hint');
  private readonly from;
  private readonly to;
  private readonly along;
  private readonly controls: HTMLElement;
  private readonly start: HTMLButtonElement;
  private readonly clear: HTMLButtonElement;
  private readonly line: AnswerLine;
  private readonly sentences = html('ul', 'way-sentences');
  private readonly profile = svg('svg', { class: 'way-profile' });
  private readonly barriers = svg('svg', { class: 'way-barriers' });
  private readonly barrierLegend = html('ul', 'glyph-legend', {
    attributes: { 'aria-label': 'Legend of the barriers' },
  });
  private readonly rows = html('tbody');
  private readonly table: HTMLElement;
  private readonly changed = changes();
  private ends: readonly End[] = [];
  private width = 0;

  constructor(
    private readonly context: Context,
    private readonly studies: Studies,
    /** Asks for a frame. */
    redraw: () => void,
  ) {
    this.from = labelledSelect('from', [], redraw);
    this.to = labelledSelect('to', [], redraw);
    this.along = labelledSelect('barrier against', [], redraw);
    this.from.select.setAttribute('aria-label', 'Way: from');
    this.to.select.setAttribute('aria-label', 'Way: to');
    this.along.select.setAttribute('aria-label', 'Way: barrier against a constant');
    this.start = textButton('Find the way', () => this.run(), 'primary');
    this.clear = textButton('Clear', () => studies.path.drop());
    this.line = new AnswerLine({
      name: 'way',
      doing: 'Relaxing the string',
      failed: 'The way could not be found',
      cancel: () => studies.path.cancel(),
      retry: () => this.run(),
    });
    this.table = html('table', 'way-table', {}, [
      html('caption', '', { text: 'Saddles on the way' }),
      html('thead', '', {}, [
        html(
          'tr',
          '',
          {},
          ['', 'Point', 'Loss', 'Proof'].map((text) => html('th', '', { attributes: { scope: 'col' }, text })),
        ),
      ]),
      this.rows,
    ]);
    this.controls = html('div', 'fields', {}, [
      this.from.element,
      this.to.element,
      this.along.element,
      this.start,
      this.clear,
    ]);
    this.element = section('Ways between points', 'way', [
      this.hint,
      this.controls,
      this.line.element,
      this.sentences,
      this.profile,
      this.table,
      this.barriers,
      this.barrierLegend,
    ]);
  }

  /** What is drawn in the plot now; undefined where nothing is. */
  shown(scene: Scene): PathView | undefined {
    const { answer } = this.studies.path.state;
    return answer?.key === this.keyFor(scene) ? answer?.value : undefined;
  }

  measure(): void {
    this.width = Math.floor(this.element.clientWidth);
  }

  update(scene: Scene, theme: Theme): void {
    const { state } = this.studies.path;
    this.line.update(state, state.progress);
    const { report } = scene.state.report;
    const view = this.shown(scene);
    const isOld = state.answer !== null && view === undefined;
    const isTwin = this.to.select.value === twin;
    if (!this.changed(scene.loss, report, scene.starts, view, state.status, isOld, theme, this.width, isTwin)) return;
    this.ends = endsOf(scene);
    setChoices(this.from.select, this.ends);
    setChoices(this.to.select, [...this.ends, { value: twin, text: 'its twin by a symmetry' }]);
    if (this.to.select.value === this.from.select.value && this.ends.length > 1 && !isTwin)
      this.to.select.value = this.ends[1]!.value;
    const names = rangedConstants(scene.loss).map(({ name }) => name);
    setChoices(this.along.select, [
      { value: '', text: 'nothing' },
      ...names.map((name) => ({ value: name, text: name })),
    ]);
    show(this.along.element, names.length > 0);
    const hasEnds = this.ends.length > 0;
    setText(
      this.hint,
      !hasEnds
        ? 'No critical point and no start is known yet.'
        : isOld
          ? 'Something has changed since this way: find it again.'
          : 'The straight line between two points with its barrier, and the minimum-energy path with its pass.',
    );
    show(this.controls, hasEnds);
    this.start.disabled = state.status === 'pending';
    show(this.clear, state.answer !== null);
    for (const part of [this.sentences, this.profile, this.table, this.barriers, this.barrierLegend, this.legend])
      part.toggleAttribute('hidden', view === undefined);
    if (view === undefined) return;
    this.sentences.replaceChildren(...view.sentences.map((text) => html('li', 'hint', { text })));
    show(this.table, view.path.saddles.length > 0);
    this.rows.replaceChildren(
      ...view.path.saddles.map(({ point, value, proof, reason }, k) =>
        html('tr', '', {}, [
          html('th', '', { attributes: { scope: 'row' }, text: String(k + 1) }),
          html('td', '', { text: formatPoint(point, 5) }),
          html('td', 'number', { text: formatNumber(value, 7) }),
          html('td', '', { text: proof, attributes: { title: reason } }),
        ]),
      ),
    );
    this.legend.replaceChildren(
      ...(['line', 'path'] as const).map((way) =>
        html('li', '', {}, [swatch(way, theme), way === 'line' ? 'straight line' : 'minimum-energy path']),
      ),
    );
    for (const part of [this.barriers, this.barrierLegend]) part.toggleAttribute('hidden', view.barriers.length < 2);
    this.barrierLegend.replaceChildren(
      html('li', '', {}, [line(theme.glyphs.kink, undefined), 'barrier from the higher minimum']),
      html('li', '', {}, [line(theme.glyphs.kink, '6 4'), 'from the lower one']),
    );
    if (this.width < 120) return;
    drawProfile(this.profile, view, scene.loss.name, this.width, theme);
    if (view.barriers.length > 1) drawBarriers(this.barriers, view, this.width, theme);
  }

  private keyFor(scene: Scene): string | null {
    const question = this.question(scene);
    return question === null ? null : this.studies.keyOf(scene, question);
  }

  private question(scene: Scene): PathQuestion | null {
    const from = this.ends.find(({ value }) => value === this.from.select.value);
    const to = this.ends.find(({ value }) => value === this.to.select.value);
    const isTwin = this.to.select.value === twin;
    if (from === undefined || (to === undefined && !isTwin) || from.point.length !== scene.evaluator.dimension)
      return null;
    const { value: along } = this.along.select;
    return {
      from: Float64Array.from(from.point),
      to: to === undefined ? { kind: 'twin' } : { kind: 'point', point: Float64Array.from(to.point) },
      along: along === '' ? null : along,
    };
  }

  private run(): void {
    const scene = this.context.scene();
    const question = scene === undefined ? null : this.question(scene);
    if (scene !== undefined && question !== null) this.studies.startPath(scene, question);
  }
}

/** The isolated critical points, minima first as the report has them, and the starts. */
function endsOf({ state, starts, evaluator }: Scene): readonly End[] {
  const points = (state.report.report?.points ?? []).filter(({ point }) => point.length === evaluator.dimension);
  return [
    ...points.map(({ kind, point }, k) => ({
      value: `point ${String(k)}`,
      text: `${kind.replace(/-/g, ' ')} ${formatPoint(point, 4)}`,
      point,
    })),
    ...starts.map((point, k) => ({
      value: `start ${String(k)}`,
      text: `start ${String(k + 1)} ${formatPoint(point, 4)}`,
      point,
    })),
  ].slice(0, mostEnds);
}

function swatch(way: 'line' | 'path', theme: Theme): SVGSVGElement {
  const { stroke, dash } = wayLook(way, theme);
  return line(stroke, dash);
}

function line(stroke: string, dash: string | undefined): SVGSVGElement {
  return svg('svg', { width: 26, height: 20, viewBox: '-13 -10 26 20', 'aria-hidden': 'true' }, [
    svg('path', { d: 'M-12,0H12', fill: 'none', stroke, 'stroke-width': 2.2, 'stroke-dasharray': dash }),
  ]);
}
