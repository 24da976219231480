import { Opcode } from '../../compile/tape';
import { exponential } from '../../wasm/elementary';
import { type Imports, emitOperation } from '../../wasm/operations';
import { quickTanh } from '../../wasm/programs/programTanh';
import { type Operand, Simd, type VectorCode } from '../../wasm/vectorCode';
import type { Instruction, UnaryName } from '../program';

/** Operations element by element. */
export type Elementwise = Instruction & { readonly op: 'unary' | 'fixedPower' | 'binary' | 'select' };

/** Where the code of an operation finds numbers: vectors of values, and their directional derivatives. */
export interface Numbers {
  value(register: number): Operand;
  tangent(register: number): Operand;
}

/**
 * ∂y/∂operand: 1, −1, 0, what a mask lets through (`where`: a choice), or a factor. A factor that can be infinite or undefined
 * counts as 0 where it meets an adjoint that is 0, as in the interpreter.
 */
export type Slope =
  | 1
  | -1
  | 0
  | { readonly kind: 'where'; readonly mask: Operand }
  | { readonly kind: 'factor'; readonly factor: Operand; readonly isBounded: boolean };

const opcodes: Partial<Record<UnaryName, Opcode>> = {
  negate: Opcode.negate,
  exp: Opcode.exp,
  log: Opcode.log,
  sin: Opcode.sin,
  cos: Opcode.cos,
  tan: Opcode.tan,
  atan: Opcode.atan,
  sinh: Opcode.sinh,
  cosh: Opcode.cosh,
  sigmoid: Opcode.sigmoid,
  softplus: Opcode.softplus,
  log1p: Opcode.log1p,
  expm1: Opcode.expm1,
  erf: Opcode.erf,
  abs: Opcode.abs,
  sign: Opcode.sign,
  step: Opcode.step,
};

const binaryOpcodes = {
  add: Opcode.add,
  subtract: Opcode.subtract,
  multiply: Opcode.multiply,
  divide: Opcode.divide,
  maximum: Opcode.maximum,
  minimum: Opcode.minimum,
} as const;

/** 2/√π (Abramowitz & Stegun 7.1.1). */
const erfScale = 2 / Math.sqrt(Math.PI);

/** Whether the rules here know an instruction. */
export function isElementwise(instruction: Instruction): instruction is Elementwise {
  switch (instruction.op) {
    case 'unary':
      return instruction.name === 'tanh' || instruction.name === 'relu' || opcodes[instruction.name] !== undefined;
    case 'fixedPower':
      return instruction.exponent !== 0;
    case 'binary':
      return instruction.name !== 'power';
    case 'select':
      return true;
    default:
      return false;
  }
}

/** Writes the operations and their derivatives into one function. */
export class Rules {
  constructor(
    private readonly code: VectorCode,
    private readonly imports: Imports,
    private readonly numbers: Numbers,
  ) {}

  /** The result, in fresh locals. */
  value(instruction: Elementwise): readonly number[] {
    const { code, numbers } = this;
    const x = (register: number): Operand => numbers.value(register);
    switch (instruction.op) {
      case 'unary': {
        const target = code.take();
        if (instruction.name === 'tanh') quickTanh(code, target, x(instruction.a));
        else if (instruction.name === 'relu') code.apply(Simd.max, target, x(instruction.a), 0);
        else this.emit(opcodes[instruction.name]!, target, [x(instruction.a)]);
        return target;
      }
      case 'fixedPower':
        return this.power(x(instruction.a), instruction.exponent);
      case 'binary':
        return this.operation(
          binaryOpcodes[instruction.name as keyof typeof binaryOpcodes],
          x(instruction.a),
          x(instruction.b),
        );
      case 'select':
        return this.operation(Opcode.select, x(instruction.condition), x(instruction.a), x(instruction.b));
    }
  }

