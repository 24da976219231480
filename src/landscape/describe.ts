import { buildTape } from '../compile/buildTape';
import { gaussNewtonTape } from '../compile/gaussNewton';
import type { Tape } from '../compile/tape';
import type { Node } from '../symbolic/node';
import { notationOf } from '../symbolic/notation';
import { unlessTooLarge } from '../symbolic/unlessTooLarge';
import { printLatex } from '../symbolic/printLatex';
import { printMathml } from '../symbolic/printMathml';
import { printText } from '../symbolic/printText';
import { unitsOf } from '../symbolic/units';
import type { CompiledLoss, FormulaLoss } from './compileLoss';
import { fingerprintOf } from './fingerprint';
import { sourceFormula } from './sourceFormula';
import type { ConstantView, FormulaView, LossView, UnitView } from './views';

/** A formula in its printed forms; one too long to read says so instead. */
export function formulaView(node: Node): FormulaView {
  return unlessTooLarge(() => {
    const notation = notationOf(node);
    return { text: printText(notation, 'pretty'), latex: printLatex(notation), mathml: printMathml(notation) };
  }, tooLong);
}

const tooLong: FormulaView = {
  text: 'too long to show',
  latex: '\\text{too long to show}',
  mathml: '<math xmlns="http://www.w3.org/1998/Math/MathML"><mtext>too long to show</mtext></math>',
};

/** A compiled loss as plain data for the panel. */
export function lossView(loss: CompiledLoss): LossView {
  const views = new Map<Node, FormulaView>();
  const view = (node: Node): FormulaView => {
    const known = views.get(node) ?? formulaView(node);
    views.set(node, known);
    return known;
  };
  const head = {
    name: loss.name,
    documentation: loss.statement.documentation,
    blocks: loss.blocks,
    parameters: loss.parameters.map((name, i) => ({ name, low: loss.box[i]![0], high: loss.box[i]![1] })),
    constants: loss.constants.map(({ statement, value, range }) => ({
      name: statement.name.name,
      value: value.near,
      range,
      documentation: statement.documentation,
      ...structureOf(loss, statement.name.name),
    })),
    starts: loss.starts,
    methods: loss.methods,
    optimizers: loss.optimizers,
    span: loss.statement.span,
  };
  if (loss.form === 'program')
    return {
      ...head,
      form: 'program',
      formula: sourceFormula(loss),
      isSumOfSquares: loss.program.squares !== null,
      fingerprint: fingerprintOf(loss.program),
    };
  return {
    ...head,
    form: 'formulas',
    formula: view(loss.value),
    gradient: loss.gradient.map(view),
    hessian: loss.hessian.map((row) => row.map(view)),
    tapes: loss.tapes,
    gaussNewton: gaussNewtonOf(loss),
    startTape: loss.startTape,
    methodTape: loss.methodTape,
    units: unlessTooLarge(() => unitViews(loss), []),
  };
}

/** More units than this are not looked at, and a label longer than this is cut. */
const mostUnits = 12;
const longestLabel = 48;

function unitViews({ pool, value, parameters, constants }: FormulaLoss): readonly UnitView[] {
  const shape = { parameters: parameters.length, constants: constants.length, order: 0 as const };
  return unitsOf(pool, value)
    .slice(0, mostUnits)
    .map(({ argument, table, rows, activity, isMask }) => {
      const { text } = formulaView(argument);
      const inside = text.length > longestLabel ? `${text.slice(0, longestLabel - 1)}…` : text;
      return {
        label: `relu(${inside})`,
        table: table === null || table.isRange ? null : table.name,
        rows,
        activity: buildTape([activity], shape),
        isMask,
      };
    });
}

function structureOf({ structural }: CompiledLoss, constant: string): Pick<ConstantView, 'structure'> {
  const structure = structural.get(constant);
  return structure === undefined ? {} : { structure };
}

/** The Gauss–Newton matrix of a sum of squares, unless its formulas are too large. */
function gaussNewtonOf({ pool, value, parameters, constants }: FormulaLoss): Tape | null {
  return unlessTooLarge(() => {
    const nodes = parameters.map((name, index) => pool.parameter(index, name));
    return gaussNewtonTape(pool, value, nodes, constants.length) ?? null;
  }, null);
}
