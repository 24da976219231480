/** A loss with kinks as smooth pieces: each choice of the sides of its kinks gives one, valid where the choice holds. */
import { differentiate } from '../../symbolic/differentiate';
import { type Node, isKink, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { Rational } from '../../symbolic/rational';
import { substitute } from '../../symbolic/substitute';
import type { Box } from '../box';
import { BoxMap } from '../boxMap';

/** More kinks than this are not taken apart: there would be too many pieces. */
const mostKinks = 6;

/** One smooth piece of the loss. */
export interface Piece {
  readonly value: Node;
  /** The piece holds where all of these are ≥ 0: one for each choice of a side. */
  readonly conditions: readonly Node[];
  /** The sides chosen. */
  readonly sides: readonly (1 | -1)[];
}

/** The pieces that may meet the box; null where there are no kinks, too many, or jumps. */
export function piecesOf(pool: Pool, loss: Node, parameters: readonly Node[], box: Box): Piece[] | null {
  const nodes = reachable([loss]);
  const kinks = nodes.filter(isKink);
  const jumps = nodes.some((node) => node.kind === 'function' && ['sign', 'step', 'rightSign'].includes(node.name));
  if (kinks.length === 0 || kinks.length > mostKinks || jumps || kinks.some((kink) => kink.rows !== 0)) return null;
  // Kinks whose arguments are multiples of one expression, as relu(w) and relu(−2w), choose their sides together.
  const bases: Node[] = [];
  const turns = kinks.map((kink) => {
    const { base, sign } = baseOf(pool, argumentOf(pool, kink));
    if (!bases.includes(base)) bases.push(base);
    return { choice: bases.indexOf(base), sign };
  });
  const pieces: Piece[] = [];
  for (let choice = 0; choice < 1 << bases.length; choice++) {
    const sides = bases.map((_, k): 1 | -1 => ((choice >> k) & 1 ? -1 : 1));
    const piece = buildPiece(pool, loss, kinks, turns, sides);
    if (mayHold(piece, parameters, box)) pieces.push(piece);
  }
  return pieces;
}

/** The gradient of a piece is identically 0: where it holds, the loss is constant. */
export function isFlat(pool: Pool, piece: Piece, parameters: readonly Node[]): boolean {
  return differentiateAll(pool, piece.value, parameters).every(
    (slope) => slope.kind === 'rational' && slope.value.isZero,
  );
}

function differentiateAll(pool: Pool, value: Node, parameters: readonly Node[]): Node[] {
  return parameters.map((parameter) => differentiate(pool, [value], parameter)[0]!);
}

/** An expression without its numerical factor, and the factor's sign. */
export function baseOf(pool: Pool, argument: Node): { base: Node; sign: 1 | -1 } {
  if (argument.kind !== 'sum') return { base: argument, sign: 1 };
  const { coefficient } = argument.terms[0]!;
  const factor = Rational.one.divide(coefficient);
  const terms = argument.terms.map((term) => ({ node: term.node, coefficient: term.coefficient.multiply(factor) }));
  return { base: pool.sum(terms, argument.constant.multiply(factor)), sign: coefficient.isNegative ? -1 : 1 };
}

/** Which choice a kink follows, and whether with it or against it. */
interface Turn {
  readonly choice: number;
  readonly sign: 1 | -1;
}

function buildPiece(
  pool: Pool,
  loss: Node,
  kinks: readonly Node[],
  turns: readonly Turn[],
  sides: readonly (1 | -1)[],
): Piece {
  const replaced = new Map<Node, Node>();
  const conditions: Node[] = [];
  const now = (node: Node): Node => substitute(pool, [node], replaced)[0]!;
  // Children come before parents, so an inner kink is already replaced.
  kinks.forEach((kink, k) => {
    const { choice, sign } = turns[k]!;
    const positive = sides[choice]! * sign === 1;
    const argument = now(argumentOf(pool, kink));
    conditions[choice] ??= positive ? argument : pool.negate(argument);
    replaced.set(kink, now(branchOf(pool, kink, positive)));
  });
  return { value: now(loss), conditions, sides };
}

/** What is ≥ 0 on the first side of a kink and ≤ 0 on the other. */
function argumentOf(pool: Pool, kink: Node): Node {
  switch (kink.kind) {
    case 'function':
      return kink.argument;
    case 'maximum':
      return pool.subtract(kink.left, kink.right);
    case 'minimum':
      return pool.subtract(kink.right, kink.left);
    case 'select':
      return kink.condition;
    default:
      throw new Error('Only kinks have sides.');
  }
}

function branchOf(pool: Pool, kink: Node, positive: boolean): Node {
  switch (kink.kind) {
    case 'function':
      if (positive) return kink.argument;
      return kink.name === 'relu' ? pool.rational(Rational.zero) : pool.negate(kink.argument);
    case 'maximum':
    case 'minimum':
      return positive ? kink.left : kink.right;
    case 'select':
      return positive ? kink.positive : kink.negative;
    default:
      throw new Error('Only kinks have sides.');
  }
}

function mayHold(piece: Piece, parameters: readonly Node[], box: Box): boolean {
  const image = new BoxMap(piece.conditions, parameters).of(box);
  return image === null || image.high.every((high) => high >= 0);
}
