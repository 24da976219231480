/** The functions and constants every file knows. */

export interface BuiltinFunction {
  readonly name: string;
  /** Fewest and most arguments. */
  readonly arity: readonly [least: number, most: number];
  /** The signature for a person: `log(x)`. */
  readonly signature: string;
  readonly parameters: readonly string[];
  readonly documentation: string;
  /** The value in double arithmetic; NaN outside the domain. */
  readonly apply: (...values: number[]) => number;
}

function unary(name: string, documentation: string, apply: (x: number) => number): BuiltinFunction {
  return { name, arity: [1, 1], signature: `${name}(x)`, parameters: ['x'], documentation, apply };
}

/** erf by its power series below 3, and by the continued fraction of erfc above (Abramowitz & Stegun 7.1.6, 7.1.14). */
export function erf(x: number): number {
  const a = Math.abs(x);
  if (!(a < 6)) return Number.isNaN(x) ? NaN : Math.sign(x);
  if (a < 3) {
    let term = a;
    let total = a;
    for (let n = 1; total + term !== total; n++) {
      term *= (2 * a * a) / (2 * n + 1);
      total += term;
    }
    return (Math.sign(x) * 2 * Math.exp(-a * a) * total) / Math.sqrt(Math.PI);
  }
  let fraction = a;
  for (let n = 60; n >= 1; n--) fraction = a + n / 2 / fraction;
  return Math.sign(x) * (1 - Math.exp(-a * a) / (fraction * Math.sqrt(Math.PI)));
}

export function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

export function sigmoid(x: number): number {
  return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
}

/** a^b with the domain of the language: real, and undefined for a < 0 with a fraction b and for 0 to a negative power. */
export function power(a: number, b: number): number {
  if (a === 0 && b < 0) return NaN;
  return Math.pow(a, b);
}

const list: readonly BuiltinFunction[] = [
  unary('exp', 'The exponential e^x.', Math.exp),
  unary('log', 'The natural logarithm; undefined for x ≤ 0.', (x) => (x > 0 ? Math.log(x) : NaN)),
  unary('sqrt', 'The square root; undefined for x < 0.', Math.sqrt),
  unary('sin', 'The sine of x in radians.', Math.sin),
  unary('cos', 'The cosine of x in radians.', Math.cos),
  unary('tan', 'The tangent of x in radians.', Math.tan),
  unary('asin', 'The inverse sine; undefined outside [-1, 1].', Math.asin),
  unary('acos', 'The inverse cosine; undefined outside [-1, 1].', Math.acos),
  unary('atan', 'The inverse tangent.', Math.atan),
  unary('sinh', 'The hyperbolic sine.', Math.sinh),
  unary('cosh', 'The hyperbolic cosine.', Math.cosh),
  unary('tanh', 'The hyperbolic tangent.', Math.tanh),
  unary('sigmoid', 'The logistic function 1/(1 + e^-x).', sigmoid),
  unary('softplus', 'log(1 + e^x), a smooth relu.', softplus),
  unary('relu', 'max(0, x). At the kink its derivative is the right-hand one, 1.', (x) => Math.max(0, x)),
  {
    name: 'leaky_relu',
    arity: [1, 2],
    signature: 'leaky_relu(x, slope = 0.01)',
    parameters: ['x', 'slope = 0.01'],
    documentation: 'x for x ≥ 0, slope·x below. At the kink its derivative is the right-hand one, 1.',
    apply: (x, slope = 0.01) => (x >= 0 ? x : slope * x),
  },
  unary('abs', 'The absolute value. At the kink its derivative is the right-hand one, 1.', Math.abs),
  unary('sign', '-1, 0 or 1; its derivative is 0.', Math.sign),
  {
    name: 'max',
    arity: [2, Infinity],
    signature: 'max(a, b, …)',
    parameters: ['a', 'b', '…'],
    documentation:
      'The largest of its arguments, or of the entries of one array. Where two are equal, the derivative is that of the first.',
    apply: Math.max,
  },
  {
    name: 'min',
    arity: [2, Infinity],
    signature: 'min(a, b, …)',
    parameters: ['a', 'b', '…'],
    documentation:
      'The smallest of its arguments, or of the entries of one array. Where two are equal, the derivative is that of the first.',
    apply: Math.min,
  },
  unary('log1p', 'log(1 + x), exact for small x; undefined for x ≤ -1.', (x) => (x > -1 ? Math.log1p(x) : NaN)),
  unary('expm1', 'e^x - 1, exact for small x.', Math.expm1),
  unary('erf', 'The error function.', erf),
  unary(
    'gelu',
    'x·Φ(x) with the normal distribution Φ: x/2·(1 + erf(x/√2)).',
    (x) => (x / 2) * (1 + erf(x / Math.SQRT2)),
  ),
  {
    name: 'pow',
    arity: [2, 2],
    signature: 'pow(a, b)',
    parameters: ['a', 'b'],
    documentation: 'a^b.',
    apply: power,
  },
];

export const builtinFunctions: ReadonlyMap<string, BuiltinFunction> = new Map(list.map((item) => [item.name, item]));

export interface BuiltinConstant {
  readonly value: number;
  readonly documentation: string;
}

const piConstant: BuiltinConstant = { value: Math.PI, documentation: 'The circle constant π = 3.14159…' };

export const builtinConstants: ReadonlyMap<string, BuiltinConstant> = new Map([
  ['pi', piConstant],
  ['π', piConstant],
  ['e', { value: Math.E, documentation: "Euler's number e = 2.71828…" }],
]);

/** Aggregates, written `sum(body for p in table)`; or of one array, `sum(v)`. */
export const aggregateNames: ReadonlyMap<string, string> = new Map([
  [
    'sum',
    'sum(body for p in table), or sum(body for k in 1..n): the total of the body over the rows or the whole numbers. sum(v) is the total of the entries of an array.',
  ],
  [
    'mean',
    'mean(body for p in table), or mean(body for k in 1..n): the average of the body. mean(v) is the average of the entries of an array.',
  ],
]);

/** A function that takes whole arrays. */
export interface ArrayFunction {
  readonly name: string;
  readonly arity: readonly [least: number, most: number];
  /** The signature for a person: `dot(a, b)`. */
  readonly signature: string;
  readonly parameters: readonly string[];
  readonly documentation: string;
}

const arrayList: readonly ArrayFunction[] = [
  {
    name: 'dot',
    arity: [2, 2],
    signature: 'dot(a, b)',
    parameters: ['a', 'b'],
    documentation: 'The sum of the products of entries, of two arrays of one shape.',
  },
  {
    name: 'norm',
    arity: [1, 1],
    signature: 'norm(v)',
    parameters: ['v'],
    documentation: 'The square root of the sum of the squares of all entries of an array.',
  },
  {
    name: 'hadamard',
    arity: [2, 2],
    signature: 'hadamard(a, b)',
    parameters: ['a', 'b'],
    documentation: 'The products of entries, of two arrays of one shape; an array of that shape.',
  },
];

/** Functions of arrays alone; `sum`, `mean`, `max` and `min` take one array, too. */
export const arrayFunctions: ReadonlyMap<string, ArrayFunction> = new Map(arrayList.map((item) => [item.name, item]));

/** The name belongs to a function of the language, of whatever kind. */
export function isFunctionOfLanguage(name: string): boolean {
  return builtinFunctions.has(name) || aggregateNames.has(name) || arrayFunctions.has(name);
}
