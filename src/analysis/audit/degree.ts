/**
 * The topological degree of a continuous field on a box, from enclosures of its values on the box's boundary alone (Kearfott,
 * Numer. Math. 32 (1979), 109–127; Aberth, Numer. Math. 69 (1994); Franek & Ratschan, Math. Comp. 84 (2015), 1265–1290).
 *
 * The degree of f₁, …, f_k along a cycle C of dimension k − 1 counts how often f points along +fᵢ (or −fᵢ). Let C be cut into cells on
 * each of which some component is shown not to vanish, and let D be the cells where fᵢ > 0 (or < 0) is all that is shown. On the
 * cells outside of D, either fᵢ has the other sign (these do not touch D) or another component does not vanish; so on the boundary of D the
 * other components have no common zero, and f points along fᵢ nowhere outside of D. Hence
 *
 *     deg(f₁ … f_k, C) = ±deg(f without fᵢ, ∂D),  ± the sign of fᵢ times (−1)^(place of i, from 0).
 */
import type { Box } from '../box';
import { type Cell, boundary, cellOf } from './chain';

/** Encloses a continuous field over a box that may be thin; null where it is not defined and continuous on all of it. */
export type Field = (box: Box) => Box | null;

export type DegreeAnswer =
  | { readonly kind: 'proved'; readonly degree: number }
  /** The field is not defined everywhere on the boundary, or has a zero there as far as can be told, or the cells ran out. */
  | { readonly kind: 'open'; readonly reason: 'undefined' | 'zero' | 'budget' };

/** Cells are cut no thinner than this share of the box. */
const thinnest = 2 ** -30;

/** The degree of a field with as many components as the box has dimensions. Yields between batches; `next(true)` stops it. */
export function* degreeOn(field: Field, box: Box, mostCells: number): Generator<number, DegreeAnswer, boolean> {
  let cycle = boundary([cellOf(box)]);
  let left = Array.from(box.low, (_, i) => i);
  let sign = 1;
  let looked = 0;
  while (left.length > 0) {
    const proved: { readonly cell: Cell; readonly signs: readonly Sign[] }[] = [];
    const queue = [...cycle];
    while (queue.length > 0) {
      if (++looked > mostCells) return { kind: 'open', reason: 'budget' };
      if (looked % 8 === 0 && (yield queue.length)) return { kind: 'open', reason: 'budget' };
      const cell = queue.pop()!;
      const image = field(cell);
      const signs = left.map((component) => (image === null ? 0 : signOf(image, component)));
      if (signs.some((s) => s !== 0)) {
        proved.push({ cell, signs });
        continue;
      }
      const halves = cut(cell, box);
      if (halves === null) return { kind: 'open', reason: image === null ? 'undefined' : 'zero' };
      queue.push(...halves);
    }
    const choice = choose(
      proved.map(({ signs }) => signs),
      left.length,
    );
    const chosen = proved.filter(({ signs }) => isOnly(signs, choice.place, choice.sign)).map(({ cell }) => cell);
    sign *= choice.sign * (choice.place % 2 === 0 ? 1 : -1);
    left = left.filter((_, place) => place !== choice.place);
    if (left.length === 0) {
      return { kind: 'proved', degree: plain(sign * chosen.reduce((sum, { coefficient }) => sum + coefficient, 0)) };
    }
    cycle = boundary(chosen);
    if (cycle.length === 0) return { kind: 'proved', degree: 0 };
  }
  return { kind: 'proved', degree: 1 };
}

type Sign = -1 | 0 | 1;

function signOf({ low, high }: Box, component: number): Sign {
  return low[component]! > 0 ? 1 : high[component]! < 0 ? -1 : 0;
}

/** −0 as 0. */
function plain(value: number): number {
  return value === 0 ? 0 : value;
}

/** Only this component is known, and has this sign: all other cells show that f does not point along it. */
function isOnly(signs: readonly Sign[], place: number, sign: Sign): boolean {
  return signs.every((s, k) => (k === place ? s === sign : s === 0));
}

/** The component and the sign with the fewest cells. */
function choose(all: readonly (readonly Sign[])[], components: number): { place: number; sign: 1 | -1 } {
  let best: { place: number; sign: 1 | -1 } = { place: 0, sign: 1 };
  let fewest = Infinity;
  for (let place = 0; place < components; place++) {
    for (const sign of [1, -1] as const) {
      const count = all.filter((signs) => isOnly(signs, place, sign)).length;
      if (count < fewest) {
        fewest = count;
        best = { place, sign };
      }
    }
  }
  return best;
}

/** Two halves across the widest side; null for a point, or where the cell is too thin. */
function cut(cell: Cell, box: Box): [Cell, Cell] | null {
  let axis = -1;
  let widest = thinnest;
  for (const i of cell.axes) {
    const width = (cell.high[i]! - cell.low[i]!) / (box.high[i]! - box.low[i]!);
    if (width > widest) {
      widest = width;
      axis = i;
    }
  }
  if (axis < 0) return null;
  const at = cell.low[axis]! + 0.4873 * (cell.high[axis]! - cell.low[axis]!);
  if (!(at > cell.low[axis]! && at < cell.high[axis]!)) return null;
  const high = Float64Array.from(cell.high);
  const low = Float64Array.from(cell.low);
  high[axis] = at;
  low[axis] = at;
  return [
    { ...cell, high },
    { ...cell, low },
  ];
}