  /** ∂y/∂a (`which` = 0) or ∂y/∂b (1). */
  slope(instruction: Elementwise, which: 0 | 1): Slope {
    const { code, numbers } = this;
    const a = (): Operand => numbers.value(instruction.a);
    switch (instruction.op) {
      case 'unary':
        return this.unarySlope(instruction.name, instruction.a, instruction.to);
      case 'fixedPower': {
        const p = instruction.exponent;
        const factor = code.fresh(Simd.multiply, this.power(a(), p - 1), p);
        return { kind: 'factor', factor, isBounded: false };
      }
      case 'select': {
        const mask = code.fresh(which === 0 ? Simd.ge : Simd.lt, numbers.value(instruction.condition), 0);
        return { kind: 'where', mask };
      }
      case 'binary': {
        const b = (): Operand => numbers.value(instruction.b);
        switch (instruction.name) {
          case 'add':
            return 1;
          case 'subtract':
            return which === 0 ? 1 : -1;
          case 'multiply':
            return { kind: 'factor', factor: which === 0 ? b() : a(), isBounded: false };
          case 'divide': {
            if (which === 0) return { kind: 'factor', factor: this.reciprocal(b()), isBounded: false };
            const square = code.fresh(Simd.multiply, b(), b());
            const quotient = this.operation(Opcode.divide, a(), square);
            return { kind: 'factor', factor: code.fresh(Simd.negate, quotient), isBounded: false };
          }
          case 'maximum':
          case 'minimum': {
            const first = instruction.name === 'maximum' ? Simd.ge : Simd.le;
            const mask = code.fresh(first, a(), b());
            return this.oneWhere(which === 0 ? mask : code.fresh(Simd.xor, mask, -1n));
          }
          case 'power':
            throw new Error('Powers with varying exponents are not compiled.');
        }
      }
    }
  }

  private unarySlope(name: UnaryName, a: number, to: number): Slope {
    const { code, numbers } = this;
    const x = (): Operand => numbers.value(a);
    const y = (): Operand => numbers.value(to);
    const bounded = (factor: Operand): Slope => ({ kind: 'factor', factor, isBounded: true });
    const free = (factor: Operand): Slope => ({ kind: 'factor', factor, isBounded: false });
    switch (name) {
      case 'negate':
        return -1;
      case 'exp':
        return free(y());
      case 'log':
        return free(this.where(Simd.gt, x(), 0, this.reciprocal(x())));
      case 'sin':
        return bounded(this.operation(Opcode.cos, x()));
      case 'cos':
        return bounded(code.fresh(Simd.negate, this.operation(Opcode.sin, x())));
      case 'tan':
        return free(code.fresh(Simd.add, code.fresh(Simd.multiply, y(), y()), 1));
      case 'atan':
        return bounded(this.reciprocal(code.fresh(Simd.add, code.fresh(Simd.multiply, x(), x()), 1)));
      case 'sinh':
        return free(this.operation(Opcode.cosh, x()));
      case 'cosh':
        return free(this.operation(Opcode.sinh, x()));
      case 'tanh':
        return bounded(code.fresh(Simd.subtract, 1, code.fresh(Simd.multiply, y(), y())));
      case 'sigmoid':
        return bounded(code.fresh(Simd.multiply, y(), code.fresh(Simd.subtract, 1, y())));
      case 'softplus':
        return bounded(this.operation(Opcode.sigmoid, x()));
      case 'log1p':
        return free(this.where(Simd.gt, x(), -1, this.reciprocal(code.fresh(Simd.add, x(), 1))));
      case 'expm1':
        return free(this.operation(Opcode.exp, x()));
      case 'erf':
        return bounded(this.bell(x()));
      case 'abs':
        return bounded(code.fresh(Simd.bitselect, 1, -1, code.fresh(Simd.ge, x(), 0)));
      case 'relu':
        return this.oneWhere(code.fresh(Simd.ge, x(), 0));
      case 'sign':
      case 'step':
        return 0;
      case 'asin':
      case 'acos':
        throw new Error('Not compiled.');
    }
  }

  /** The directional derivative of `slope`; 0 where that does not move. */
  bend(instruction: Elementwise, which: 0 | 1): Operand | 0 {
    const { code, numbers } = this;
    const tangent = (register: number): Operand => numbers.tangent(register);
    switch (instruction.op) {
      case 'unary':
        return this.unaryBend(instruction.name, instruction.a, instruction.to);
      case 'fixedPower': {
        const p = instruction.exponent;
        if (p === 1) return 0;
        const factor = code.fresh(Simd.multiply, this.power(numbers.value(instruction.a), p - 2), p * (p - 1));
        return code.fresh(Simd.multiply, factor, tangent(instruction.a));
      }
      case 'select':
        return 0;
      case 'binary': {
        const { name, a, b } = instruction;
        if (name === 'multiply') return which === 0 ? tangent(b) : tangent(a);
        if (name !== 'divide') return 0;
        const v = numbers.value(b);
        const square = code.fresh(Simd.multiply, v, v);
        if (which === 0) return code.fresh(Simd.negate, this.operation(Opcode.divide, tangent(b), square));
        // −a/b² moves by −ȧ/b² + 2aḃ/b³.
        const first = this.operation(Opcode.divide, tangent(a), square);
        const cube = code.fresh(Simd.multiply, square, v);
        const twice = code.fresh(Simd.multiply, numbers.value(a), 2);
        const second = code.fresh(Simd.multiply, this.operation(Opcode.divide, twice, cube), tangent(b));
        return code.fresh(Simd.subtract, second, first);
      }
    }
  }

