import { reachable, type FunctionName, type Node } from './node';
import type { Pool } from './pool';
import { Rational } from './rational';

const partialFunctions: ReadonlySet<FunctionName> = new Set(['log', 'log1p', 'asin', 'acos', 'tan']);

/**
 * The parts of a formula that are not defined everywhere, noted as they are built, so that a fold that drops one (as in
 * `x/x` or `0·log(x)`) does not widen the domain of the loss.
 */
export class Domain {
  private readonly conditions = new Map<string, Node>();

  constructor(private readonly pool: Pool) {}

  /** Notes the partial operations at the top of a node that was just built. */
  note(node: Node): void {
    for (const [key, condition] of topConditions(this.pool, node)) this.conditions.set(key, condition);
  }

  /** Takes over the conditions of a loop's body that don't depend on the row of that loop. */
  include(body: Domain, depth: number): void {
    for (const [key, condition] of body.conditions) {
      if ((condition.rows & (1 << depth)) === 0) this.conditions.set(key, condition);
    }
  }

  /** The loss, undefined wherever a part that the folds dropped is undefined. */
  protect(loss: Node): Node {
    const covered = new Set<string>();
    for (const node of reachable([loss])) for (const [key] of topConditions(this.pool, node)) covered.add(key);
    let result = loss;
    for (const [key, condition] of this.conditions) {
      if (covered.has(key) || condition.kind === 'rational') continue;
      result = this.pool.guard(result, condition);
    }
    return result;
  }

  get isEmpty(): boolean {
    return this.conditions.size === 0;
  }
}

/** Each partial operation at the top of a node, with a key that is equal for equal domains. */
function topConditions(pool: Pool, node: Node): [key: string, condition: Node][] {
  switch (node.kind) {
    case 'sum':
      return node.terms.length === 1 ? topConditions(pool, node.terms[0]!.node) : [];
    case 'product':
      return node.factors.flatMap(({ base, exponent }): [string, Node][] => {
        if (exponent.isInteger)
          return exponent.isNegative ? [[`${base.id} nonzero`, pool.powerOf(base, exponent)]] : [];
        const sign = exponent.isNegative ? 'positive' : 'nonnegative';
        return [[`${base.id} ${sign}`, pool.product([{ base, exponent }])]];
      });
    case 'power':
    case 'total':
    case 'guard':
      return [[`${node.id}`, node]];
    case 'function':
      return partialFunctions.has(node.name) ? [[`${node.id}`, node]] : [];
    case 'rational':
    case 'builtin':
    case 'parameter':
    case 'constant':
    case 'column':
    case 'maximum':
    case 'minimum':
    case 'select':
      return [];
  }
}

/** exponent 1/2. */
export const half = Rational.of(1n, 2n);
