import type { ProgramLoss } from './compileLoss';
import type { FormulaView } from './views';

/** The formula of a loss of arrays: what its declaration says, since nothing was written out. */
export function sourceFormula({ statement, source }: ProgramLoss): FormulaView {
  const text = source.slice(statement.body.span.start, statement.body.span.end).replace(/\s+/g, ' ');
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return {
    text,
    latex: `\\texttt{${text.replace(/[\\{}$&#^_%~]/g, (character) => (character === '\\' ? '\\textbackslash{}' : `\\${character}`))}}`,
    mathml: `<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>${escaped}</mtext></math>`,
  };
}
