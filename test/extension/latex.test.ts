import { expect, it } from 'vitest';
import { gradientLatex, hessianLatex } from '../../src/extension/latex';
import { lossView } from './views';

it('writes the gradient as a column', () => {
  expect(gradientLatex(lossView(['2 x', '2 y']))).toBe(
    '\\nabla f = \\begin{pmatrix}\n  2 x \\\\\n  2 y\n\\end{pmatrix}',
  );
});

it('writes the Hessian as a matrix, and a long name as a word', () => {
  expect(hessianLatex(lossView(['', ''], { name: 'flat_saddle' }))).toBe(
    '\\nabla^2 \\operatorname{flat\\_saddle} = \\begin{pmatrix}\n  h00 & h01 \\\\\n  h10 & h11\n\\end{pmatrix}',
  );
});
