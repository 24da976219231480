/** The place with the most room in each region of equal values of a lattice. */
export interface RoomyPlace {
  readonly value: number;
  readonly column: number;
  readonly row: number;
  /** Distance to the region's edge, or the lattice's, in cells. */
  readonly room: number;
}

/** One place a region of 4-connected equal samples; NaN is no region. Distances by the two-pass chamfer 1, √2 (Borgefors 1986). */
export function roomiestPlaces(values: Float64Array, columns: number, rows: number): readonly RoomyPlace[] {
  const distance = new Float64Array(values.length);
  const pass = (from: number, to: number, by: 1 | -1): void => {
    for (let row = from; row !== to; row += by)
      for (let k = 0; k < columns; k++) {
        const column = by === 1 ? k : columns - 1 - k;
        const place = row * columns + column;
        let least = by === 1 ? Infinity : distance[place]!;
        const look = (dc: number, dr: number, length: number): void => {
          const [c, r] = [column + dc, row + dr];
          const outside = c < 0 || r < 0 || c >= columns || r >= rows;
          const other = r * columns + c;
          const away = outside || values[other] !== values[place] ? 0.5 : distance[other]!;
          least = Math.min(least, away + (away === 0.5 && outside ? 0 : length));
        };
        look(-by, 0, 1);
        look(0, -by, 1);
        look(-by, -by, Math.SQRT2);
        look(by, -by, Math.SQRT2);
        distance[place] = least;
      }
  };
  pass(0, rows, 1);
  pass(rows - 1, -1, -1);
  const seen = new Uint8Array(values.length);
  const places: RoomyPlace[] = [];
  for (let start = 0; start < values.length; start++) {
    const value = values[start]!;
    if (seen[start] === 1 || Number.isNaN(value)) continue;
    let best = start;
    const stack = [start];
    seen[start] = 1;
    for (let place = stack.pop(); place !== undefined; place = stack.pop()) {
      if (distance[place]! > distance[best]!) best = place;
      const column = place % columns;
      for (const other of [
        place - columns,
        place + columns,
        column > 0 ? place - 1 : -1,
        column < columns - 1 ? place + 1 : -1,
      ])
        if (other >= 0 && other < values.length && seen[other] === 0 && values[other] === value) {
          seen[other] = 1;
          stack.push(other);
        }
    }
    places.push({ value, column: best % columns, row: Math.floor(best / columns), room: distance[best]! });
  }
  return places;
}
