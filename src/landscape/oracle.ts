import { createOracle } from '../compile/oracle';
import type { Oracle } from '../optimizers/optimizer';
import { ProgramOracle } from '../program/programOracle';
import type { CompiledLoss } from './compileLoss';

/** The loss at the values its constants have. */
export function oracleOf(loss: CompiledLoss): Oracle {
  const constants = Float64Array.from(loss.constants, ({ value }) => value.near);
  return loss.form === 'formulas' ? createOracle(loss.tapes, constants) : new ProgramOracle(loss.program, constants);
}
