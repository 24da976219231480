import { operandsOf } from './instructions';
import type { Instruction, Program } from './program';

/** Does not depend on the totals, is a multiple of them plus a rest, or depends on them otherwise. */
type Dependence = 'none' | 'linear' | 'other';

/**
 * The loops in whose totals the loss is linear, with factors that no parameter moves: what comes back to them is known
 * before they run, so that they go there and back block by block. Loops that hold others are left out.
 */
export function linearLoops(program: Program): ReadonlySet<number> {
  const linear = program.instructions.flatMap((instruction) => {
    if (instruction.op !== 'loop' || instruction.body.some(({ op }) => op === 'loop')) return [];
    const varies = instruction.totals.some(({ to }) => program.registers[to]!.varies);
    return varies && isLinear(program, instruction) ? [instruction.axis] : [];
  });
  return new Set(linear);
}

function isLinear({ instructions, registers, output }: Program, loop: Instruction & { readonly op: 'loop' }): boolean {
  const known = new Map<number, Dependence>(loop.totals.map(({ to }) => [to, 'linear']));
  const of = (register: number): Dependence => known.get(register) ?? 'none';
  for (const instruction of instructions) {
    if (instruction === loop) continue;
    if (instruction.op === 'loop') {
      if (readsAny(instruction.body, (register) => of(register) !== 'none'))
        for (const { to } of instruction.totals) known.set(to, 'other');
      continue;
    }
    const operands = operandsOf(instruction);
    if (operands.every((operand) => of(operand) === 'none')) continue;
    known.set(instruction.to, dependenceOf(instruction));
  }
  return of(output) === 'linear';

  function dependenceOf(instruction: Exclude<Instruction, { readonly op: 'loop' }>): Dependence {
    const worst = operandsOf(instruction).some((operand) => of(operand) === 'other') ? 'other' : 'linear';
    switch (instruction.op) {
      case 'transpose':
      case 'stack':
      case 'slice':
        return worst;
      case 'reduce':
        return instruction.name === 'sum' ? worst : 'other';
      case 'unary':
        return instruction.name === 'negate' ? worst : 'other';
      case 'select':
        // A guard: the condition has no derivative.
        return instruction.a === instruction.b ? of(instruction.a) : 'other';
      case 'contract':
        return isScaled(instruction.a, instruction.b) ? worst : 'other';
      case 'binary':
        if (instruction.name === 'add' || instruction.name === 'subtract') return worst;
        if (instruction.name === 'multiply') return isScaled(instruction.a, instruction.b) ? worst : 'other';
        return instruction.name === 'divide' && isFixed(instruction.b) ? worst : 'other';
      default:
        return 'other';
    }
  }

  function isScaled(a: number, b: number): boolean {
    return isFixed(a) || isFixed(b);
  }

  function isFixed(register: number): boolean {
    return of(register) === 'none' && !registers[register]!.varies;
  }
}

function readsAny(body: readonly Instruction[], test: (register: number) => boolean): boolean {
  return body.some((instruction) =>
    instruction.op === 'loop'
      ? readsAny(instruction.body, test) || instruction.totals.some(({ from }) => test(from))
      : operandsOf(instruction).some(test),
  );
}
