/** All critical points against a constant: the diagram, its bifurcations by name, and a cursor that is the slider. */
import type { SampleView } from '../../../src/landscape/branches/views';
import { formatNumber, roundToStep } from '../../../src/picture/numbers';
import type { Theme } from '../../draw/theme';
import type { Scene } from '../../model/scene';
import { AnswerLine } from '../../network/ui/answerLine';
import { labelledSelect, section, setChoices, textButton } from '../../ui/controls';
import type { Context, Part } from '../../ui/context';
import { changes, html, setAttributes, setText, show, svg } from '../../ui/dom';
import { type ChartScales, drawDiagram, lineLook } from '../draw/diagramChart';
import type { ShownDiagram, Studies } from '../host/studies';
import {
  type DiagramLine,
  type Vertical,
  diagramPicture,
  placeInWords,
  pointsInWords,
  rangedConstants,
} from '../model/diagram';
import { bifurcationQuestion } from '../model/questions';
import { limits } from '../state/setup';
import type { BifurcationSetup } from '../state/setup';
import { labelledNumber } from './fields';

const kindNames: Readonly<Record<DiagramLine['kind'], string>> = {
  minimum: 'minima',
  saddle: 'saddles',
  maximum: 'maxima',
};

export class BifurcationPart implements Part {
  readonly element: HTMLElement;
  private readonly hint = html('p', 'hint');
  private readonly along;
  private readonly vertical;
  private readonly samples;
  private readonly controls: HTMLElement;
  private readonly start: HTMLButtonElement;
  private readonly line: AnswerLine;
  private readonly picture = svg('svg', { class: 'diagram-picture' });
  private readonly cursor = html('div', 'diagram-cursor', {
    attributes: { role: 'slider', tabindex: 0 },
    on: { keydown: (event: KeyboardEvent) => this.pressed(event) },
  });
  private readonly surface: HTMLElement;
  private readonly legend = html('ul', 'glyph-legend', { attributes: { 'aria-label': 'Legend of the diagram' } });
  private readonly verdict = html('p', 'hint');
  private readonly list = html('ul', 'diagram-points', { attributes: { 'aria-label': 'Bifurcations' } });
  private readonly rows = html('tbody');
  private readonly table: HTMLElement;
  private readonly changed = changes();
  private readonly moved = changes();
  private scales: ChartScales | undefined;
  private range: readonly [number, number] = [0, 1];
  private constant = '';
  private width = 0;

  constructor(
    private readonly context: Context,
    private readonly studies: Studies,
  ) {
    this.along = labelledSelect('along', [], (along) => this.set({ along }));
    this.vertical = labelledSelect('vertical', [], (vertical) => this.set({ vertical }));
    this.along.select.setAttribute('aria-label', 'Bifurcations: constant along the horizontal axis');
    this.vertical.select.setAttribute('aria-label', 'Bifurcations: vertical axis');
    this.samples = labelledNumber(
      'samples',
      'Bifurcations: samples',
      'Values of the constant at which all critical points are searched for.',
      limits.samples,
      (samples) => this.set({ samples: Math.round(samples) }),
    );
    this.start = textButton('Follow', () => this.run(), 'primary');
    this.line = new AnswerLine({
      name: 'bifurcations',
      doing: 'Searching and following',
      failed: 'The diagram could not be made',
      cancel: () => studies.bifurcation.cancel(),
      retry: () => this.run(),
    });
    this.surface = html(
      'div',
      'diagram',
      {
        on: {
          pointerdown: (event: PointerEvent) => this.drag(event, true),
          pointermove: (event: PointerEvent) => this.drag(event, false),
        },
      },
      [this.picture, this.cursor],
    );
    this.table = html('details', 'diagram-table', {}, [
      html('summary', '', { text: 'Critical points at the samples, as a table' }),
      html('table', '', {}, [
        html('thead', '', {}, [
          html(
            'tr',
            '',
            {},
            ['Value', 'Critical points', 'Report'].map((text) =>
              html('th', '', { attributes: { scope: 'col' }, text }),
            ),
          ),
        ]),
        this.rows,
      ]),
    ]);
    this.controls = html('div', 'fields', {}, [
      this.along.element,
      this.vertical.element,
      this.samples.element,
      this.start,
    ]);
    this.element = section('Bifurcations', 'bifurcation', [
      this.hint,
      this.controls,
      this.line.element,
      this.surface,
      this.legend,
      this.verdict,
      this.list,
      this.table,
    ]);
  }

