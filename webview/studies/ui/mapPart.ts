/** Maps of many starts: which critical point each reaches, over the plot's window or for many learning rates; momentum. */
import { findOptimizer } from '../../../src/optimizers/registry';
import { formatNumber, formatPoint } from '../../../src/picture/numbers';
import { glyphPicture } from '../../draw/legends';
import { seriesColour } from '../../draw/runLayer';
import type { Theme } from '../../draw/theme';
import { exportPicture } from '../../exportPicture';
import { memo } from '../../model/memo';
import { optionsOf } from '../../model/runs';
import type { Scene } from '../../model/scene';
import { AnswerLine } from '../../network/ui/answerLine';
import { iconButton, labelledSelect, section, setChoices, setNumber, textButton } from '../../ui/controls';
import type { Context, Part } from '../../ui/context';
import { changes, html, setText, show, svg } from '../../ui/dom';
import { drawClasses, hatched } from '../draw/classMap';
import { coloursOf, glyphAt, legendSwatch } from '../draw/mapColours';
import type { ShownMap, Studies } from '../host/studies';
import { classesOf, mapSummary, percent } from '../model/mapClasses';
import { mapObstacle, mapQuestion, mappedRun, playersOf } from '../model/questions';
import { betas, stabilityMinimum, stabilityPicture, stabilitySide, unstable } from '../model/stability';
import type { StabilityPicture } from '../model/stability';
import { limits, mapSizes, momentumMethods } from '../state/setup';
import type { MapKind, MapSetup } from '../state/setup';
import { labelledNumber } from './fields';

const kindWords: Readonly<Record<MapKind, string>> = {
  basins: 'basins over the plot',
  rates: 'learning rate against start',
  stability: 'momentum: η against β',
};

const widest = 620;
/** Goals listed by name; the rest are summed up. */
const mostListed = 24;

export class MapPart implements Part {
  readonly element: HTMLElement;
  private readonly kind;
  private readonly method;
  private readonly momentum;
  private readonly size;
  private readonly numbers;
  private readonly compute: HTMLButtonElement;
  private readonly save: HTMLButtonElement;
  private readonly hint = html('p', 'hint');
  private readonly line: AnswerLine;
  private readonly picture = svg('svg', { class: 'map-picture' });
  private readonly place: HTMLElement;
  private readonly legend = html('ul', 'map-legend', { attributes: { 'aria-label': 'Legend of the map' } });
  private readonly summary = html('p', 'hint map-summary', { attributes: { 'aria-live': 'polite' } });
  private readonly changed = changes();
  private readonly drawn = changes();
  private readonly stability = memo(stabilityPicture);
  private theme: Theme | undefined;
  private width = 0;

  constructor(
    private readonly context: Context,
    private readonly studies: Studies,
  ) {
    this.kind = labelledSelect(
      'Map',
      Object.entries(kindWords).map(([value, text]) => ({ value, text })),
      (value) => this.set({ kind: value as MapKind }),
    );
    this.kind.select.classList.add('map-kind');
    this.method = labelledSelect('method', [], (value) => this.set({ run: Number(value) }));
    this.momentum = labelledSelect(
      'method',
      momentumMethods.map((value) => ({ value, text: findOptimizer(value)!.title })),
      (value) => this.set({ momentum: value as MapSetup['momentum'] }),
    );
    this.size = labelledSelect(
      'pixels a side',
      mapSizes.map((value) => ({ value: String(value), text: String(value) })),
      (value) => this.set({ size: Number(value) }),
    );
    this.numbers = {
      steps: labelledNumber('steps', 'Map: steps', 'The most steps of a run.', limits.mapSteps, (steps) =>
        this.set({ steps: Math.round(steps) }),
      ),
      low: labelledNumber('rates from', 'Map: lowest learning rate', 'The lowest rate.', limits.rate, (low) =>
        this.set({ low }),
      ),
      high: labelledNumber('to', 'Map: highest learning rate', 'The highest rate.', limits.rate, (high) =>
        this.set({ high }),
      ),
    };
    this.compute = textButton('Compute the map', () => this.run(), 'primary');
    this.save = iconButton('save', 'Export the map as SVG', () => this.exportMap());
    this.line = new AnswerLine({
      name: 'map',
      doing: 'Computing the map',
      failed: 'The map could not be computed',
      cancel: () => studies.map.cancel(),
      retry: () => this.run(),
    });
    this.place = html('div', 'map-place', {}, [this.picture, this.legend]);
    this.element = section(
      'Map of starts',
      'map',
      [
        html('div', 'fields', {}, [
          this.kind.element,
          this.method.element,
          this.momentum.element,
          this.size.element,
          this.numbers.steps.element,
          this.numbers.low.element,
          this.numbers.high.element,
        ]),
        this.hint,
        html('div', 'actions', {}, [this.compute]),
        this.line.element,
        this.place,
        this.summary,
      ],
      [this.save],
    );
  }

