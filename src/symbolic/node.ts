import type { Rational } from './rational';

/** Functions of one argument that a node may apply; `step` and `rightSign` arise only as derivatives. */
export type FunctionName =
  | 'exp'
  | 'log'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'asin'
  | 'acos'
  | 'atan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'sigmoid'
  | 'softplus'
  | 'log1p'
  | 'expm1'
  | 'erf'
  | 'abs'
  | 'sign'
  | 'relu'
  | 'step' // 1 for x ≥ 0, else 0: the right-hand derivative of relu
  | 'rightSign'; // 1 for x ≥ 0, else -1: the right-hand derivative of abs

interface NodeBase {
  /** Children have smaller ids than their parents. */
  readonly id: number;
  /** Bit d is set where the value depends on the row of the loop at nesting depth d. */
  readonly rows: number;
  /** False where the value is the same for all parameters. */
  readonly varies: boolean;
  readonly children: readonly Node[];
}

export interface RationalNode extends NodeBase {
  readonly kind: 'rational';
  readonly value: Rational;
}
export interface BuiltinNode extends NodeBase {
  readonly kind: 'builtin';
  readonly name: 'pi' | 'e';
}
export interface ParameterNode extends NodeBase {
  readonly kind: 'parameter';
  readonly index: number;
  readonly name: string;
}
/** A named constant of the file; an input of the tape. */
export interface ConstantNode extends NodeBase {
  readonly kind: 'constant';
  readonly index: number;
  readonly name: string;
}
/** A column in the current row of the loop over `table` at `depth`. */
export interface ColumnNode extends NodeBase {
  readonly kind: 'column';
  readonly table: Table;
  readonly column: number;
  readonly depth: number;
}
/** constant + Σ coefficient·term; at least one term, coefficients not 0, terms not rational. A lone term scales. */
export interface SumNode extends NodeBase {
  readonly kind: 'sum';
  readonly constant: Rational;
  readonly terms: readonly Term[];
}
export interface Term {
  readonly node: Node;
  readonly coefficient: Rational;
}
/** Π base^exponent with rational exponents, not 0; a lone factor has an exponent other than 1. */
export interface ProductNode extends NodeBase {
  readonly kind: 'product';
  readonly factors: readonly Factor[];
}
export interface Factor {
  readonly base: Node;
  readonly exponent: Rational;
}
/** base^exponent where the exponent is not a rational number. */
export interface PowerNode extends NodeBase {
  readonly kind: 'power';
  readonly base: Node;
  readonly exponent: Node;
}
export interface FunctionNode extends NodeBase {
  readonly kind: 'function';
  readonly name: FunctionName;
  readonly argument: Node;
}
export interface ExtremumNode extends NodeBase {
  readonly kind: 'maximum' | 'minimum';
  readonly left: Node;
  readonly right: Node;
}
/** `positive` where condition ≥ 0, else `negative`. */
export interface SelectNode extends NodeBase {
  readonly kind: 'select';
  readonly condition: Node;
  readonly positive: Node;
  readonly negative: Node;
}
/** Σ body over the rows of the table, whose loop has this nesting depth. */
export interface TotalNode extends NodeBase {
  readonly kind: 'total';
  readonly table: Table;
  readonly depth: number;
  readonly body: Node;
}
/** `value`, but undefined where `condition` is. */
export interface GuardNode extends NodeBase {
  readonly kind: 'guard';
  readonly value: Node;
  readonly condition: Node;
}

/** An expression in the shared graph: equal expressions are the same object. */
export type Node =
  | RationalNode
  | BuiltinNode
  | ParameterNode
  | ConstantNode
  | ColumnNode
  | SumNode
  | ProductNode
  | PowerNode
  | FunctionNode
  | ExtremumNode
  | SelectNode
  | TotalNode
  | GuardNode;

/** The cells of a column: nearest doubles, and doubles at or below and at or above the exact values. */
export interface Column {
  readonly near: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** The exact values, where they are known. */
  readonly exact?: readonly (Rational | undefined)[];
}

/** What a sum runs over: the rows of a data statement, or a range as a table with one column. */
export interface Table {
  /** The data statement's name, or the range as text: `1..4`. */
  readonly name: string;
  /** The variable of the first aggregate over it, for printing. */
  readonly variable: string;
  readonly isRange: boolean;
  /** Its rows are those of a data statement: observations, none of which is special. */
  readonly isData?: boolean;
  readonly columnNames: readonly string[];
  readonly columns: readonly Column[];
  readonly rows: number;
}

/** The children of a node. */
export function childrenOf(node: Node): readonly Node[] {
  return node.children;
}

/** Where nodes stand in the list being made by `reachable`; a place counts only where that node stands there. */
let places = new Int32Array(1024);

/** Whether the value of a node bends where it changes sides: it is differentiated piecewise. */
export function isKink(node: Node): boolean {
  if (node.kind === 'function') return node.name === 'abs' || node.name === 'relu';
  return node.kind === 'maximum' || node.kind === 'minimum' || node.kind === 'select';
}

const nothing: readonly unknown[] = [];

/** All nodes below and at the roots, children before parents; those whose numbers are `known` are left out, and what is below them alone. */
export function reachable(roots: readonly Node[], known: readonly unknown[] = nothing): Node[] {
  const found: Node[] = [];
  for (let k = 0; k < roots.length; k++) include(roots[k]!, found, known);
  for (let next = 0; next < found.length; next++) {
    const { children } = found[next]!;
    for (let k = 0; k < children.length; k++) include(children[k]!, found, known);
  }
  let last = 0;
  for (let k = 0; k < found.length; k++) last = Math.max(last, found[k]!.id);
  if (last > 16 * found.length) return found.sort((a, b) => a.id - b.id);
  const sorted: Node[] = [];
  for (let id = 0; id <= last; id++) {
    const node = found[places[id]!];
    if (node !== undefined && node.id === id) sorted.push(node);
  }
  return sorted;
}

function include(node: Node, found: Node[], known: readonly unknown[]): void {
  const { id } = node;
  if (id < known.length && known[id] !== undefined) return;
  if (id >= places.length) {
    const grown = new Int32Array(2 * id);
    grown.set(places);
    places = grown;
  }
  if (found[places[id]!] === node) return;
  places[id] = found.push(node) - 1;
}
