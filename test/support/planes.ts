import type { Plane, PlaneResult } from '../../src/slices/plane';

/** The plane, which the test expects to be there. */
export function planeOf(result: PlaneResult): Plane {
  if (!result.ok) throw new Error(result.reason);
  return result.plane;
}
