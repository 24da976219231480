import type { Expression, Initialisation, StartSyntax } from '../language/tree';
import type { ParameterBlock } from '../program/buildProgram';
import { sizeOf } from '../program/program';
import { RandomGenerator } from '../random/generator';
import { LandscapeError } from './errors';

/** The numbers of a scalar or an array expression. */
type Evaluate = (expression: Expression) => number[];

/** A start as a point: literal numbers as written, and what initialisations draw. */
export function startPoint(start: StartSyntax, blocks: readonly ParameterBlock[], evaluate: Evaluate): number[] {
  if (start.whole !== undefined) {
    const draw = drawing(start.whole, evaluate);
    return blocks.flatMap(({ shape }) => draw(shape));
  }
  return blocks.flatMap(({ name, shape }, i) => {
    const item = start.coordinates[i]!;
    const numbers = item.kind === 'initialisation' ? drawing(item, evaluate)(shape) : evaluate(item);
    if (numbers.length !== sizeOf(shape))
      throw new LandscapeError(`The start of "${name}" has ${numbers.length} numbers, not ${sizeOf(shape)}.`);
    return numbers;
  });
}

/**
 * Draws arrays one after the other from one seed. Fan-in is the number of columns of a matrix or of entries of a
 * vector, fan-out its number of rows, or 1. `xavier` (and `random`) is uniform on ±√(6/(fan-in + fan-out)) (Glorot &
 * Bengio 2010, eq. 16), `he` normal with variance 2/fan-in (He et al. 2015, eq. 10), `normal` has deviation `sd`.
 */
function drawing({ method, options }: Initialisation, evaluate: Evaluate): (shape: readonly number[]) => number[] {
  const option = (name: string, standard: number): number => {
    const given = options.find((candidate) => candidate.name.name === name);
    return given === undefined ? standard : evaluate(given.value)[0]!;
  };
  const generator = new RandomGenerator(option('seed', 1));
  const deviation = option('sd', 1);
  return (shape) => {
    const fanIn = shape[shape.length - 1] ?? 1;
    const fanOut = shape.length === 2 ? shape[0]! : 1;
    const limit = Math.sqrt(6 / (fanIn + fanOut));
    return Array.from({ length: sizeOf(shape) }, () => {
      switch (method) {
        case 'zeros':
          return 0;
        case 'normal':
          return deviation * generator.normal();
        case 'he':
          return Math.sqrt(2 / fanIn) * generator.normal();
        case 'xavier':
        case 'random':
          return generator.uniform(-limit, limit);
      }
    });
  };
}
