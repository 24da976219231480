import type { Node, ProductNode, SumNode } from './node';
import { TooLarge } from './pool';
import { Rational } from './rational';

/**
 * A formula as it is written down: what stands over a fraction bar, which sign leads a term. One tree, printed as text,
 * LaTeX and MathML.
 */
export type Notation =
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'pi' }
  | { readonly kind: 'negation'; readonly operand: Notation }
  | { readonly kind: 'sum'; readonly terms: readonly { readonly negative: boolean; readonly operand: Notation }[] }
  | { readonly kind: 'product'; readonly factors: readonly Notation[] }
  | { readonly kind: 'fraction'; readonly numerator: Notation; readonly denominator: Notation }
  | { readonly kind: 'power'; readonly base: Notation; readonly exponent: Notation }
  | { readonly kind: 'root'; readonly radicand: Notation }
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Notation[] }
  | { readonly kind: 'cases'; readonly condition: Notation; readonly positive: Notation; readonly negative: Notation }
  | { readonly kind: 'total'; readonly variable: string; readonly source: string; readonly body: Notation };

/** A formula with more parts than this is not written out. */
const mostParts = 5000;

/** The notation of a node; throws `TooLarge` where it would have more than 5000 parts. */
export function notationOf(node: Node): Notation {
  return new Writer().write(node);
}

const one: Notation = { kind: 'number', text: '1' };

class Writer {
  private parts = 0;

  write(node: Node): Notation {
    if (++this.parts > mostParts)
      throw new TooLarge(`The formula has more than ${mostParts} parts when it is written out.`);
    switch (node.kind) {
      case 'rational':
        return signed(rational(node.value));
      case 'builtin':
        return node.name === 'pi' ? { kind: 'pi' } : { kind: 'name', name: 'e' };
      case 'parameter':
      case 'constant':
        return { kind: 'name', name: node.name };
      case 'column': {
        const { table, column } = node;
        return {
          kind: 'name',
          name: table.isRange ? table.variable : `${table.variable}.${table.columnNames[column]!}`,
        };
      }
      case 'sum':
        return this.sum(node);
      case 'product':
        return this.scaled(Rational.one, node).body;
      case 'power':
        return { kind: 'power', base: this.write(node.base), exponent: this.write(node.exponent) };
      case 'function':
        return this.call(node.name === 'rightSign' ? 'sign' : node.name, [node.argument]);
      case 'maximum':
        return this.call('max', [node.left, node.right]);
      case 'minimum':
        return this.call('min', [node.left, node.right]);
      case 'select':
        return {
          kind: 'cases',
          condition: this.write(node.condition),
          positive: this.write(node.positive),
          negative: this.write(node.negative),
        };
      case 'total': {
        const { table } = node;
        return { kind: 'total', variable: table.variable, source: table.name, body: this.write(node.body) };
      }
      case 'guard':
        return this.write(node.value);
    }
  }

  private call(name: string, nodes: readonly Node[]): Notation {
    return { kind: 'call', name, arguments: nodes.map((node) => this.write(node)) };
  }

  private sum(node: SumNode): Notation {
    const terms = node.terms.map(({ node: term, coefficient }) => this.scaled(coefficient, term));
    if (!node.constant.isZero) {
      const constant = rational(node.constant);
      // `1 − x` rather than `−x + 1`.
      if (!constant.negative && terms[0]!.negative) terms.unshift(constant);
      else terms.push(constant);
    }
    if (terms[0]!.negative) {
      const positive = terms.findIndex((term) => !term.negative);
      if (positive > 0 && terms.length <= 3) terms.unshift(...terms.splice(positive, 1));
    }
    const [first, ...rest] = terms as [SignedNotation, ...SignedNotation[]];
    if (rest.length === 0) return signed(first);
    return {
      kind: 'sum',
      terms: [
        { negative: false, operand: signed(first) },
        ...rest.map(({ negative, body }) => ({ negative, operand: body })),
      ],
    };
  }

