import { histogram } from '../picture/histogram';
import { formatNumber } from '../picture/numbers';
import { reachOf } from '../picture/semicircle';
import { findSpectrum } from '../landscape/spectra/spectrum';
import type { SampleView, SpectrumView } from '../landscape/spectra/views';
import type { Arguments } from './arguments';
import { type Input, readSettings } from './input';
import { toJson } from './json';
import { UsageError } from './usage';

/** `losscape spectrum`: every spectrum of the file, or the one with the number of `--spectrum`. */
export async function spectrum(input: Input, values: Arguments['values']): Promise<string> {
  const all = input.units.flatMap((unit) => unit.model.spectra.map((symbol, index) => ({ unit, symbol, index })));
  if (all.length === 0) {
    throw new UsageError(
      `${input.name} has no spectrum: write one, as in "spectrum goe(n = 400, spikes = (3, 2), seed = 1)".`,
    );
  }
  const found: { readonly statement: string; readonly view: SpectrumView }[] = [];
  for (const { unit, symbol, index } of chosen(all, values.spectrum)) {
    const { text } = unit.model.file;
    const { start, end } = symbol.statement.span;
    const overrides = readSettings(values.set ?? [], unit.model);
    const view = await findSpectrum({ text, spectrum: index, overrides, files: unit.files }, {});
    found.push({ statement: text.slice(start, end).replace(/\s+/g, ' '), view });
  }
  if (values.json === true) {
    return `${toJson(found.map(({ statement, view }) => ({ statement, ...view })))}\n`;
  }
  return found.map(({ statement, view }) => table(statement, view)).join('\n');
}

function chosen<T>(all: readonly T[], number: string | undefined): readonly T[] {
  if (number === undefined) return all;
  const one = /^\d+$/.test(number) ? all[Number(number) - 1] : undefined;
  if (one !== undefined) return [one];
  throw new UsageError(`--spectrum takes a number from 1 to ${all.length}, not "${number}".`);
}

const rows = 24;
const widest = 48;

function table(statement: string, view: SpectrumView): string {
  const { outliers, random, unlisted } = view;
  const told = (sample: SampleView | null): string =>
    sample === null ? '' : `${formatNumber(sample.mean, 5)} ± ${formatNumber(sample.error, 2)}`;
  const number = (value: number | null): string => (value === null ? '' : formatNumber(value, 5));
  const list =
    random === null
      ? outliers.map(({ position }) => [number(position)])
      : outliers.map(({ beta, position, predicted, positions, overlap, predictedOverlap, overlaps }) => [
          number(beta),
          number(position),
          number(predicted),
          told(positions),
          number(overlap),
          number(predictedOverlap),
          told(overlaps),
        ]);
  const heads =
    random === null ? ['outlier'] : ['spike', 'eigenvalue', 'predicted', 'mean', 'overlap', 'predicted', 'mean'];
  const sizes =
    random === null || random.sizes.length < 2
      ? []
      : [
          '',
          ...aligned([
            ['n', 'largest', 'share negative', 'formula', 'off the semicircle'],
            ...random.sizes.map(({ n, largest, negative, formula, distance }) => [
              String(n),
              told(largest),
              told(negative),
              number(formula),
              told(distance),
            ]),
          ]),
        ];
  const rest = unlisted === 0 ? [] : [`… and ${unlisted} more`];
  const table = outliers.length === 0 ? [] : ['', ...aligned([heads, ...list]), ...rest];
  return [statement, view.sentence, '', ...bars(view), ...table, ...sizes, ''].join('\n');
}

/** The histogram with a row a bar. */
function bars({ values, circle, outliers }: SpectrumView): string[] {
  const [low, high] = reachOf({ values, circle, outliers });
  const { bars: all, top } = histogram(values, circle, low, high, rows);
  const names = all.map(({ from, to }) => formatNumber((from + to) / 2, 3));
  const width = Math.max(...names.map(({ length }) => length));
  return all.map(({ density, count }, i) => {
    const bar = '█'.repeat(Math.max(1, Math.round((density / top) * widest)));
    return `${names[i]!.padStart(width)} ${bar} ${count}`;
  });
}

function aligned(lines: readonly (readonly string[])[]): string[] {
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
  return lines.map((line) => line.map((cell, column) => cell.padStart(widths[column]!)).join('  '));
}
