/**
 * The surface F = 0 in a box of three dimensions by marching tetrahedra: a grid of cells, each cut into six tetrahedra
 * around its diagonal (Freudenthal's triangulation, which neighbours share), in which a sign change of F cuts a triangle
 * or a quadrangle (Doi & Koide, IEICE Trans. E74, 1991).
 */

/** Writes F₁, …, Fₖ and then the 3k slopes, i first, at a point. */
export type Field = (point: Float64Array, out: Float64Array) => void;

export type Box3 = readonly [x: readonly [number, number], y: readonly [number, number], z: readonly [number, number]];

export interface Mesh {
  /** Three coordinates each; every one on the surface. */
  readonly vertices: Float64Array;
  /** The gradient of F at each. */
  readonly normals: Float64Array;
  /** Three or four vertices each, in order around. */
  readonly polygons: readonly (readonly number[])[];
}

/** Corners of the six tetrahedra of a cell; bit i of a corner is its place along axis i. */
const tetrahedra = [
  [0, 1, 3, 7],
  [0, 1, 5, 7],
  [0, 2, 3, 7],
  [0, 2, 6, 7],
  [0, 4, 5, 7],
  [0, 4, 6, 7],
] as const;

/** The mesh of the first of `count` functions, with so many cells a side. Vertices lie on the edges of the grid, so that the mesh ends on the box alone. */
export function meshOf(field: Field, count: number, box: Box3, cells: number): Mesh {
  const side = cells + 1;
  const out = new Float64Array(4 * count);
  const at = new Float64Array(3);
  const place = (node: number, target: Float64Array): void => {
    const steps = [node % side, Math.floor(node / side) % side, Math.floor(node / (side * side))];
    steps.forEach((step, i) => {
      const [low, high] = box[i]!;
      target[i] = step === cells ? high : low + ((high - low) * step) / cells;
    });
  };
  const values = new Float64Array(side ** 3);
  for (let node = 0; node < values.length; node++) {
    place(node, at);
    field(at, out);
    values[node] = out[0]!;
  }
  const vertices: number[] = [];
  const normals: number[] = [];
  const polygons: number[][] = [];
  const known = new Map<number, number | null>();
  const [from, to] = [new Float64Array(3), new Float64Array(3)];
  /** The vertex between two nodes of different signs; null where F has a pole there, not a zero. */
  const vertexBetween = (a: number, b: number): number | null => {
    const [first, second] = a < b ? [a, b] : [b, a];
    const key = first * values.length + second;
    const found = known.get(key);
    if (found !== undefined) return found;
    place(first, from);
    place(second, to);
    let vertex: number | null = null;
    if (rootBetween(field, from, to, [values[first]!, values[second]!], at, out)) {
      vertex = vertices.length / 3;
      vertices.push(...at);
      normals.push(out[count]!, out[count + 1]!, out[count + 2]!);
    }
    known.set(key, vertex);
    return vertex;
  };
  const corners = new Int32Array(8);
  for (let z = 0; z < cells; z++)
    for (let y = 0; y < cells; y++)
      for (let x = 0; x < cells; x++) {
        let above = 0;
        let finite = true;
        for (let corner = 0; corner < 8; corner++) {
          const node = x + (corner & 1) + side * (y + ((corner >> 1) & 1) + side * (z + (corner >> 2)));
          corners[corner] = node;
          if (values[node]! >= 0) above++;
          if (!Number.isFinite(values[node])) finite = false;
        }
        if (above === 0 || above === 8 || !finite) continue;
        for (const tetrahedron of tetrahedra) {
          const nodes = tetrahedron.map((corner) => corners[corner]!);
          const high = nodes.filter((node) => values[node]! >= 0);
          const low = nodes.filter((node) => !(values[node]! >= 0));
          const cuts =
            high.length === 2
              ? [
                  [high[0]!, low[0]!],
                  [high[0]!, low[1]!],
                  [high[1]!, low[1]!],
                  [high[1]!, low[0]!],
                ]
              : high.flatMap((a) => low.map((b) => [a, b]));
          const polygon = cuts.map(([a, b]) => vertexBetween(a!, b!)).filter((vertex) => vertex !== null);
          if (polygon.length > 2 && polygon.length === cuts.length) polygons.push(polygon);
        }
      }
  return { vertices: Float64Array.from(vertices), normals: Float64Array.from(normals), polygons };
}

/**
 * The zero of F between two points where its signs differ: Newton's method along the line, kept inside of the bracket by
 * bisection. Writes the point and what the field is there; false where no zero is found, as at a pole.
 */
function rootBetween(
  field: Field,
  from: Float64Array,
  to: Float64Array,
  [first, second]: readonly [number, number],
  at: Float64Array,
  out: Float64Array,
): boolean {
  const count = out.length / 4;
  // Towards a pole the values grow, however short Newton's step is there.
  const small = 1e-6 * Math.max(Math.abs(first), Math.abs(second));
  let [low, high] = [0, 1];
  let share = 0.5;
  for (let round = 0; round < 80; round++) {
    for (let i = 0; i < 3; i++) at[i] = share === 1 ? to[i]! : from[i]! + share * (to[i]! - from[i]!);
    field(at, out);
    const value = out[0]!;
    if (!Number.isFinite(value)) return false;
    let slope = 0;
    for (let i = 0; i < 3; i++) slope += out[count + i]! * (to[i]! - from[i]!);
    if (value === 0 || (Math.abs(value) <= 1e-13 * Math.abs(slope) && Math.abs(value) <= small)) return true;
    if (value >= 0 === first >= 0) low = share;
    else high = share;
    const next = share - value / slope;
    share = next >= low && next <= high ? next : (low + high) / 2;
    if (high - low < 1e-15) return Math.abs(value) <= Math.min(small, 1e-9);
  }
  return false;
}
