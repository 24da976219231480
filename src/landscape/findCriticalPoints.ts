import { boxOf } from '../analysis/box';
import { analyzeCriticalPoints } from '../analysis/criticalPoints';
import { DegenerateProver } from '../analysis/degenerate/degenerateProver';
import { MultiplicityProver } from '../analysis/degenerate/multiplicity';
import { IntervalSystem } from '../analysis/search/intervalSystem';
import { createOracle } from '../compile/oracle';
import { drive } from './drive';
import { unlessTooLarge } from '../symbolic/unlessTooLarge';
import { hasKinkInSum, writtenOut } from '../symbolic/writeOut';
import { type CompiledLoss, type FormulaLoss, formulasOf } from './compileLoss';
import { aboutSum, notesOf, quadratureNote } from './notes';
import { searchNumerically } from './searchNumerically';
import type { SearchOptions } from './searchOptions';
import { verdictOf } from './verdict';
import type { CriticalReport } from './views';

/** Losses of up to this many parameters are searched with proofs. */
const mostProvedParameters = 4;

/** All critical points of a compiled loss in its box. Ends early, and says so, on the budget or the signal. */
export function searchLoss(loss: CompiledLoss, options: SearchOptions): Promise<CriticalReport> {
  const isSmall = loss.form === 'formulas' && loss.parameters.length <= mostProvedParameters;
  return isSmall ? searchWithProof(loss, options) : searchNumerically(loss, options);
}

async function searchWithProof(given: FormulaLoss, options: SearchOptions): Promise<CriticalReport> {
  const start = performance.now();
  const loss = withoutLoops(given);
  const constants = {
    low: Float64Array.from(loss.constants, ({ value }) => value.low),
    high: Float64Array.from(loss.constants, ({ value }) => value.high),
  };
  const system = new IntervalSystem(loss.tapes, constants);
  const oracle = createOracle(
    loss.tapes,
    Float64Array.from(loss.constants, ({ value }) => value.near),
  );
  const exact = loss.constants.map(({ value }) => value.exact);
  const parameters = loss.parameters.map((name, index) => loss.pool.parameter(index, name));
  const powers = new MultiplicityProver(loss.pool, loss.gradient, parameters, exact, boxOf(loss.box));
  const prover = new DegenerateProver(system, oracle, loss.gradient, constants, exact, boxOf(loss.box), powers);
  const whole = {
    pool: loss.pool,
    value: loss.value,
    gradient: loss.gradient,
    parameters,
    names: loss.parameters,
    exact,
    bounds: constants,
  };
  const found = await drive(analyzeCriticalPoints(system, oracle, boxOf(loss.box), prover, whole), options);
  const { points, manifolds, plateaus, kinks, unresolved, complete, openReason, audit, symmetries, lowest } = found;
  const report = {
    loss: loss.name,
    parameters: loss.parameters,
    box: loss.box,
    points,
    manifolds,
    plateaus,
    kinks,
    unresolved,
    complete,
    audit,
    symmetries,
    lowest,
    notes: [quadratureNote(loss.quadratures), ...notesOf({ points, audit, symmetries, lowest })].filter(
      (note) => note !== '',
    ),
    milliseconds: performance.now() - start,
  };
  const about = loss.quadratures.length === 0 ? '' : ` ${aboutSum}`;
  return { ...report, verdict: `${verdictOf(report, openReason)}${about}` };
}

/** Kinks inside of short sums are taken apart like any others: the sums are written out. */
function withoutLoops(loss: FormulaLoss): FormulaLoss {
  if (!hasKinkInSum(loss.value)) return loss;
  return unlessTooLarge(() => {
    const value = writtenOut(loss.pool, loss.value);
    return value === null ? loss : { ...loss, ...formulasOf(loss.pool, value, loss.parameters, loss.constants.length) };
  }, loss);
}
