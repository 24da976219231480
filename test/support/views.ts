import type { FormulaLossView, LossView } from '../../src/landscape/views';

/** The view of a loss of few parameters; throws for any other. */
export function asFormulas(view: LossView): FormulaLossView {
  if (view.form !== 'formulas') throw new Error('The loss has too many parameters for formulas.');
  return view;
}
