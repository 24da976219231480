/** The critical sets of a report over three parameters as meshes and curves. */
import { Interpreter } from '../../../src/compile/interpreter';
import type { CriticalReport, ManifoldView, SetEquationsView } from '../../../src/landscape/views';
import { type Segment, curvesOf } from '../geometry/curves';
import { type Box3, type Field, type Mesh, meshOf } from '../geometry/mesh';

export type Stability = ManifoldView['stability'];

export interface SurfaceSet {
  readonly stability: Stability;
  readonly mesh: Mesh;
}

export interface CurveSet {
  readonly stability: Stability;
  readonly segments: readonly Segment[];
}

/** What is drawn of the sets. */
export interface Shapes {
  readonly surfaces: readonly SurfaceSet[];
  readonly curves: readonly CurveSet[];
}

/** Whether a report has a surface to draw: three parameters, and a set of dimension 2 with its equation. */
export function hasSurface(report: CriticalReport | null): report is CriticalReport {
  return report?.parameters.length === 3 && report.manifolds.some((set) => isDrawn(set, 2));
}

/** The surfaces and curves in the report's box, with so many cells a side. `value` is the loss, which tells sets with the same equations apart. */
export function shapesOf(report: CriticalReport, value: (point: readonly number[]) => number, cells: number): Shapes {
  const box = report.box as unknown as Box3;
  const surfaces = report.manifolds
    .filter((set) => isDrawn(set, 2))
    .map((set): SurfaceSet => {
      const mesh = meshOf(fieldOf(set.equations!), 1, box, cells);
      const isOwn = ownOf(report, set, value);
      const polygons = mesh.polygons.filter(([first]) =>
        isOwn([...mesh.vertices.subarray(3 * first!, 3 * first! + 3)]),
      );
      return { stability: set.stability, mesh: { ...mesh, polygons } };
    });
  const curves = report.manifolds
    .filter((set) => isDrawn(set, 1))
    .map((set): CurveSet => {
      const isOwn = ownOf(report, set, value);
      const segments = curvesOf(fieldOf(set.equations!), box, cells).filter(([from]) => isOwn(from));
      return { stability: set.stability, segments };
    });
  return { surfaces, curves };
}

function isDrawn({ dimension, equations }: ManifoldView, wanted: number): boolean {
  return dimension === wanted && equations?.texts.length === 3 - wanted;
}

/** The equations of a set as functions to evaluate. */
export function fieldOf({ tape }: SetEquationsView): Field {
  const interpreter = new Interpreter(tape);
  return (point, out) => interpreter.evaluate(point, out);
}

/** Whether a point belongs to this set, and not to another of the same equations on which the loss has another value. */
function ownOf(
  { manifolds }: CriticalReport,
  set: ManifoldView,
  value: (point: readonly number[]) => number,
): (point: readonly number[]) => boolean {
  const key = set.equations!.texts.join();
  const rivals = manifolds.filter((other) => other !== set && other.equations?.texts.join() === key);
  if (rivals.length === 0 || set.value === null) return () => true;
  const own = set.value;
  return (point) => {
    const at = value(point);
    return rivals.every((rival) => rival.value === null || Math.abs(at - own) <= Math.abs(at - rival.value));
  };
}
