import { formatNumber } from '../../picture/numbers';

/** A number a sentence is made of. */
export interface ShownNumber {
  /** What it is: `curvature`, `learning rate`. */
  readonly name: string;
  readonly value: number;
  /** As it stands in the sentence. */
  readonly text: string;
}

/** Writes numbers into a sentence and remembers them: no other way leads a number into one. */
export class NumberBook {
  readonly numbers: ShownNumber[] = [];

  constructor(private readonly parameters: readonly string[]) {}

  /** The number as text, to three digits. */
  number(name: string, value: number, digits = 3): string {
    const text = formatNumber(value, digits);
    this.numbers.push({ name, value, text });
    return text;
  }

  /** `along y`, `along (0.6, 0.8)` or, where that would be long, `along one direction`. */
  along(direction: ArrayLike<number>): string {
    const axis = axisOf(direction);
    if (axis >= 0) return `along ${this.parameters[axis]!}`;
    if (direction.length > 3) return 'along one direction';
    return `along (${Array.from(direction, (x) => this.number('component', x)).join(', ')})`;
  }

  /** The coordinate along an axis as seen from a point: `y`, `(y − 1)`; `t` where the direction is none. */
  coordinate(direction: ArrayLike<number>, from: ArrayLike<number>): string {
    const axis = axisOf(direction);
    if (axis < 0) return 't';
    const name = this.parameters[axis]!;
    const origin = from[axis]!;
    if (origin === 0) return name;
    return `(${name} ${origin > 0 ? '−' : '+'} ${this.number('coordinate', Math.abs(origin))})`;
  }
}

/** The axis a unit vector lies along, or −1. */
export function axisOf(direction: ArrayLike<number>): number {
  let axis = -1;
  for (let i = 0; i < direction.length; i++) {
    const size = Math.abs(direction[i]!);
    if (size > 1e-6 && size < 1 - 1e-6) return -1;
    if (size >= 1 - 1e-6) axis = i;
  }
  return axis;
}

const raised = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A whole exponent as raised digits. */
export function raise(exponent: number): string {
  return [...String(exponent)].map((digit) => raised[Number(digit)]!).join('');
}
