/** Sums of two products of whole numbers up to here are exact in doubles. */
const mostSmall = 1n << 25n;
const mostSmallDouble = 2 ** 25;
/** The largest integer of 32 bits. */
const mostInteger = 2 ** 31 - 1;
/** Powers up to this are worked out in doubles, where they stay small. */
const mostSmallPower = 64;
/** Numbers whose numerator and denominator are at most this are kept, and made once. */
const mostKept = 32;

/** An exact rational number in lowest terms with a positive denominator. Immutable; `key` identifies the value. */
export class Rational {
  private text: string | undefined;

  private constructor(
    /** Numerator and denominator as plain numbers where both are at most 2²⁵, as nearly always: faster than big integers. Else 1 and 0. */
    private readonly top: number,
    private readonly bottom: number,
    private bigTop: bigint | undefined,
    private bigBottom: bigint | undefined,
  ) {
    this.text = undefined;
  }

  /** `| 0`: the engine keeps what it knows to be of 32 bits without a box, and −0 is 0. */
  private static small(top: number, bottom: number): Rational {
    return new Rational(top | 0, bottom | 0, undefined, undefined);
  }

  /** In lowest terms; whether both are small is found out here. */
  private static big(numerator: bigint, denominator: bigint): Rational {
    const isSmall = denominator <= mostSmall && numerator <= mostSmall && numerator >= -mostSmall;
    if (isSmall) return Rational.lowest(Number(numerator), Number(denominator));
    return new Rational(1, 0, numerator, denominator);
  }

  get numerator(): bigint {
    return (this.bigTop ??= BigInt(this.top));
  }
  get denominator(): bigint {
    return (this.bigBottom ??= BigInt(this.bottom));
  }
  get key(): string {
    return (this.text ??= this.written());
  }
  private written(): string {
    if (this.isSmall) return this.bottom === 1 ? String(this.top) : `${this.top}/${this.bottom}`;
    return this.denominator === 1n ? String(this.numerator) : `${this.numerator}/${this.denominator}`;
  }
  /** Equal for equal values: 32 bits, signed. */
  get hash(): number {
    if (this.isSmall) return (Math.imul(this.top, 0x9e3779b1) + Math.imul(this.bottom, 0x85ebca6b)) | 0;
    return Number(BigInt.asIntN(32, this.numerator * 31n + this.denominator));
  }
  /** The value where it is a whole number of at most 2²⁵, else NaN. */
  get smallInteger(): number {
    return this.bottom === 1 ? this.top : NaN;
  }

  private static readonly kept = Array.from(
    { length: (2 * mostKept + 1) * (mostKept + 1) },
    (): Rational | undefined => undefined,
  );
  static readonly zero = Rational.integer(0n);
  static readonly one = Rational.integer(1n);
  static readonly minusOne = Rational.integer(-1n);

  static integer(value: bigint): Rational {
    return Rational.big(value, 1n);
  }

  /** A whole double that is exact. */
  static whole(value: number): Rational {
    return Math.abs(value) <= mostSmallDouble ? Rational.lowest(value, 1) : Rational.integer(BigInt(value));
  }

  /** top / bottom in lowest terms, as whole doubles; bottom > 0. */
  private static lowest(top: number, bottom: number): Rational {
    if (top < -mostKept || top > mostKept || bottom > mostKept) {
      if (Math.abs(top) <= mostSmallDouble && bottom <= mostSmallDouble) return Rational.small(top, bottom);
      return new Rational(1, 0, BigInt(top), BigInt(bottom));
    }
    const place = (top + mostKept) * (mostKept + 1) + bottom;
    const known = Rational.kept[place];
    if (known !== undefined) return known;
    const made = Rational.small(top, bottom);
    Rational.kept[place] = made;
    return made;
  }

  /** top / bottom, whole doubles that are exact; bottom > 0. */
  private static ratio(top: number, bottom: number): Rational {
    if (bottom === 1) return Rational.lowest(top, 1);
    const divisor = commonDivisor(Math.abs(top), bottom);
    return Rational.lowest(top / divisor, bottom / divisor);
  }

  /** digits / scale of a short decimal; 0 stands for a scale of 1. */
  static decimal(digits: number, scale: number): Rational {
    return Rational.ratio(digits, scale === 0 ? 1 : scale);
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
    return Rational.big(n, d);
  }

  /** The exact value of a decimal as the language writes it: `0.1`, `1e-3`, `.5`, `5.`. */
  static fromDecimal(text: string): Rational {
    const short = shortDecimal(text);
    if (short !== undefined) return short;
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
    let shift = 0;
    for (; !Number.isInteger(scaled); shift++) scaled *= 2;
    if (shift === 0) return Rational.integer(BigInt(scaled));
    // An odd number over a power of two: in lowest terms.
    if (Math.abs(scaled) <= mostKept && shift <= 5) return Rational.lowest(scaled, 2 ** shift);
    return Rational.big(BigInt(scaled), 1n << BigInt(shift));
  }

  get isZero(): boolean {
    return this.top === 0;
  }
  get isOne(): boolean {
    return this === Rational.one;
  }
  /** Whether numerator and denominator have at most 26 bits. */
  get isSmall(): boolean {
    return this.bottom !== 0;
  }
  get isInteger(): boolean {
    return this.bottom !== 0 ? this.bottom === 1 : this.denominator === 1n;
  }
  get isNegative(): boolean {
    return this.isSmall ? this.top < 0 : this.numerator < 0n;
  }

