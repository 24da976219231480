/** Losses of the benchmark, compiled by the project. */
import type { DataFiles } from '../../src/landscape/dataFiles';
import { ConstantTable } from '../../src/landscape/constants';
import { analyzeText } from '../../src/language/check';
import { derivativesOf } from '../../src/symbolic/differentiate';
import type { Node } from '../../src/symbolic/node';
import { Pool } from '../../src/symbolic/pool';
import { type FormulaLoss, type ProgramLoss, compileText } from '../../src/landscape/compileLoss';

export function formulasOf(text: string): FormulaLoss {
  const loss = compileText(text, 'f', { constants: {} });
  if (loss.form !== 'formulas') throw new Error('The loss was not written out as formulas.');
  return loss;
}

export function programOf(text: string, files?: DataFiles): ProgramLoss {
  const loss = compileText(text, 'f', { constants: {}, ...(files && { files }) });
  if (loss.form !== 'program') throw new Error('The loss was written out as formulas.');
  return loss;
}

/** From the text of a loss f(x, y) to the formulas [∂x, ∂y, ∂xx, ∂xy, ∂yy], and no tapes: what the peers do. */
export function derivativesOfText(text: string): readonly Node[] {
  const model = analyzeText(text);
  const pool = new Pool();
  const parameters = ['x', 'y'].map((name, index) => pool.parameter(index, name));
  const constants = new ConstantTable(pool, model, { constants: {} });
  const values = new Map(parameters.map((node) => [node.kind === 'parameter' ? node.name : '', node]));
  const value = constants.formula(model.losses[0]!.statement, values);
  const { gradient, hessian } = derivativesOf(pool, value, parameters);
  return [...gradient, hessian[0]![0]!, hessian[0]![1]!, hessian[1]![1]!];
}
