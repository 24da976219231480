import { Opcode } from '../compile/tape';
import {
  exponential,
  expm1,
  hyperbolicTangent,
  largestReduced,
  log1p,
  logarithm,
  logistic,
  sineAndCosine,
  softplus,
} from './elementary';
import { type Operand, Simd, type VectorCode } from './vectorCode';

/** Functions that are left to the host, one double at a time. */
export const hostFunctions = ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'erf', 'power'] as const;
export type HostFunction = (typeof hostFunctions)[number];

/** Gives the index of an imported function; the module imports those that are asked for. */
export type Imports = (name: HostFunction) => number;

type Vector = readonly number[];

/** target = the operation of a tape on its operands, with the domain of the language. `b` is a number for a power. */
export function emitOperation(
  code: VectorCode,
  imports: Imports,
  opcode: Opcode,
  target: Vector,
  operands: readonly Operand[],
  exponent: number,
): void {
  const [x, y, z] = operands as [Operand, Operand, Operand];
  switch (opcode) {
    case Opcode.add:
      code.apply(Simd.add, target, x, y);
      return;
    case Opcode.subtract:
      code.apply(Simd.subtract, target, x, y);
      return;
    case Opcode.multiply:
      code.apply(Simd.multiply, target, x, y);
      return;
    case Opcode.divide:
      return divide(code, target, x, y);
    case Opcode.reciprocal:
      return divide(code, target, 1, x);
    case Opcode.negate:
      code.apply(Simd.negate, target, x);
      return;
    case Opcode.square:
      code.apply(Simd.multiply, target, x, x);
      return;
    case Opcode.integerPower:
      return integerPower(code, target, x, exponent);
    case Opcode.squareRoot:
      code.apply(Simd.squareRoot, target, x);
      return;
    case Opcode.exp:
      return exponential(code, target, x);
    case Opcode.log:
      return logarithm(code, target, x);
    case Opcode.log1p:
      return log1p(code, target, x);
    case Opcode.expm1:
      return expm1(code, target, x);
    case Opcode.tanh:
      return hyperbolicTangent(code, target, x);
    case Opcode.sigmoid:
      return logistic(code, target, x);
    case Opcode.softplus:
      return softplus(code, target, x);
    case Opcode.sin:
    case Opcode.cos:
      return opcode === Opcode.sin
        ? trigonometric(code, imports, target, undefined, x)
        : trigonometric(code, imports, undefined, target, x);
    case Opcode.tan:
    case Opcode.asin:
    case Opcode.acos:
    case Opcode.atan:
    case Opcode.sinh:
    case Opcode.cosh:
    case Opcode.erf:
      code.perLane(imports(hostName(opcode)), target, [x]);
      return;
    case Opcode.power:
      if (typeof y === 'number' && Number.isInteger(2 * y) && y > 0 && y < 16) return halfPower(code, target, x, y);
      code.perLane(imports('power'), target, [x, y]);
      return;
    case Opcode.abs:
      code.apply(Simd.abs, target, x);
      return;
    case Opcode.sign:
      return sign(code, target, x);
    case Opcode.step: {
      const one = code.fresh(Simd.ge, x, 0);
      code.apply(Simd.and, one, one, 1);
      return keepUndefined(code, target, one, x);
    }
    case Opcode.maximum:
      code.apply(Simd.max, target, x, y);
      return;
    case Opcode.minimum:
      code.apply(Simd.min, target, x, y);
      return;
    case Opcode.select: {
      const mask = code.fresh(Simd.ge, x, 0);
      const chosen = code.apply(Simd.bitselect, code.take(), y, z, mask);
      code.release(mask);
      return keepUndefined(code, target, chosen, x);
    }
    case Opcode.guard: {
      const copy = code.copy(code.take(), x);
      return keepUndefined(code, target, copy, y);
    }
    case Opcode.input:
    case Opcode.literal:
    case Opcode.column:
    case Opcode.loop:
    case Opcode.endLoop:
    case Opcode.total:
      throw new Error('Not an operation.');
  }
}

function hostName(opcode: Opcode): HostFunction {
  switch (opcode) {
    case Opcode.tan:
      return 'tan';
    case Opcode.asin:
      return 'asin';
    case Opcode.acos:
      return 'acos';
    case Opcode.atan:
      return 'atan';
    case Opcode.sinh:
      return 'sinh';
    case Opcode.cosh:
      return 'cosh';
    default:
      return 'erf';
  }
}

/** x/y, and NaN for y = 0. */
function divide(code: VectorCode, target: Vector, x: Operand, y: Operand): void {
  if (typeof y === 'number' && y !== 0) {
    code.apply(Simd.divide, target, x, y);
    return;
  }
  const zero = code.fresh(Simd.eq, y, 0);
  const quotient = code.fresh(Simd.divide, x, y);
  // A mask of ones is a NaN.
  code.apply(Simd.or, target, quotient, zero);
  code.release(zero, quotient);
}

/** By repeated squaring, in the order of the interpreter. */
function integerPower(code: VectorCode, target: Vector, x: Operand, n: number): void {
  const square = code.copy(code.take(), x);
  let result: Vector | undefined;
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) {
      if (result === undefined) result = code.copy(code.take(), square);
      else code.apply(Simd.multiply, result, result, square);
    }
    if (k > 1) code.apply(Simd.multiply, square, square, square);
  }
  code.copy(target, result!);
  code.release(square, result!);
}

/** x^y for a half of a whole number: √x times a power of x. */
function halfPower(code: VectorCode, target: Vector, x: Operand, y: number): void {
  const root = code.fresh(Simd.squareRoot, x);
  const whole = Math.floor(y);
  if (whole === y) code.copy(root, 1);
  const power = code.copy(code.take(), 1);
  if (whole > 0) integerPower(code, power, x, whole);
  code.apply(Simd.multiply, target, power, root);
  code.release(root, power);
}

/** Sine and cosine of the same, or one of them. Where a lane is too large for the reduction, the host computes all. */
export function trigonometric(
  code: VectorCode,
  imports: Imports,
  sineTarget: Vector | undefined,
  cosineTarget: Vector | undefined,
  x: Operand,
): void {
  const argument = code.copy(code.take(), x);
  sineAndCosine(code, sineTarget, cosineTarget, argument);
  const size = code.fresh(Simd.abs, argument);
  const large = code.apply(Simd.gt, size, size, largestReduced);
  for (let v = 0; v < code.width; v++) {
    code.get(large[v]!);
    if (v > 0) code.simd(Simd.or);
  }
  code.simd(Simd.anyTrue);
  code.push(0x04, 0x40);
  if (sineTarget !== undefined) code.perLane(imports('sin'), sineTarget, [argument]);
  if (cosineTarget !== undefined) code.perLane(imports('cos'), cosineTarget, [argument]);
  code.push(0x0b);
  code.release(argument, size);
}

function sign(code: VectorCode, target: Vector, x: Operand): void {
  const positive = code.fresh(Simd.gt, x, 0);
  const negative = code.fresh(Simd.lt, x, 0);
  const copy = code.copy(code.take(), x);
  code.apply(Simd.bitselect, copy, 1, copy, positive);
  code.apply(Simd.bitselect, target, -1, copy, negative);
  code.release(positive, negative, copy);
}

/** target = value, but NaN where `condition` is; frees `value`. */
function keepUndefined(code: VectorCode, target: Vector, value: Vector, condition: Operand): void {
  const undefinedHere = code.fresh(Simd.ne, condition, condition);
  code.apply(Simd.or, target, value, undefinedHere);
  code.release(undefinedHere, value);
}
