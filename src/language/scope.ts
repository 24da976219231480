import type { NamedSymbol } from './model';

/** The names an expression may use besides those of the file, inner ones first. */
export interface Scope {
  readonly names: ReadonlyMap<string, NamedSymbol>;
  readonly outer: Scope | undefined;
}

export const noNames: Scope = { names: new Map(), outer: undefined };

/** A scope of a few more names inside another. */
export function innerScope(outer: Scope, symbols: Iterable<NamedSymbol>): Scope {
  const names = new Map<string, NamedSymbol>();
  for (const symbol of symbols) names.set(symbol.name, symbol);
  return scopeInside(outer, names);
}

/** The same of symbols by their names. */
export function scopeInside(outer: Scope, names: Scope['names']): Scope {
  return names.size === 0 ? outer : { names, outer };
}

export function lookUp(scope: Scope, name: string): NamedSymbol | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) {
    const symbol = at.names.get(name);
    if (symbol !== undefined) return symbol;
  }
  return undefined;
}

/** All symbols of a scope, inner ones first. */
export function* symbolsOf(scope: Scope): Generator<NamedSymbol> {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer) yield* at.names.values();
}
