import { type FunctionName, type Node, reachable } from './node';
import type { Pool } from './pool';
import { Rational } from './rational';

const partialFunctions: ReadonlySet<FunctionName> = new Set(['log', 'log1p', 'asin', 'acos', 'tan']);

/**
 * The parts of a formula that are not defined everywhere, noted as they are built, so that a fold that drops one (as in
 * `x/x` or `0·log(x)`) does not widen the domain of the loss.
 */
export class Domain {
  private conditions: Map<number, Node> | undefined = undefined;

  constructor(private readonly pool: Pool) {}

  /** Notes the partial operations at the top of a node that was just built. */
  note(node: Node): void {
    if (!isDefinedEverywhere(node)) this.noteParts(node);
  }

  private noteParts(node: Node): void {
    visitConditions(this.pool, node, (key, condition) => this.keep(key, condition));
  }

  private keep(key: number, condition: Node): void {
    this.conditions ??= new Map();
    this.conditions.set(key, condition);
  }

  /** Takes over the conditions of a loop's body that don't depend on the row of that loop. */
  include(body: Domain, depth: number): void {
    for (const [key, condition] of body.conditions ?? []) {
      if ((condition.rows & (1 << depth)) === 0) this.keep(key, condition);
    }
  }

  /** The loss, undefined wherever a part that the folds dropped is undefined. */
  protect(loss: Node): Node {
    if (this.conditions === undefined) return loss;
    const covered = new Set<number>();
    for (const node of reachable([loss])) visitConditions(this.pool, node, (key) => covered.add(key));
    let result = loss;
    for (const [key, condition] of this.conditions) {
      if (covered.has(key) || condition.kind === 'rational') continue;
      result = this.pool.guard(result, condition);
    }
    return result;
  }

  get isEmpty(): boolean {
    return this.conditions === undefined;
  }
}

/** What must hold of a node, as the last part of a key. */
const needs = { defined: 0, nonzero: 1, positive: 2, nonnegative: 3 } as const;

function keyOf(node: Node, need: keyof typeof needs): number {
  return 4 * node.id + needs[need];
}

/** No operation at the top of a node is partial: most formulas have none, and need no further look. */
function isDefinedEverywhere(node: Node): boolean {
  switch (node.kind) {
    case 'product':
      for (let k = 0; k < node.factors.length; k++) {
        const { exponent } = node.factors[k]!;
        if (!exponent.isInteger || exponent.isNegative) return false;
      }
      return true;
    case 'sum':
      return node.terms.length !== 1 || isDefinedEverywhere(node.terms[0]!.node);
    case 'function':
      return !partialFunctions.has(node.name);
    case 'power':
    case 'total':
    case 'guard':
      return false;
    default:
      return true;
  }
}

/** Each partial operation at the top of a node, with a key that is equal for equal domains. */
function visitConditions(pool: Pool, node: Node, visit: (key: number, condition: Node) => void): void {
  switch (node.kind) {
    case 'sum':
      if (node.terms.length === 1) visitConditions(pool, node.terms[0]!.node, visit);
      return;
    case 'product':
      for (const { base, exponent } of node.factors) {
        if (exponent.isInteger) {
          if (exponent.isNegative) visit(keyOf(base, 'nonzero'), pool.powerOf(base, exponent));
        } else {
          const sign = exponent.isNegative ? 'positive' : 'nonnegative';
          visit(keyOf(base, sign), pool.powerOf(base, exponent));
        }
      }
      return;
    case 'power':
    case 'total':
    case 'guard':
      return visit(keyOf(node, 'defined'), node);
    case 'function':
      if (partialFunctions.has(node.name)) visit(keyOf(node, 'defined'), node);
      return;
    case 'rational':
    case 'builtin':
    case 'parameter':
    case 'constant':
    case 'column':
    case 'maximum':
    case 'minimum':
    case 'select':
      return;
  }
}

/** exponent 1/2. */
export const half = Rational.of(1n, 2n);
