import type { Model, NamedSymbol } from '../model';
import type { Span } from '../tree';
import { referenceAt } from './layout';

/** Every place of the name at an offset, in order; without its definition where `includeDefinition` is false. */
export function references(model: Model, offset: number, includeDefinition = true): Span[] {
  const symbol = referenceAt(model, offset)?.symbol;
  if (symbol === undefined) return [];
  const places = placesOf(model, symbol);
  return includeDefinition ? places : places.filter(({ start }) => start !== symbol.span.start);
}

/** Every place of a symbol, once each, its definition included. */
export function placesOf(model: Model, symbol: NamedSymbol): Span[] {
  const places: Span[] = [];
  for (const reference of model.references) {
    if (reference.symbol !== symbol || places.at(-1)?.start === reference.span.start) continue;
    places.push(reference.span);
  }
  return places;
}
