/**
 * The critical set of a loss as a union of simpler sets, by exact algebra: a product vanishes where one of its factors
 * does, and an equation that is linear in a parameter is solved for it. No step loses a solution where the loss is
 * defined, so what the components don't contain is not critical.
 */
import { buildTape } from '../../compile/buildTape';
import { IntervalEvaluator } from '../../compile/intervalEvaluator';
import { type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { solveFor, zeroFactors } from '../../symbolic/factors';
import { substitute } from '../../symbolic/substitute';
import { type Poly, groebnerBasis, groebnerEquations, remainderOf } from './groebner';

/** Points with given values of some parameters, where the remaining equations hold in the free ones. */
export interface Component {
  /** Parameters that are not solved for. */
  readonly free: readonly Node[];
  /** The others, as expressions in the free ones. */
  readonly solved: ReadonlyMap<Node, Node>;
  /** Expressions in the free parameters that must vanish; none is a product. */
  readonly equations: readonly Node[];
  /** Everything that was set to 0 on the way, as it was then. */
  readonly conditions: readonly Node[];
}

/** More components than this are not worked out. */
const mostComponents = 60;
const mostSteps = 2000;

/** The components of {∇L = 0}, or null where there would be too many. */
export function decompose(pool: Pool, gradient: readonly Node[], parameters: readonly Node[]): Component[] | null {
  const found: Component[] = [];
  let steps = 0;
  const visit = (
    equations: readonly Node[],
    free: readonly Node[],
    solved: ReadonlyMap<Node, Node>,
    conditions: readonly Node[],
    isBasis = false,
  ): boolean => {
    if (++steps > mostSteps || found.length > mostComponents) return false;
    const open: { factors: readonly Node[] }[] = [];
    for (const equation of equations) {
      const factors = zeroFactors(pool, equation);
      if (factors === null) continue;
      const varying = factors.filter((factor) => factor.varies);
      // A number that is not folded, as log 2 − 1, might still be 0.
      if (factors.some((factor) => !factor.varies && !isNonzero(factor))) return false;
      if (varying.length === 0) return true;
      open.push({ factors: varying });
    }
    const single = new Set(open.filter(({ factors }) => factors.length === 1).map(({ factors }) => factors[0]!));
    // An equation that already holds because one of its factors is set to 0 says nothing more.
    const needed = open.filter(({ factors }) => factors.length === 1 || !factors.some((factor) => single.has(factor)));
    for (const factor of single) {
      for (const parameter of free) {
        const value = solveFor(pool, factor, parameter, dependsOn);
        if (value === null) continue;
        const map = new Map([[parameter, value]]);
        const rest = substitute(
          pool,
          needed.map(({ factors }) => pool.multiply(...factors)),
          map,
        );
        const after = new Map([...solved].map(([key, expression]) => [key, substitute(pool, [expression], map)[0]!]));
        after.set(parameter, value);
        return visit(
          rest,
          free.filter((other) => other !== parameter),
          after,
          [...conditions, factor],
        );
      }
    }
    const branching = needed.find(({ factors }) => factors.length > 1);
    if (branching === undefined) {
      // Equations that say more together than each by itself.
      const basis = isBasis || single.size < 2 ? null : groebnerEquations(pool, [...single], parameters);
      if (basis !== null) return visit(basis, free, solved, conditions, true);
      found.push({ free, solved, equations: [...single], conditions: [...conditions, ...single] });
      return true;
    }
    const others = needed.filter((equation) => equation !== branching).map(({ factors }) => pool.multiply(...factors));
    return branching.factors.every((factor) => visit([factor, ...others], free, solved, conditions));
  };
  return visit(gradient, parameters, new Map(), []) ? withoutSubsets(pool, found, parameters.length) : null;
}

/** Leaves out components that lie in another one, as far as that shows at once. */
function withoutSubsets(pool: Pool, components: readonly Component[], parameters: number): Component[] {
  const kept: Component[] = [];
  const contained: Component[] = [];
  const byDimension = [...components].sort(
    (a, b) => b.free.length - b.equations.length - (a.free.length - a.equations.length),
  );
  for (const component of byDimension) {
    if ([...kept, ...contained].some((larger) => liesIn(pool, component, larger))) continue;
    // Points are compared with sets once they are solved for.
    const isSet = component.free.length > component.equations.length;
    const basis = isSet && kept.length > 0 ? groebnerBasis(component.conditions, parameters, []) : null;
    const isContained = basis !== null && kept.some((larger) => vanishOn(larger.conditions, basis, parameters));
    (isContained ? contained : kept).push(component);
  }
  return kept;
}

/** All conditions of `outer` hold on `inner`: they vanish identically, or have a factor that is set to 0 there. */
function liesIn(pool: Pool, inner: Component, outer: Component): boolean {
  return substitute(pool, outer.conditions, inner.solved).every((condition) => {
    const factors = zeroFactors(pool, condition);
    return factors === null || factors.some((factor) => inner.equations.includes(factor));
  });
}

/** All expressions lie in the ideal of a Gröbner basis, so that they vanish where it does. */
function vanishOn(expressions: readonly Node[], basis: readonly Poly[], parameters: number): boolean {
  return expressions.every((expression) => remainderOf(expression, basis, parameters)?.length === 0);
}

function dependsOn(node: Node, parameter: Node): boolean {
  return reachable([node]).includes(parameter);
}

function isNonzero(number: Node): boolean {
  const evaluator = new IntervalEvaluator(buildTape([number], { parameters: 0, constants: 0, order: 0 }));
  const [low, high] = [new Float64Array(1), new Float64Array(1)];
  evaluator.evaluate(new Float64Array(0), new Float64Array(0), low, high);
  return low[0]! > 0 || high[0]! < 0;
}
