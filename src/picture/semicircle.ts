/** A semicircle as a density of area 1: a half ellipse. */
export interface Circle {
  readonly centre: number;
  readonly radius: number;
}

const points = 96;

/** Its outline from the left edge to the right, as points (value, density); empty where it has no width. */
export function circleShape({ centre, radius }: Circle): readonly (readonly [number, number])[] {
  if (!(radius > 0)) return [];
  const height = 2 / (Math.PI * radius);
  return Array.from({ length: points + 1 }, (_, i) => {
    const angle = (Math.PI * i) / points;
    return [centre - radius * Math.cos(angle), height * Math.sin(angle)] as const;
  });
}

/** Both ends of an axis that shows all values, the whole semicircle, and what is predicted, with some room. */
export function reachOf(view: {
  readonly values: Float64Array;
  readonly circle: Circle;
  readonly outliers: readonly { readonly predicted: number | null }[];
}): readonly [number, number] {
  const { values, circle, outliers } = view;
  const predicted = outliers.flatMap((outlier) => (outlier.predicted === null ? [] : [outlier.predicted]));
  const low = Math.min(circle.centre - circle.radius, values[0] ?? 0, ...predicted);
  const high = Math.max(circle.centre + circle.radius, values.at(-1) ?? 0, ...predicted);
  const room = high > low ? 0.05 * (high - low) : Math.max(1e-12, Math.abs(low) * 0.1, low === 0 ? 1 : 0);
  return [low - room, high + room];
}
