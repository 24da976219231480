import type { Expression } from './tree';

/** What the options of the built-in optimizers can be, ends included. Those that are not here are chosen by name. */
export const optionRanges: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['lr', [0, 1e6]],
  ['step_size', [1, 1e6]],
  ['gamma', [0, 1]],
  ['T_max', [1, 1e6]],
  ['eta_min', [0, 1e6]],
  ['warmup', [0, 1e6]],
  ['weight_decay', [0, 1000]],
  ['max_norm', [0, 1e12]],
  ['noise', [0, 1e6]],
  ['batch', [0, 1e9]],
  ['seed', [0, Number.MAX_SAFE_INTEGER]],
  ['momentum', [0, 1]],
  ['eps', [0, 1]],
  ['alpha', [0, 1]],
  ['beta1', [0, 1]],
  ['beta2', [0, 1]],
  ['history_size', [1, 1000]],
  ['c2', [1e-12, 0.999]],
  ['lambda', [0, 1e12]],
  ['lambda0', [1e-12, 1e12]],
  ['up', [1, 1e6]],
  ['down', [1, 1e6]],
  ['damping', [0, 1e12]],
  ['floor', [1e-300, 1e6]],
  ['radius', [1e-12, 1e12]],
  ['max_radius', [1e-12, 1e12]],
  ['eta', [0, 0.2499]],
  ['sigma', [1e-12, 1e12]],
]);

/** What is wrong with an option's value that is written as a number; null where nothing is, or where it is no number. */
export function outOfRange(option: string, value: Expression): string | null {
  const range = optionRanges.get(option);
  const number = literalOf(value);
  if (range === undefined || number === null) return null;
  const [least, most] = range;
  if (number >= least && number <= most) return null;
  return `"${option}" goes from ${short(least)} to ${short(most)}: write a number in there.`;
}

function literalOf(value: Expression): number | null {
  if (value.kind === 'number') return Number(value.text);
  const negated = value.kind === 'negation' ? literalOf(value.operand) : null;
  return negated === null ? null : -negated;
}

/** 1000000 as 1e6. */
function short(value: number): string {
  const power = value >= 1e4 ? value.toExponential().replace('+', '') : '';
  return power !== '' && power.length < 6 ? power : String(value);
}
