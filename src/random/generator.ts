import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';

/**
 * Random numbers from a seed, the same on every platform: xoroshiro128+ (Blackman & Vigna 2021) from pure-rand, and
 * distributions that use only +, −, ×, ÷ and √, which IEEE 754 rounds the same way everywhere.
 */
export class RandomGenerator {
  private readonly bits;
  /** The second normal number of a pair, or NaN. */
  private spare = NaN;

  /** `seed` is a whole number; `stream` tells generators of one seed apart. */
  constructor(seed: number, stream = 0) {
    this.bits = xoroshiro128plusFromState(stateFrom(seed, stream));
  }

  /** Uniform on [low, high), in multiples of 2⁻⁵³ of the width. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * uniformFloat64(this.bits);
  }

  /** Each of 0, 1, …, count − 1 with the same probability; `count` is at most 2³². */
  integer(count: number): number {
    return uniformInt(this.bits, 0, count - 1);
  }

  /** −1 or 1 (Rademacher). */
  sign(): -1 | 1 {
    return this.bits.next() < 0 ? -1 : 1;
  }

  /** Mean 0, variance 1, by the polar method (Marsaglia & Bray, SIAM Review 6, 1964). */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const spare = this.spare;
      this.spare = NaN;
      return spare;
    }
    for (;;) {
      const x = this.uniform(-1, 1);
      const y = this.uniform(-1, 1);
      const square = x * x + y * y;
      if (square >= 1 || square < 1e-300) continue;
      const stretch = Math.sqrt((-2 * logarithm(square)) / square);
      this.spare = y * stretch;
      return x * stretch;
    }
  }

  /** n independent normal numbers. */
  normals(n: number): Float64Array {
    return Float64Array.from({ length: n }, () => this.normal());
  }

  /**
   * The length of a vector of `degrees` ≥ 1 independent normal numbers, at a cost that doesn't grow with them: its square is twice a
   * gamma number of half as many, made by Marsaglia & Tsang's method (ACM TOMS 26, 2000).
   */
  chi(degrees: number): number {
    if (degrees < 2) return Math.abs(this.normal());
    const d = degrees / 2 - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = this.normal();
      const stem = 1 + c * x;
      if (stem <= 0) continue;
      const v = stem * stem * stem;
      const u = this.uniform();
      const square = x * x;
      const isLikely = u < 1 - 0.0331 * square * square;
      if (isLikely || (u > 0 && logarithm(u) < square / 2 + d * (1 - v + anyLogarithm(v)))) return Math.sqrt(2 * d * v);
    }
  }

  /** n independent signs: a Rademacher vector, of length √n. */
  signs(n: number): Float64Array {
    return Float64Array.from({ length: n }, () => this.sign());
  }

  /** A direction uniform on the unit sphere in n dimensions: a normal vector divided by its length. */
  unitVector(n: number): Float64Array {
    for (;;) {
      const vector = this.normals(n);
      const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
      if (length > 0) return vector.map((x) => x / length);
    }
  }

  /** Puts the items in random order, in place (Fisher–Yates: Knuth, The Art of Computer Programming 2, algorithm 3.4.2P). */
  shuffle<Items extends { length: number; [index: number]: unknown }>(items: Items): Items {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      [items[i], items[j]] = [items[j], items[i]];
    }
    return items;
  }

  /** 0, 1, …, n − 1 in random order. */
  permutation(n: number): Uint32Array {
    return this.shuffle(Uint32Array.from({ length: n }, (_, i) => i));
  }
}

/**
 * Four words that differ in about half of their bits for neighbouring seeds: pure-rand's own seeding leaves the first
 * numbers of near seeds alike. The finalizer is MurmurHash3's (Appleby 2011), the increment that of SplitMix.
 */
function stateFrom(seed: number, stream: number): [number, number, number, number] {
  let word = mixed(Math.trunc(seed / 4294967296) ^ mixed(stream | 0)) ^ (seed | 0);
  const next = (): number => {
    word = (word + 0x9e3779b9) | 0;
    return mixed(word);
  };
  const state: [number, number, number, number] = [next(), next(), next(), next()];
  return state.every((part) => part === 0) ? [1, 0, 0, 0] : state;
}

function mixed(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** ln x for x > 0. */
function anyLogarithm(x: number): number {
  return x < 1 ? logarithm(x) : x === 1 ? 0 : -logarithm(1 / x);
}

/**
 * ln x for x in (0, 1), to about 2 ulp: Math.log may differ in the last place from engine to engine. x = m·2ᵉ with m between
 * √½ and √2, and ln m = 2 artanh((m − 1)/(m + 1)) by its series.
 */
function logarithm(x: number): number {
  let m = x;
  let e = 0;
  while (m < 2 ** -32) {
    m *= 2 ** 32;
    e -= 32;
  }
  while (m < Math.SQRT1_2) {
    m *= 2;
    e--;
  }
  const z = (m - 1) / (m + 1);
  const square = z * z;
  let series = 0;
  for (let k = 23; k >= 1; k -= 2) series = series * square + 1 / k;
  return e * Math.LN2 + 2 * z * series;
}