  /** Takes the width there is for the picture. */
  measure(): void {
    this.width = Math.floor(this.element.clientWidth);
  }

  update(scene: Scene, theme: Theme): void {
    const { bifurcation } = scene.state.preferences.studies;
    const { state } = this.studies.bifurcation;
    const question = bifurcationQuestion(scene);
    const isPending = state.status === 'pending';
    const fresh = state.progress?.fresh;
    const isOld =
      state.answer !== null && question !== null && state.answer.key !== this.studies.keyAlong(scene, question);
    this.line.update(state, state.progress?.share ?? null);
    if (this.changed(scene.loss, bifurcation, state.status, state.answer, fresh?.length, isOld, theme, this.width))
      this.fill(scene, theme, question?.along ?? null, isPending, isOld, fresh ?? []);
    this.place(scene);
  }

  private fill(
    scene: Scene,
    theme: Theme,
    along: string | null,
    isPending: boolean,
    isOld: boolean,
    fresh: readonly SampleView[],
  ): void {
    const { loss } = scene;
    const { bifurcation } = scene.state.preferences.studies;
    const names = rangedConstants(loss).map(({ name }) => name);
    setText(
      this.hint,
      along === null
        ? 'No constant of this loss has a range. Give one a range in the file, as in const a = 1 in [0, 2].'
        : isOld
          ? 'Something has changed since this diagram: follow again.'
          : 'All critical points against a constant with a range, searched at samples and followed between them.',
    );
    show(this.controls, along !== null);
    setChoices(
      this.along.select,
      names.map((name) => ({ value: name, text: name })),
    );
    if (along !== null) this.along.select.value = along;
    const vertical = verticalOf(bifurcation, scene);
    setChoices(this.vertical.select, [
      ...loss.parameters.map(({ name }) => ({ value: name, text: name })),
      { value: '', text: 'the loss' },
    ]);
    this.vertical.select.value = vertical === 'loss' ? '' : (loss.parameters[vertical]?.name ?? '');
    this.samples.field.value = String(bifurcation.samples);
    this.start.disabled = along === null || isPending;
    const shown = state(this.studies);
    const constant = isPending && shown === undefined ? along : (shown?.view.along ?? null);
    const range = rangedConstants(loss).find(({ name }) => name === constant)?.range;
    const samples = shown?.view.samples ?? fresh;
    const isThere = constant !== null && range !== undefined && (shown !== undefined || fresh.length > 0);
    for (const part of [this.surface, this.legend, this.verdict, this.list, this.table]) {
      show(part, isThere);
      part.classList.toggle('is-old', isOld);
    }
    this.scales = undefined;
    if (!isThere || this.width < 120) return;
    this.constant = constant;
    this.range = range;
    const n = loss.parameters.length;
    const picture = diagramPicture(shown?.view ?? null, samples, range, vertical, n);
    const yName = vertical === 'loss' ? loss.name : (loss.parameters[vertical]?.name ?? '');
    const label = `Critical points against ${constant}. ${shown?.view.verdict ?? `${String(samples.length)} samples so far.`}`;
    this.scales = drawDiagram(this.picture, picture, { x: constant, y: yName, label }, this.width, theme);
    const kinds = (['minimum', 'saddle', 'maximum'] as const).filter((kind) =>
      picture.lines.some((each) => each.kind === kind),
    );
    this.legend.replaceChildren(...kinds.map((kind) => html('li', '', {}, [swatch(kind, theme), kindNames[kind]])));
    setText(this.verdict, shown?.view.verdict ?? '');
    this.list.replaceChildren(...(shown === undefined ? [] : this.items(shown)));
    this.rows.replaceChildren(
      ...samples.map((sample) =>
        html('tr', '', {}, [
          html('th', '', { attributes: { scope: 'row' }, text: formatNumber(sample.at, 5) }),
          html('td', '', { text: pointsInWords(sample) }),
          html('td', '', { text: sample.complete ? 'complete' : 'incomplete', attributes: { title: sample.verdict } }),
        ]),
      ),
    );
  }

