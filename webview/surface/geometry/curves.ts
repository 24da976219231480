/** The curves F₁ = F₂ = 0 in a box: where the mesh of F₁ = 0 meets a sign change of F₂. */
import { type Box3, type Field, meshOf } from './mesh';

/** Two points, three coordinates each. */
export type Segment = readonly [from: readonly number[], to: readonly number[]];

/** Short straight pieces, ends on the curve; with so many cells a side. */
export function curvesOf(field: Field, box: Box3, cells: number): readonly Segment[] {
  const mesh = meshOf(field, 2, box, cells);
  const at = new Float64Array(3);
  const out = new Float64Array(8);
  const corner = (vertex: number): Float64Array => mesh.vertices.subarray(3 * vertex, 3 * vertex + 3);
  const seconds = Float64Array.from({ length: mesh.vertices.length / 3 }, (_, vertex) => {
    at.set(corner(vertex));
    field(at, out);
    return out[1]!;
  });
  const segments: Segment[] = [];
  for (const polygon of mesh.polygons) {
    // A quadrangle may be cut twice: its triangles are not.
    for (let k = 1; k + 1 < polygon.length; k++) {
      const triangle = [polygon[0]!, polygon[k]!, polygon[k + 1]!];
      const ends: number[][] = [];
      triangle.forEach((a, i) => {
        const b = triangle[(i + 1) % 3]!;
        const [fa, fb] = [seconds[a]!, seconds[b]!];
        if (fa >= 0 === fb >= 0 || !Number.isFinite(fa + fb)) return;
        const share = fa / (fa - fb);
        corner(a).forEach((x, axis) => (at[axis] = x + share * (corner(b)[axis]! - x)));
        if (ontoCurve(field, at, out)) ends.push([...at]);
      });
      if (ends.length === 2 && ends.every((end) => end.every((x, i) => x >= box[i]![0] && x <= box[i]![1])))
        segments.push([ends[0]!, ends[1]!]);
    }
  }
  return segments;
}

/** Newton's method for both equations with the shortest step; false where it does not arrive. */
function ontoCurve(field: Field, at: Float64Array, out: Float64Array): boolean {
  for (let round = 0; round < 20; round++) {
    field(at, out);
    const [f, g, a, b, c, d, e, h] = out as unknown as [number, number, number, number, number, number, number, number];
    const [aa, ad, dd] = [a * a + b * b + c * c, a * d + b * e + c * h, d * d + e * e + h * h];
    if (f * f <= 1e-26 * aa && g * g <= 1e-26 * dd) return true;
    const determinant = aa * dd - ad * ad;
    if (!(Math.abs(determinant) > 1e-14 * aa * dd)) return false;
    // The step is Jᵀ(JJᵀ)⁻¹(f, g).
    const [u, v] = [(dd * f - ad * g) / determinant, (aa * g - ad * f) / determinant];
    at[0]! -= u * a + v * d;
    at[1]! -= u * b + v * e;
    at[2]! -= u * c + v * h;
  }
  return false;
}
