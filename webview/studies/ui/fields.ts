/** Labelled number fields of a study. */
import { numberField } from '../../ui/controls';
import { html } from '../../ui/dom';

export interface LabelledNumber {
  readonly element: HTMLLabelElement;
  readonly field: HTMLInputElement;
}

/** A field with its label beside it; `title` says what it is. */
export function labelledNumber(
  label: string,
  name: string,
  title: string,
  [minimum, maximum]: readonly [number, number],
  change: (value: number) => void,
): LabelledNumber {
  const field = numberField({ name, title, minimum, maximum, change });
  return { field, element: html('label', 'field', {}, [html('span', '', { text: label }), field]) };
}
