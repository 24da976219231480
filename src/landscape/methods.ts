import { optionChoices } from '../language/claimWords';
import type { Expression, LossStatement } from '../language/tree';

/** A method that a loss names behind `by`, with the options that differ from the usual ones. */
export interface NamedMethod {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, number>>;
}

/** The methods of a loss; `number` evaluates an expression of constants. */
export function namedMethods({ by }: LossStatement, number: (value: Expression) => number): readonly NamedMethod[] {
  return by.map(({ name, options }) => ({
    optimizer: name.name,
    options: Object.fromEntries(
      options.map(({ name: option, value }) => [option.name, choiceOf(option.name, value) ?? number(value)] as const),
    ),
  }));
}

/** The expressions of all options, in order; its number for one that is a word. */
export function optionExpressions({ by }: LossStatement): readonly (Expression | number)[] {
  return by.flatMap(({ options }) => options.map(({ name, value }) => choiceOf(name.name, value) ?? value));
}

/** The number that a word stands for, as in `line_search=armijo`. */
export function choiceOf(option: string, value: Expression): number | undefined {
  const place = value.kind === 'name' ? (optionChoices.get(option)?.indexOf(value.name) ?? -1) : -1;
  return place < 0 ? undefined : place;
}
