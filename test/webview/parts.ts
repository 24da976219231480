/** Plain data taken apart, for data that is almost right. */

/** Every path to a property or an element of plain data: of an array the first only, typed arrays left whole. */
export function pathsOf(value: unknown): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [[]];
  const keys = Array.isArray(value) ? value.slice(0, 1).map((_, index) => index) : Object.keys(value);
  return [
    [],
    ...keys.flatMap((key) => pathsOf((value as Record<string | number, unknown>)[key]).map((rest) => [key, ...rest])),
  ];
}

/** A copy with the thing at the path replaced. */
export function replaced(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value)) return value.map((item, index) => (index === key ? replaced(item, rest, by) : item));
  const record = value as Record<string, unknown>;
  return { ...record, [key]: replaced(record[key], rest, by) };
}
