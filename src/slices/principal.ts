import { symmetricEigenpairs } from '../linalg/symmetricEigenpairs';
import { addScaled, dot, norm, scale } from '../linalg/vectors';
import { type PlaneResult, planeAlong } from './plane';

export interface PrincipalComponents {
  /** Up to `count` orthonormal directions, the most important first; fewer where the path has fewer dimensions. */
  readonly directions: readonly Float64Array[];
  /** The share of Σ‖θₜ − θ_end‖² that lies along each direction; of those used, where the path was thinned. */
  readonly shares: readonly number[];
  /** How many of the path's points were used. */
  readonly used: number;
}

/** A longer path is thinned evenly to this many points: the matrix of their products stays small. */
const mostPoints = 300;

/**
 * The principal components of a path, seen from its end: of the matrix with rows θₜ − θ_end (Lorch, ICML workshop 2016; Li et
 * al., NeurIPS 2018, §7.2; no mean is taken away, so the plane goes through the end). `points` holds rows of n coordinates.
 * The eigenvectors come from the smaller one of M·Mᵀ and Mᵀ·M.
 */
export function principalComponents(points: Float64Array, n: number, count: number): PrincipalComponents {
  const steps = points.length / n - 1;
  const end = points.subarray(steps * n, (steps + 1) * n);
  const used = Math.min(steps, mostPoints);
  const rows = Array.from({ length: used }, (_, k) => {
    const t = used < steps ? Math.round((k * (steps - 1)) / (used - 1)) : k;
    return end.map((x, i) => points[t * n + i]! - x);
  });
  const total = rows.reduce((sum, row) => sum + dot(row, row), 0);
  if (!(total > 0) || !Number.isFinite(total)) return { directions: [], shares: [], used };
  const columns = n < used ? Array.from({ length: n }, (_, i) => Float64Array.from(rows, (row) => row[i]!)) : rows;
  const m = columns.length;
  const gram = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j <= i; j++) gram[i * m + j] = gram[j * m + i] = dot(columns[i]!, columns[j]!);
  }
  const { values, vectors } = symmetricEigenpairs(gram, m, 0, Math.min(count, m));
  const directions: Float64Array[] = [];
  const shares: number[] = [];
  for (let k = values.length - 1; k >= 0 && directions.length < count; k--) {
    const share = values[k]! / total;
    // What rounding leaves of a path of fewer dimensions is no direction.
    if (!(share > 1e-13)) break;
    directions.push(n < used ? vectors[k]! : combination(rows, vectors[k]!));
    shares.push(share);
  }
  return { directions, shares, used };
}

function combination(rows: readonly Float64Array[], coordinates: Float64Array): Float64Array {
  const sum = new Float64Array(rows[0]!.length);
  rows.forEach((row, t) => addScaled(sum, coordinates[t]!, row));
  scale(sum, 1 / norm(sum));
  return sum;
}

/** The plane of a path: through its end along its first two principal components; a line where it runs straight. */
export function pathPlane(points: Float64Array, n: number): PlaneResult {
  const { directions } = principalComponents(points, n, 2);
  if (directions.length === 0) return { ok: false, reason: 'The path does not move, so it has no direction.' };
  return planeAlong(points.slice(points.length - n), directions[0]!, directions[1] ?? null);
}
