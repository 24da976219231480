/** An exact rational number in lowest terms with a positive denominator. Immutable; `key` identifies the value. */
export class Rational {
  readonly key: string;

  private constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {
    this.key = denominator === 1n ? String(numerator) : `${numerator}/${denominator}`;
  }

  private static readonly small = Array.from({ length: 65 }, (_, i) => new Rational(BigInt(i - 32), 1n));
  static readonly zero = Rational.integer(0n);
  static readonly one = Rational.integer(1n);
  static readonly minusOne = Rational.integer(-1n);

  static integer(value: bigint): Rational {
    if (value >= -32n && value <= 32n) return Rational.small[Number(value) + 32]!;
    return new Rational(value, 1n);
  }

  /** numerator / denominator; the denominator must not be 0. */
  static of(numerator: bigint, denominator: bigint): Rational {
    if (denominator === 1n) return Rational.integer(numerator);
    if (denominator === 0n) throw new RangeError('A rational number cannot have the denominator 0.');
    const divisor = greatestCommonDivisor(
      numerator < 0n ? -numerator : numerator,
      denominator < 0n ? -denominator : denominator,
    );
    const sign = denominator < 0n ? -1n : 1n;
    const d = (sign * denominator) / divisor;
    const n = (sign * numerator) / divisor;
    return d === 1n ? Rational.integer(n) : new Rational(n, d);
  }

  /** The exact value of a decimal as the language writes it: `0.1`, `1e-3`, `.5`, `5.`. */
  static fromDecimal(text: string): Rational {
    const [mantissa = '', exponentText = '0'] = text.toLowerCase().split('e');
    const [whole = '', fraction = ''] = mantissa.split('.');
    const digits = BigInt(whole + fraction || '0');
    const exponent = Number(exponentText) - fraction.length;
    if (digits === 0n) return Rational.zero;
    return exponent >= 0
      ? Rational.integer(digits * 10n ** BigInt(exponent))
      : Rational.of(digits, 10n ** BigInt(-exponent));
  }

  /** The exact value of a finite double. */
  static fromNumber(value: number): Rational {
    if (!Number.isFinite(value)) throw new RangeError('Only a finite number has an exact value.');
    let scaled = value;
    let shift = 0n;
    while (!Number.isInteger(scaled)) {
      scaled *= 2;
      shift++;
    }
    return Rational.of(BigInt(scaled), 1n << shift);
  }

  get isZero(): boolean {
    return this.numerator === 0n;
  }
  get isOne(): boolean {
    return this === Rational.one;
  }
  get isInteger(): boolean {
    return this.denominator === 1n;
  }
  get isNegative(): boolean {
    return this.numerator < 0n;
  }

  equals(other: Rational): boolean {
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  negate(): Rational {
    return this.denominator === 1n
      ? Rational.integer(-this.numerator)
      : new Rational(-this.numerator, this.denominator);
  }

  add(other: Rational): Rational {
    if (this.denominator === 1n && other.denominator === 1n) return Rational.integer(this.numerator + other.numerator);
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  subtract(other: Rational): Rational {
    return this.add(other.negate());
  }

  multiply(other: Rational): Rational {
    if (this.denominator === 1n && other.denominator === 1n) return Rational.integer(this.numerator * other.numerator);
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** 1 / this; this must not be 0. */
  reciprocal(): Rational {
    return Rational.of(this.denominator, this.numerator);
  }

  divide(other: Rational): Rational {
    return this.multiply(other.reciprocal());
  }

  /** this^exponent; exponent ≥ 0, or this ≠ 0. */
  power(exponent: number): Rational {
    const n = BigInt(Math.abs(exponent));
    const result = Rational.of(this.numerator ** n, this.denominator ** n);
    return exponent < 0 ? result.reciprocal() : result;
  }

  /** -1, 0 or 1 as this is below, equal to or above `other`. */
  compare(other: Rational): number {
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** The nearest double (ties either way, error below one unit in the last place). */
  toNumber(): number {
    const { numerator: n, denominator: d } = this;
    if (isSafe(n) && isSafe(d)) return Number(n) / Number(d);
    const shift = bitLength(d) - bitLength(n) + 64;
    const quotient = shift >= 0 ? (n << BigInt(shift)) / d : n / (d << BigInt(-shift));
    return scaleByPowerOfTwo(Number(quotient), -shift);
  }

  /** Doubles with low ≤ this ≤ high, equal where this is a double. */
  bounds(): [low: number, high: number] {
    const near = this.toNumber();
    if (Number.isFinite(near)) {
      const order = Rational.fromNumber(near).compare(this);
      if (order === 0) return [near, near];
      return order < 0 ? [near, nextUp(near)] : [-nextUp(-near), near];
    }
    return near > 0 ? [Number.MAX_VALUE, Infinity] : [-Infinity, -Number.MAX_VALUE];
  }
}

function isSafe(value: bigint): boolean {
  return value <= 9007199254740991n && value >= -9007199254740991n;
}

function bitLength(value: bigint): number {
  return (value < 0n ? -value : value).toString(2).length;
}

function scaleByPowerOfTwo(value: number, exponent: number): number {
  let result = value;
  let left = exponent;
  while (left > 1000) {
    result *= 2 ** 1000;
    left -= 1000;
  }
  while (left < -1000) {
    result *= 2 ** -1000;
    left += 1000;
  }
  return result * 2 ** left;
}

function nextUp(value: number): number {
  const step = Math.abs(value) * 2 ** -53 + Number.MIN_VALUE;
  return value + step > value ? value + step : value + 2 * step;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  if (a <= 9007199254740991n && b <= 9007199254740991n) {
    let x = Number(a);
    let y = Number(b);
    while (y !== 0) [x, y] = [y, x % y];
    return BigInt(x);
  }
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
