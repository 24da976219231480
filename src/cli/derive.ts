import { symmetricEigenvalues } from '../linalg/symmetricEigenvalues';
import type { CompiledLoss, FormulaLoss } from '../landscape/compileLoss';
import { oracleOf } from '../landscape/oracle';
import type { Node } from '../symbolic/node';
import { notationOf } from '../symbolic/notation';
import { printLatex } from '../symbolic/printLatex';
import { printText } from '../symbolic/printText';
import type { Arguments } from './arguments';
import { toJson } from './json';
import { readPoint } from './points';
import { UsageError } from './usage';

/** The Hessian of more parameters is not formed here: it would not be read. */
const mostDense = 400;
/** Coordinates printed on a line. */
const mostShown = 12;

interface Evaluation {
  readonly point: number[];
  readonly value: number;
  readonly gradient: number[];
  /** Null where the Hessian is too large to form. */
  readonly hessian: number[][] | null;
  readonly eigenvalues: number[] | null;
}

/** `losscape derive`: formulas of the gradient and the Hessian, and their values at points. */
export function derive(loss: CompiledLoss, values: Arguments['values']): string {
  const at = (values.at ?? []).map((text) => evaluate(loss, readPoint(loss, text)));
  if (values.json === true) {
    const print = (node: Node): string => printText(notationOf(node), 'plain');
    return `${toJson({
      loss: loss.name,
      parameters: loss.parameters,
      gradient: loss.form === 'program' ? null : loss.gradient.map(print),
      hessian: loss.form === 'program' ? null : loss.hessian.map((row) => row.map(print)),
      at,
    })}\n`;
  }
  const format = values.format ?? 'text';
  if (format !== 'text' && format !== 'latex') throw new UsageError(`--format takes text or latex, not "${format}".`);
  return [...formulaLines(loss, format), ...at.flatMap((found) => valueLines(loss, found))].join('\n') + '\n';
}

function evaluate(loss: CompiledLoss, point: number[]): Evaluation {
  const n = point.length;
  const oracle = oracleOf(loss);
  const vector = Float64Array.from(point);
  const gradient = new Float64Array(n);
  const value = oracle.value(vector);
  oracle.gradient(vector, gradient);
  const head = { point, value, gradient: Array.from(gradient) };
  if (n > mostDense) return { ...head, hessian: null, eigenvalues: null };
  const hessian = new Float64Array(n * n);
  oracle.hessian(vector, hessian);
  const rows = point.map((_, i) => Array.from(hessian.subarray(i * n, (i + 1) * n)));
  return { ...head, hessian: rows, eigenvalues: Array.from(symmetricEigenvalues(hessian, n)) };
}

function formulaLines(loss: CompiledLoss, format: 'text' | 'latex'): string[] {
  if (loss.form === 'formulas') return format === 'text' ? textLines(loss) : latexLines(loss);
  const count = loss.parameters.length;
  return [
    `${loss.name} has ${count} parameters: too many for formulas. Its derivatives at a point are exact up to rounding.`,
  ];
}

function textLines(loss: FormulaLoss): string[] {
  const print = (node: Node): string => printText(notationOf(node), 'pretty');
  const names = loss.parameters;
  return [
    `${loss.name}(${names.join(', ')}) = ${print(loss.value)}`,
    ...loss.gradient.map((node, i) => `∂L/∂${names[i]!} = ${print(node)}`),
    ...loss.hessian.flatMap((row, i) =>
      row
        .slice(0, i + 1)
        .map((node, j) => `${i === j ? `∂²L/∂${names[i]!}²` : `∂²L/∂${names[j]!}∂${names[i]!}`} = ${print(node)}`),
    ),
  ];
}

function latexLines(loss: FormulaLoss): string[] {
  const print = (node: Node): string => printLatex(notationOf(node));
  const rows = loss.hessian.map((row) => row.map(print).join(' & '));
  return [
    `\\nabla L = \\begin{pmatrix} ${loss.gradient.map(print).join(' \\\\ ')} \\end{pmatrix}`,
    `\\nabla^2 L = \\begin{pmatrix} ${rows.join(' \\\\ ')} \\end{pmatrix}`,
  ];
}

function valueLines(loss: CompiledLoss, { point, value, gradient, hessian, eigenvalues }: Evaluation): string[] {
  const places = loss.parameters.slice(0, mostShown).map((name, i) => `${name} = ${point[i]!}`);
  const rows =
    hessian === null || hessian.length > mostShown
      ? []
      : hessian.map((row, i) => `  ${i === 0 ? 'Hessian  =' : '          '} [${row.join(', ')}]`);
  return [
    '',
    `at ${cut(places, point.length)}`,
    `  L = ${value}`,
    `  gradient = (${cut(gradient.slice(0, mostShown).map(String), gradient.length)})`,
    ...rows,
    ...(eigenvalues === null ? [] : [`  eigenvalues = ${spread(eigenvalues)}`]),
  ];
}

function cut(shown: readonly string[], all: number): string {
  return all > shown.length ? `${shown.join(', ')}, … (${all} in all)` : shown.join(', ');
}

/** All of a few, else both ends. */
function spread(values: readonly number[]): string {
  if (values.length <= mostShown) return values.join(', ');
  return `${values.slice(0, 4).join(', ')}, …, ${values.slice(-4).join(', ')} (${values.length} in all)`;
}