  private unaryBend(name: UnaryName, a: number, to: number): Operand | 0 {
    const { code, numbers } = this;
    const times = (x: Operand, y: Operand): readonly number[] => code.fresh(Simd.multiply, x, y);
    const x = (): Operand => numbers.value(a);
    const y = (): Operand => numbers.value(to);
    const dx = (): Operand => numbers.tangent(a);
    const dy = (): Operand => numbers.tangent(to);
    switch (name) {
      case 'exp':
        return dy();
      case 'log':
        return this.where(Simd.gt, x(), 0, times(this.reciprocal(times(times(x(), x()), -1)), dx()));
      case 'sin':
      case 'cos':
        return times(times(y(), -1), dx());
      case 'tan':
        return times(times(y(), 2), dy());
      case 'atan': {
        const q = this.reciprocal(code.fresh(Simd.add, times(x(), x()), 1));
        return times(times(times(times(q, q), -2), x()), dx());
      }
      case 'sinh':
      case 'cosh':
        return times(y(), dx());
      case 'tanh':
        return times(times(y(), -2), dy());
      case 'sigmoid':
        return times(code.fresh(Simd.subtract, 1, times(y(), 2)), dy());
      case 'softplus': {
        const [up, down] = [this.operation(Opcode.sigmoid, x()), this.operation(Opcode.sigmoid, times(x(), -1))];
        return times(times(up, down), dx());
      }
      case 'log1p': {
        const w = code.fresh(Simd.add, x(), 1);
        return this.where(Simd.gt, x(), -1, times(this.reciprocal(times(times(w, w), -1)), dx()));
      }
      case 'expm1':
        return times(this.operation(Opcode.exp, x()), dx());
      case 'erf':
        return times(times(times(this.bell(x()), -2), x()), dx());
      case 'negate':
      case 'abs':
      case 'relu':
      case 'sign':
      case 'step':
      case 'asin':
      case 'acos':
        return 0;
    }
  }

  /** 2/√π·e^(−x²) */
  private bell(x: Operand): readonly number[] {
    const { code } = this;
    const e = code.fresh(Simd.multiply, x, x);
    code.apply(Simd.negate, e, e);
    exponential(code, e, e);
    return code.apply(Simd.multiply, e, e, erfScale);
  }

  /** x^q as the interpreter takes it. */
  private power(x: Operand, q: number): readonly number[] {
    const { code } = this;
    if (q === 0) return code.copy(code.take(), 1);
    if (q < 0) return this.reciprocal(this.power(x, -q));
    if (q === 0.5) return this.operation(Opcode.squareRoot, x);
    const target = code.take();
    if (Number.isInteger(q)) emitOperation(code, this.imports, Opcode.integerPower, target, [x], q);
    else emitOperation(code, this.imports, Opcode.power, target, [x, q], 0);
    return target;
  }

  private reciprocal(x: Operand): readonly number[] {
    return this.operation(Opcode.reciprocal, x);
  }

  /** 1 where the mask is, else 0: a factor, so that what is undefined stays so behind a kink, as in the interpreter. */
  private oneWhere(mask: Operand): Slope {
    return { kind: 'factor', factor: this.code.fresh(Simd.and, 1, mask), isBounded: true };
  }

  /** The value, but undefined where the comparison fails. */
  private where(comparison: Simd, x: Operand, than: number, value: Operand): readonly number[] {
    const { code } = this;
    return code.fresh(Simd.bitselect, value, NaN, code.fresh(comparison, x, than));
  }

  private operation(opcode: Opcode, ...operands: readonly Operand[]): readonly number[] {
    const target = this.code.take();
    this.emit(opcode, target, operands);
    return target;
  }

  private emit(opcode: Opcode, target: readonly number[], operands: readonly Operand[]): void {
    emitOperation(this.code, this.imports, opcode, target, operands, 0);
  }
}
