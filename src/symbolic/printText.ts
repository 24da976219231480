import { greek, splitName } from './names';
import type { Notation } from './notation';

/**
 * `pretty` is for reading: 2α·x·y², √x, w₁. `plain` is ASCII in the loss language, and means the same when it is parsed
 * again: 2*alpha*x*y^2.
 */
export type TextStyle = 'pretty' | 'plain';

const sumLevel = 1;
const productLevel = 2;
const powerLevel = 4;
const atomLevel = 5;

/** A formula on one line. */
export function printText(notation: Notation, style: TextStyle): string {
  return new TextPrinter(style).print(notation, 0);
}

class TextPrinter {
  constructor(private readonly style: TextStyle) {}

  /** Bracketed where it binds less tightly than `level` asks. */
  print(notation: Notation, level: number): string {
    const [text, own] = this.write(notation);
    return own < level ? `(${text})` : text;
  }

  private write(notation: Notation): [text: string, level: number] {
    switch (notation.kind) {
      case 'number':
        return [notation.text, atomLevel];
      case 'name':
        return [this.style === 'pretty' ? prettyName(notation.name) : notation.name, atomLevel];
      case 'pi':
        return [this.style === 'pretty' ? 'π' : 'pi', atomLevel];
      case 'negation':
        return [`${this.minus}${this.print(notation.operand, productLevel)}`, sumLevel];
      case 'sum': {
        const [first, ...rest] = notation.terms;
        const tail = rest.map(
          ({ negative, operand }) => ` ${negative ? this.minus : '+'} ${this.print(operand, productLevel)}`,
        );
        return [this.print(first!.operand, sumLevel) + tail.join(''), sumLevel];
      }
      case 'product':
        return [this.product(notation.factors), productLevel];
      case 'fraction': {
        const numerator = this.print(notation.numerator, productLevel);
        return [`${numerator}/${this.print(notation.denominator, productLevel + 1)}`, productLevel];
      }
      case 'power':
        return [this.power(notation.base, notation.exponent), powerLevel];
      case 'root':
        return [
          this.style === 'pretty' ? this.root(notation.radicand) : `sqrt(${this.print(notation.radicand, 0)})`,
          atomLevel,
        ];
      case 'call':
        return [
          `${notation.name}(${notation.arguments.map((argument) => this.print(argument, 0)).join(', ')})`,
          atomLevel,
        ];
      case 'cases': {
        const [condition, positive, negative] = [notation.condition, notation.positive, notation.negative].map((part) =>
          this.print(part, 0),
        );
        return [
          `(${positive!} if ${condition!} ${this.style === 'pretty' ? '≥' : '>='} 0 else ${negative!})`,
          atomLevel,
        ];
      }
      case 'total':
        return [`sum(${this.print(notation.body, 0)} for ${notation.variable} in ${notation.source})`, atomLevel];
    }
  }

  private get minus(): string {
    return this.style === 'pretty' ? '−' : '-';
  }

  private product(factors: readonly Notation[]): string {
    let text = '';
    factors.forEach((factor, i) => {
      const part = this.print(factor, productLevel + 1);
      if (i === 0) text = part;
      else if (i === 1 && this.joins(factors[0]!, factor)) text += part;
      else text += (this.style === 'pretty' ? '·' : '*') + part;
    });
    return text;
  }

  /** `2x` and `2(x + 1)`, but `2·sin(x)`. */
  private joins(first: Notation, second: Notation): boolean {
    if (this.style !== 'pretty' || first.kind !== 'number') return false;
    const base = second.kind === 'power' ? second.base : second;
    return base.kind === 'name' || base.kind === 'pi' || base.kind === 'sum';
  }

  private power(base: Notation, exponent: Notation): string {
    const left = this.print(base, atomLevel);
    if (this.style === 'pretty' && exponent.kind === 'number' && /^\d+$/.test(exponent.text)) {
      return left + raise(exponent.text);
    }
    return `${left}^${this.print(exponent, powerLevel)}`;
  }

  private root(radicand: Notation): string {
    const inner = this.print(radicand, atomLevel);
    return `√${inner}`;
  }
}

function raise(digits: string): string {
  return [...digits].map((digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!).join('');
}

/** alpha → α, w1 → w₁, theta_0 → θ₀. */
function prettyName(name: string): string {
  return name
    .split('.')
    .map((part) => {
      const { stem, index } = splitName(part);
      const lowered = [...index].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]!).join('');
      return (greek.get(stem) ?? stem) + lowered;
    })
    .join('.');
}
