/** What every list of optimizers is made of: the menu, the fields of a method's options, a swatch of its line. */
import type { OptimizerDefinition } from '../../src/optimizers/optimizer';
import { optimizers } from '../../src/optimizers/registry';
import { formatNumber } from '../../src/picture/numbers';
import { numberField, setNumber } from './controls';
import { html, svg } from './dom';

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

/** A field for each option; `set` hears null for the default. */
export function optionFields(
  definition: OptimizerDefinition,
  set: (option: string, value: number | null) => void,
): HTMLElement[] {
  return definition.options.map((option) => {
    const field = numberField({
      name: `${definition.title}: ${option.name}`,
      title: `${option.description} From ${formatNumber(option.minimum)} to ${formatNumber(option.maximum)}.`,
      minimum: option.minimum,
      maximum: option.maximum,
      change: (value) => set(option.name, value === option.default ? null : value),
    });
    field.dataset['option'] = option.name;
    return html('label', 'field', {}, [html('span', '', { text: option.name }), field]);
  });
}

/** Shows values in the fields of a row. */
export function fillOptions(row: Element, options: Readonly<Record<string, number>>): void {
  row.querySelectorAll<HTMLInputElement>('[data-option]').forEach((field) => {
    setNumber(field, options[field.dataset['option'] ?? ''] ?? 0);
  });
}

export function swatch(): SVGSVGElement {
  return svg('svg', { class: 'swatch', width: 22, height: 10, viewBox: '0 0 22 10', 'aria-hidden': 'true' }, [
    svg('line', { x1: 1, x2: 21, y1: 5, y2: 5, 'stroke-width': 3, 'stroke-linecap': 'round' }),
  ]);
}
