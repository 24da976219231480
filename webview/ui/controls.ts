/** Native controls with a name each. */
import { fieldText } from '../../src/picture/numbers';
import { html } from './dom';
import { icon } from './icons';
import type { IconName } from './icons';

/** A button with an icon; `name` is its accessible name and tooltip. */
export function iconButton(picture: IconName, name: string, press: () => void): HTMLButtonElement {
  return html(
    'button',
    'icon-button',
    {
      attributes: { type: 'button', 'aria-label': name, title: name },
      on: { click: press },
    },
    [icon(picture)],
  );
}

/** A button with words. */
export function textButton(text: string, press: () => void, classes = ''): HTMLButtonElement {
  return html('button', `text-button ${classes}`.trim(), {
    attributes: { type: 'button' },
    text,
    on: { click: press },
  });
}

/** Sets whether a button is pressed in. */
export function setPressed(button: HTMLButtonElement, pressed: boolean): void {
  button.setAttribute('aria-pressed', String(pressed));
}

/** Renames a button. */
export function setName(element: HTMLElement, name: string): void {
  if (element.getAttribute('aria-label') === name) return;
  element.setAttribute('aria-label', name);
  element.title = name;
}

export interface NumberFieldOptions {
  readonly name: string;
  readonly title?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly step?: number | 'any';
  readonly change: (value: number) => void;
}

/** A number field; `change` hears valid numbers only, and a bad text goes back to the last good one on leaving. */
export function numberField(options: NumberFieldOptions): HTMLInputElement {
  const { name, title, minimum, maximum, step } = options;
  const field = html('input', 'number-field', {
    attributes: {
      type: 'number',
      'aria-label': name,
      title: title ?? name,
      min: minimum,
      max: maximum,
      step: step ?? 'any',
    },
  });
  const read = (): number | undefined => {
    const value = field.valueAsNumber;
    const inside = value >= (minimum ?? -Infinity) && value <= (maximum ?? Infinity);
    return Number.isFinite(value) && inside ? value : undefined;
  };
  field.addEventListener('input', () => {
    const value = read();
    field.classList.toggle('is-invalid', value === undefined);
    field.setAttribute('aria-invalid', String(value === undefined));
    if (value !== undefined) options.change(value);
  });
  field.addEventListener('change', () => {
    if (read() !== undefined) return;
    field.value = field.dataset['good'] ?? '';
    field.classList.remove('is-invalid');
    field.removeAttribute('aria-invalid');
  });
  return field;
}

/** Shows a value in a field, unless a person is typing in it. */
export function setNumber(field: HTMLInputElement, value: number): void {
  const text = fieldText(value);
  field.dataset['good'] = text;
  if (document.activeElement !== field && field.value !== text) field.value = text;
}

/** A slider; its step is a 200th of its range unless given. */
export function slider(
  name: string,
  low: number,
  high: number,
  move: (value: number) => void,
  step = (high - low) / 200,
): HTMLInputElement {
  return html('input', 'slider', {
    attributes: { type: 'range', 'aria-label': name, min: low, max: high, step },
    on: { input: (event: Event) => move((event.target as HTMLInputElement).valueAsNumber) },
  });
}

/** Moves a slider's handle. */
export function setSlider(element: HTMLInputElement, value: number): void {
  if (element.valueAsNumber !== value) element.value = String(value);
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

/** A select with its visible label. */
export function labelledSelect(
  label: string,
  choices: readonly Choice[],
  choose: (value: string) => void,
): { readonly element: HTMLLabelElement; readonly select: HTMLSelectElement; readonly label: HTMLElement } {
  const select = html('select', '', {
    on: { change: (event: Event) => choose((event.target as HTMLSelectElement).value) },
  });
  setChoices(select, choices);
  const name = html('span', '', { text: label });
  return { element: html('label', 'field', {}, [name, select]), select, label: name };
}

/** Replaces the choices where they differ. */
export function setChoices(select: HTMLSelectElement, choices: readonly Choice[]): void {
  const key = JSON.stringify(choices);
  if (select.dataset['choices'] === key) return;
  select.dataset['choices'] = key;
  select.replaceChildren(...choices.map(({ value, text }) => html('option', '', { attributes: { value }, text })));
}

/** A titled part of the panel. */
export function section(
  title: string,
  id: string,
  children: readonly Node[],
  tools: readonly Node[] = [],
): HTMLElement {
  return html('section', `part part-${id}`, { attributes: { 'aria-labelledby': `part-${id}` } }, [
    html('div', 'part-head', {}, [html('h2', '', { attributes: { id: `part-${id}` }, text: title }), ...tools]),
    ...children,
  ]);
}
