/** JavaScript generated from a tape: what the project does not do with a document's text, as something to be measured against. */
import { Opcode, type Tape, stride } from '../../src/compile/tape';

type GridFunction = (inputs: Float64Array, xs: Float64Array, ys: Float64Array, out: Float64Array) => void;

/** The loss of a tape without tables, on grids over its first two inputs. */
export function generateGrid(tape: Tape): GridFunction {
  const lines: string[] = [];
  for (let i = 0, p = 0; p < tape.code.length; i++, p += stride) {
    const [opcode, a, b] = [tape.code[p]! as Opcode, tape.code[p + 1]!, tape.code[p + 2]!];
    lines.push(`const r${i} = ${expression(tape, opcode, a, b)};`);
  }
  const source = `"use strict";
for (let j = 0, k = 0; j < ys.length; j++) {
  const y = ys[j];
  for (let i = 0; i < xs.length; i++, k++) {
    const x = xs[i];
    ${lines.join('\n    ')}
    out[k] = r${tape.outputs[0]!};
  }
}`;
  // eslint-disable-next-line no-new-func -- The contender is generated code, and its formulas are those of the benchmark.
  return new Function('inputs', 'xs', 'ys', 'out', source) as GridFunction;
}

function expression(tape: Tape, opcode: Opcode, a: number, b: number): string {
  switch (opcode) {
    case Opcode.literal:
      return `${tape.literals[a]!}`;
    case Opcode.input:
      return ['x', 'y'][a] ?? `inputs[${a}]`;
    case Opcode.add:
      return `r${a} + r${b}`;
    case Opcode.subtract:
      return `r${a} - r${b}`;
    case Opcode.multiply:
      return `r${a}*r${b}`;
    case Opcode.divide:
      return `r${a}/r${b}`;
    case Opcode.negate:
      return `-r${a}`;
    case Opcode.square:
      return `r${a}*r${a}`;
    case Opcode.integerPower:
      return Array<string>(b).fill(`r${a}`).join('*');
    case Opcode.squareRoot:
      return `Math.sqrt(r${a})`;
    case Opcode.exp:
      return `Math.exp(r${a})`;
    case Opcode.cos:
      return `Math.cos(r${a})`;
    case Opcode.sin:
      return `Math.sin(r${a})`;
    default:
      throw new Error(`The generator does not know operation ${opcode}.`);
  }
}
