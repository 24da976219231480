/** Losses of the benchmark, compiled by the project. */
import { type FormulaLoss, type ProgramLoss, compileText } from '../../src/landscape/compileLoss';

export function formulasOf(text: string): FormulaLoss {
  const loss = compileText(text, 'f', { constants: {} });
  if (loss.form !== 'formulas') throw new Error('The loss was not written out as formulas.');
  return loss;
}

export function programOf(text: string): ProgramLoss {
  const loss = compileText(text, 'f', { constants: {} });
  if (loss.form !== 'program') throw new Error('The loss was written out as formulas.');
  return loss;
}
