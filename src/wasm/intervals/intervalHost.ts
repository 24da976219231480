import { Opcode } from '../../compile/tape';
import * as f from '../../interval/functions';
import * as m from '../../interval/monotone';
import type { ImportedFunction } from '../encode';

/** An image by the host: its ends go into f.result, as those of src/interval/functions.ts do. */
type Image = (a: number, b: number, c: number, d: number) => void;

/** Empty where the argument is; else monotone bounds of the ends. The interpreter tells of an empty argument at the outputs. */
function monotone(bounds: m.Bounded): Image {
  return (a, b) => {
    f.result.low = Number.isNaN(a) ? NaN : bounds.low(a);
    f.result.high = Number.isNaN(a) ? NaN : bounds.high(b);
    f.result.partial = false;
  };
}

/** The rare operations that compiled intervals leave to the host, by opcode: the functions of src/interval themselves. */
const images: ReadonlyMap<Opcode, Image> = new Map([
  [Opcode.power, f.power],
  [Opcode.tan, f.tangent],
  [Opcode.asin, f.inverseSine],
  [Opcode.acos, f.inverseCosine],
  [Opcode.atan, monotone(m.atan)],
  [Opcode.sinh, monotone(m.sinh)],
  [Opcode.cosh, f.hyperbolicCosine],
  [Opcode.erf, monotone(m.erf)],
] as [Opcode, Image][]);

const opcodes = [...images.keys()];

/** The index of an operation among the imported functions; −1 where the module does it itself. */
export function hostIndex(opcode: Opcode): number {
  return opcodes.indexOf(opcode);
}

export const hostDeclarations: readonly ImportedFunction[] = opcodes.map((opcode) => ({
  name: `f${opcode}`,
  parameters: opcode === Opcode.power ? ['f64', 'f64', 'f64', 'f64'] : ['f64', 'f64'],
  results: [],
}));

/** The functions that a module imports; each tells `write` of its image. */
export function hostFunctionsFor(write: (low: number, high: number, partial: boolean) => void): Record<string, Image> {
  const entries = [...images].map(([opcode, image]): [string, Image] => [
    `f${opcode}`,
    (a, b, c, d) => {
      image(a, b, c, d);
      write(f.result.low, f.result.high, f.result.partial);
    },
  ]);
  return Object.fromEntries(entries);
}
