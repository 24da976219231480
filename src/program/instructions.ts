import type { Instruction } from './program';

/** The registers an instruction reads; none for a loop, whose body reads them. */
export function operandsOf(instruction: Instruction): readonly number[] {
  switch (instruction.op) {
    case 'input':
    case 'constant':
    case 'literal':
    case 'column':
    case 'loop':
      return [];
    case 'unary':
    case 'fixedPower':
    case 'transpose':
    case 'slice':
    case 'reduce':
      return [instruction.a];
    case 'binary':
    case 'contract':
      return [instruction.a, instruction.b];
    case 'select':
      return [instruction.condition, instruction.a, instruction.b];
    case 'stack':
      return instruction.parts;
    case 'pick':
      return [instruction.a, ...instruction.places];
  }
}

/** Whether an operation is undefined for some of its operands. */
export function isPartial(instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'unary':
      return ['log', 'log1p', 'asin', 'acos', 'tan'].includes(instruction.name);
    case 'fixedPower':
      return instruction.exponent < 0 || !Number.isInteger(instruction.exponent);
    case 'binary':
      return instruction.name === 'divide' || instruction.name === 'power';
    case 'input':
    case 'constant':
    case 'literal':
    case 'column':
    case 'select':
    case 'contract':
    case 'transpose':
    case 'stack':
    case 'slice':
    case 'pick':
    case 'reduce':
    case 'loop':
      return false;
  }
}
