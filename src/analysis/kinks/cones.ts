/**
 * Tips of cones: L = G(x, s) with s = √q(x) and q = a·|x − c|². On a box around c let |∂G/∂s|·√a exceed the length of ∂G/∂x, for all s that occur.
 * Then the derivative along each ray from c, ∂G/∂x·e + ∂G/∂s·√a, keeps the sign of ∂G/∂s: c is the only point there where 0 can be in
 * Clarke's generalised gradient, and a strict minimum or maximum.
 */
import type { TapeOracle } from '../../compile/oracle';
import { up } from '../../interval/rounding';
import { differentiate } from '../../symbolic/differentiate';
import { type Node, reachable } from '../../symbolic/node';
import { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import { type Box, around, intersects } from '../box';
import { BoxMap } from '../boxMap';
import { enclosureOf } from '../degenerate/degenerateProver';
import { rootSpheres } from '../radial/radialForm';
import type { AnalyzedKink } from '../report';
import { type TermsLoss, writtenOut } from '../terms';

export interface Cone {
  /** No other stationary point lies in it. */
  readonly region: Box;
  /** Null where the tip is outside of the searched box. */
  readonly kink: AnalyzedKink | null;
}

const shares = [0.1, 0.02, 2 ** -9, 2 ** -14, 2 ** -20];

/** The tips of cones in the box that are decided, with regions around them. */
export function conesOf(
  loss: TermsLoss & { readonly parameters: readonly Node[] },
  oracle: TapeOracle,
  box: Box,
): Cone[] {
  const { pool, parameters } = loss;
  const n = parameters.length;
  const written = writtenOut(loss);
  if (written === null) return [];
  const half = Rational.of(1n, 2n);
  return rootSpheres(written, n).flatMap(({ base, sphere }): Cone[] => {
    const root = pool.powerOf(base, half);
    const s = pool.parameter(n, 's');
    const replaced = withRoot(loss, written, base, root, s);
    if (replaced === null) return [];
    const point = sphere.center.map((c) => c.toNumber());
    const place = enclosureOf(sphere.center);
    const slopes = [...parameters, s].map((parameter) => differentiate(pool, [replaced], parameter)[0]!);
    const map = new BoxMap([replaced, ...slopes], [...parameters, s]);
    const steepness = Math.sqrt(sphere.scale.bounds()[0]) * (1 - 2 ** -50);
    for (const share of shares) {
      const radii = box.low.map((low, i) => share * (box.high[i]! - low));
      const region = around(point, radii);
      if (!intersects(region, box)) return [];
      const reach = up(
        Math.sqrt(up(sphere.scale.bounds()[1] * radii.reduce((sum, x) => up(sum + up(x * x)), 0))) * (1 + 2 ** -30),
      );
      const image = map.of({
        low: Float64Array.from([...region.low, 0]),
        high: Float64Array.from([...region.high, reach]),
      });
      if (image === null) continue;
      let across = 0;
      for (let i = 1; i <= n; i++) {
        const size = Math.max(Math.abs(image.low[i]!), Math.abs(image.high[i]!));
        across = up(across + up(size * size));
      }
      across = up(Math.sqrt(across));
      const [low, high] = [image.low[n + 1]!, image.high[n + 1]!];
      const rises = low * steepness * (1 - 2 ** -50) > across;
      const falls = -high * steepness * (1 - 2 ** -50) > across;
      if (!rises && !falls) continue;
      const kink: AnalyzedKink = {
        point,
        value: oracle.value(point),
        kind: rises ? 'nonsmooth-minimum' : 'nonsmooth-maximum',
        reason: `The tip of a cone: the loss ${rises ? 'rises' : 'falls'} along every ray from here, proved for a box around it.`,
      };
      return [{ region, kink: intersects(place, box) ? kink : null }];
    }
    return [];
  });
}

/** The loss with s in place of the root; null where the base has other broken powers, or the loss has other kinks. */
function withRoot(loss: TermsLoss, written: Node, base: Node, root: Node, s: Node): Node | null {
  const { pool } = loss;
  const kinks = ['abs', 'sign', 'relu', 'step', 'rightSign'];
  const known = new Map<Node, Node>();
  for (const node of reachable([written])) {
    if (node.kind === 'maximum' || node.kind === 'minimum' || node.kind === 'select' || node.kind === 'guard')
      return null;
    if (node.kind === 'function' && kinks.includes(node.name)) return null;
    if (node.kind !== 'product' || node === root) continue;
    for (const factor of node.factors) {
      if (factor.base !== base || factor.exponent.isInteger) continue;
      if (!factor.exponent.equals(root.kind === 'product' ? root.factors[0]!.exponent : Rational.one)) return null;
      const others = node.factors.filter((other) => other !== factor);
      known.set(node, pool.multiply(s, pool.product(others)));
    }
  }
  known.set(root, s);
  const [replaced] = substitute(pool, [written], known);
  return reachable([replaced!]).includes(root) ? null : replaced!;
}
