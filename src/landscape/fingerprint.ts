import type { Program } from '../program/program';

/** A short text that differs where programs or their data do, up to chance: two 32-bit hashes (FNV-1a) of all of it. */
export function fingerprintOf(program: Program): string {
  const arrays: Float64Array[] = [];
  const outline = JSON.stringify(program, (_, value: unknown) => {
    if (!(value instanceof Float64Array)) return value;
    arrays.push(value);
    return value.length;
  });
  let [one, other] = [0x811c9dc5, 0x01000193];
  const add = (word: number): void => {
    one = Math.imul(one ^ word, 0x01000193);
    other = Math.imul(other ^ word, 0x85ebca6b) + (other >>> 15);
  };
  for (let at = 0; at < outline.length; at++) add(outline.charCodeAt(at));
  for (const array of arrays) for (const word of new Uint32Array(Float64Array.from(array).buffer)) add(word);
  return [one, other].map((hash) => (hash >>> 0).toString(16).padStart(8, '0')).join('');
}
