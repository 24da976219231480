import type { ProgramBuilder } from './builder';

/**
 * The registers that hold the squares of a loss that is a sum of squares: sums, means and multiples of squares of
 * anything. Multiples by constants count as positive. Null where another term depends on the parameters.
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
  return [...squares];
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
      if (name === 'multiply') return a === b ? 'square' : varies(a) && varies(b) ? null : [a, b];
      if (name === 'divide') return varies(b) ? null : [a];
      return null;
    }
    case 'unary':
    case 'select':
    case 'pick':
    case 'input':
    case 'constant':
    case 'literal':
    case 'column':
      return null;
  }
}
