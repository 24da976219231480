/** An axis-parallel box in n dimensions; ends included. */
export interface Box {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export function boxOf(bounds: readonly (readonly [number, number])[]): Box {
  return {
    low: Float64Array.from(bounds, ([low]) => low),
    high: Float64Array.from(bounds, ([, high]) => high),
  };
}

export function boundsOf(box: Box): [number, number][] {
  return Array.from(box.low, (low, i): [number, number] => [low, box.high[i]!]);
}

/** A double inside [low, high] near its middle. */
export function middleOf(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return Math.min(high, Math.max(low, middle));
}

export function midpoint(box: Box): Float64Array {
  const { low, high } = box;
  const middle = new Float64Array(low.length);
  for (let i = 0; i < low.length; i++) middle[i] = middleOf(low[i]!, high[i]!);
  return middle;
}

export function intersects(a: Box, b: Box): boolean {
  for (let i = 0; i < a.low.length; i++) {
    if (!(a.low[i]! <= b.high[i]! && b.low[i]! <= a.high[i]!)) return false;
  }
  return true;
}

/** True where every point of `inner` is in `outer`. */
export function contains(outer: Box, inner: Box): boolean {
  for (let i = 0; i < inner.low.length; i++) {
    if (!(inner.low[i]! >= outer.low[i]! && inner.high[i]! <= outer.high[i]!)) return false;
  }
  return true;
}

export function hull(boxes: readonly Box[]): Box {
  const low = Float64Array.from(boxes[0]!.low);
  const high = Float64Array.from(boxes[0]!.high);
  for (const box of boxes) {
    for (let i = 0; i < low.length; i++) {
      low[i] = Math.min(low[i]!, box.low[i]!);
      high[i] = Math.max(high[i]!, box.high[i]!);
    }
  }
  return { low, high };
}

/** The largest ratio of a side to the side of `reference`. */
export function relativeWidth(box: Box, reference: Box): number {
  let widest = 0;
  for (let i = 0; i < box.low.length; i++) {
    const width = box.high[i]! - box.low[i]!;
    if (width > 0) widest = Math.max(widest, width / (reference.high[i]! - reference.low[i]!));
  }
  return widest;
}

/** The box around a point with the given half widths. */
export function around(point: ArrayLike<number>, radii: ArrayLike<number>): Box {
  const low = new Float64Array(radii.length);
  const high = new Float64Array(radii.length);
  for (let i = 0; i < radii.length; i++) {
    low[i] = point[i]! - radii[i]!;
    high[i] = point[i]! + radii[i]!;
  }
  return { low, high };
}
