import { symmetricEigen } from '../linalg/eigen';
import type { CompiledLoss, FormulaLoss } from '../landscape/compileLoss';
import { oracleOf } from '../landscape/oracle';
import type { Node } from '../symbolic/node';
import { notationOf } from '../symbolic/notation';
import { printLatex } from '../symbolic/printLatex';
import { printText } from '../symbolic/printText';
import { type Arguments, pairs } from './arguments';
import { readNumber } from './input';
import { toJson } from './json';
import { UsageError } from './usage';

interface Evaluation {
  readonly point: number[];
  readonly value: number;
  readonly gradient: number[];
  readonly hessian: number[][];
  readonly eigenvalues: number[];
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

function readPoint(loss: CompiledLoss, text: string): number[] {
  const given = new Map(pairs(text, 'at'));
  for (const name of given.keys()) {
    if (!loss.parameters.includes(name)) {
      throw new UsageError(`--at: "${name}" is not a parameter; the parameters are ${loss.parameters.join(', ')}.`);
    }
  }
  return loss.parameters.map((name) => {
    const value = given.get(name);
    if (value === undefined) throw new UsageError(`--at: the parameter "${name}" has no value.`);
    return readNumber(value);
  });
}

function evaluate(loss: CompiledLoss, point: number[]): Evaluation {
  const n = point.length;
  const oracle = oracleOf(loss);
  const vector = Float64Array.from(point);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const value = oracle.value(vector);
  oracle.gradient(vector, gradient);
  oracle.hessian(vector, hessian);
  return {
    point,
    value,
    gradient: Array.from(gradient),
    hessian: point.map((_, i) => Array.from(hessian.subarray(i * n, (i + 1) * n))),
    eigenvalues: Array.from(symmetricEigen(hessian, n).values),
  };
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

function valueLines(loss: CompiledLoss, found: Evaluation): string[] {
  return [
    '',
    `at ${loss.parameters.map((name, i) => `${name} = ${found.point[i]!}`).join(', ')}`,
    `  L = ${found.value}`,
    `  gradient = (${found.gradient.join(', ')})`,
    ...found.hessian.map((row, i) => `  ${i === 0 ? 'Hessian  =' : '          '} [${row.join(', ')}]`),
    `  eigenvalues = ${found.eigenvalues.join(', ')}`,
  ];
}
