/** The losses of the benchmark, in the words of each contender, and the data two of them are fitted to. */

export interface Function2 {
  readonly id: string;
  readonly name: string;
  /** In the language of Losscape, over x and y. Other texts are made from it. */
  readonly formula: string;
  /** For compute-engine. */
  readonly latex: string;
  /** For NumPy. */
  readonly numpy: string;
  readonly box: readonly [x: readonly [number, number], y: readonly [number, number]];
}

export const functions: readonly Function2[] = [
  {
    id: 'F1',
    name: 'flat saddle',
    formula: 'x^2/2 + 0.5*x^2*y^2 - y^4',
    latex: 'x^2/2 + 0.5x^2y^2 - y^4',
    numpy: 'x*x/2 + 0.5*(x*x)*(y*y) - (y*y)**2',
    box: [
      [-2, 2],
      [-2, 2],
    ],
  },
  {
    id: 'F2',
    name: 'Rosenbrock',
    formula: '(1 - x)^2 + 100*(y - x^2)^2',
    latex: '(1-x)^2 + 100(y-x^2)^2',
    numpy: '(1 - x)**2 + 100*(y - x*x)**2',
    box: [
      [-2, 2],
      [-1, 3],
    ],
  },
  {
    id: 'F3',
    name: 'Himmelblau',
    formula: '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
    latex: '(x^2+y-11)^2 + (x+y^2-7)^2',
    numpy: '(x*x + y - 11)**2 + (x + y*y - 7)**2',
    box: [
      [-6, 6],
      [-6, 6],
    ],
  },
  {
    id: 'F4',
    name: 'Rastrigin',
    formula: '20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y)',
    latex: '20 + x^2 - 10\\cos(2\\pi x) + y^2 - 10\\cos(2\\pi y)',
    numpy: '(x*x - 10*np.cos(2*np.pi*x)) + (20 + y*y - 10*np.cos(2*np.pi*y))',
    box: [
      [-5.12, 5.12],
      [-5.12, 5.12],
    ],
  },
  {
    id: 'F5',
    name: 'Ackley',
    formula: '20 + e - 20*exp(-0.2*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2)',
    latex: '20 + e - 20\\exp(-0.2\\sqrt{(x^2+y^2)/2}) - \\exp((\\cos(2\\pi x)+\\cos(2\\pi y))/2)',
    numpy: '20 + np.e - 20*np.exp(-0.2*np.sqrt((x*x + y*y)/2)) - np.exp((np.cos(2*np.pi*x) + np.cos(2*np.pi*y))/2)',
    box: [
      [-5, 5],
      [-5, 5],
    ],
  },
  {
    id: 'F7',
    name: 'six-hump camel',
    formula: '(4 - 2.1*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2',
    latex: '(4-2.1x^2+\\frac{x^4}{3})x^2 + xy + (4y^2-4)y^2',
    numpy: '(4 - 2.1*(x*x) + (x*x)**2/3)*(x*x) + x*y + (4*(y*y) - 4)*(y*y)',
    box: [
      [-3, 3],
      [-2, 2],
    ],
  },
];

export function functionOf(id: string): Function2 {
  return functions.find((each) => each.id === id)!;
}

/** A whole file with the loss `f`. */
export function textOf({ formula, box: [x, y] }: Function2): string {
  return `loss f(x, y) = ${formula}\n  on x in [${x.join(', ')}], y in [${y.join(', ')}]`;
}

/** Numbers with four decimals, the same in every contender's text. */
export function numbers(count: number, low: number, high: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.round((low + ((high - low) * state) / 2 ** 32) * 1e4) / 1e4;
  });
}

const rowsText = (...columns: readonly Float64Array[]): string =>
  Array.from(columns[0]!, (_, row) => `(${columns.map((column) => column[row]!).join(', ')})`).join(', ');

/** F6: two tanh units that share a weight and a bias, over 50 rows; both parameters stand in each unit, so that no axis has one alone. */
export const units = { u: numbers(50, -2, 2, 1), v: numbers(50, -0.5, 1, 2) };
export const unitsText = `data units(u, v) = ${rowsText(units.u, units.v)}
loss f(x, y) = mean((tanh(x*p.u + y) - tanh(x*p.u - y) - p.v)^2 for p in units)
  on x in [-4, 4], y in [-2, 2]`;
/** The same with its sum written out, for those who have no tables. */
export const unitsUnrolled = `(${Array.from(
  units.u,
  (u, row) => `(tanh(x*${bracketed(u)} + y) - tanh(x*${bracketed(u)} - y) - ${bracketed(units.v[row]!)})^2`,
).join(' + ')})/50`;
export const unitsBox = [
  [-4, 4],
  [-2, 2],
] as const;

function bracketed(value: number): string {
  return value < 0 ? `(${value})` : `${value}`;
}

/** F8: logistic regression over 200 rows. */
export const marks = {
  u: numbers(200, -3, 3, 3),
  t: numbers(200, 0, 1, 4).map((share, row) => Number(share < 1 / (1 + Math.exp(-numbers(200, -3, 3, 3)[row]!)))),
};
export const marksText = `data marks(u, t) = ${rowsText(marks.u, marks.t)}
loss f(x, y) = mean(softplus(x*p.u + y) - p.t*(x*p.u + y) for p in marks)
  on x in [-4, 4], y in [-4, 4]`;
export const marksBox = [
  [-4, 4],
  [-4, 4],
] as const;

/** F9: a network 2-16-16-1 with tanh, 337 weights, over 256 rows. */
export const weightCount = 337;
export const network = {
  u: numbers(256, -1, 1, 5),
  v: numbers(256, -1, 1, 6),
  t: numbers(256, -1, 1, 7),
  weights: numbers(weightCount, -0.7, 0.7, 8),
  direction: numbers(weightCount, -1, 1, 9),
};
export const networkText = `data moons(u, v, t) = ${rowsText(network.u, network.v, network.t)}
fn layer(W, b, x) = tanh(W*x + b)
loss f(W1[16,2], b1[16], W2[16,16], b2[16], w3[16], b3) =
  mean((dot(w3, layer(W2, b2, layer(W1, b1, [p.u, p.v]))) + b3 - p.t)^2 for p in moons)`;

/** Centres of equal cells, as the pictures have them. */
export function places([low, high]: readonly [number, number], count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => low + ((high - low) * (k + 0.5)) / count);
}

/** Points all over a box, for value, gradient and Hessian. */
export function pointsIn(box: Function2['box'], count: number): readonly [Float64Array, Float64Array] {
  return [numbers(count, ...box[0], 10), numbers(count, ...box[1], 11)];
}
