import type { CompiledLoss } from '../landscape/compileLoss';
import { oracleOf } from '../landscape/oracle';
import type { OptimizerDefinition, Run } from '../optimizers/optimizer';
import { findOptimizer, optimizers } from '../optimizers/registry';
import { runOptimizer, standardSettings } from '../optimizers/run';
import { formatNumber, formatPoint } from '../picture/numbers';
import { type Arguments, pairs, wholeNumber } from './arguments';
import { readNumber } from './input';
import { toJson } from './json';
import { UsageError } from './usage';

/** `losscape run`: one optimizer from one start. */
export function run(loss: CompiledLoss, values: Arguments['values']): string {
  const names = values.optimizer ?? [];
  if (names.length !== 1) throw new UsageError(`Name one optimizer with --optimizer: ${known()}.`);
  const start = startOf(loss, values);
  if (start === undefined) throw new UsageError('The loss has no "from" clause: give a start with --from.');
  const result = runFrom(loss, named(names[0]!), values, start);
  return values.json === true ? `${toJson(asJson(result))}\n` : describe(result);
}

/** The optimizers a call names, or those it stands for. */
export function namedOptimizers(values: Arguments['values'], standard: readonly string[]): OptimizerDefinition[] {
  return (values.optimizer ?? standard).map(named);
}

/** The start of `--from`, or the file's first one. */
export function startOf(loss: CompiledLoss, values: Arguments['values']): Float64Array | undefined {
  if (values.from === undefined) return loss.starts[0] === undefined ? undefined : Float64Array.from(loss.starts[0]);
  const coordinates = values.from
    .replace(/^\(|\)$/g, '')
    .split(',')
    .map((text) => readNumber(text));
  if (coordinates.length !== loss.parameters.length) {
    throw new UsageError(
      `--from needs ${loss.parameters.length} coordinates (${loss.parameters.join(', ')}), not ${coordinates.length}.`,
    );
  }
  return Float64Array.from(coordinates);
}

export function runFrom(
  loss: CompiledLoss,
  definition: OptimizerDefinition,
  values: Arguments['values'],
  start: Float64Array,
): Run {
  // No method here draws random numbers; the seed is checked, so that a script may always pass one.
  wholeNumber(values.seed, 'seed', 1, 0);
  const steps = wholeNumber(values.steps, 'steps', standardSettings.steps, 0);
  if (steps > 1_000_000) throw new UsageError('--steps may be at most 1000000.');
  return runOptimizer(definition, optionsOf(definition, values), oracleOf(loss), start, { ...standardSettings, steps });
}

function optionsOf(definition: OptimizerDefinition, values: Arguments['values']): Record<string, number> {
  const given = (values.option ?? []).flatMap((text) => pairs(text, 'option'));
  return Object.fromEntries(
    given.map(([name, text]) => {
      const option = definition.options.find((candidate) => candidate.name === name);
      if (option === undefined) {
        const names = definition.options.map((candidate) => candidate.name).join(', ');
        throw new UsageError(`"${definition.name}" has no option "${name}"; it has ${names}.`);
      }
      const value = readNumber(text);
      if (value < option.minimum || value > option.maximum) {
        throw new UsageError(
          `The option ${name} lies between ${option.minimum} and ${option.maximum}, not at ${value}.`,
        );
      }
      return [name, value];
    }),
  );
}

function named(name: string): OptimizerDefinition {
  const definition = findOptimizer(name);
  if (definition === undefined) throw new UsageError(`There is no optimizer "${name}"; there are ${known()}.`);
  return definition;
}

function known(): string {
  return optimizers.map(({ name }) => name).join(', ');
}

function asJson({ optimizer, options, dimension, points, values, stop, reason }: Run): unknown {
  const steps = Array.from(values, (value, t) => ({
    t,
    point: Array.from(points.subarray(t * dimension, (t + 1) * dimension)),
    value,
  }));
  return { optimizer, options, steps, stop, reason };
}

function describe({ optimizer, options, dimension, points, values, stop, reason }: Run): string {
  const last = values.length - 1;
  const stride = Math.max(1, Math.ceil(last / 20));
  const shown = [...values.keys()].filter((t) => t % stride === 0 || t === last);
  const settings = Object.entries(options).map(([name, value]) => `${name} = ${value}`);
  return [
    `${optimizer} (${settings.join(', ')})`,
    ...shown.map((t) => {
      const point = points.subarray(t * dimension, (t + 1) * dimension);
      return `${String(t).padStart(String(last).length)}  L = ${formatNumber(values[t]!, 8)}  at ${formatPoint(point, 8)}`;
    }),
    `stopped: ${stop}. ${reason}`,
    '',
  ].join('\n');
}
