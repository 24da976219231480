/** How far the quadratic model at the point holds: its remainder against the length of the step. */
import { drawRemainders } from '../draw/remainderChart';
import type { Theme } from '../draw/theme';
import { circleDirections, isClear, remainderInWords, remainders } from '../model/remainder';
import type { Probe, Scene } from '../model/scene';
import { formatNumber } from '../../src/picture/numbers';
import { labelledSelect, setChoices } from './controls';
import type { Part } from './context';
import { changes, html, setText, show, svg } from './dom';

const chartWidth = 300;
const mostEigenvectors = 6;
/** Directions of the half circle whose largest remainder is shown. */
const directionCount = 12;

export class RemainderPart implements Part {
  readonly element: HTMLElement;
  private readonly details: HTMLDetailsElement;
  private readonly hint = html('p', 'hint', {
    text: 'Pin a point to see how the error of its quadratic model shrinks with the step.',
  });
  private readonly body;
  private readonly direction;
  private readonly chart = svg('svg', { class: 'remainders' });
  private readonly words = html('p', 'hint', { attributes: { role: 'status' } });
  private readonly changed = changes();
  private latest: { readonly scene: Scene; readonly theme: Theme } | undefined;

  constructor() {
    const redraw = (): void => {
      if (this.latest !== undefined) this.update(this.latest.scene, this.latest.theme);
    };
    this.direction = labelledSelect('Direction', [], redraw);
    this.body = html('div', 'remainder-body', {}, [
      html('div', 'fields', {}, [this.direction.element]),
      this.words,
      this.chart,
    ]);
    this.details = html('details', 'why', { on: { toggle: redraw } }, [
      html('summary', '', {}, [
        html('h2', '', { attributes: { id: 'part-remainder' }, text: 'How far the model holds' }),
      ]),
      this.hint,
      this.body,
    ]);
    this.element = html('section', 'part part-remainder', { attributes: { 'aria-labelledby': 'part-remainder' } }, [
      this.details,
    ]);
  }

  update(scene: Scene, theme: Theme): void {
    this.latest = { scene, theme };
    if (!this.details.open) return;
    const probe = scene.probe?.isPinned === true ? scene.probe : null;
    setChoices(this.direction.select, choices(scene, probe));
    const { value } = this.direction.select;
    if (!this.changed(probe, scene.evaluator, scene.view, theme, value)) return;
    show(this.hint, probe === null);
    show(this.body, probe !== null);
    if (probe === null) return;
    const defined = probe.spectrum !== undefined;
    this.chart.toggleAttribute('hidden', !defined);
    if (!defined) {
      setText(this.words, 'The loss has no quadratic model here: a derivative is undefined.');
      return;
    }
    const { x, y } = scene.view;
    const reach = 0.25 * (scene.isCurve ? x[1] - x[0] : Math.min(x[1] - x[0], y[1] - y[0]));
    const result = remainders(
      (point) => scene.evaluator.value(point),
      probe.point,
      probe.derivatives,
      directionsOf(scene, probe, value),
      reach,
    );
    setText(this.words, remainderInWords(result));
    this.chart.toggleAttribute('hidden', result.points.filter(isClear).length < 2);
    drawRemainders(this.chart, result, chartWidth, theme);
  }
}

function choices(scene: Scene, probe: Probe | null): readonly { readonly value: string; readonly text: string }[] {
  const all = { value: 'all', text: scene.isCurve ? 'both ways' : 'all in the plane, the largest' };
  const values = [...(probe?.spectrum?.values ?? [])].slice(0, mostEigenvectors);
  return [
    all,
    ...(scene.isCurve ? [] : [{ value: 'gradient', text: 'along the gradient' }]),
    ...(scene.isCurve
      ? []
      : values.map((value, index) => ({
          value: `eigenvector-${String(index)}`,
          text: `eigenvector of λ${String(index + 1)} = ${formatNumber(value, 3)}`,
        }))),
  ];
}

function directionsOf(scene: Scene, { derivatives, spectrum }: Probe, choice: string): readonly ArrayLike<number>[] {
  const n = scene.evaluator.dimension;
  if (scene.isCurve) return [[1], [-1]];
  if (choice === 'gradient') {
    const length = Math.hypot(...derivatives.gradient);
    if (length > 0) return both(derivatives.gradient.map((value) => value / length));
  }
  const vector = /^eigenvector-(\d+)$/.exec(choice);
  const chosen = vector === null ? undefined : spectrum?.vectors[Number(vector[1])];
  if (chosen !== undefined) return both(chosen);
  const [first, second] = scene.state.setup.axes;
  return circleDirections(n, first, second, directionCount);
}

function both(direction: Float64Array): readonly Float64Array[] {
  return [direction, direction.map((value) => -value)];
}