  private items({ view }: ShownDiagram): HTMLElement[] {
    return view.points.map((point) => {
      const words = placeInWords(point, view);
      const go = textButton(words, () => this.move(point.at), 'link');
      go.title = `Set ${view.along} to ${formatNumber(point.at, 8)}`;
      const numbers = point.coefficients.map(({ name, value }) => `${name} = ${formatNumber(value, 4)}`).join(', ');
      return html('li', '', {}, [
        go,
        html('span', 'proof', { text: ` ${point.proof}` }),
        html('p', 'hint', { text: `${point.sentence} ${numbers}. ${point.reason}` }),
      ]);
    });
  }

  /** Puts the cursor where the slider is. */
  private place(scene: Scene): void {
    const { scales, constant, range } = this;
    const index = scene.loss.constants.findIndex(({ name }) => name === constant);
    const value = scene.evaluator.constants[index];
    if (!this.moved(scales, constant, value)) return;
    show(this.cursor, scales !== undefined && value !== undefined);
    if (scales === undefined || value === undefined) return;
    const { frame } = scales;
    const inside = Math.min(range[1], Math.max(range[0], value));
    this.cursor.style.left = `${(scales.x(inside) - 6).toFixed(1)}px`;
    this.cursor.style.top = `${String(frame.top)}px`;
    this.cursor.style.height = `${String(frame.innerHeight)}px`;
    setAttributes(this.cursor, {
      'aria-label': `Constant ${constant}`,
      'aria-valuemin': range[0],
      'aria-valuemax': range[1],
      'aria-valuenow': value,
      'aria-valuetext': `${constant} = ${formatNumber(value, 5)}`,
    });
  }

  private move(value: number): void {
    const [low, high] = this.range;
    const inside = Math.min(high, Math.max(low, value));
    this.context.dispatch({ type: 'constantMoved', name: this.constant, value: inside });
  }

  private drag(event: PointerEvent, isStart: boolean): void {
    const { scales } = this;
    if (scales === undefined || (isStart ? event.button !== 0 : (event.buttons & 1) === 0)) return;
    const { frame } = scales;
    const x = event.clientX - this.picture.getBoundingClientRect().left;
    if (isStart) {
      if (x < frame.left - 6 || x > frame.left + frame.innerWidth + 6) return;
      this.surface.setPointerCapture(event.pointerId);
      this.cursor.focus({ preventScroll: true });
      event.preventDefault();
    } else if (!this.surface.hasPointerCapture(event.pointerId)) return;
    const [low, high] = this.range;
    this.move(roundToStep(low + ((x - frame.left) / frame.innerWidth) * (high - low), (high - low) / 200));
  }

  private pressed(event: KeyboardEvent): void {
    const [low, high] = this.range;
    const value = Number(this.cursor.getAttribute('aria-valuenow'));
    const step = (high - low) / 200;
    const target: Readonly<Record<string, number>> = {
      ArrowRight: value + step,
      ArrowUp: value + step,
      ArrowLeft: value - step,
      ArrowDown: value - step,
      PageUp: value + 10 * step,
      PageDown: value - 10 * step,
      Home: low,
      End: high,
    };
    const wanted = Object.hasOwn(target, event.key) ? target[event.key] : undefined;
    if (wanted === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.move(roundToStep(wanted, step));
  }

  private run(): void {
    const scene = this.context.scene();
    if (scene !== undefined) this.studies.startBifurcation(scene);
  }

  private set(change: Partial<BifurcationSetup>): void {
    const studies = this.context.scene()?.state.preferences.studies;
    if (studies === undefined) return;
    const bifurcation = { ...studies.bifurcation, ...change };
    this.context.dispatch({ type: 'preferencesChanged', change: { studies: { ...studies, bifurcation } } });
  }
}

function state(studies: Studies): ShownDiagram | undefined {
  return studies.bifurcation.state.answer?.value;
}

/** The parameter chosen by name, the first where it is gone, or the loss. */
function verticalOf({ vertical }: BifurcationSetup, { loss }: Scene): Vertical {
  if (vertical === '') return 'loss';
  return Math.max(
    0,
    loss.parameters.findIndex(({ name }) => name === vertical),
  );
}

function swatch(kind: DiagramLine['kind'], theme: Theme): SVGSVGElement {
  const { stroke, dash } = lineLook(kind, theme);
  return svg('svg', { width: 26, height: 20, viewBox: '-13 -10 26 20', 'aria-hidden': 'true' }, [
    svg('path', { d: 'M-12,0H12', fill: 'none', stroke, 'stroke-width': 2, 'stroke-dasharray': dash }),
  ]);
}
