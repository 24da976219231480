import type { CompiledLoss } from '../landscape/compileLoss';
import { oracleOf } from '../landscape/oracle';
import { ownOptimizers } from '../landscape/ownOptimizers';
import type { OptimizerDefinition, OptionSpecification, Run } from '../optimizers/optimizer';
import { allOptions, findOptimizer, optimizers } from '../optimizers/registry';
import { runOptimizer, standardSettings } from '../optimizers/run';
import { formatNumber, formatPoint } from '../picture/numbers';
import { type Arguments, pairs, wholeNumber } from './arguments';
import { readStart } from './points';
import { readNumber } from './input';
import { toJson } from './json';
import { UsageError } from './usage';

/** `losscape run`: one optimizer from one start. */
export function run(loss: CompiledLoss, values: Arguments['values']): string {
  const names = values.optimizer ?? [];
  if (names.length !== 1) throw new UsageError(`Name one optimizer with --optimizer: ${known(loss)}.`);
  const start = startOf(loss, values);
  if (start === undefined) throw new UsageError('The loss has no "from" clause: give a start with --from.');
  const result = runFrom(loss, named(loss, names[0]!), values, start);
  return values.json === true ? `${toJson(asJson(result))}\n` : describe(result);
}

/** The optimizers a call names, or those it stands for. */
export function namedOptimizers(
  loss: CompiledLoss,
  values: Arguments['values'],
  standard: readonly string[],
): OptimizerDefinition[] {
  return (values.optimizer ?? standard).map((name) => named(loss, name));
}

/** Coordinates of a point printed on one line. */
const mostShown = 12;

/** The start of `--from`, or the file's first one. */
export function startOf(loss: CompiledLoss, values: Arguments['values']): Float64Array | undefined {
  if (values.from === undefined) return loss.starts[0] === undefined ? undefined : Float64Array.from(loss.starts[0]);
  return Float64Array.from(readStart(values.from, loss));
}

export function runFrom(
  loss: CompiledLoss,
  definition: OptimizerDefinition,
  values: Arguments['values'],
  start: Float64Array,
  options = optionsOf(definition, values),
): Run {
  const settings = { ...standardSettings, steps: stepsOf(values) };
  return runOptimizer(definition, options, oracleOf(loss), start, settings);
}

export function stepsOf(values: Arguments['values']): number {
  const steps = wholeNumber(values.steps, 'steps', standardSettings.steps, 0);
  if (steps > 1_000_000) throw new UsageError('--steps may be at most 1000000.');
  return steps;
}

/** The options of `--option`, and the seed of `--seed`; a run that draws no random numbers ignores it. */
export function optionsOf(definition: OptimizerDefinition, values: Arguments['values']): Record<string, number> {
  const options = allOptions(definition);
  const given = (values.option ?? []).flatMap((text) => pairs(text, 'option'));
  const seed = wholeNumber(values.seed, 'seed', 1, 0);
  const draws =
    definition.options.some(({ name }) => name === 'seed') ||
    given.some(([name]) => name === 'noise' || name === 'batch');
  return Object.fromEntries([
    ...(draws && values.seed !== undefined ? [['seed', seed] as const] : []),
    ...given.map(([name, text]) => {
      const option = options.find((candidate) => candidate.name === name);
      if (option === undefined) {
        const names = options.map((candidate) => candidate.name).join(', ');
        throw new UsageError(`"${definition.name}" has no option "${name}"; it has ${names}.`);
      }
      return [name, optionValue(option, text)] as const;
    }),
  ]);
}

/** A number in the option's range, or the number of the choice that is named. */
function optionValue({ name, choices, minimum, maximum }: OptionSpecification, text: string): number {
  if (choices !== undefined) {
    const chosen = choices.indexOf(text);
    if (chosen < 0) throw new UsageError(`The option ${name} is one of ${choices.join(', ')}, not "${text}".`);
    return chosen;
  }
  const value = readNumber(text);
  if (value < minimum || value > maximum)
    throw new UsageError(`The option ${name} lies between ${minimum} and ${maximum}, not at ${value}.`);
  return value;
}

/** The options as a person gives them: choices by their names. */
function shownOptions(optimizer: string, options: Run['options']): Record<string, number | string> {
  const definition = findOptimizer(optimizer);
  const specifications = definition === undefined ? [] : allOptions(definition);
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => {
      const choices = specifications.find((option) => option.name === name)?.choices;
      return [name, choices?.[value] ?? value];
    }),
  );
}

function named(loss: CompiledLoss, name: string): OptimizerDefinition {
  const definition = findOptimizer(name, ownOptimizers(loss.optimizers));
  if (definition === undefined) throw new UsageError(`There is no optimizer "${name}"; there are ${known(loss)}.`);
  return definition;
}

/** The methods there are, the file's own first. */
function known({ optimizers: own }: CompiledLoss): string {
  return [...own, ...optimizers].map(({ name }) => name).join(', ');
}

function asJson({ optimizer, options, dimension, points, stride, end, values, stop, reason }: Run): unknown {
  const last = values.length - 1;
  const steps = Array.from(values, (value, t) => {
    if (t % stride !== 0 && t !== last) return { t, point: null, value };
    const at = t / stride;
    return { t, point: Array.from(t === last ? end : points.subarray(at * dimension, (at + 1) * dimension)), value };
  });
  return { optimizer, options: shownOptions(optimizer, options), steps, stop, reason };
}

function describe({ optimizer, options, dimension, points, stride: kept, values, stop, reason }: Run): string {
  const last = values.length - 1;
  const stride = Math.max(1, Math.ceil(last / 20));
  const shown = [...values.keys()].filter((t) => t % stride === 0 || t === last);
  const settings = Object.entries(shownOptions(optimizer, options)).map(([name, value]) => `${name} = ${value}`);
  return [
    `${optimizer} (${settings.join(', ')})`,
    ...shown.map((t) => {
      const head = `${String(t).padStart(String(last).length)}  L = ${formatNumber(values[t]!, 8)}`;
      if (t % kept !== 0 || dimension > mostShown) return head;
      const at = t / kept;
      return `${head}  at ${formatPoint(points.subarray(at * dimension, (at + 1) * dimension), 8)}`;
    }),
    `stopped: ${stop}. ${reason}`,
    '',
  ].join('\n');
}