  /** The place changed its width. */
  measure(): void {
    this.width = Math.min(widest, Math.floor(this.element.clientWidth));
  }

  update(scene: Scene, theme: Theme): void {
    this.theme = theme;
    const { map } = scene.state.preferences.studies;
    const { state } = this.studies.map;
    const isStability = map.kind === 'stability';
    const question = mapQuestion(scene);
    const minimum = isStability ? stabilityMinimum(scene) : undefined;
    const shown = !isStability && state.answer?.value.question.kind === map.kind ? state.answer.value : undefined;
    const isOld = shown !== undefined && state.answer?.key !== this.studies.keyOf(scene, question);
    const { width } = this;
    if (isStability) show(this.line.element, false);
    else this.line.update(state, state.progress?.share ?? null);
    const { report } = scene.state.report;
    const { runs } = scene.state.preferences;
    if (!this.changed(map, state, minimum, isOld, runs, report, theme, width, question === null)) return;
    this.fillControls(scene, map);
    const obstacle = isStability
      ? minimum === undefined
        ? 'No minimum with positive curvatures is known, so there is no such map.'
        : `For the curvatures at the minimum ${formatPoint(minimum.point, 4)}: select another one in the plot to see its map.`
      : (mapObstacle(scene) ??
        (isOld && state.status !== 'pending' ? 'Something has changed since this map: compute it again.' : null));
    setText(this.hint, obstacle ?? hintOf(map.kind));
    show(this.hint, obstacle !== null || shown === undefined);
    show(this.compute, !isStability);
    this.compute.disabled = question === null || state.status === 'pending';
    const picture = minimum === undefined ? undefined : this.stability(minimum, map.momentum);
    const isThere = shown !== undefined || picture !== undefined;
    for (const part of [this.place, this.summary]) {
      show(part, isThere);
      part.classList.toggle('is-old', isOld && state.status !== 'pending');
    }
    show(this.save, isThere);
    if (width === 0 || !this.drawn(shown, picture, runs, report, theme, width)) return;
    if (shown !== undefined) this.drawStarts(scene, shown, theme, width);
    if (picture !== undefined) this.drawStability(scene, picture, theme, width);
  }

  private fillControls(scene: Scene, map: MapSetup): void {
    const isStability = map.kind === 'stability';
    this.kind.select.value = map.kind;
    setChoices(
      this.method.select,
      playersOf(scene).map(({ id, optimizer }) => ({ value: String(id), text: titleOf(optimizer) })),
    );
    this.method.select.value = String(mappedRun(scene)?.id ?? '');
    this.size.select.value = String(map.size);
    this.momentum.select.value = map.momentum;
    show(this.method.element, !isStability && playersOf(scene).length > 0);
    show(this.momentum.element, isStability);
    show(this.size.element, !isStability);
    for (const name of ['steps', 'low', 'high'] as const) {
      setNumber(this.numbers[name].field, map[name]);
      show(this.numbers[name].element, name === 'steps' ? !isStability : map.kind === 'rates');
    }
  }

  private drawStarts(scene: Scene, { question, view }: ShownMap, theme: Theme, width: number): void {
    const { report } = scene.state.report;
    const classes = classesOf(view, report, question.steps);
    const colours = coloursOf(classes, theme);
    const names = scene.loss.parameters.map(({ name }) => name);
    const [first, second] = question.axes;
    const summary = mapSummary(classes);
    const title = `${kindWords[view.kind]}, ${titleOf(question.method.optimizer)}`;
    const isBasins = view.kind === 'basins';
    const { columns, rows, labels } = view;
    drawClasses(
      this.picture,
      {
        columns,
        rows,
        labels,
        across: {
          name: `${isBasins ? '' : 'start: '}${names[first] ?? ''}`,
          range: question.window[0],
          isLogarithmic: false,
        },
        up: {
          name: isBasins ? (names[second] ?? '') : 'learning rate',
          range: question.window[1],
          isLogarithmic: !isBasins,
        },
        description: `${title}. ${summary}`,
      },
      (label) => colours.get(label) ?? theme.background,
      (places) => (isBasins ? classes.flatMap((one) => glyphAt(one, [first, second], places, theme)) : []),
      width,
      theme,
    );
    const listed = classes.slice(0, mostListed);
    this.legend.replaceChildren(
      ...listed.map(({ label, name, share, kind }) =>
        html('li', '', {}, [
          legendSwatch(colours.get(label) ?? theme.background, theme),
          ...(kind === null ? [] : [glyphPicture(kind, true, theme)]),
          `${name}: ${percent(share)}`,
        ]),
      ),
      ...(classes.length > listed.length
        ? [html('li', 'hint', { text: `and ${String(classes.length - listed.length)} more` })]
        : []),
    );
    setText(
      this.summary,
      `${titleOf(question.method.optimizer)}, at most ${String(question.steps)} steps; reached within ${formatNumber(view.near, 3)}. ${summary}`,
    );
  }

