/** The proved search alone: what the report of critical points does before it audits, describes and looks around. */
import { boxOf, midpoint } from '../../src/analysis/box';
import { DegenerateProver } from '../../src/analysis/degenerate/degenerateProver';
import { MultiplicityProver } from '../../src/analysis/degenerate/multiplicity';
import { IntervalSystem } from '../../src/analysis/search/intervalSystem';
import { criticalEquations } from '../../src/analysis/search/newtonCandidate';
import { searchZeros } from '../../src/analysis/search/search';
import { createOracle } from '../../src/compile/oracle';
import type { FormulaLoss } from '../../src/landscape/compileLoss';

/**
 * The middles of the enclosures, in each of which exactly one critical point is proved to lie. Throws where the search doesn't also
 * prove that there are no others in the box.
 */
export function provedSearch(loss: FormulaLoss): number[][] {
  const box = boxOf(loss.box);
  const constants = {
    low: Float64Array.from(loss.constants, ({ value }) => value.low),
    high: Float64Array.from(loss.constants, ({ value }) => value.high),
  };
  const system = new IntervalSystem(loss.tapes, constants);
  const near = Float64Array.from(loss.constants, ({ value }) => value.near);
  const oracle = createOracle(loss.tapes, near);
  const exact = loss.constants.map(({ value }) => value.exact);
  const parameters = loss.parameters.map((name, index) => loss.pool.parameter(index, name));
  const powers = new MultiplicityProver(loss.pool, loss.gradient, parameters, exact, box);
  const prover = new DegenerateProver(system, oracle, loss.gradient, constants, exact, box, powers);
  const search = searchZeros(system, criticalEquations(oracle), box, prover);
  let step = search.next(false);
  while (step.done !== true) step = search.next(false);
  const { proved, open, ambiguous } = step.value;
  if (open.length > 0 || ambiguous) throw new Error('The search is not complete.');
  return proved.map(({ enclosure }) => [...midpoint(enclosure)]);
}
