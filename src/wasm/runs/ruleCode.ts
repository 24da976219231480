import { Opcode } from '../../compile/tape';
import type { ElementwiseRule, RuleInstruction, RuleOperand } from '../../optimizers/elementwise';
import { type Imports, emitOperation } from '../operations';
import { type Operand, Simd, type VectorCode } from '../vectorCode';

/** Functions of the language that are operations of a tape. */
const opcodes: ReadonlyMap<string, Opcode> = new Map([
  ['exp', Opcode.exp],
  ['log', Opcode.log],
  ['sqrt', Opcode.squareRoot],
  ['sin', Opcode.sin],
  ['cos', Opcode.cos],
  ['tan', Opcode.tan],
  ['asin', Opcode.asin],
  ['acos', Opcode.acos],
  ['atan', Opcode.atan],
  ['sinh', Opcode.sinh],
  ['cosh', Opcode.cosh],
  ['tanh', Opcode.tanh],
  ['sigmoid', Opcode.sigmoid],
  ['softplus', Opcode.softplus],
  ['abs', Opcode.abs],
  ['sign', Opcode.sign],
  ['max', Opcode.maximum],
  ['min', Opcode.minimum],
  ['log1p', Opcode.log1p],
  ['expm1', Opcode.expm1],
  ['erf', Opcode.erf],
  ['pow', Opcode.power],
]);

/** True where every operation of a rule can be compiled. */
export function canCompile({ instructions }: ElementwiseRule): boolean {
  return instructions.every(
    ({ operation, name, from }) => operation !== 'function' || (opcodes.has(name) && from.length <= 2),
  );
}

/** One coordinate, in locals, and what all coordinates share. */
export interface Coordinate {
  readonly w: readonly number[];
  readonly g: Operand;
  readonly states: readonly (readonly number[])[];
  readonly numbers: readonly Operand[];
}

/** Writes a rule for one coordinate: w and the state become what they are after the step. */
export function emitRule(code: VectorCode, imports: Imports, rule: ElementwiseRule, coordinate: Coordinate): void {
  const { w, g, states, numbers } = coordinate;
  const registers: Operand[] = [w, g, ...states, ...numbers];
  const operand = (from: RuleOperand): Operand => (typeof from === 'number' ? from : registers[from.register]!);
  const taken = rule.instructions.map((instruction) => {
    const target = code.take();
    emitInstruction(code, imports, instruction, target, instruction.from.map(operand));
    registers.push(target);
    return target;
  });
  // A result may be what another one was before: all are read before any is set.
  const after = rule.results.map(operand);
  const isMoved = (result: Operand): boolean => result === w || states.includes(result as readonly number[]);
  const safe = after.map((result) => (isMoved(result) ? code.copy(code.take(), result) : result));
  [w, ...states].forEach((target, k) => code.copy(target, safe[k]!));
  code.release(...taken, ...safe.filter((result, k) => result !== after[k]));
}

function emitInstruction(
  code: VectorCode,
  imports: Imports,
  { operation, name }: RuleInstruction,
  target: readonly number[],
  from: readonly Operand[],
): void {
  switch (operation) {
    case 'add':
      code.apply(Simd.add, target, ...from);
      return;
    case 'subtract':
      code.apply(Simd.subtract, target, ...from);
      return;
    case 'multiply':
      code.apply(Simd.multiply, target, ...from);
      return;
    case 'divide':
      code.apply(Simd.divide, target, ...from);
      return;
    case 'quotient':
      return emitOperation(code, imports, Opcode.divide, target, from, 0);
    case 'negate':
      code.apply(Simd.negate, target, ...from);
      return;
    case 'function':
      return emitOperation(code, imports, opcodes.get(name)!, target, from, 0);
  }
}
