import type { ProgramBuilder } from './builder';
import { operandsOf } from './instructions';

/**
 * The registers that hold the squares of a loss that is a sum of squares: sums, means and multiples of squares of
 * anything. Multiples by named constants count as positive. Null where another term depends on the parameters.
 */
export function squaresOf(builder: ProgramBuilder, output: number): number[] | null {
  const squares = new Set<number>();
  const seen = new Set<number>();
  const stack = [output];
  while (stack.length > 0) {
    const index = stack.pop()!;
    if (seen.has(index) || !builder.register(index).varies) continue;
    seen.add(index);
    const inside = termsOf(builder, index);
    if (inside === null) return null;
    if (inside === 'square') squares.add(index);
    else stack.push(...inside);
  }
  return isNested(builder, squares) ? null : [...squares];
}

/** Whether a square is also a part of another: its share of the curvature could not be told apart. */
function isNested(builder: ProgramBuilder, squares: ReadonlySet<number>): boolean {
  const seen = new Set<number>();
  const stack = [...squares].flatMap((index) => operandsOf(builder.definition(index)));
  while (stack.length > 0) {
    const index = stack.pop()!;
    if (squares.has(index)) return true;
    if (seen.has(index)) continue;
    seen.add(index);
    const definition = builder.definition(index);
    const total = definition.op === 'loop' ? definition.totals.find(({ to }) => to === index) : undefined;
    stack.push(...(total === undefined ? operandsOf(definition) : [total.from]));
  }
  return false;
}

/** The terms a register is a sum of, 'square' where it is one, null where it is neither. */
function termsOf(builder: ProgramBuilder, index: number): readonly number[] | 'square' | null {
  const instruction = builder.definition(index);
  const varies = (operand: number): boolean => builder.register(operand).varies;
  switch (instruction.op) {
    case 'loop':
      return instruction.totals.filter(({ to }) => to === index).map(({ from }) => from);
    case 'fixedPower':
      return instruction.exponent === 2 ? 'square' : null;
    case 'contract':
      return instruction.a === instruction.b && instruction.m === 1 && instruction.n === 1 ? 'square' : null;
    case 'reduce':
      return instruction.name === 'sum' ? [instruction.a] : null;
    case 'stack':
      return instruction.parts;
    case 'slice':
    case 'transpose':
      return [instruction.a];
    case 'binary': {
      const { name, a, b } = instruction;
      if (name === 'add') return [a, b];
      if (name === 'subtract') return varies(b) ? null : [a];
      const isNegative = [a, b].some((factor) => (builder.literalValues(factor)?.[0] ?? 1) < 0);
      if (name === 'multiply' && isNegative) return null;
      if (name === 'multiply') return a === b ? 'square' : varies(a) && varies(b) ? null : [a, b];
      if (name === 'divide') return varies(b) ? null : [a];
      return null;
    }
    case 'select':
      return instruction.a === instruction.b ? [instruction.a] : null;
    case 'unary':
    case 'pick':
    case 'input':
    case 'constant':
    case 'literal':
    case 'column':
      return null;
  }
}
