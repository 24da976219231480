import { gaussNewtonProduct } from '../compile/gaussNewton';
import { TapeOracle } from '../compile/oracle';
import type { Oracle } from '../optimizers/optimizer';
import { ProgramOracle } from '../program/programOracle';
import type { CompiledLoss } from './compileLoss';

/** The loss at the values its constants have. */
export function oracleOf(loss: CompiledLoss): Oracle {
  const constants = Float64Array.from(loss.constants, ({ value }) => value.near);
  if (loss.form === 'program') return new ProgramOracle(loss.program, constants);
  const { pool, value, tapes } = loss;
  const parameters = loss.parameters.map((name, index) => pool.parameter(index, name));
  return new TapeOracle(tapes, constants, gaussNewtonProduct(pool, value, parameters, constants));
}