  /** coefficient · node as a signed product or fraction. */
  private scaled(coefficient: Rational, node: Node): SignedNotation {
    const negative = coefficient.isNegative;
    const size = negative ? coefficient.negate() : coefficient;
    const decimal = finiteDecimal(size);
    const above: Notation[] = [];
    const below: Notation[] = [];
    if (decimal !== undefined) {
      above.push({ kind: 'number', text: shorten(decimal) });
    } else {
      if (size.numerator !== 1n) above.push({ kind: 'number', text: String(size.numerator) });
      if (size.denominator !== 1n) below.push({ kind: 'number', text: String(size.denominator) });
    }
    const factors: ProductNode['factors'] =
      node.kind === 'product' ? node.factors : [{ base: node, exponent: Rational.one }];
    for (const { base, exponent } of [...factors].sort((a, b) => compareFactors(a.base, b.base))) {
      if (exponent.isNegative) below.push(this.power(base, exponent.negate()));
      else above.push(this.power(base, exponent));
    }
    const numerator = multiplied(above);
    return {
      negative,
      body: below.length === 0 ? numerator : { kind: 'fraction', numerator, denominator: multiplied(below) },
    };
  }

  private power(node: Node, exponent: Rational): Notation {
    const base = this.write(node);
    if (exponent.isOne) return base;
    if (exponent.numerator === 1n && exponent.denominator === 2n) return { kind: 'root', radicand: base };
    return { kind: 'power', base, exponent: signed(rational(exponent)) };
  }
}

interface SignedNotation {
  readonly negative: boolean;
  readonly body: Notation;
}

function signed({ negative, body }: SignedNotation): Notation {
  return negative ? { kind: 'negation', operand: body } : body;
}

function multiplied(factors: readonly Notation[]): Notation {
  if (factors.length === 0) return one;
  return factors.length === 1 ? factors[0]! : { kind: 'product', factors };
}

/** A rational as a person writes it: 3, 0.05, 1/3. */
function rational(value: Rational): SignedNotation {
  const negative = value.isNegative;
  const size = negative ? value.negate() : value;
  const decimal = size.isInteger ? String(size.numerator) : finiteDecimal(size);
  if (decimal !== undefined) return { negative, body: { kind: 'number', text: shorten(decimal) } };
  const numerator: Notation = { kind: 'number', text: String(size.numerator) };
  const denominator: Notation = { kind: 'number', text: String(size.denominator) };
  return { negative, body: { kind: 'fraction', numerator, denominator } };
}

/** 0.05 for 1/20: a decimal where there is a finite one, but 1/2, 1/4 and 1/8 stay fractions. */
function finiteDecimal(value: Rational): string | undefined {
  if (value.isInteger || [2n, 4n, 8n].includes(value.denominator)) return undefined;
  let rest = value.denominator;
  let twos = 0;
  let fives = 0;
  while (rest % 2n === 0n) {
    rest /= 2n;
    twos++;
  }
  while (rest % 5n === 0n) {
    rest /= 5n;
    fives++;
  }
  const places = Math.max(twos, fives);
  if (rest !== 1n || places > 20) return undefined;
  const digits = String((value.numerator * 10n ** BigInt(places)) / value.denominator).padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** Long runs of zeros become an exponent: 1e-9, 1e12. */
function shorten(decimal: string): string {
  const small = /^0\.(0{4,})([1-9]\d*)$/.exec(decimal);
  if (small !== null) {
    const digits = small[2]!;
    return `${digits[0]!}${digits.length > 1 ? `.${digits.slice(1)}` : ''}e-${small[1]!.length + 1}`;
  }
  const large = /^(\d)(\d*?)(0{6,})$/.exec(decimal);
  if (large !== null) {
    const places = large[2]!.length + large[3]!.length;
    return `${large[1]!}${large[2]! === '' ? '' : `.${large[2]!}`}e${places}`;
  }
  return decimal;
}

/** Constants first, then parameters as declared, then everything else as it came. */
function compareFactors(a: Node, b: Node): number {
  return rank(a) - rank(b) || a.id - b.id;
}

function rank(node: Node): number {
  if (node.kind === 'builtin') return 0;
  if (node.kind === 'constant') return 1;
  if (node.kind === 'parameter') return 3;
  if (!node.varies && node.kind !== 'total') return 2;
  return node.kind === 'column' ? 4 : 5;
}
