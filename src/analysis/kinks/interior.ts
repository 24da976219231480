/**
 * Whether a piece has an interior. Where one has none, its formula is that of no region: it must neither count as a plateau nor hide a kink.
 */
import type { Interval } from '../../compile/ring';
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import { polynomialOf } from '../../symbolic/polynomial';
import type { Pool } from '../../symbolic/pool';
import { Rational } from '../../symbolic/rational';
import type { Box } from '../box';
import { BoxMap } from '../boxMap';
import { zeroInHull, zeroInHullOfBoxes } from './hull';
import { type Piece, isFlat } from './pieces';

/** The coefficients of a linear polynomial in n parameters, then its constant; null for other expressions. */
export function linearForm(node: Node, n: number): readonly Rational[] | null {
  const polynomial = polynomialOf(node, n, []);
  if (polynomial === null) return null;
  const form = Array.from({ length: n + 1 }, () => Rational.zero);
  for (const { exponents, coefficient } of polynomial.values()) {
    const degree = exponents.reduce((a, b) => a + b, 0);
    if (degree > 1) return null;
    form[degree === 0 ? n : exponents.indexOf(1)] = coefficient;
  }
  return form;
}

/** The linear ones of a piece's conditions never hold strictly together: by Gordan's theorem for (a, b) of all a·x + b, and (0, 1). */
export function isEmpty({ conditions }: Piece, n: number): boolean {
  const forms = conditions.flatMap((condition) => {
    const form = linearForm(condition, n);
    // A condition that is 0 always, as that of a branch that is not taken, leaves the interior as it is.
    return form === null || form.every((x) => x.isZero) ? [] : [form];
  });
  const infinity = Array.from({ length: n + 1 }, (_, i) => (i === n ? Rational.one : Rational.zero));
  return forms.length > 0 && zeroInHull([...forms, infinity], n + 1).holds;
}

/** The loss is constant on the piece, and no linear condition shows that there is no such region. */
export function isPlateau(pool: Pool, piece: Piece, parameters: readonly Node[]): boolean {
  return isFlat(pool, piece, parameters) && !isEmpty(piece, parameters.length);
}

/**
 * Every point of an enclosure where the piece's conditions are ≥ 0 is in the closure of its interior: a convex set with an interior is in the
 * closure of it; else some direction makes all conditions grow that may vanish there.
 */
export function hasInteriorAt(pool: Pool, piece: Piece, parameters: readonly Node[], enclosure: Box): boolean {
  const n = parameters.length;
  if (piece.conditions.every((condition) => linearForm(condition, n) !== null)) return !isEmpty(piece, n);
  const values = new BoxMap(piece.conditions, parameters).of(enclosure);
  if (values === null) return false;
  const zero = piece.conditions.filter((_, k) => !(values.low[k]! > 0));
  if (zero.length === 0) return true;
  const slopes = zero.flatMap((condition) =>
    parameters.map((parameter) => differentiate(pool, [condition], parameter)[0]!),
  );
  const image = new BoxMap(slopes, parameters).of(enclosure);
  if (image === null) return false;
  const normals = zero.map((_, k) =>
    parameters.map((__, i): Interval => [image.low[k * n + i]!, image.high[k * n + i]!]),
  );
  return zeroInHullOfBoxes(normals, n) === 'outside';
}
