import { describe, expect, test } from 'vitest';
import { curvesOf } from '../../../webview/surface/geometry/curves';
import { type Box3, type Field, type Mesh, meshOf } from '../../../webview/surface/geometry/mesh';

const box: Box3 = [
  [-2, 2],
  [-2, 2],
  [-2, 2],
];

/** One equation and its gradient as a field. */
function field(f: (x: number, y: number, z: number) => readonly number[]): Field {
  return ([x, y, z], out) => out.set(f(x!, y!, z!));
}

const chain = field((x, y, z) => [x * y * z - 1, y * z, x * z, x * y]);
const sphere = field((x, y, z) => [x * x + y * y + z * z - 2, 2 * x, 2 * y, 2 * z]);
const torus = field((x, y, z) => {
  const r = Math.hypot(x, y);
  const g = r - 1.2;
  return [g * g + z * z - 0.25, (2 * g * x) / r, (2 * g * y) / r, 2 * z];
});

/** V − E + F over the vertices in use, how often each edge is used, and the number of connected parts. */
function topology({ polygons }: Mesh): { euler: number; edges: Map<string, number>; parts: number } {
  const edges = new Map<string, number>();
  const parent = new Map<number, number>();
  const rootOf = (v: number): number => {
    let root = v;
    while (parent.get(root)! !== root) root = parent.get(root)!;
    return root;
  };
  for (const polygon of polygons)
    polygon.forEach((a, i) => {
      const b = polygon[(i + 1) % polygon.length]!;
      const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
      edges.set(key, (edges.get(key) ?? 0) + 1);
      for (const v of [a, b]) if (!parent.has(v)) parent.set(v, v);
      parent.set(rootOf(a), rootOf(b));
    });
  const parts = [...parent.keys()].filter((v) => rootOf(v) === v).length;
  return { euler: parent.size - edges.size + polygons.length, edges, parts };
}

describe('a surface by marching tetrahedra', () => {
  test.each([
    ['sphere', sphere, 2, 1],
    ['torus', torus, 0, 1],
    ['three factors', chain, 4, 4],
  ] as const)('%s: every vertex lies on it, and its shape is right', (_, f, euler, parts) => {
    for (const cells of [11, 23]) {
      const mesh = meshOf(f, 1, box, cells);
      const out = new Float64Array(4);
      for (let k = 0; k < mesh.vertices.length; k += 3) {
        f(mesh.vertices.subarray(k, k + 3), out);
        expect(Math.abs(out[0]!)).toBeLessThan(1e-9);
        expect([...mesh.normals.subarray(k, k + 3)]).toEqual([...out.subarray(1)]);
      }
      const found = topology(mesh);
      expect([found.euler, found.parts]).toEqual([euler, parts]);
    }
  });

  test('it ends on the faces of the box alone', () => {
    const mesh = meshOf(chain, 1, box, 13);
    const { edges } = topology(mesh);
    let open = 0;
    for (const [key, uses] of edges) {
      expect(uses).toBeLessThanOrEqual(2);
      if (uses === 2) continue;
      open++;
      const [a, b] = key.split(' ').map((v) => mesh.vertices.subarray(3 * Number(v), 3 * Number(v) + 3));
      const onFace = [0, 1, 2].some((i) => Math.abs(a![i]!) === 2 && a![i] === b![i]);
      expect(onFace).toBe(true);
    }
    expect(open).toBeGreaterThan(20);
  });

  test('a pole is no surface, and neither is where the function is undefined', () => {
    const pole = field((x) => [1 / (x - 0.01), -1 / (x - 0.01) ** 2, 0, 0]);
    expect(meshOf(pole, 1, box, 11).polygons).toEqual([]);
    const half = field((x, y, z) => [Math.log(x) + y + z, 1 / x, 1, 1]);
    const { vertices, polygons } = meshOf(half, 1, box, 11);
    expect(polygons.length).toBeGreaterThan(20);
    expect(vertices.filter((_, i) => i % 3 === 0).every((x) => x > 0)).toBe(true);
  });
});

describe('curves of two equations', () => {
  test('an axis from end to end', () => {
    const axis: Field = ([x, y], out) => out.set([x!, y!, 1, 0, 0, 0, 1, 0]);
    const segments = curvesOf(axis, box, 23);
    const heights = segments.flat().map(([, , z]) => z!);
    expect([Math.min(...heights), Math.max(...heights)]).toEqual([-2, 2]);
    const length = segments.reduce((sum, [a, b]) => sum + Math.hypot(...a.map((x, i) => x - b[i]!)), 0);
    expect(length).toBeCloseTo(4, 9);
    for (const [x, y] of segments.flat()) expect(Math.hypot(x!, y!)).toBeLessThan(1e-12);
  });

  test('a circle has its length', () => {
    const circle: Field = ([x, y, z], out) =>
      out.set([x! * x! + y! * y! + z! * z! - 2, z! - 0.3 * x!, 2 * x!, 2 * y!, 2 * z!, -0.3, 0, 1]);
    const length = curvesOf(circle, box, 23).reduce(
      (sum, [a, b]) => sum + Math.hypot(...a.map((x, i) => x - b[i]!)),
      0,
    );
    expect(length / (2 * Math.PI * Math.SQRT2)).toBeCloseTo(1, 2);
  });
});
