/**
 * The syntax tree of a `.loss` file: a plain value, with a span on every node.
 *
 * Chains of `+ -` and of `* /` are flat, so that ten thousand terms are one node and not ten thousand levels.
 */

/** A half-open range of UTF-16 offsets in the source text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A name where it stands in the source. */
export interface Identifier {
  readonly name: string;
  readonly span: Span;
}

export interface NumberLiteral {
  readonly kind: 'number';
  /** The digits as written, an exact decimal: `0.1`, `1e-3`, `.5`. */
  readonly text: string;
  readonly span: Span;
}

export interface NameReference {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}

export interface Negation {
  readonly kind: 'negation';
  readonly operand: Expression;
  readonly span: Span;
}

/** `a + b - c`: the first term of a chain never carries a sign of its own (that is a `Negation`). */
export interface SumChain {
  readonly kind: 'sum';
  readonly terms: readonly { readonly negative: boolean; readonly operand: Expression }[];
  readonly span: Span;
}

/** `a * b / c`, and `2x` with `implicit` on its second factor. */
export interface ProductChain {
  readonly kind: 'product';
  readonly factors: readonly {
    readonly divide: boolean;
    readonly implicit: boolean;
    readonly operand: Expression;
  }[];
  readonly span: Span;
}

export interface Power {
  readonly kind: 'power';
  readonly base: Expression;
  readonly exponent: Expression;
  readonly span: Span;
}

export interface Call {
  readonly kind: 'call';
  readonly callee: Identifier;
  readonly arguments: readonly Expression[];
  readonly span: Span;
}

/** What an aggregate runs over: the rows of a table, or the whole numbers from `from` to `to`, both included. */
export type AggregateSource =
  | { readonly kind: 'table'; readonly table: Identifier }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression };

/** `sum(body for variable in source)` or `mean(…)`. */
export interface Aggregate {
  readonly kind: 'aggregate';
  readonly operation: 'sum' | 'mean';
  readonly operationSpan: Span;
  readonly body: Expression;
  readonly variable: Identifier;
  readonly source: AggregateSource;
  readonly span: Span;
}

/** `choice(-a, a, weights = (1, 3))`, `normal(m, sd)`, `uniform(a, b)`; the span of weights begins with their word. */
export interface Distribution {
  readonly name: 'choice' | 'normal' | 'uniform';
  readonly nameSpan: Span;
  readonly arguments: readonly Expression[];
  readonly weights: NumbersSyntax | undefined;
  readonly span: Span;
}

/** `expect(body for s ~ normal(0, 1), t ~ uniform(a, b))`: the mean over independent random values. */
export interface Expectation {
  readonly kind: 'expectation';
  readonly operationSpan: Span;
  readonly body: Expression;
  readonly draws: readonly { readonly variable: Identifier; readonly distribution: Distribution }[];
  readonly span: Span;
}

/** `p.x`: a column of a table's row. */
export interface Member {
  readonly kind: 'member';
  readonly object: Identifier;
  readonly column: Identifier;
  readonly span: Span;
}

/** `[a, b]`. */
export interface VectorLiteral {
  readonly kind: 'vector';
  readonly items: readonly Expression[];
  readonly span: Span;
}

/** `2..4` between the brackets of an index: the elements from one whole number to another, both included. */
export interface IndexRange {
  readonly kind: 'range';
  readonly from: Expression;
  readonly to: Expression;
  readonly span: Span;
}

export type IndexItem = Expression | IndexRange;

/** `w[k]`, `W[i, j]`, and slices: `w[2..4]`, `W[1..2, 3]`. Elements are counted from 1. */
export interface Index {
  readonly kind: 'index';
  readonly object: Expression;
  readonly indices: readonly IndexItem[];
  readonly span: Span;
}

/** `W'`. */
export interface Transpose {
  readonly kind: 'transpose';
  readonly operand: Expression;
  readonly span: Span;
}

/** A place where an expression should stand. A message has already been given for it. */
export interface Missing {
  readonly kind: 'missing';
  readonly span: Span;
}

export type Expression =
  | NumberLiteral
  | NameReference
  | Negation
  | SumChain
  | ProductChain
  | Power
  | Call
  | Aggregate
  | Expectation
  | Member
  | VectorLiteral
  | Index
  | Transpose
  | Missing;

/** A closed interval as written: `[low, high]`. */
export interface RangeSyntax {
  readonly low: Expression;
  readonly high: Expression;
  readonly span: Span;
}

