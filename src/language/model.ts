import type { Diagnostic } from './diagnostics';
import type {
  ConstantStatement,
  DataStatement,
  FunctionStatement,
  LossStatement,
  SourceFile,
  Span,
  Statement,
} from './tree';

export type SymbolKind =
  | 'constant'
  | 'function'
  | 'data'
  | 'loss'
  | 'parameter'
  | 'argument' // a parameter of a function
  | 'local' // a name of a `where` clause
  | 'row' // the variable of an aggregate over a table
  | 'counter' // the variable of an aggregate over a range
  | 'column';

/** A name that is defined somewhere in the file. */
export interface NamedSymbol {
  readonly kind: SymbolKind;
  readonly name: string;
  /** Where the name is defined. */
  readonly span: Span;
  /** Where it can be used: the whole file, or its statement or aggregate. */
  readonly scope: Span;
  readonly statement: Statement;
}

/** A use of a name, its definition included. */
export interface Reference {
  readonly span: Span;
  readonly symbol: NamedSymbol;
}

export interface LossSymbol {
  readonly name: string;
  readonly statement: LossStatement;
  /** Neither it nor anything it needs has an error: it can be compiled. */
  readonly sound: boolean;
}

/** A checked file: what each name means, and every message. Plain data over the tree. */
export interface Model {
  readonly file: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
  readonly symbols: readonly NamedSymbol[];
  /** In order of their place. */
  readonly references: readonly Reference[];
  readonly constants: ReadonlyMap<string, ConstantStatement>;
  readonly functions: ReadonlyMap<string, FunctionStatement>;
  readonly tables: ReadonlyMap<string, DataStatement>;
  /** In the order of the file; the first of equal names. */
  readonly losses: readonly LossSymbol[];
}
