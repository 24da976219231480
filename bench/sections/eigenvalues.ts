/** All eigenvalues of symmetric matrices. */
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { symmetricEigenvalues } from '../../src/linalg/symmetricEigenvalues';
import { numbers } from '../functions';
import type { Bench, Section } from '../harness/bench';
import { here, measure } from '../harness/measure';

export async function eigenvalues(bench: Bench): Promise<Section> {
  const cases = [];
  for (const n of bench.quick ? [100, 300] : [100, 300, 1000]) {
    const matrix = symmetric(n);
    const rows = Array.from({ length: n }, (_, i) => Array.from(matrix.subarray(i * n, (i + 1) * n)));
    const peer = (): number[] =>
      new EigenvalueDecomposition(new Matrix(rows), { assumeSymmetric: true }).realEigenvalues;
    const ours = (): Float64Array => symmetricEigenvalues(matrix, n);
    const contenders = [
      here('Losscape', ours, ours),
      here('ml-matrix, with vectors', peer, () => Float64Array.from(peer()).sort()),
      bench.python('LAPACK by NumPy', { kind: 'eigenvalues' }, { matrix }),
    ];
    cases.push(await measure('eigenvalues', `n = ${n}`, contenders, bench.effort, 1e-12));
  }
  return {
    title: 'All eigenvalues of a symmetric matrix',
    about:
      'ml-matrix has no way to leave the eigenvectors out; LAPACK is `eigvalsh` on one thread, at the full width of the machine. Compared: all eigenvalues.',
    cases,
  };
}

function symmetric(n: number): Float64Array {
  const matrix = numbers(n * n, -1, 1, 12);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j * n + i] = matrix[i * n + j]!;
  return matrix;
}
