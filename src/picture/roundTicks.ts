/** Round numbers on an axis: multiples of 1, 2 or 5 times a power of ten. */

/** The round step that gives about `count` ticks between `low` and `high`. */
export function roundStep(low: number, high: number, count: number): number {
  const rough = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const share = rough / power;
  // The geometric means of neighbouring steps part them.
  return power * (share >= Math.sqrt(50) ? 10 : share >= Math.sqrt(10) ? 5 : share >= Math.sqrt(2) ? 2 : 1);
}

/** The multiples of the round step in [low, high], ascending. */
export function roundTicks(low: number, high: number, count: number): number[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  const step = roundStep(low, high, count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  // A step below 1 divides: 3 / 10 is the double 0.3, but 3 · 0.1 is not.
  const inverse = Math.round(1 / step);
  return Array.from({ length: Math.max(0, Math.min(1000, last - first + 1)) }, (_, k) =>
    step < 1 && Math.abs(inverse * step - 1) < 1e-12 ? (first + k) / inverse : (first + k) * step,
  );
}
