import type { SymbolKind } from '../model';
import type { Span } from '../tree';

/** The place belongs to a loss: its name, its parameters, or its formula where nothing more special stands. */
export interface LossTarget {
  readonly kind: 'loss';
  readonly name: string;
  /** What to mark as hovered: the name or number under the pointer, or the whole statement. */
  readonly span: Span;
  readonly statement: Span;
  /** It can be compiled; where it is false, its messages say why. */
  readonly sound: boolean;
  /** Of the parameter under the pointer: `W1: matrix 16×2`. */
  readonly parameter: string | undefined;
}

/** The place is a name with a definition, or a word of the language. */
export interface NameTarget {
  readonly kind: 'name';
  readonly span: Span;
  readonly what: SymbolKind | 'builtin-function' | 'builtin-constant' | 'keyword';
  readonly name: string;
  /** The definition as source text: `fn bump(t) = exp(-t^2)`. */
  readonly source: string;
  /** A sentence beside it: what kind of thing it is, how many rows it has, what shape an array has. */
  readonly note: string;
  /** Its shape in a few words, where it is known: `number`, `vector of 4`, `matrix 16×2`. */
  readonly shape: string | undefined;
  /** The value of a constant, in double arithmetic; undefined where there is none. */
  readonly value: number | undefined;
  /** The comments at its definition. */
  readonly documentation: string;
  /** Where its definition stands; undefined for words of the language. */
  readonly definition: Span | undefined;
}

/** The place belongs to a claim. */
export interface ClaimTarget {
  readonly kind: 'claim';
  readonly span: Span;
  /** Its number among the claims of the file, from 0. */
  readonly index: number;
  /** It can be checked; where it is false, its messages say why. */
  readonly sound: boolean;
}

/** The place belongs to a spectrum. */
export interface SpectrumTarget {
  readonly kind: 'spectrum';
  readonly span: Span;
  /** Its number among the spectra of the file, from 0. */
  readonly index: number;
  /** It can be computed; where it is false, its messages say why. */
  readonly sound: boolean;
}

export type HoverTarget = LossTarget | NameTarget | ClaimTarget | SpectrumTarget;
