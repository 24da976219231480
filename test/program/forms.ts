import { type CompiledLoss, type FormulaLoss, type ProgramLoss, compileText } from '../../src/landscape/compileLoss';
import { oracleOf } from '../../src/landscape/oracle';
import type { Oracle } from '../../src/optimizers/optimizer';

/** Scalars that make a loss too large for formulas; it doesn't depend on them. */
const padding = 40;

export function compile(text: string): CompiledLoss {
  return compileText(text, 'f', { constants: {} });
}

export function asProgram(loss: CompiledLoss): ProgramLoss {
  if (loss.form !== 'program') throw new Error('The loss was written out as formulas.');
  return loss;
}

/** The same loss as formulas and as an array program, which has `padding` more parameters. `head` holds what stands above it. */
export function bothForms(
  head: string,
  parameters: string,
  formula: string,
): { formulas: FormulaLoss; program: ProgramLoss; n: number } {
  const formulas = compile(`${head}\nloss f(${parameters}) = ${formula}`);
  const program = compile(`${head}\nloss f(${parameters}, unused[${padding}]) = ${formula} + 0*sum(unused)`);
  if (formulas.form !== 'formulas') throw new Error('The loss has too many parameters for formulas.');
  return { formulas, program: asProgram(program), n: formulas.parameters.length };
}

/** All an oracle knows at a point: value, gradient, Hessian and the product with a direction. */
export function everything(loss: CompiledLoss, point: Float64Array, direction: Float64Array) {
  const oracle: Oracle = oracleOf(loss);
  const n = oracle.dimension;
  const full = (from: Float64Array): Float64Array => {
    const all = new Float64Array(n);
    all.set(from);
    return all;
  };
  const [at, along] = [full(point), full(direction)];
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const product = new Float64Array(n);
  oracle.gradient(at, gradient);
  oracle.hessian(at, hessian);
  oracle.hessianVector(at, along, product);
  return { value: oracle.value(at), gradient, hessian, product, dimension: n };
}
