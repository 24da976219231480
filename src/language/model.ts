import type { Diagnostic } from './diagnostics';
import type { Shape } from './shapes';
import type {
  ClaimStatement,
  ConstantStatement,
  DataStatement,
  FunctionStatement,
  LossStatement,
  OptimizerStatement,
  SourceFile,
  Span,
  SpectrumStatement,
  Statement,
} from './tree';

export type SymbolKind =
  | 'constant'
  | 'function'
  | 'data'
  | 'loss'
  | 'optimizer'
  | 'parameter'
  | 'argument' // a parameter of a function
  | 'local' // a name of a `where` clause
  | 'option' // of an optimizer
  | 'state' // of an optimizer
  | 'given' // what an optimizer is given: `w`, `g`, `H`, `t`
  | 'row' // the variable of an aggregate over a table
  | 'counter' // the variable of an aggregate over a range
  | 'random' // the variable of an expectation
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

/** What is known of a file of data. `problem` is a sentence for a person, with what to do. */
export type CsvState =
  | { readonly kind: 'table'; readonly columns: readonly string[]; readonly rows: number }
  | { readonly kind: 'problem'; readonly message: string }
  | { readonly kind: 'pending' };

/** Finds what is known of the file behind the path of a `csv("…")`. */
export type CsvLookup = (path: string) => CsvState;

/** A table that is read from a file: its columns in order, and how many rows it has. */
export interface CsvTable {
  readonly path: string;
  readonly columns: readonly string[];
  readonly rows: number;
}

/** A parameter of a loss with its shape: `[]` a scalar, `[n]` a vector, `[r, c]` a matrix. */
export interface ParameterShape {
  readonly name: string;
  readonly shape: Shape;
}

export interface LossSymbol {
  readonly name: string;
  readonly statement: LossStatement;
  /** Neither it nor anything it needs has an error: it can be compiled. */
  readonly sound: boolean;
  /** In order; all of them where the loss is sound, else those whose shape is known. */
  readonly parameters: readonly ParameterShape[];
}

/** A claim, in the order of the file. */
export interface ClaimSymbol {
  readonly statement: ClaimStatement;
  /** The name of the loss it is about; undefined where that isn't known. */
  readonly loss: string | undefined;
  /** Neither it nor anything it needs has an error: it can be checked. */
  readonly sound: boolean;
}

/** A spectrum, in the order of the file. */
export interface SpectrumSymbol {
  readonly statement: SpectrumStatement;
  /** The name of the loss whose Hessian it is of; undefined for random matrices, and where it isn't known. */
  readonly loss: string | undefined;
  /** Neither it nor anything it needs has an error: it can be computed. */
  readonly sound: boolean;
}

/** What each state of an optimizer is: a number, or a vector with an entry for each parameter. */
export type OptimizerStates = ReadonlyMap<string, 'number' | 'vector'>;

/** An optimizer of one's own, in the order of the file; the first of equal names. */
export interface OptimizerSymbol {
  readonly name: string;
  readonly statement: OptimizerStatement;
  /** Neither it nor anything it needs has an error: it can be run. */
  readonly sound: boolean;
  /** 2 where it uses the Hessian. */
  readonly order: 1 | 2;
  /** Those that are known. */
  readonly states: OptimizerStates;
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
  readonly claims: readonly ClaimSymbol[];
  readonly spectra: readonly SpectrumSymbol[];
  readonly optimizers: readonly OptimizerSymbol[];
  /** The tables from files that are known and good, by the table's name. */
  readonly csv: ReadonlyMap<string, CsvTable>;
  /** Shapes of names, where they are known; of an argument, where every call gives it the same. */
  readonly shapes: ReadonlyMap<NamedSymbol, Shape>;
}

/** The names of a table's columns, in order, whether it stands in the file or is read from another; undefined where it isn't known. */
export function columnNames(model: Pick<Model, 'tables' | 'csv'>, table: string): readonly string[] | undefined {
  const statement = model.tables.get(table);
  if (statement === undefined) return undefined;
  return statement.csv === undefined ? statement.columns.map(({ name }) => name) : model.csv.get(table)?.columns;
}
