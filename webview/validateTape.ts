/** Checks a tape that came in a message, so that running it can neither read outside its arrays nor run for ever. */
import { Opcode, stride } from '../src/compile/tape';
import type { Tape, TapeTable } from '../src/compile/tape';
import { isArrayOf, isRecord } from './host/checks';

/** Loops nest at most so deep; the evaluators keep so many row counters. */
const deepestLoop = 32;

/** True for a sound tape of this order over so many parameters and constants. */
export function isTape(raw: unknown, parameters: number, constants: number, order: number): raw is Tape {
  const n = parameters;
  const results = order === 0 ? 1 : order === 1 ? 1 + n : 1 + n + (n * (n + 1)) / 2;
  return isTapeOf(raw, parameters, constants, order, results);
}

/** True for a sound tape of the lower triangle of a matrix. */
export function isTriangleTape(raw: unknown, parameters: number, constants: number): raw is Tape {
  return isTapeOf(raw, parameters, constants, 2, (parameters * (parameters + 1)) / 2);
}

/** True for a sound tape that writes so many numbers. */
export function isNumbersTape(raw: unknown, parameters: number, constants: number, numbers: number): raw is Tape {
  return isTapeOf(raw, parameters, constants, 0, numbers);
}

function isTapeOf(raw: unknown, parameters: number, constants: number, order: number, results: number): raw is Tape {
  if (!isRecord(raw)) return false;
  const { code, literals, literalLow, literalHigh, tables, outputs } = raw;
  if (!(code instanceof Int32Array && code.length % stride === 0 && outputs instanceof Int32Array)) return false;
  if (!(literals instanceof Float64Array && literalLow instanceof Float64Array)) return false;
  if (!(literalHigh instanceof Float64Array && isArrayOf(tables, isTable))) return false;
  const instructions = code.length / stride;
  return (
    raw['parameters'] === parameters &&
    raw['constants'] === constants &&
    raw['order'] === order &&
    literalLow.length === literals.length &&
    literalHigh.length === literals.length &&
    outputs.length === results &&
    outputs.every((register) => isBelow(register, instructions)) &&
    operandsInRange(code, parameters + constants, literals.length, tables)
  );
}

function operandsInRange(code: Int32Array, inputs: number, literals: number, tables: readonly TapeTable[]): boolean {
  const instructions = code.length / stride;
  for (let index = 0; index < instructions; index++) {
    const [opcode, a, b, c] = code.subarray(index * stride, (index + 1) * stride) as unknown as Quad;
    if (!isSound(index, opcode, a, b, c)) return false;
  }
  return true;

  function isSound(index: number, opcode: number, a: number, b: number, c: number): boolean {
    switch (opcode as Opcode) {
      case Opcode.input:
        return isBelow(a, inputs);
      case Opcode.literal:
        return isBelow(a, literals);
      case Opcode.column:
        return isBelow(a, tables.length) && isBelow(b, tables[a]!.columns.length) && isBelow(c, deepestLoop);
      case Opcode.loop:
        return (
          isBelow(a, tables.length) &&
          isBelow(c, deepestLoop) &&
          b > index &&
          b < instructions &&
          code[b * stride] === Opcode.endLoop &&
          code[b * stride + 1] === index
        );
      case Opcode.endLoop:
        return isBelow(a, index) && code[a * stride] === Opcode.loop && b >= 0 && b < index - a;
      case Opcode.integerPower:
        return isBelow(a, index);
      default:
        return isBelow(opcode, Opcode.guard + 1) && [a, b, c].every((register) => isBelow(register, instructions));
    }
  }
}

type Quad = [opcode: number, a: number, b: number, c: number];

function isBelow(value: number, end: number): boolean {
  return value >= 0 && value < end;
}

function isTable(raw: unknown): raw is TapeTable {
  if (!isRecord(raw)) return false;
  const rows = raw['rows'];
  if (raw['isData'] !== undefined && typeof raw['isData'] !== 'boolean') return false;
  return [raw['columns'], raw['low'], raw['high']].every(
    (columns) =>
      Array.isArray(columns) && columns.every((column) => column instanceof Float64Array && column.length === rows),
  );
}
