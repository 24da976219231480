import type { AnalyzedPoint } from '../../analysis/report';

/** The loss along the one flat direction of a degenerate point: coefficient·tᵉˣᵖᵒⁿᵉⁿᵗ, once the others follow. */
export interface GermTerm {
  readonly coefficient: number;
  readonly exponent: number;
  /** Unit vector of length n: the direction of curvature 0. */
  readonly direction: readonly number[];
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/**
 * The leading term the report names, where the point has one flat direction along a parameter axis; else null:
 * elsewhere the report's t is not a length.
 */
export function germTerm({ reason, eigenvalues, eigenvectors }: AnalyzedPoint): GermTerm | null {
  const flat = eigenvalues.flatMap((value, i) => (value === 0 ? [i] : []));
  const direction = eigenvectors[flat[0] ?? -1];
  if (flat.length !== 1 || direction === undefined) return null;
  if (direction.filter((x) => Math.abs(x) > 1e-9).length !== 1) return null;
  const match = /goes like (−?)(?:(\d[\d.e]*)|\((\d+)(?:\/(\d+))?\))?t([⁰¹²³⁴⁵⁶⁷⁸⁹]+) /u.exec(reason);
  if (match === null) return null;
  const [, sign, plain, top, bottom, exponent] = match;
  const size = plain !== undefined ? Number(plain) : top !== undefined ? Number(top) / Number(bottom ?? 1) : 1;
  return {
    coefficient: sign === '−' ? -size : size,
    exponent: Number([...exponent!].map((digit) => raised.indexOf(digit)).join('')),
    direction,
  };
}
