/** Guards for plain data that came from the other side of a channel. */

/** A guard of one value. */
export type Guard<T> = (value: unknown) => value is T;

export function isString(value: unknown): value is string {
  return typeof value === 'string';
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

export function isNull(value: unknown): value is null {
  return value === null;
}

export function isFiniteNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

/** A whole number from 0 up. */
export function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

export function isBytes(value: unknown): value is Uint8Array {
  return value instanceof Uint8Array;
}

/** Finite doubles, at most `limit` of them. */
export function numbers(limit: number): Guard<Float64Array> {
  return (value): value is Float64Array =>
    value instanceof Float64Array && value.length <= limit && value.every(Number.isFinite);
}

/** An object that is no array, of whatever content. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A string of at most `limit` UTF-16 units. */
export function shortString(limit: number): Guard<string> {
  return (value): value is string => typeof value === 'string' && value.length <= limit;
}

/** An array of at most `limit` items that pass the guard. */
export function arrayOf<T>(guard: Guard<T>, limit: number): Guard<readonly T[]> {
  return (value): value is readonly T[] => Array.isArray(value) && value.length <= limit && value.every(guard);
}

/** An object with exactly the members of `guards`, each passing its own; no others. */
export function shape<T extends object>(guards: { readonly [K in keyof T]-?: Guard<T[K]> }): Guard<T> {
  const names = Object.keys(guards) as (keyof T & string)[];
  return (value): value is T =>
    isObject(value) &&
    Object.keys(value).length === names.length &&
    names.every((name) => Object.hasOwn(value, name) && guards[name](value[name]));
}

/** An object whose own values all pass the guard. */
export function recordOf<T>(guard: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isObject(value) && Object.values(value).every(guard);
}
