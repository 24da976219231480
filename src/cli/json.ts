/** One JSON object: full double precision, and words for numbers that JSON has none for. Tapes, which only the panel reads, are left out. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (key, entry: unknown) => {
    if (key === 'tape') return undefined;
    if (typeof entry === 'number' && !Number.isFinite(entry)) return String(entry);
    if (ArrayBuffer.isView(entry) && !(entry instanceof DataView)) return Array.from(entry as Float64Array);
    return entry;
  });
}
