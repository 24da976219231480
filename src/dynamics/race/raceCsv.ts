import { allOptions } from '../../optimizers/registry';
import type { RaceTable, Racer } from './race';

const head = [
  'method',
  'options',
  'start',
  'steps_to_tolerance',
  'cost_to_tolerance',
  'steps',
  'cost',
  'final_loss',
  'gradient_norm',
  'reached',
  'nearest',
  'distance',
  'stop',
  'rate_search_cost',
];

/**
 * The table of a race as CSV (RFC 4180): a line a run, numbers in full precision, nothing where there is no answer.
 * Costs are in gradient-equivalents.
 */
export function raceCsv(
  { results, rates }: RaceTable,
  racers: readonly Racer[],
  starts: readonly ArrayLike<number>[],
): string {
  const lines = results.map((result) => {
    const { definition } = racers[result.racer]!;
    return [
      definition.name,
      optionsText(definition, result.options),
      Array.from(starts[result.start]!).join(' '),
      result.stepsToTolerance,
      result.costToTolerance,
      result.steps,
      result.cost,
      result.finalLoss,
      result.gradientNorm,
      result.reached,
      result.place?.name ?? null,
      result.place?.distance ?? null,
      result.stop,
      rates[result.racer]?.cost ?? null,
    ]
      .map(field)
      .join(',');
  });
  return [head.join(','), ...lines, ''].join('\r\n');
}

function optionsText(definition: Racer['definition'], options: Readonly<Record<string, number>>): string {
  const specifications = allOptions(definition);
  return Object.entries(options)
    .map(([name, value]) => {
      const choices = specifications.find((option) => option.name === name)?.choices;
      return `${name}=${choices?.[value] ?? value}`;
    })
    .join(' ');
}

function field(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