  equals(other: Rational): boolean {
    if (this === other) return true;
    if (this.isSmall || other.isSmall) return this.top === other.top && this.bottom === other.bottom;
    return this.numerator === other.numerator && this.denominator === other.denominator;
  }

  negate(): Rational {
    if (this.isSmall) return Rational.lowest(-this.top, this.bottom);
    return Rational.big(-this.numerator, this.denominator);
  }

  add(other: Rational): Rational {
    const bottom = this.bottom * other.bottom;
    if (bottom === 1) return Rational.lowest(this.top + other.top, 1);
    if (bottom !== 0) return Rational.ratio(this.top * other.bottom + other.top * this.bottom, bottom);
    return Rational.of(
      this.numerator * other.denominator + other.numerator * this.denominator,
      this.denominator * other.denominator,
    );
  }

  subtract(other: Rational): Rational {
    return this.add(other.negate());
  }

  multiply(other: Rational): Rational {
    if (this === Rational.one) return other;
    if (other === Rational.one) return this;
    const bottom = this.bottom * other.bottom;
    if (bottom !== 0) return Rational.ratio(this.top * other.top, bottom);
    return Rational.of(this.numerator * other.numerator, this.denominator * other.denominator);
  }

  /** 1 / this; this must not be 0. */
  reciprocal(): Rational {
    if (this.isSmall && this.top !== 0) {
      return this.top < 0 ? Rational.lowest(-this.bottom, -this.top) : Rational.lowest(this.bottom, this.top);
    }
    return Rational.of(this.denominator, this.numerator);
  }

  divide(other: Rational): Rational {
    return this.multiply(other.reciprocal());
  }

  /** this^exponent; exponent ≥ 0, or this ≠ 0. */
  power(exponent: number): Rational {
    if (exponent === 1) return this;
    if (this.isSmall && exponent >= 0 && exponent <= mostSmallPower) {
      // Powers of what has no common divisor have none.
      let top = 1;
      let bottom = 1;
      for (let k = 0; k < exponent && Math.abs(top) <= mostSmallDouble && bottom <= mostSmallDouble; k++) {
        top *= this.top;
        bottom *= this.bottom;
      }
      if (Math.abs(top) <= mostSmallDouble && bottom <= mostSmallDouble) return Rational.lowest(top, bottom);
    }
    const n = BigInt(Math.abs(exponent));
    const result = Rational.of(this.numerator ** n, this.denominator ** n);
    return exponent < 0 ? result.reciprocal() : result;
  }

  /** -1, 0 or 1 as this is below, equal to or above `other`. */
  compare(other: Rational): number {
    if (this.bottom * other.bottom !== 0) return Math.sign(this.top * other.bottom - other.top * this.bottom);
    const difference = this.numerator * other.denominator - other.numerator * this.denominator;
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  }

  /** The nearest double (ties either way, error below one unit in the last place). */
  toNumber(): number {
    if (this.isSmall) return this.top / this.bottom;
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
      const order = this.isSmall ? -this.remainder(near) : Rational.fromNumber(near).compare(this);
      if (order === 0) return [near, near];
      return order < 0 ? [near, nextUp(near)] : [-nextUp(-near), near];
    }
    return near > 0 ? [Number.MAX_VALUE, Infinity] : [-Infinity, -Number.MAX_VALUE];
  }
  /**
   * The sign of this − near for a small number and the double next to it. `near` is cut in two, of 24 and of 28 bits, so that
   * both products with a denominator of 25 bits are exact (or it is 2²⁵); the first difference is, by Sterbenz' lemma; and the
   * sign of a difference of two doubles is always right.
   */
  private remainder(near: number): number {
    const first = Math.fround(near);
    return Math.sign(this.top - first * this.bottom - (near - first) * this.bottom);
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

/** Of whole doubles from 0 on, by Euclid's algorithm; of 32 bits as soon as they fit, which machines divide faster. */
function commonDivisor(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0 && (x > mostInteger || y > mostInteger)) {
    const rest = x % y;
    x = y;
    y = rest;
  }
  return y === 0 ? x : integerDivisor(x | 0, y | 0);
}

function integerDivisor(a: number, b: number): number {
  let x = a;
  let y = b;
  while (y !== 0) {
    const rest = (x % y) | 0;
    x = y;
    y = rest;
  }
  return x;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  if (a <= 9007199254740991n && b <= 9007199254740991n) return BigInt(commonDivisor(Number(a), Number(b)));
  let x = a;
  let y = b;
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** A decimal of at most six digits without an exponent; undefined for any other. */
function shortDecimal(text: string): Rational | undefined {
  if (text.length > 7) return undefined;
  let digits = 0;
  let scale = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i) - 48;
    if (code >= 0 && code <= 9) {
      digits = 10 * digits + code;
      scale *= 10;
    } else if (code === -2 && scale === 0) {
      scale = 1;
    } else {
      return undefined;
    }
  }
  return digits > 999_999 ? undefined : Rational.decimal(digits, scale);
}
