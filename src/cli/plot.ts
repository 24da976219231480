import { writeFileSync } from 'node:fs';
import type { CompiledLoss } from '../landscape/compileLoss';
import { searchLoss } from '../landscape/findCriticalPoints';
import { renderPicture } from '../landscape/picture/drawPicture';
import { type Arguments, wholeNumber } from './arguments';
import { standardBudget } from './criticalPoints';
import { namedOptimizers, runFrom, startOf } from './run';
import { toJson } from './json';
import { UsageError } from './usage';

/** Optimizers drawn where the call names none. */
const standardOptimizers = ['gradient-descent', 'momentum', 'adam'];

/** `losscape plot`: the contour picture with critical points and optimizer paths, as a standing SVG. */
export async function plot(loss: CompiledLoss, values: Arguments['values']): Promise<string> {
  const { output } = values;
  if (output === undefined) throw new UsageError('Name the file to write with -o out.svg.');
  const theme = values.theme ?? 'light';
  if (theme !== 'light' && theme !== 'dark') throw new UsageError(`--theme takes light or dark, not "${theme}".`);
  const width = wholeNumber(values.width, 'width', 640, 160);
  if (width > 10_000) throw new UsageError('--width may be at most 10000.');
  const budget = wholeNumber(values['budget-ms'], 'budget-ms', standardBudget, 1);
  const report = await searchLoss(loss, { budget });
  const start = startOf(loss, values);
  const starts =
    values.from !== undefined && start !== undefined ? [start] : loss.starts.map((s) => Float64Array.from(s));
  const runs = starts.flatMap((from) =>
    namedOptimizers(values, standardOptimizers).map((definition) => runFrom(loss, definition, values, from)),
  );
  const style = { width, dark: theme === 'dark', highContrast: false, cells: 160, levels: 18, legend: true };
  const picture = renderPicture({ loss, report, runs }, style);
  try {
    writeFileSync(output, picture);
  } catch (error) {
    throw new UsageError(`Cannot write ${output}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const summary = { file: output, bytes: Buffer.byteLength(picture), verdict: report.verdict };
  return values.json === true ? `${toJson(summary)}\n` : `${output}: ${report.verdict}\n`;
}
