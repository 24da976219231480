/** Permutations and changes of sign of the parameters that leave a loss unchanged, exactly. */
import type { TapeOracle } from '../../compile/oracle';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import type { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import { isEqual } from './normalForm';

/** Coordinate i of the image is sign[i]·x[from[i]]. */
export interface SignedPermutation {
  readonly from: readonly number[];
  readonly signs: readonly (1 | -1)[];
}

export interface SymmetricLoss {
  readonly pool: Pool;
  readonly value: Node;
  readonly parameters: readonly Node[];
  readonly exact: readonly (Rational | undefined)[];
}

/** Points at which a quick look in double arithmetic compares values: of up to six parameters. */
const looks = [
  [0.37, -0.81, 1.13, 0.59, -0.47, 0.91],
  [1.71, 0.43, -0.29, -1.37, 0.83, -0.61],
  [-0.93, 1.27, 0.67, 0.21, 1.03, 0.31],
];

/** All signed permutations but the identity that are shown to leave the loss unchanged. */
export function symmetriesOf(
  { pool, value, parameters, exact }: SymmetricLoss,
  oracle: TapeOracle,
): SignedPermutation[] {
  const n = parameters.length;
  const points = looks.map((look) => Array.from({ length: n }, (_, i) => look[i]!));
  const values = points.map((point) => oracle.value(point));
  const isLikely = (g: SignedPermutation): boolean =>
    points.every((point, k) => {
      const image = oracle.value(apply(g, point));
      if (Number.isNaN(values[k]!) || Number.isNaN(image)) return Number.isNaN(values[k]!) === Number.isNaN(image);
      return Math.abs(image - values[k]!) <= 1e-9 * (1 + Math.abs(image));
    });
  return candidates(n).filter((g) => {
    if (!isLikely(g)) return false;
    const map = new Map(
      parameters.map((parameter, i) => {
        const image = parameters[g.from[i]!]!;
        return [parameter, g.signs[i] === 1 ? image : pool.negate(image)] as const;
      }),
    );
    return isEqual(pool, value, substitute(pool, [value], map)[0]!, exact);
  });
}

export function apply({ from, signs }: SignedPermutation, point: ArrayLike<number>): number[] {
  return from.map((source, i) => (signs[i]! * point[source]! === 0 ? 0 : signs[i]! * point[source]!));
}

/** All signed permutations but the identity, those that move little first. */
function candidates(n: number): SignedPermutation[] {
  const permutations = (items: readonly number[]): number[][] =>
    items.length === 0
      ? [[]]
      : items.flatMap((item) => permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
  const all = permutations(Array.from({ length: n }, (_, i) => i)).flatMap((from) =>
    Array.from({ length: 1 << n }, (_, bits): SignedPermutation => ({
      from,
      signs: from.map((_, i) => ((bits >> i) & 1 ? -1 : 1)),
    })),
  );
  return all.filter((g) => effort(g) > 0).sort((a, b) => effort(a) - effort(b));
}

function effort({ from, signs }: SignedPermutation): number {
  return from.reduce((sum, source, i) => sum + (source === i ? 0 : 2) + (signs[i] === 1 ? 0 : 1.5), 0);
}

/** Few of the symmetries that generate all of them. */
export function generatorsOf(all: readonly SignedPermutation[]): SignedPermutation[] {
  const generators: SignedPermutation[] = [];
  let group = new Set<string>();
  for (const g of all) {
    if (group.has(keyOf(g))) continue;
    generators.push(g);
    group = closure(generators);
  }
  return generators;
}

function closure(generators: readonly SignedPermutation[]): Set<string> {
  const found = new Map<string, SignedPermutation>(generators.map((g) => [keyOf(g), g]));
  for (const g of found.values()) {
    for (const h of generators) {
      const product = compose(g, h);
      if (!found.has(keyOf(product))) found.set(keyOf(product), product);
    }
  }
  return new Set(found.keys());
}

/** First h, then g. */
function compose(g: SignedPermutation, h: SignedPermutation): SignedPermutation {
  return {
    from: g.from.map((source) => h.from[source]!),
    signs: g.signs.map((sign, i): 1 | -1 => (sign * h.signs[g.from[i]!]! === 1 ? 1 : -1)),
  };
}

function keyOf({ from, signs }: SignedPermutation): string {
  return from.map((source, i) => `${signs[i] === 1 ? '' : '-'}${source}`).join(' ');
}

/** `x ↔ y`, `x → −x`, `(x, y) → (−y, x)`. */
export function symmetryText({ from, signs }: SignedPermutation, names: readonly string[]): string {
  const moved = from.flatMap((source, i) => (source === i && signs[i] === 1 ? [] : [i]));
  const isSwap = moved.every((i) => from[from[i]!] === i && from[i] !== i && signs[i] === 1);
  if (isSwap) {
    return moved
      .filter((i) => i < from[i]!)
      .map((i) => `${names[i]!} ↔ ${names[from[i]!]!}`)
      .join(', ');
  }
  const images = moved.map((i) => `${signs[i] === 1 ? '' : '−'}${names[from[i]!]!}`);
  if (moved.length === 1) return `${names[moved[0]!]!} → ${images[0]!}`;
  return `(${moved.map((i) => names[i]!).join(', ')}) → (${images.join(', ')})`;
}
