import { describe, expect, test } from 'vitest';
import { Interpreter } from '../../src/compile/interpreter';
import { PointsModule } from '../../src/wasm/pointsModule';
import { fixed, reference } from '../interval/reference';
import { compileFormula } from '../support/losses';
import { seeded } from '../support/random';

/** The distance of a double from an exact value in units in the last place of that value; both normal. */
function unitsOff(result: number, exact: bigint): number {
  const bits = 400;
  const size = exact < 0n ? -exact : exact;
  const exponent = size.toString(2).length - 1 - bits;
  // One unit in the last place is 2^(exponent − 52).
  const difference = fixed(result) - exact;
  const shift = BigInt(bits + exponent - 52 - 20);
  return Number((difference < 0n ? -difference : difference) >> shift) / 2 ** 20;
}

/** The function compiled, at these arguments. */
function compiled(formula: string, xs: Float64Array): Float64Array {
  const module = PointsModule.create(compileFormula(formula, ['x']).tapes[0], xs.length);
  if (module === undefined) throw new Error('This platform has no WebAssembly with vectors.');
  module.points[0]!.set(xs);
  module.evaluate([], xs.length);
  return module.results[0]!;
}

/** Arguments of every size in a range, dense around 0 and around `special`. */
function samples(low: number, high: number, special: readonly number[]): Float64Array {
  const random = seeded(41);
  const list = [low, high, ...special];
  for (let i = 0; i < 400; i++) {
    const x = low + (high - low) * random();
    list.push(x, x * 2 ** -Math.floor(20 * random()));
    for (const place of special) list.push(place + (random() - 0.5) * 2 ** -Math.floor(30 * random()));
  }
  return Float64Array.from(list.filter((x) => x >= low && x <= high));
}

/** The bounds that src/wasm/elementary.ts states. */
const bounds: [name: string, formula: string, low: number, high: number, special: number[], units: number][] = [
  ['exp', 'exp(x)', -200, 300, [0, 1, -1], 1.01],
  ['expm1', 'expm1(x)', -30, 300, [0, -0.35, 0.35], 2],
  ['log', 'log(x)', 1e-15, 1e80, [1, 0.5, Math.SQRT2, Math.SQRT1_2], 1.2],
  ['log1p', 'log1p(x)', -0.999, 1e6, [0, 0.41, -0.29], 2.5],
  ['sin', 'sin(x)', -2000, 2000, [0, Math.PI, -Math.PI / 2], 1.6],
  ['cos', 'cos(x)', -2000, 2000, [0, Math.PI / 2, (3 * Math.PI) / 2], 1.6],
  ['tanh', 'tanh(x)', -25, 25, [0, 1, 20], 2.5],
  ['sigmoid', 'sigmoid(x)', -150, 40, [0, 1, -1], 2],
  ['softplus', 'softplus(x)', -150, 300, [0, 1, -1], 2.5],
];

describe('elementary functions in two lanes keep the errors they state', () => {
  test.each(bounds)('%s', (name, formula, low, high, special, units) => {
    const xs = samples(low, high, special);
    const results = compiled(formula, xs);
    let worst = 0;
    let at = 0;
    xs.forEach((x, i) => {
      const exact = reference[name]!(fixed(x));
      // Far below 1 the reference has not the digits to tell.
      if (exact < 1n << 100n && exact > -(1n << 100n)) return;
      const off = unitsOff(results[i]!, exact);
      if (off > worst) [worst, at] = [off, x];
    });
    expect(worst, `at ${at}`).toBeLessThan(units);
    expect(worst).toBeGreaterThan(0.3);
  });

  test('they take the special values that the interpreter takes', () => {
    const special = [0, -0, 1, -1, NaN, Infinity, -Infinity, 5e-324, -5e-324, 2 ** -1030, 800, -800, 1e9, -1e9, 1e300];
    const xs = Float64Array.from(special);
    const out = new Float64Array(1);
    const names = [
      'exp',
      'log',
      'sin',
      'cos',
      'tan',
      'asin',
      'acos',
      'atan',
      'sinh',
      'cosh',
      'tanh',
      'sigmoid',
      'softplus',
      'log1p',
      'expm1',
      'erf',
      'abs',
      'sign',
      'relu',
      'sqrt',
    ];
    for (const formula of [
      ...names.map((name) => `${name}(x)`),
      '1/x',
      'x^-3',
      'x^1.5',
      'x^0.3',
      'leaky_relu(x)',
      'max(x, 1)',
      'x/x',
      'log(x)/log(x)',
    ]) {
      const interpreter = new Interpreter(compileFormula(formula, ['x']).tapes[0]);
      const results = compiled(formula, xs);
      xs.forEach((x, i) => {
        interpreter.evaluate(Float64Array.of(x), out);
        // Math.pow takes −∞ to any power; the language takes no root of it.
        if (x === -Infinity && formula.startsWith('x^')) return;
        const [expected, result] = [out[0]!, results[i]!];
        const close =
          Object.is(expected, result) ||
          Math.abs(expected - result) <= 4 * Number.EPSILON * Math.abs(expected) + 1e-307;
        expect(close, `${formula} at ${x}: ${result}, not ${expected}`).toBe(true);
      });
    }
  });
});
