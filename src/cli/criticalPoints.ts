import type { CompiledLoss } from '../landscape/compileLoss';
import { searchLoss } from '../landscape/findCriticalPoints';
import { setLines } from '../landscape/reportDocument';
import type { CriticalReport } from '../landscape/views';
import { formatLongPoint, formatNumber } from '../picture/numbers';
import { type Arguments, wholeNumber } from './arguments';
import { toJson } from './json';

/** Milliseconds a search may take where the call says nothing. */
export const standardBudget = 10_000;

/** `losscape critical-points`. */
export async function criticalPoints(loss: CompiledLoss, values: Arguments['values']): Promise<string> {
  const budget = wholeNumber(values['budget-ms'], 'budget-ms', standardBudget, 1);
  const report = await searchLoss(loss, { budget });
  return values.json === true ? `${toJson(report)}\n` : table(report);
}

function table(report: CriticalReport): string {
  const rows = report.points.map(({ point, value, kind, eigenvalues, proof }) => [
    formatLongPoint(point, mostShown, 8),
    formatNumber(value, 8),
    kind.replace(/-/g, ' '),
    listed(eigenvalues.map((eigenvalue) => formatNumber(eigenvalue))),
    proof,
  ]);
  const header = ['point', 'value', 'kind', 'eigenvalues', 'proof'];
  const widths = header.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  const unresolved = report.unresolved
    .slice(0, 20)
    .map((box) => `unresolved: ${box.map(([a, b]) => `[${a}, ${b}]`).join(' × ')}`);
  const numerical = report.points
    .filter(({ proof }) => proof === 'numerical')
    .map(({ point, reason }) => `${formatLongPoint(point, mostShown)}: ${reason}`);
  const sets = setLines(report);
  const { notes = [] } = report;
  return (
    [
      report.verdict,
      ...(rows.length === 0 ? [] : ['', line(header), ...rows.map(line)]),
      ...numerical,
      ...(sets.length === 0 ? [] : ['', ...sets]),
      ...(notes.length === 0 ? [] : ['', ...notes]),
      ...unresolved,
    ].join('\n') + '\n'
  );
}

/** Numbers of a point that are printed; the rest are in the JSON. */
const mostShown = 6;

/** All of a few, else both ends. */
function listed(texts: readonly string[]): string {
  if (texts.length <= mostShown) return texts.join(', ');
  return `${texts.slice(0, 2).join(', ')}, …, ${texts.slice(-2).join(', ')}`;
}
