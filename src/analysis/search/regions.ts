import { type Box, hull, intersects } from '../box';
import type { OpenBox } from './search';

/** Open boxes that touch each other, and the box around them. */
export interface Region {
  readonly box: Box;
  readonly members: readonly OpenBox[];
}

/** More open boxes than this are first gathered in the cells of a grid. */
const mostForPairs = 1500;
/** Cells along each side of that grid, by dimension. */
const cellsAlong = [0, 512, 48, 14, 8];

/** Gathers open boxes into regions that don't touch each other. */
export function mergeOpen(open: readonly OpenBox[], target: Box): Region[] {
  if (open.length <= mostForPairs)
    return components(
      open.map((member) => ({ box: member.box, members: [member] })),
      target,
    );
  return components([...gatherInCells(open, target, cellsAlong[target.low.length] ?? 4).values()], target);
}

/**
 * Regions that lie no farther apart than they are wide, taken together: rounding scatters the boxes around one degenerate point. None is
 * taken together across a box of `apart`.
 */
export function gatherScattered(regions: readonly Region[], apart: readonly Box[]): Region[] {
  const result = [...regions];
  for (let again = true; again && result.length <= mostScattered;) {
    again = false;
    for (let i = 0; i < result.length && !again; i++) {
      for (let j = 0; j < i && !again; j++) {
        const [a, b] = [result[i]!, result[j]!];
        const box = hull([a.box, b.box]);
        const isNear = box.low.every((low, k) => {
          const sides = [a.box, b.box].map((side) => side.high[k]! - side.low[k]!);
          return box.high[k]! - low <= 3 * (sides[0]! + sides[1]!);
        });
        if (!isNear || apart.some((other) => intersects(other, box))) continue;
        result.splice(i, 1);
        result[j] = { box, members: [...a.members, ...b.members] };
        again = true;
      }
    }
  }
  return result;
}

/** More regions than this are no scattered points. */
const mostScattered = 300;

/** A region is told by at most this many boxes. */
const mostBoxes = 300;

/** A region as boxes for drawing and listing: those of many members are told by the cells they pass through. */
export function outline(region: Region, target: Box): Box[] {
  if (region.members.length <= 16) return [region.box];
  for (let along = cellsAlong[target.low.length] ?? 4; ; along = Math.floor(along / 2)) {
    const cells = [...gatherInCells(region.members, target, along).values()];
    if (cells.length <= mostBoxes || along <= 2) return cells.map(({ box }) => box);
  }
}

function gatherInCells(open: readonly OpenBox[], target: Box, along: number): Map<string, Region> {
  const cells = new Map<string, OpenBox[]>();
  for (const member of open) {
    const key = Array.from(member.box.low, (low, i) => {
      const middle = low / 2 + member.box.high[i]! / 2;
      return Math.floor(((middle - target.low[i]!) / (target.high[i]! - target.low[i]!)) * along);
    }).join(' ');
    const list = cells.get(key);
    if (list === undefined) cells.set(key, [member]);
    else list.push(member);
  }
  return new Map([...cells].map(([key, members]) => [key, { box: hull(members.map(({ box }) => box)), members }]));
}

/** Connected components of boxes that touch, with a hair's breadth of tolerance. */
function components(parts: readonly Region[], target: Box): Region[] {
  const slack = target.low.map((low, i) => (target.high[i]! - low) * 2 ** -34);
  const left = new Set(parts);
  const result: Region[] = [];
  for (const first of parts) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (const member of group) {
      for (const other of left) {
        if (!touches(member.box, other.box, slack)) continue;
        left.delete(other);
        group.push(other);
      }
    }
    result.push({ box: hull(group.map(({ box }) => box)), members: group.flatMap(({ members }) => members) });
  }
  return result;
}

function touches(a: Box, b: Box, slack: Float64Array): boolean {
  return a.low.every((low, i) => low <= b.high[i]! + slack[i]! && b.low[i]! <= a.high[i]! + slack[i]!);
}
