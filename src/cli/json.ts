/** One JSON object: full double precision, and words for numbers that JSON has none for. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) => {
    if (typeof entry === 'number' && !Number.isFinite(entry)) return String(entry);
    if (ArrayBuffer.isView(entry) && !(entry instanceof DataView)) return Array.from(entry as Float64Array);
    return entry;
  });
}
