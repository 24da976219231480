/** Checks of plain data that came from outside. */
import type { CriticalKind } from '../../src/landscape/views';

/** Every kind of a smooth critical point. */
export const criticalKinds: readonly CriticalKind[] = [
  'minimum',
  'maximum',
  'saddle',
  'degenerate-minimum',
  'degenerate-maximum',
  'degenerate-saddle',
  'monkey-saddle',
  'degenerate',
];

export function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw);
}

export function isText(raw: unknown): raw is string {
  return typeof raw === 'string';
}

/** Any double, NaN and infinities included. */
export function isNumber(raw: unknown): raw is number {
  return typeof raw === 'number';
}

export function isFiniteNumber(raw: unknown): raw is number {
  return typeof raw === 'number' && Number.isFinite(raw);
}

/** An array of finite numbers. */
export function isPoint(raw: unknown): raw is readonly number[] {
  return Array.isArray(raw) && raw.every(isFiniteNumber);
}

/** Low and high end, in order; infinite ends are allowed. */
export function isBounds(raw: unknown): raw is readonly [number, number] {
  return Array.isArray(raw) && raw.length === 2 && raw.every(isNumber) && raw[0]! <= raw[1]!;
}

export function isArrayOf<T>(raw: unknown, check: (item: unknown) => item is T): raw is readonly T[] {
  return Array.isArray(raw) && raw.every(check);
}

/** True where `raw` is one of the words. */
export function isOneOf<T extends string>(raw: unknown, words: readonly T[]): raw is T {
  return (words as readonly unknown[]).includes(raw);
}
