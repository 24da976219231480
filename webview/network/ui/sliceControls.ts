/** Where and how the loss is cut: the centre, the kind of plane, and what that kind needs to know. */
import { iconButton, labelledSelect, numberField, setChoices, setNumber } from '../../ui/controls';
import { html, setText, show } from '../../ui/dom';
import type { NetworkScene, PlaceChoice } from '../model/networkScene';
import { otherPlaces, pathRun, placeKey, planeNames } from '../model/requests';
import { largestSeed, planeKinds } from '../state/setup';
import type { Place, PlaneKind } from '../state/setup';
import type { NetworkContext } from './context';
import { ParameterPicker } from './parameterPicker';

export class SliceControls {
  readonly element: HTMLElement;
  private readonly centre;
  private readonly kind;
  private readonly across: ParameterPicker;
  private readonly up: ParameterPicker;
  private readonly seed: HTMLInputElement;
  private readonly seedField: HTMLElement;
  private readonly run;
  private readonly second;
  private readonly third;
  private readonly hint = html('p', 'hint');

  constructor(private readonly context: NetworkContext) {
    const { change } = context;
    this.centre = labelledSelect('Centre', [], (value) => {
      const place = this.place(value);
      if (place !== undefined) change({ type: 'centreChosen', centre: place });
    });
    this.kind = labelledSelect(
      'Plane',
      planeKinds.map((kind) => ({ value: kind, text: planeNames[kind] })),
      (value) => change({ type: 'planeChanged', change: { kind: value as PlaneKind } }),
    );
    this.across = new ParameterPicker('Across', (index) => this.chooseAxis(0, index));
    this.up = new ParameterPicker('Up', (index) => this.chooseAxis(1, index));
    this.seed = numberField({
      name: 'Seed of the random directions',
      minimum: 0,
      maximum: largestSeed,
      step: 1,
      change: (seed) => change({ type: 'planeChanged', change: { seed: Math.round(seed) } }),
    });
    const another = iconButton('restart', 'Other random directions', () => {
      const seed = (context.scene()?.setup.plane.seed ?? 0) + 1;
      change({ type: 'planeChanged', change: { seed: seed > largestSeed ? 0 : seed } });
    });
    this.seedField = html('span', 'field', {}, [
      html('label', 'field', {}, [html('span', '', { text: 'Seed' }), this.seed]),
      another,
    ]);
    this.run = labelledSelect('Run', [], (value) => change({ type: 'planeChanged', change: { run: Number(value) } }));
    this.second = labelledSelect('To', [], (value) =>
      change({ type: 'planeChanged', change: { second: this.place(value) ?? null } }),
    );
    this.third = labelledSelect('And', [], (value) =>
      change({ type: 'planeChanged', change: { third: this.place(value) ?? null } }),
    );
    this.element = html('div', 'slice-controls', { attributes: { role: 'group', 'aria-label': 'Slice' } }, [
      this.centre.element,
      this.kind.element,
      this.across.element,
      this.up.element,
      this.seedField,
      this.run.element,
      this.second.element,
      this.third.element,
      this.hint,
    ]);
  }

  update(scene: NetworkScene): void {
    const { loss, setup, known, places, runs } = scene;
    const { plane } = setup;
    const { kind } = plane;
    const isOne = (...kinds: readonly PlaneKind[]): boolean => kinds.includes(kind);
    choose(this.centre.select, places, scene.centre);
    this.centre.select.disabled = kind === 'path' && known.sliceObstacle === null;
    this.kind.select.value = kind;
    show(this.across.element, isOne('coordinates'));
    show(this.up.element, isOne('coordinates'));
    this.across.update(loss.blocks, plane.axes[0]);
    this.up.update(loss.blocks, plane.axes[1]);
    show(this.seedField, isOne('random', 'filter'));
    setNumber(this.seed, plane.seed);
    const made = runs.filter(({ run }) => known.trained.has(run.id));
    setChoices(
      this.run.select,
      made.map(({ run, name }) => ({ value: String(run.id), text: name })),
    );
    this.run.select.value = String(pathRun(setup, known.trained)?.id ?? '');
    show(this.run.element, isOne('path') && made.length > 0);
    const { second, third } = otherPlaces(loss, setup, known.trained);
    const others = places.filter(({ value }) => value !== placeKey(scene.centre));
    choose(this.second.select, others, second);
    choose(this.third.select, others, third);
    show(this.second.element, isOne('line', 'through') && others.length > 0);
    show(this.third.element, isOne('through') && others.length > 1);
    setText(this.hint, known.sliceObstacle ?? '');
    show(this.hint, known.sliceObstacle !== null);
  }

  private place(value: string): Place | undefined {
    return this.context.scene()?.places.find((choice) => choice.value === value)?.place;
  }

  /** Choosing the parameter of the other axis swaps the two. */
  private chooseAxis(which: 0 | 1, parameter: number): void {
    const axes = this.context.scene()?.setup.plane.axes;
    if (axes === undefined) return;
    const other = which === 0 ? axes[1] : axes[0];
    const kept = other === parameter ? axes[which] : other;
    const next = which === 0 ? ([parameter, kept] as const) : ([kept, parameter] as const);
    this.context.change({ type: 'planeChanged', change: { axes: next } });
  }
}

function choose(select: HTMLSelectElement, places: readonly PlaceChoice[], chosen: Place | null): void {
  setChoices(
    select,
    places.map(({ value, text }) => ({ value, text })),
  );
  const value = chosen === null ? '' : placeKey(chosen);
  if (select.value !== value) select.value = value;
}
