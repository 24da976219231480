import type { FormulaLossView } from '../landscape/views';

/** The gradient as one LaTeX formula: a column of partial derivatives. */
export function gradientLatex({ name, gradient }: FormulaLossView): string {
  const rows = gradient.map(({ latex }) => `  ${latex}`).join(' \\\\\n');
  return `\\nabla ${functionName(name)} = \\begin{pmatrix}\n${rows}\n\\end{pmatrix}`;
}

/** The Hessian as one LaTeX matrix. */
export function hessianLatex({ name, hessian }: FormulaLossView): string {
  const rows = hessian.map((row) => `  ${row.map(({ latex }) => latex).join(' & ')}`).join(' \\\\\n');
  return `\\nabla^2 ${functionName(name)} = \\begin{pmatrix}\n${rows}\n\\end{pmatrix}`;
}

function functionName(name: string): string {
  return name.length === 1 ? name : `\\operatorname{${name.replaceAll('_', '\\_')}}`;
}
