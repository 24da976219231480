import type { Problem } from './shapeMessages';
import type { Shape } from './shapes';
import type { LocalSyntax, Span, Statement } from './tree';

/** The whole numbers that a counter runs over. */
export interface CounterEnds {
  readonly low: number;
  readonly high: number;
}

/** What a name means while shapes are worked out. */
export type Binding =
  | {
      readonly kind: 'value';
      readonly shape: Shape | undefined;
      /** The offset where its shape is declared, for messages; -1 where nowhere. */
      readonly declaredAt: number;
    }
  | { readonly kind: 'local'; readonly local: LocalSyntax }
  | { readonly kind: 'row' }
  | { readonly kind: 'counter'; readonly ends: CounterEnds | undefined };

/** Names in layers, inner ones first. */
export interface Names {
  readonly names: ReadonlyMap<string, Binding>;
  readonly outer: Names | undefined;
}

export function innerNames(outer: Names | undefined, name: string, binding: Binding): Names {
  return { names: new Map([[name, binding]]), outer };
}

export function findName(names: Names | undefined, name: string): Binding | undefined {
  for (let at = names; at !== undefined; at = at.outer) {
    const binding = at.names.get(name);
    if (binding !== undefined) return binding;
  }
  return undefined;
}

/** One piece of work in progress: a formula, a local name, or a helper called with some shapes. */
export interface Frame {
  readonly statement: Statement;
  /** The names of the whole statement; a local name's value may use these. */
  readonly head: Names | undefined;
  /** The names known at the place that is being looked at. */
  names: Names | undefined;
  readonly problems: Problem[];
  /** Nothing it uses has a problem. */
  sound: boolean;
  /** In a helper: the call that led to it, outside of all helpers if there is one. */
  readonly entry: Span | undefined;
}

/** What came of a piece of work. */
export interface Outcome {
  readonly statement: Statement;
  readonly shape: Shape | undefined;
  readonly problems: readonly Problem[];
  /** Neither it nor anything it uses has a problem. */
  readonly sound: boolean;
  /** For a helper: where it was first called with these arguments, and their shapes. */
  readonly call: Span | undefined;
  /** The first of the calls that led to it. */
  readonly entry: Span | undefined;
  readonly arguments: readonly (Shape | undefined)[];
}
