/**
 * Proof by exact algebra that a critical point of a polynomial is the only one near: each coordinate of a critical point is a root of a
 * polynomial in that coordinate alone (`sets/elimination.ts`), and Sturm's theorem tells that this has no other root near the point's.
 */
import type { Node } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import { eliminate } from '../sets/elimination';
import { countRootsIn, type Polynomial, withoutRoot } from './sturm';

export class Elimination {
  private made: readonly Polynomial[] | null | undefined;

  constructor(
    private readonly gradient: readonly Node[],
    private readonly exact: readonly (Rational | undefined)[],
  ) {}

  /** True where every critical point whose distance from this one is at most so much along each axis is this one. */
  isAlone(point: readonly Rational[], radii: Float64Array): boolean {
    if (this.made === undefined) this.made = eliminate(this.gradient, point.length, this.exact);
    return (
      this.made?.every((polynomial, i) => {
        const x = point[i]!;
        const radius = Rational.fromNumber(radii[i]!);
        return countRootsIn(withoutRoot(polynomial, x), x.subtract(radius), x.add(radius)) === 0;
      }) === true
    );
  }
}
