import type { Fix } from '../../language/diagnostics';
import type { Relation, Span } from '../../language/tree';
import { formatNumber } from '../../picture/numbers';
import type { ClaimStatus } from './views';

/** Two numbers this close, relative to the larger or to 1, are not told apart by an inequality. */
const rounding = 1e-12;

/** What `=` allows where nothing is said, relative to the number claimed or to 1. */
export const standardTolerance = 1e-9;

/** How close `=` must be. */
export function toleranceFor(bound: number, given: number | undefined): number {
  return given ?? standardTolerance * Math.max(1, Math.abs(bound));
}

/** Whether a number found in double arithmetic is related to a bound as claimed. */
export function compare(found: number, relation: Relation, bound: number, tolerance: number | undefined): ClaimStatus {
  if (Number.isNaN(found)) return 'fails';
  if (relation === '=') return Math.abs(found - bound) <= toleranceFor(bound, tolerance) ? 'holds' : 'fails';
  const isNear = Math.abs(found - bound) <= rounding * Math.max(1, Math.abs(bound));
  if (isNear && found !== bound) return 'undecided';
  return holds(found, relation, bound) ? 'holds' : 'fails';
}

export function holds(found: number, relation: Relation, bound: number): boolean {
  switch (relation) {
    case '=':
      return found === bound;
    case '<':
      return found < bound;
    case '>':
      return found > bound;
    case '<=':
      return found <= bound;
    case '>=':
      return found >= bound;
  }
}

/** A number in a sentence, exact as far as people read it. */
export function shown(value: number): string {
  return formatNumber(value, 10);
}

/** A number as the language writes it, rounded so that it is read easily and lies within the tolerance. */
export function written(value: number, tolerance: number): string {
  for (const digits of [4, 6, 8, 10, 12, 15]) {
    const rounded = Number(value.toPrecision(digits));
    if (Math.abs(rounded - value) <= tolerance / 2) return String(rounded);
  }
  return String(value);
}

/** A bound that a found number keeps, with three digits. */
export function boundFor(found: number, relation: Relation): string {
  if (found === 0) return relation === '<' ? '1e-9' : relation === '>' ? '-1e-9' : '0';
  const up = relation === '<' || relation === '<=';
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(found))) - 2);
  const steps = found / unit;
  const nearest = up ? Math.floor(steps) + 1 : Math.ceil(steps) - 1;
  for (let more = 0; ; more++) {
    const bound = Number(((nearest + (up ? more : -more)) * unit).toPrecision(6));
    if (more > 2 || compare(found, relation, bound, undefined) === 'holds') return String(bound);
  }
}

/** Puts a text in the place of another. */
export function replacement(span: Span, before: string, after: string): Fix {
  return { title: `Replace ${before} by ${after}`, edits: [{ span, text: after }] };
}
