/** Numbers as people read them: few digits, a true minus sign, powers of ten where zeros would hide the digits. */

const minus = '\u2212';

/** Up to `digits` significant digits; `−`, `∞` and `undefined` (for NaN) as a person writes them. */
export function formatNumber(value: number, digits = 5): string {
  if (Number.isNaN(value)) return 'undefined';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${minus}∞`;
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  const plain = magnitude >= 1e-4 && magnitude < 10 ** Math.max(6, digits);
  const text = plain
    ? String(Number(magnitude.toPrecision(digits)))
    : trimExponent(magnitude.toExponential(Math.max(0, digits - 1)));
  return (value < 0 ? minus : '') + text;
}

/** `(1, −0.5)`; one coordinate stands without brackets. */
export function formatPoint(point: ArrayLike<number>, digits = 5): string {
  const parts = Array.from(point, (coordinate) => formatNumber(coordinate, digits));
  return parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(', ')})`;
}

/** The shortest text that a number field shows and reads back; rounds to `digits` significant digits. */
export function fieldText(value: number, digits = 6): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(digits))) : '';
}

/** Rounds to the precision that a step of `step` can express, so that a slider writes `0.3` and not `0.30000000000000004`. */
export function roundToStep(value: number, step: number): number {
  if (!(step > 0)) return value;
  const decimals = Math.min(15, Math.max(0, 1 - Math.floor(Math.log10(step))));
  return Number(value.toFixed(decimals));
}

function trimExponent(text: string): string {
  const [mantissa = '', exponent = ''] = text.split('e');
  const digits = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${digits}e${exponent.replace('+', '').replace('-', minus)}`;
}

/** A point of up to `most` coordinates whole, else its first ones and their number. */
export function formatLongPoint(point: ArrayLike<number>, most: number, digits?: number): string {
  if (point.length <= most) return formatPoint(point, digits);
  const first = Array.from({ length: Math.min(3, most) }, (_, i) => formatNumber(point[i]!, 4));
  return `(${first.join(', ')}, … ${point.length} in all)`;
}