  private drawStability(scene: Scene, picture: StabilityPicture, theme: Theme, width: number): void {
    const { rates, labels, boundary, best, curvatures, method } = picture;
    const title = titleOf(method);
    const side = stabilitySide;
    const colour = (label: number): string => (label === unstable ? hatched : theme.ramp(label / 9));
    const players = playersOf(scene).filter(({ optimizer }) => optimizer === method);
    const words =
      `${title} on the quadratic model with curvatures ${curvatures.map((value) => formatNumber(value, 3)).join(', ')}: ` +
      `it converges below η = ${formatNumber(boundary[0]!, 3)} at β = 0 and below ${formatNumber(boundary[side - 1]!, 3)} towards β = 1; ` +
      `the fastest here shrinks the distance by ${formatNumber(best.factor, 3)} a step, at η = ${formatNumber(best.rate, 3)}, β = ${formatNumber(best.beta, 3)}.`;
    drawClasses(
      this.picture,
      {
        columns: side,
        rows: side,
        labels,
        across: { name: 'learning rate η', range: rates, isLogarithmic: false },
        up: { name: 'momentum β', range: betas, isLogarithmic: false },
        description: words,
      },
      colour,
      ({ x, y }) => [
        svg('path', {
          class: 'map-boundary',
          d: [...boundary]
            .map(
              (rate, k) => `${k === 0 ? 'M' : 'L'}${x(rate).toFixed(1)},${y((betas[1] * k) / (side - 1)).toFixed(1)}`,
            )
            .join(''),
          fill: 'none',
          stroke: theme.foreground,
          'stroke-width': 1.6,
        }),
        ...players.map((player) => {
          const { lr = 0, momentum = 0 } = optionsOf(findOptimizer(player.optimizer)!, player.options);
          return svg('circle', {
            cx: x(lr).toFixed(1),
            cy: y(momentum).toFixed(1),
            r: 5,
            fill: seriesColour(theme, player.colour),
            stroke: theme.background,
            'stroke-width': 1.5,
          });
        }),
      ],
      width,
      theme,
    );
    const present = [...new Set(labels)].sort((a, b) => a - b);
    this.legend.replaceChildren(
      ...present.map((label) =>
        html('li', '', {}, [
          legendSwatch(colour(label), theme),
          label === unstable
            ? 'does not converge'
            : `factor ${formatNumber(label / 10)} to ${formatNumber((label + 1) / 10)}`,
        ]),
      ),
      ...players.map((player) =>
        html('li', '', {}, [legendSwatch(seriesColour(theme, player.colour), theme), `${title} in play`]),
      ),
    );
    setText(this.summary, words);
  }

  private exportMap(): void {
    const scene = this.context.scene();
    if (scene === undefined || this.theme === undefined) return;
    const title = `${scene.loss.name}: ${kindWords[scene.state.preferences.studies.map.kind]}`;
    const legend = svg('svg', { width: 0, height: 0 });
    const parts = {
      plot: this.picture,
      legend,
      glyphs: [this.legend],
      title,
      description: this.summary.textContent ?? '',
    };
    this.context.host.savePicture(exportPicture(parts, this.theme), `${scene.loss.name}-map.svg`);
  }

  private run(): void {
    const scene = this.context.scene();
    if (scene !== undefined) this.studies.startMap(scene);
  }

  private set(change: Partial<MapSetup>): void {
    const studies = this.context.scene()?.state.preferences.studies;
    if (studies === undefined) return;
    const map = { ...studies.map, ...change };
    this.context.dispatch({ type: 'preferencesChanged', change: { studies: { ...studies, map } } });
  }
}

function hintOf(kind: MapKind): string {
  return kind === 'rates'
    ? 'Colours each start along the horizontal axis of the plot, for each learning rate, by the critical point it reaches.'
    : 'Colours each start in the part of the plot that is shown by the critical point it reaches.';
}

function titleOf(optimizer: string): string {
  return findOptimizer(optimizer)?.title ?? optimizer;
}