interface StatementBase {
  /** The whole statement, clauses included, without its trailing comment. */
  readonly span: Span;
  /** The text of the comment lines directly above, and of the comment at the end of its first line. */
  readonly documentation: string;
  /** It has a syntax error: what stands here is only what could be read. */
  readonly broken: boolean;
}

export interface ConstantStatement extends StatementBase {
  readonly kind: 'constant';
  readonly name: Identifier;
  readonly value: Expression;
  /** The range that makes it a slider. */
  readonly range: RangeSyntax | undefined;
}

export interface FunctionStatement extends StatementBase {
  readonly kind: 'function';
  readonly name: Identifier;
  readonly parameters: readonly Identifier[];
  readonly body: Expression;
}

/** `sample(choice(-a, a), normal(0, 1), n = 50, seed = 3)`: so many drawn rows, a distribution a column; seed 1 if left out. */
export interface SampleSyntax {
  readonly distributions: readonly Distribution[];
  readonly count: Expression | undefined;
  readonly seed: Expression | undefined;
  readonly options: readonly Identifier[];
  readonly span: Span;
}

/** With rows, or with a file or a sample instead. */
export interface DataStatement extends StatementBase {
  readonly kind: 'data';
  readonly name: Identifier;
  readonly columns: readonly Identifier[];
  readonly rows: readonly { readonly cells: readonly Expression[]; readonly span: Span }[];
  readonly csv: { readonly path: string; readonly span: Span } | undefined;
  readonly sample: SampleSyntax | undefined;
}

/** A parameter of a loss; `shape` is empty for a scalar, and holds the sizes of an array: 4 for `w[4]`. */
export interface ParameterSyntax {
  readonly name: Identifier;
  readonly shape: readonly Expression[];
}

/** `x in [-2, 2]` in an `on` clause. */
export interface BoxSyntax {
  readonly name: Identifier;
  readonly range: RangeSyntax;
}

/** `he(seed=3)` in a `from` clause. `random` means the same as `xavier`. */
export interface Initialisation {
  readonly kind: 'initialisation';
  readonly method: 'zeros' | 'normal' | 'xavier' | 'he' | 'random';
  readonly options: readonly { readonly name: Identifier; readonly value: Expression }[];
  readonly span: Span;
}

/** What one parameter starts from: a number, an array of its shape, or a way to make one. */
export type StartItem = Expression | Initialisation;

/** `(1, 0.1)` in a `from` clause, with one item a parameter; or `he(seed=3)` for all parameters. */
export interface StartSyntax {
  /** Empty where `whole` stands. */
  readonly coordinates: readonly StartItem[];
  readonly whole: Initialisation | undefined;
  readonly span: Span;
}

/** `err = w1*w2 - 1` in a `where` clause. */
export interface LocalSyntax {
  readonly name: Identifier;
  readonly value: Expression;
}

export interface LossStatement extends StatementBase {
  readonly kind: 'loss';
  readonly name: Identifier;
  readonly parameters: readonly ParameterSyntax[];
  readonly parametersSpan: Span;
  readonly body: Expression;
  readonly on: readonly BoxSyntax[];
  readonly from: readonly StartSyntax[];
  readonly by: readonly MethodSyntax[];
  readonly where: readonly LocalSyntax[];
}

/** A point in a claim: as behind `from`, or a vector of all scalars of the loss in order. */
export type ClaimPoint =
  | { readonly kind: 'start'; readonly start: StartSyntax; readonly span: Span }
  | { readonly kind: 'vector'; readonly value: Expression; readonly span: Span };

/** What stands between the two sides of a claim; `≤` is `<=`. */
export type Relation = '=' | '<' | '>' | '<=' | '>=';

/** A relation, and the constant behind it. */
export interface Comparison {
  readonly relation: Relation;
  readonly bound: Expression;
}

/** `4 minima`; the count of `no minimum` is 0. */
export interface CountSyntax {
  readonly count: number;
  readonly countSpan: Span;
  /** Of critical point, as written: `degenerate-saddle`, `minima`. */
  readonly word: Identifier;
}

/** `adam(lr=0.01)`: an optimizer, and options that differ from its defaults. */
export interface MethodSyntax {
  readonly name: Identifier;
  readonly options: readonly LocalSyntax[];
  readonly span: Span;
}

