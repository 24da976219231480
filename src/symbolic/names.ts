/** How names are written in formulas. */

const letters: readonly [string, string][] = [
  ['alpha', 'α'],
  ['beta', 'β'],
  ['gamma', 'γ'],
  ['delta', 'δ'],
  ['epsilon', 'ε'],
  ['zeta', 'ζ'],
  ['eta', 'η'],
  ['theta', 'θ'],
  ['iota', 'ι'],
  ['kappa', 'κ'],
  ['lambda', 'λ'],
  ['mu', 'μ'],
  ['nu', 'ν'],
  ['xi', 'ξ'],
  ['rho', 'ρ'],
  ['sigma', 'σ'],
  ['tau', 'τ'],
  ['phi', 'φ'],
  ['chi', 'χ'],
  ['psi', 'ψ'],
  ['omega', 'ω'],
  ['Gamma', 'Γ'],
  ['Delta', 'Δ'],
  ['Theta', 'Θ'],
  ['Lambda', 'Λ'],
  ['Xi', 'Ξ'],
  ['Sigma', 'Σ'],
  ['Phi', 'Φ'],
  ['Psi', 'Ψ'],
  ['Omega', 'Ω'],
];

/** Spelled-out Greek letters and their glyphs. */
export const greek: ReadonlyMap<string, string> = new Map(letters);
/** Greek glyphs and their LaTeX commands. */
export const greekCommands: ReadonlyMap<string, string> = new Map(letters.map(([name, glyph]) => [glyph, `\\${name}`]));

/** A name without the digits at its end, and those digits: `w_1` and `w1` are w with index 1. */
export function splitName(name: string): { stem: string; index: string } {
  const match = /^(.*?[^\d_])_?(\d+)$/u.exec(name);
  return match === null ? { stem: name, index: '' } : { stem: match[1]!, index: match[2]! };
}
