import { createOracle, type TapeOracle } from '../../src/compile/oracle';
import { type FormulaLoss, compileText } from '../../src/landscape/compileLoss';

/** Compiles `formula` over `parameters`, with constants and a box where they are given. */
export function compileFormula(
  formula: string,
  parameters: readonly string[],
  options: {
    constants?: Readonly<Record<string, number | string>>;
    box?: readonly (readonly [number, number])[];
    head?: string;
  } = {},
): FormulaLoss {
  const constants = Object.entries(options.constants ?? {}).map(([name, value]) => `const ${name} = ${value}`);
  const on =
    options.box === undefined
      ? ''
      : `\n  on ${parameters.map((name, i) => `${name} in [${options.box![i]!.join(', ')}]`).join(', ')}`;
  const text = [...constants, options.head ?? '', `loss f(${parameters.join(', ')}) = ${formula}${on}`].join('\n');
  const loss = compileText(text, 'f', { constants: {} });
  if (loss.form !== 'formulas') throw new Error('The loss has too many parameters for formulas.');
  return loss;
}

export function oracleFor(loss: FormulaLoss): TapeOracle {
  return createOracle(
    loss.tapes,
    Float64Array.from(loss.constants, ({ value }) => value.near),
  );
}

/** Value, gradient and Hessian (row-major) at a point. */
export function evaluateAll(
  loss: FormulaLoss,
  point: readonly number[],
): { value: number; gradient: Float64Array; hessian: Float64Array } {
  const n = point.length;
  const oracle = oracleFor(loss);
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  oracle.gradient(point, gradient);
  oracle.hessian(point, hessian);
  return { value: oracle.value(point), gradient, hessian };
}