/** `(1, 0)`: what the components of a gradient or the eigenvalues are claimed to be. */
export interface NumbersSyntax {
  readonly cells: readonly Expression[];
  readonly span: Span;
}

export type ClaimForm =
  /** `flat has saddle at (0, 0)` */
  | { readonly kind: 'at'; readonly word: Identifier; readonly point: ClaimPoint }
  /** `flat has 4 minima, 1 maximum` */
  | { readonly kind: 'counts'; readonly counts: readonly CountSyntax[] }
  /** `flat(1, 2) = 3` */
  | ({ readonly kind: 'value'; readonly point: ClaimPoint } & Comparison)
  /** `gradient of flat at (0, 0) = (0, 0)` */
  | { readonly kind: 'gradient' | 'eigenvalues'; readonly point: ClaimPoint; readonly numbers: NumbersSyntax }
  /** `minimum of flat = 0` */
  | ({ readonly kind: 'lowest' } & Comparison)
  /** `barrier of flat from A to B < 0.02` */
  | ({ readonly kind: 'barrier'; readonly from: ClaimPoint; readonly to: ClaimPoint } & Comparison)
  /** `pass of flat from A to B = 0.005` */
  | ({ readonly kind: 'pass'; readonly from: ClaimPoint; readonly to: ClaimPoint } & Comparison)
  /** `adam reaches abs(y) > 1 before momentum from (0, 0.1) within 20000 steps` */
  | ({
      readonly kind: 'reaches';
      readonly method: MethodSyntax;
      readonly rival: MethodSyntax | undefined;
      /** Over the loss's parameters; or the name of the loss, which is its value. */
      readonly left: Expression;
      readonly from: ClaimPoint;
      readonly steps: Expression | undefined;
    } & Comparison)
  /** It could not be read. */
  | { readonly kind: 'missing' };

/** `claim flat has no minimum`: a sentence that is checked. */
export interface ClaimStatement extends StatementBase {
  readonly kind: 'claim';
  /** A claim has no name: this is the word `claim`, where messages about the whole stand. */
  readonly name: Identifier;
  /** The loss it names, by `on` or in its sentence. */
  readonly subject: Identifier | undefined;
  readonly form: ClaimForm;
  /** Behind `within`; of a run, see its steps. */
  readonly tolerance: Expression | undefined;
  /** `with alpha = 1`: constants as they shall be. */
  readonly settings: readonly LocalSyntax[];
}

/** `n = 400`, and `spikes = (3, 2)` with several values. */
export interface SpectrumOption {
  readonly name: Identifier;
  readonly values: readonly Expression[];
  readonly span: Span;
}

export type SpectrumForm =
  /** `goe(n = 400, spikes = (3, 2), seed = 1)` */
  | { readonly kind: 'goe'; readonly ensemble: Identifier; readonly options: readonly SpectrumOption[] }
  /** `hessian(net, at = he(seed=1))` */
  | { readonly kind: 'hessian'; readonly loss: Identifier; readonly at: StartSyntax | undefined }
  /** It could not be read. */
  | { readonly kind: 'missing' };

/** `spectrum goe(n = 400)`: eigenvalues to look at. */
export interface SpectrumStatement extends StatementBase {
  readonly kind: 'spectrum';
  /** It has no name: this is the word `spectrum`, where messages about the whole stand. */
  readonly name: Identifier;
  readonly form: SpectrumForm;
}

/** `lr = 0.001 in [0, 1]`: an option of an optimizer with its default and, where one is written, its range. */
export interface OptionSyntax {
  readonly name: Identifier;
  readonly value: Expression;
  readonly range: RangeSyntax | undefined;
}

/** `optimizer sign_descent(lr = 0.1)` with its clauses: an update rule of one's own. */
export interface OptimizerStatement extends StatementBase {
  readonly kind: 'optimizer';
  readonly name: Identifier;
  readonly options: readonly OptionSyntax[];
  /** What is kept from step to step, with its value before the first. */
  readonly state: readonly LocalSyntax[];
  /** What a step does, in order. */
  readonly update: readonly LocalSyntax[];
}

export type Statement =
  | ConstantStatement
  | FunctionStatement
  | DataStatement
  | LossStatement
  | ClaimStatement
  | SpectrumStatement
  | OptimizerStatement;

/** A comment, `#` included. */
export type Comment = { readonly span: Span };

export interface SourceFile {
  readonly text: string;
  readonly statements: readonly Statement[];
  readonly comments: readonly Comment[];
}
