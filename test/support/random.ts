/** A seeded generator (mulberry32): numbers in [0, 1). Tests name their seed in the message of a failure. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A random smooth formula over the given names, defined everywhere. */
export function randomFormula(random: () => number, names: readonly string[], depth: number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  if (depth === 0 || random() < 0.15)
    return random() < 0.7 ? pick(names) : String(Math.floor(random() * 40) / 8 - 2).replace('-', '0 - ');
  const sub = (): string => `(${randomFormula(random, names, depth - 1)})`;
  switch (Math.floor(random() * 9)) {
    case 0:
    case 1:
      return `${sub()} + ${sub()}`;
    case 2:
      return `${sub()} - ${sub()}`;
    case 3:
    case 4:
      return `${sub()} * ${sub()}`;
    case 5:
      return `${sub()} / (1 + ${sub()}^2)`;
    case 6:
      return `${pick(['sin', 'cos', 'tanh', 'sigmoid', 'softplus', 'atan', 'erf', 'gelu'])}${sub()}`;
    case 7:
      return `exp(sin${sub()})`;
    default:
      return `${sub()}^${pick([2, 3])}`;
  }
}
