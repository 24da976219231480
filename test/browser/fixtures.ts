/** Losses and reports for the browser suite: compiled by the project's own code, searched by a plain Newton method. */
import { createOracle } from '../../src/compile/oracle';
import { compileText } from '../../src/landscape/compileLoss';
import type { CompiledLoss } from '../../src/landscape/compileLoss';
import type { CriticalKind, CriticalPointView, CriticalReport, FormulaView, LossView } from '../../src/landscape/views';
import { solve } from '../../src/linalg/solve';
import { symmetricEigen } from '../../src/linalg/eigen';

export const texts = {
  flat: `# The Hessian at the origin is singular
const alpha = 0.5 in [0, 2]
loss flat(x, y) = x^2/2 + alpha*x^2*y^2 - y^4
  on x in [-2, 2], y in [-2, 2]
  from (1, 0.1), (-1.2, 0.6)`,
  himmelblau: `loss himmelblau(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2`,
  rosenbrock: `const b = 100 in [1, 200]
loss rosenbrock(x, y) = (1 - x)^2 + b*(y - x^2)^2 on x in [-2, 2], y in [-1, 3] from (-1.2, 1)`,
  hole: `loss hole(x, y) = log(x) + y^2 on x in [-1, 3], y in [-2, 2] from (2.5, 1.5)`,
  round: `loss round(x, y) = x^2 + y^2/3 - sqrt(4 - x^2 - y^2) on x in [-3, 3], y in [-3, 3]`,
  curve: `const c = 1 in [-2, 2]
loss wave(t) = t^4/4 - t^2 + c*t/3 + sin(5*t)/4 on t in [-3, 3] from (2.6)`,
  log: `loss entropy(p) = p*log(p) + p^2 on p in [-0.5, 2]`,
  three: `loss bowl(u, v, w) = (u - w)^2 + 2*(v + w)^2 + (w - 1)^2 + u*v/4
  on u in [-3, 3], v in [-3, 3], w in [-3, 3] from (2, 2, -1)`,
  rastrigin: `loss rastrigin(x, y) = 20 + x^2 - 10*cos(2*pi*x) + y^2 - 10*cos(2*pi*y) on x in [-5, 5], y in [-5, 5]`,
  net: `data line(x, y) = (-1, -0.8), (0, 0.1), (1, 0.9), (2, 1.5)
loss net(w1, w2) = mean((w2*tanh(w1*p.x) - p.y)^2 for p in line) from (0.5, 3)`,
} as const;

/** The only loss of a text, with formulas that stand in for the printed ones. */
export function lossView(text: string): LossView {
  const name = /loss (\w+)/.exec(text)?.[1] ?? '';
  const compiled = compileText(text, name, { constants: {} });
  return viewOf(compiled, text);
}

function viewOf(compiled: CompiledLoss, text: string): LossView {
  const { parameters } = compiled;
  const formula = (label: string): FormulaView => ({
    text: label,
    latex: `\\text{${label}}`,
    mathml: `<math><mfrac><mi>${label}</mi><mn>2</mn></mfrac><mo>+</mo><msup><mi>x</mi><mn>2</mn></msup></math>`,
  });
  return {
    name: compiled.name,
    documentation: '',
    parameters: parameters.map((parameter, index) => ({
      name: parameter,
      low: compiled.box[index]![0],
      high: compiled.box[index]![1],
    })),
    constants: compiled.constants.map(({ statement, value }) => {
      const range = new RegExp(`const ${statement.name.name} = .* in \\[([^,]+), ([^\\]]+)\\]`).exec(text);
      return {
        name: statement.name.name,
        value: value.near,
        range: range === null ? null : [Number(range[1]), Number(range[2])],
        documentation: '',
      };
    }),
    starts: compiled.starts,
    formula: formula(compiled.name),
    gradient: parameters.map((parameter) => formula(parameter)),
    hessian: parameters.map((row) => parameters.map((column) => formula(row + column))),
    tapes: compiled.tapes,
    span: { start: 0, end: text.length },
  };
}

/** Critical points by Newton's method from a lattice of starts: enough for a picture, no proof of anything. */
export function searchPoints(loss: LossView, constants: readonly number[]): CriticalReport {
  const n = loss.parameters.length;
  const oracle = createOracle(loss.tapes, Float64Array.from(constants));
  const perSide = n === 1 ? 60 : n === 2 ? 25 : 7;
  const found: CriticalPointView[] = [];
  for (let start = 0; start < perSide ** n; start++) {
    const point = Float64Array.from(loss.parameters, ({ low, high }, axis) => {
      const place = Math.floor(start / perSide ** axis) % perSide;
      return low + ((high - low) * (place + 0.5)) / perSide;
    });
    if (!newton(oracle, point, n)) continue;
    const inside = loss.parameters.every(({ low, high }, axis) => point[axis]! >= low && point[axis]! <= high);
    const isNew = found.every((other) => Math.hypot(...other.point.map((x, axis) => x - point[axis]!)) > 1e-3);
    if (inside && isNew) found.push(describe(oracle, point, n));
  }
  const counts = new Map<string, number>();
  for (const { kind } of found) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const words = [...counts].map(([kind, count]) => `${String(count)} ${kind}`).join(', ');
  return {
    loss: loss.name,
    parameters: loss.parameters.map(({ name }) => name),
    box: loss.parameters.map(({ low, high }) => [low, high]),
    points: found,
    manifolds: [],
    plateaus: [],
    kinks: [],
    unresolved: [],
    complete: found.every(({ proof }) => proof === 'proved'),
    verdict: `${String(found.length)} critical points: ${words}.`,
    milliseconds: 1,
  };
}

type Oracle = ReturnType<typeof createOracle>;

function newton(oracle: Oracle, point: Float64Array, n: number): boolean {
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  for (let step = 0; step < 80; step++) {
    oracle.gradient(point, gradient);
    if (!gradient.every(Number.isFinite)) return false;
    if (Math.hypot(...gradient) < 1e-11) return true;
    oracle.hessian(point, hessian);
    const move = solve(hessian, gradient, n);
    if (move === null) return false;
    for (let axis = 0; axis < n; axis++) point[axis] = point[axis]! - move[axis]!;
  }
  return false;
}

function describe(oracle: Oracle, raw: Float64Array, n: number): CriticalPointView {
  const point = raw.map((value) => (Math.abs(value) < 1e-4 ? 0 : value));
  const hessian = new Float64Array(n * n);
  oracle.hessian(point, hessian);
  const { values, vectors } = symmetricEigen(hessian, n);
  const isSingular = values.some((value) => Math.abs(value) < 1e-6);
  const morseIndex = values.filter((value) => value < -1e-6).length;
  const kind: CriticalKind = isSingular
    ? 'degenerate'
    : morseIndex === 0
      ? 'minimum'
      : morseIndex === n
        ? 'maximum'
        : 'saddle';
  return {
    point: Array.from(point),
    enclosure: Array.from(point, (value) => [value - 1e-9, value + 1e-9]),
    value: oracle.value(point),
    eigenvalues: Array.from(values),
    eigenvectors: vectors.map((vector) => Array.from(vector)),
    morseIndex,
    kind,
    proof: isSingular ? 'numerical' : 'proved',
    reason: isSingular
      ? 'The Hessian is singular here, so its signs decide nothing.'
      : 'A Newton step maps the enclosure into itself, and the signs of the interval Hessian decide the kind.',
  };
}
