import { formatNumber } from '../../picture/numbers';
import { NumberBook, type ShownNumber, axisOf } from '../explain/sentence';
import type { Way } from './bends';

/** The two parabolas of a way through a critical point of two parameters, in a sentence. */
export interface CurvedEscape {
  /** u = flow·t² and u = valley·t², t along the way and u across it. */
  readonly flow: number;
  readonly valley: number | null;
  readonly sentence: string;
  readonly numbers: readonly ShownNumber[];
}

/** What is said of a way out that bends; null where it is straight to second order, or not of two parameters. */
export function curvedEscape(way: Way, point: ArrayLike<number>, parameters: readonly string[]): CurvedEscape | null {
  if (parameters.length !== 2) return null;
  // The perpendicular whose larger component is positive.
  const [vx, vy] = [way.direction[0]!, way.direction[1]!];
  const [ux, uy] = Math.abs(vy) > Math.abs(vx) ? [vy, -vx] : [-vy, vx];
  const turn = (Math.abs(ux!) > Math.abs(uy!) ? ux! : uy!) < 0 ? -1 : 1;
  const along = (bend: Float64Array): number => turn * (bend[0]! * ux! + bend[1]! * uy!) + 0;
  const flow = along(way.flowBend);
  const valley = way.valleyBend === null ? null : along(way.valleyBend);
  if (Math.abs(flow) < 1e-12 && (valley === null || Math.abs(valley) < 1e-12)) return null;
  const book = new NumberBook(parameters);
  const axis = axisOf(way.direction);
  const t = book.coordinate(way.direction, point);
  const u = axis < 0 ? 'u' : book.coordinate(axis === 0 ? [0, 1] : [1, 0], point);
  const parabola = (name: string, bend: number): string => {
    const text = book.number(name, bend);
    return `${u} = ${text === formatNumber(1, 3) ? '' : text === formatNumber(-1, 3) ? '−' : `${text}·`}${t}²`;
  };
  const first = `The gradient flow leaves along ${parabola('flow', flow)}`;
  const sentence =
    valley === null
      ? `${first}.`
      : Math.abs(flow - valley) <= 1e-9 * Math.abs(valley)
        ? `${first}, which is the valley floor, too: the curvature ${book.along(way.direction)} is ${book.number('curvature', way.curvature)}.`
        : `${first}; the valley floor is ${parabola('valley', valley)}: another parabola, since the curvature ${book.along(way.direction)} is ` +
          `${book.number('curvature', way.curvature)} and not ${book.number('zero', 0)}.`;
  return { flow, valley, sentence, numbers: book.numbers };
}
