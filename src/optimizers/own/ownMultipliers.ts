import { generalEigenvalues } from '../../linalg/generalEigen';
import { RandomGenerator } from '../../random/generator';
import type { Oracle } from '../optimizer';
import { OwnMachine } from './ownMachine';
import { type OwnProgram, firstOption } from './ownProgram';

/** Two maps agree where they differ by less than this part of their size. */
const tolerance = 1e-9;

/**
 * What a step multiplies a displacement along an eigenvector of the Hessian by, with the state that goes along with it:
 * the eigenvalues of the step as a linear map of (w, state) where the gradient is curvature·w. Null where it is no linear
 * map, or not the same one at each step, or couples the coordinates by more than the Hessian does.
 */
export function ownMultipliers(
  program: OwnProgram,
  options: Readonly<Record<string, number>>,
  curvature: number,
): readonly { readonly re: number; readonly im: number }[] | null {
  const states = program.registers.slice(firstOption + program.options.length).slice(0, program.states);
  const instructions = program.updates.flatMap((update) => update.instructions);
  if (states.includes('number') || instructions.some(({ operation }) => coupling.has(operation))) return null;
  const size = 1 + states.length;
  const machine = new OwnMachine(program, options, 1);
  const oracle = parabola(curvature);
  const step = (values: ArrayLike<number>, t: number): Float64Array | null => machine.stepFrom(values, t, oracle);
  const matrix = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const image = step(unit(size, j), 1);
    if (image === null) return null;
    for (let i = 0; i < size; i++) matrix[i * size + j] = image[i]!;
  }
  // A map that is linear is so for any values, and at any step.
  const random = new RandomGenerator(1);
  for (let trial = 0; trial < 4; trial++) {
    const values = random.normals(size).map((x) => x * 10 ** (2 * trial - 3));
    const image = step(values, 1 + trial * 7);
    if (image === null) return null;
    for (let i = 0; i < size; i++) {
      let expected = 0;
      let scale = 0;
      for (let j = 0; j < size; j++) {
        expected += matrix[i * size + j]! * values[j]!;
        scale += Math.abs(matrix[i * size + j]! * values[j]!);
      }
      if (!(Math.abs(image[i]! - expected) <= tolerance * scale)) return null;
    }
  }
  return generalEigenvalues(matrix, size);
}

const coupling: ReadonlySet<string> = new Set(['sum', 'mean', 'greatest', 'least', 'dot', 'norm']);

function unit(size: number, at: number): Float64Array {
  const vector = new Float64Array(size);
  vector[at] = 1;
  return vector;
}

/** curvature·x²/2. */
function parabola(curvature: number): Oracle {
  return {
    dimension: 1,
    value: (point) => (curvature * point[0]! ** 2) / 2,
    gradient: (point, gradient) => void (gradient[0] = curvature * point[0]!),
    hessian: (_, hessian) => void (hessian[0] = curvature),
    hessianVector: (_, vector, product) => void (product[0] = curvature * vector[0]!),
  };
}
