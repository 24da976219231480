/** What every list of optimizers is made of: the menu, the fields of a method's options, a swatch of its line. */
import type { OptimizerDefinition, OptionSpecification } from '../../src/optimizers/optimizer';
import { optimizers } from '../../src/optimizers/registry';
import { formatNumber } from '../../src/picture/numbers';
import { labelledSelect, numberField, setNumber } from './controls';
import { html, setAttributes, svg } from './dom';

/** A menu that adds the method chosen from it. */
export function optimizerMenu(add: (optimizer: string) => void): HTMLSelectElement {
  return html(
    'select',
    'add-menu',
    {
      attributes: { 'aria-label': 'Add an optimizer' },
      on: {
        change: (event: Event) => {
          const select = event.target as HTMLSelectElement;
          if (select.value !== '') add(select.value);
          select.value = '';
        },
      },
    },
    [
      html('option', '', { attributes: { value: '' }, text: 'Add an optimizer …' }),
      ...optimizers.map(({ name, title }) => html('option', '', { attributes: { value: name }, text: title })),
    ],
  );
}

/** Differs where the control of an option would. */
export function optionKey({ name, default: standard, minimum, maximum }: OptionSpecification): string {
  return [name, standard, minimum, maximum].join(':');
}

/** Offers the optimizers of the file beside those there are. */
export function fillOptimizerMenu(menu: HTMLSelectElement, own: readonly OptimizerDefinition[]): void {
  menu.querySelector('optgroup')?.remove();
  if (own.length === 0) return;
  const choices = own.map(({ name, title }) => html('option', '', { attributes: { value: name }, text: title }));
  menu.append(html('optgroup', '', { attributes: { label: 'Of this file' } }, choices));
}

/** A control for each option; `set` hears null for the default. The options a method shares with others are folded away. */
export function optionFields(
  definition: OptimizerDefinition,
  set: (option: string, value: number | null) => void,
): HTMLElement[] {
  const { title, options, modifiers = [] } = definition;
  const own = options.map((option) => optionField(title, option, set));
  if (modifiers.length === 0) return own;
  const shared = modifiers.map((option) => optionField(title, option, set));
  return [
    ...own,
    html('details', 'more-options', {}, [
      html('summary', '', { text: 'More options', attributes: { 'aria-label': `More options of ${title}` } }),
      html('div', 'fields', {}, shared),
    ]),
  ];
}

function optionField(
  title: string,
  option: OptionSpecification,
  set: (option: string, value: number | null) => void,
): HTMLElement {
  const { name, description, minimum, maximum, choices } = option;
  const change = (value: number): void => set(name, value === option.default ? null : value);
  if (choices !== undefined) {
    const field = labelledSelect(
      name,
      choices.map((text, value) => ({ value: String(value), text })),
      (value) => change(Number(value)),
    );
    setAttributes(field.select, { 'aria-label': `${title}: ${name}`, title: description });
    field.select.dataset['option'] = name;
    return field.element;
  }
  const field = numberField({
    name: `${title}: ${name}`,
    title: `${description} From ${formatNumber(minimum)} to ${formatNumber(maximum)}.`,
    minimum,
    maximum,
    change,
  });
  field.dataset['option'] = name;
  return html('label', 'field', {}, [html('span', '', { text: name }), field]);
}

/** Shows values in the controls of a row. */
export function fillOptions(row: Element, options: Readonly<Record<string, number>>): void {
  row.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[data-option]').forEach((control) => {
    const value = options[control.dataset['option'] ?? ''] ?? 0;
    if (control instanceof HTMLInputElement) setNumber(control, value);
    else control.value = String(value);
  });
}

export function swatch(): SVGSVGElement {
  return svg('svg', { class: 'swatch', width: 22, height: 10, viewBox: '0 0 22 10', 'aria-hidden': 'true' }, [
    svg('line', { x1: 1, x2: 21, y1: 5, y2: 5, 'stroke-width': 3, 'stroke-linecap': 'round' }),
  ]);
}
