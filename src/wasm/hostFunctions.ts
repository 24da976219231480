import { erf, power } from '../language/builtins';
import type { ImportedFunction } from './encode';
import { type HostFunction, type Imports, hostFunctions } from './operations';

export const hostImplementations: Readonly<Record<HostFunction, (x: number, y: number) => number>> = {
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  erf,
  power,
};

/** Collects the host functions a module asks for. */
export class HostImports {
  private readonly asked: HostFunction[] = [];

  readonly index: Imports = (name) => {
    const known = this.asked.indexOf(name);
    return known >= 0 ? known : this.asked.push(name) - 1;
  };

  get declarations(): ImportedFunction[] {
    return this.asked.map((name) => ({
      name,
      parameters: name === 'power' ? ['f64', 'f64'] : ['f64'],
      results: ['f64'],
    }));
  }

  /** Asks for every function that a later pass may need, so that their numbers don't change. */
  all(): void {
    for (const name of hostFunctions) this.index(name);
  }
}
