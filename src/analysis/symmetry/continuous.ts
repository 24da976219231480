/**
 * One-parameter groups of linear maps that leave a loss unchanged. If L(exp(sA)x) = L(x) for all s then ∇L(x)·Ax = 0; with A symmetric the
 * gradient flow ẋ = −∇L keeps x·Ax, since its derivative is −2∇L·Ax (as Noether's theorem has it for Lagrangians; for linear networks
 * Saxe, McClelland & Ganguli 2014; Du, Hu & Lee 2018). Each identity is verified exactly.
 */
import { buildTape } from '../../compile/buildTape';
import type { TapeOracle } from '../../compile/oracle';
import type { Node } from '../../symbolic/node';
import { notationOf } from '../../symbolic/notation';
import type { Pool } from '../../symbolic/pool';
import { printText } from '../../symbolic/printText';
import { Rational } from '../../symbolic/rational';
import type { Symmetries } from '../report';
import { isZero } from './normalForm';

type ContinuousSymmetry = Symmetries['continuous'][number];

/** Scalings and translations with small whole numbers, and rotations of two parameters; independent ones. */
export function continuousSymmetries(
  pool: Pool,
  parameters: readonly Node[],
  gradient: readonly Node[],
  exact: readonly (Rational | undefined)[],
  oracle: TapeOracle,
): ContinuousSymmetry[] {
  const n = parameters.length;
  const slopes = samplePoints(n).map((point) => {
    const at = new Float64Array(n);
    oracle.gradient(point, at);
    return { point, at };
  });
  const holds = (field: (point: readonly number[], i: number) => number, sum: () => Node): boolean => {
    const seems = slopes.every(({ point, at }) => {
      const parts = Array.from(at, (slope, i) => slope * field(point, i));
      const total = parts.reduce((a, b) => a + b, 0);
      return Math.abs(total) <= 1e-9 * (1e-3 + parts.reduce((a, b) => a + Math.abs(b), 0));
    });
    return seems && isZero(pool, sum(), exact);
  };
  const kept = (node: Node): Pick<ContinuousSymmetry, 'kept' | 'tape'> => ({
    kept: text(node),
    tape: buildTape([node], { parameters: n, constants: 0, order: 0, inputs: parameters }),
  });
  const weighted = (weights: readonly number[], nodes: readonly Node[]): Node =>
    pool.sum(nodes.map((node, i) => ({ node, coefficient: whole(weights[i]!) })).filter((_, i) => weights[i] !== 0));
  const found: ContinuousSymmetry[] = [];
  // A parameter that does not occur has all of these, and none that is worth telling.
  if (gradient.some((slope) => slope.kind === 'rational' && slope.value.isZero)) return found;
  const moments = gradient.map((slope, i) => pool.multiply(parameters[i]!, slope));
  for (const weights of independent(n, (k) =>
    holds(
      (point, i) => k[i]! * point[i]!,
      () => weighted(k, moments),
    ),
  )) {
    const squares = parameters.map((parameter) => pool.multiply(parameter, parameter));
    found.push({ kind: 'scaling', ...kept(weighted(weights, squares)) });
  }
  for (const weights of independent(n, (k) =>
    holds(
      (_, i) => k[i]!,
      () => weighted(k, gradient),
    ),
  )) {
    found.push({ kind: 'translation', ...kept(weighted(weights, parameters)) });
  }
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const turn = (point: readonly number[], k: number): number => (k === i ? -point[j]! : k === j ? point[i]! : 0);
      const sum = (): Node =>
        pool.subtract(pool.multiply(parameters[i]!, gradient[j]!), pool.multiply(parameters[j]!, gradient[i]!));
      const [x, y] = [parameters[i]!, parameters[j]!];
      if (holds(turn, sum))
        found.push({ kind: 'rotation', ...kept(pool.add(pool.multiply(x, x), pool.multiply(y, y))) });
    }
  }
  return found;
}

/** What is kept, in a sentence; empty where nothing is. */
export function continuousText(symmetries: readonly Pick<ContinuousSymmetry, 'kind' | 'kept'>[]): string {
  const kept = (kind: ContinuousSymmetry['kind']): string =>
    symmetries
      .filter((symmetry) => symmetry.kind === kind)
      .map((symmetry) => symmetry.kept)
      .join(' and ');
  const [scaling, translation, rotation] = [kept('scaling'), kept('translation'), kept('rotation')];
  return [
    scaling === '' ? '' : `A scaling of the parameters changes nothing; the gradient flow keeps ${scaling}.`,
    translation === ''
      ? ''
      : `Moving all parameters in one direction changes nothing; the gradient flow keeps ${translation}.`,
    rotation === '' ? '' : `Rotations change nothing: the loss depends on ${rotation}.`,
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

function whole(value: number): Rational {
  return Rational.integer(BigInt(value));
}

function text(node: Node): string {
  return printText(notationOf(node), 'pretty');
}

function samplePoints(n: number): number[][] {
  return [0.31, 0.77, 1.19].map((start) =>
    Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 1 : -1) * (start + 0.37 * i)),
  );
}

/** Vectors of small whole numbers that pass, simple ones first, none a combination of those before it. */
function independent(n: number, passes: (vector: readonly number[]) => boolean): number[][] {
  let vectors: number[][] = [[]];
  for (let i = 0; i < n; i++) vectors = vectors.flatMap((vector) => [0, 1, -1, 2, -2].map((x) => [...vector, x]));
  const size = (vector: readonly number[]): number => vector.reduce((sum, x) => sum + Math.abs(x), 0);
  const kept: number[][] = [];
  for (const vector of vectors.sort((a, b) => size(a) - size(b))) {
    // The first number that is not 0 is positive: the negative is the same symmetry.
    if (!((vector.find((x) => x !== 0) ?? 0) > 0) || kept.length === n) continue;
    if (rank([...kept, vector]) > kept.length && passes(vector)) kept.push(vector);
  }
  return kept;
}

/** Of a few short rows of small whole numbers, by elimination without division. */
function rank(rows: readonly (readonly number[])[]): number {
  const left = rows.map((row) => [...row]);
  let count = 0;
  for (let column = 0; column < (left[0]?.length ?? 0); column++) {
    const found = left.findIndex((row, i) => i >= count && row[column] !== 0);
    if (found < 0) continue;
    [left[count], left[found]] = [left[found]!, left[count]!];
    const pivot = left[count]!;
    for (let i = count + 1; i < left.length; i++) {
      const factor = left[i]![column]!;
      if (factor !== 0) left[i] = left[i]!.map((x, k) => x * pivot[column]! - factor * pivot[k]!);
    }
    count++;
  }
  return count;
}
