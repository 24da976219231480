import { greek, greekCommands, splitName } from './names';
import type { Notation } from './notation';

const knownFunctions = new Set(['exp', 'log', 'sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'max', 'min']);
const renamed: ReadonlyMap<string, string> = new Map([
  ['asin', '\\arcsin'],
  ['acos', '\\arccos'],
  ['atan', '\\arctan'],
  ['sigmoid', '\\sigma'],
]);

/** A formula in LaTeX (amsmath), without delimiters. */
export function printLatex(notation: Notation): string {
  return write(notation);
}

function write(notation: Notation): string {
  switch (notation.kind) {
    case 'number':
      return latexNumber(notation.text);
    case 'name':
      return latexName(notation.name);
    case 'pi':
      return '\\pi';
    case 'negation':
      return `-${bracketSum(notation.operand)}`;
    case 'sum': {
      const [first, ...rest] = notation.terms;
      return (
        write(first!.operand) +
        rest.map(({ negative, operand }) => ` ${negative ? '-' : '+'} ${bracketSum(operand)}`).join('')
      );
    }
    case 'product':
      return notation.factors
        .map((factor, i) => (i > 0 && factor.kind === 'number' ? '\\cdot ' : '') + bracketSum(factor))
        .join(' ');
    case 'fraction':
      return `\\frac{${write(notation.numerator)}}{${write(notation.denominator)}}`;
    case 'power':
      return `${atom(notation.base)}^{${write(notation.exponent)}}`;
    case 'root':
      return `\\sqrt{${write(notation.radicand)}}`;
    case 'call':
      return call(notation.name, notation.arguments);
    case 'cases': {
      const condition = write(notation.condition);
      return `\\begin{cases} ${write(notation.positive)} & ${condition} \\ge 0 \\\\ ${write(notation.negative)} & ${condition} < 0 \\end{cases}`;
    }
    case 'total': {
      const range = /^(-?\d+)\.\.(-?\d+)$/.exec(notation.source);
      const variable = latexName(notation.variable);
      const limits =
        range === null
          ? `_{${variable} \\in \\mathrm{${escape(notation.source)}}}`
          : `_{${variable}=${range[1]!}}^{${range[2]!}}`;
      return `\\sum${limits} ${bracketSum(notation.body)}`;
    }
  }
}

function call(name: string, args: readonly Notation[]): string {
  const inner = args.map(write).join(', ');
  if (name === 'abs') return `\\left|${inner}\\right|`;
  if (name === 'exp' && args[0]!.kind !== 'fraction') return `e^{${inner}}`;
  const head = renamed.get(name) ?? (knownFunctions.has(name) ? `\\${name}` : `\\operatorname{${escape(name)}}`);
  return `${head}\\left(${inner}\\right)`;
}

function bracketSum(notation: Notation): string {
  return notation.kind === 'sum' || notation.kind === 'negation' ? bracket(notation) : write(notation);
}

function atom(notation: Notation): string {
  switch (notation.kind) {
    case 'number':
    case 'name':
    case 'pi':
    case 'root':
      return write(notation);
    case 'call':
      return notation.name === 'exp' ? bracket(notation) : write(notation);
    default:
      return bracket(notation);
  }
}

function bracket(notation: Notation): string {
  return `\\left(${write(notation)}\\right)`;
}

function latexNumber(text: string): string {
  const [mantissa, exponent] = text.split('e');
  return exponent === undefined ? text : `${mantissa === '1' ? '' : `${mantissa!} \\cdot `}10^{${exponent}}`;
}

function latexName(name: string): string {
  const [object, column] = name.split('.');
  if (column !== undefined) return `${latexName(object!)}_{\\mathrm{${escape(column)}}}`;
  const { stem, index } = splitName(name);
  const glyph = greek.get(stem) ?? stem;
  const body = greekCommands.get(glyph) ?? ([...stem].length === 1 ? escape(stem) : `\\mathrm{${escape(stem)}}`);
  return index === '' ? body : `${body}_{${index}}`;
}

function escape(name: string): string {
  return name.replace(/_/g, '\\_');
}
