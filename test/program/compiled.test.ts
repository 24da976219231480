import { describe, expect, test } from 'vitest';
import { compilableLoops } from '../../src/program/compiled/compiledLoops';
import { linearLoops } from '../../src/program/linearLoops';
import { Machine } from '../../src/program/machine';
import type { Program } from '../../src/program/program';
import { RandomGenerator } from '../../src/random/generator';
import { seeded } from '../support/random';
import { asProgram, compile } from './forms';

function table(rows: number): string {
  const random = new RandomGenerator(17);
  const cell = (): string => random.uniform(-2, 2).toFixed(3);
  return `data pts(u, v, t) = ${Array.from({ length: rows }, () => `(${cell()}, ${cell()}, ${cell()})`).join(', ')}`;
}

function programOf(rows: number, formula: string, names = ''): Program {
  const parameters = 'W[5,2], b[5], V[5,5], c[5], w[5], s, unused[30]';
  return asProgram(compile(`${table(rows)}\n${names}\nloss f(${parameters}) = ${formula} + 0*sum(unused)`)).program;
}

/** All that a machine knows at a seeded point. */
function everything(program: Program, compiles: boolean): number[] {
  const machine = new Machine(program, compiles);
  machine.setConstants([0.7]);
  const n = program.parameters;
  const random = new RandomGenerator(3);
  const point = random.normals(n).map((x) => 0.6 * x);
  const direction = random.normals(n);
  const [gradient, product, gaussNewton] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const value = machine.gradient(point, gradient);
  machine.hessianVector(point, direction, product);
  if (program.squares !== null) machine.gaussNewtonVector(point, direction, gaussNewton);
  return [value, machine.value(point), ...gradient, ...product, ...gaussNewton];
}

/** Equal to rounding: within 10⁻¹² of the largest number, and undefined together. */
function expectAgreement(program: Program, text: string): void {
  const [compiled, interpreted] = [everything(program, true), everything(program, false)];
  const size = Math.max(1, ...interpreted.map((x) => (Number.isFinite(x) ? Math.abs(x) : 0)));
  compiled.forEach((value, i) => {
    const expected = interpreted[i]!;
    const agrees = Object.is(value, expected) || Math.abs(value - expected) <= 1e-12 * size;
    expect(agrees, `${text}, number ${i}: ${value}, not ${expected}`).toBe(true);
  });
}

const functions = [
  ...[
    'tanh',
    'sigmoid',
    'softplus',
    'relu',
    'sin',
    'cos',
    'exp',
    'erf',
    'gelu',
    'atan',
    'sinh',
    'cosh',
    'abs',
    'expm1',
  ],
  ...['leaky_relu', 'sign', 'step', 'tan'],
];

/** A random vector of five numbers for each row. */
function randomVector(random: () => number, depth: number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  if (depth === 0) return pick(['W*[p.u, p.v]', 'W*[p.v, s]', 'tanh(W*[p.u, p.v] + b)', 'b*p.u', 'c/(1 + p.v^2)']);
  const sub = (): string => randomVector(random, depth - 1);
  const name = pick(functions.filter((each) => each !== 'step'));
  switch (Math.floor(random() * 12)) {
    case 0:
      return `${name}(${sub()} + b)`;
    case 1:
      return `${name}(V*(${sub()}) + c)/2`;
    case 2:
      return `(${sub()} - ${sub()})`;
    case 3:
      return `hadamard(${sub()}, ${sub()})/3`;
    case 4:
      return `(${sub()})/(1 + (${sub()})^2)`;
    case 5:
      return `(${scalar(random, depth - 1)})*(${sub()})/4`;
    case 6:
      return `(${sub()})/(2 + cos(p.t*s))`;
    case 7:
      return `V'*(${sub()})`;
    case 8:
      return `V[1..5, 2] + [p.u, s, p.v, s*p.u, 1]`;
    case 9:
      return `(softplus(${sub()}) + 0.1)^${pick(['1.5', '0.5', '-1', '-0.5', '0.3', '3'])}`;
    case 10:
      return `log(1.5 + sin(${sub()})) - log1p(sigmoid(${sub()}))`;
    default:
      return `((${sub()})*p.u + p.v*s*c)`;
  }
}

function scalar(random: () => number, depth: number): string {
  const sub = (): string => randomVector(random, depth);
  switch (Math.floor(random() * 6)) {
    case 0:
      return `dot(w, ${sub()})`;
    case 1:
      return `dot(${sub()}, ${sub()})/5`;
    case 2:
      return `sum(${sub()})`;
    case 3:
      return `tanh((${sub()})[2])*s + p.t`;
    case 4:
      return `sum((${sub()})[2..4])`;
    default:
      return `(w'*(${sub()}))`;
  }
}

const sizes = [1, 7, 8, 21, 300, 1500];

describe('compiled loops against the interpreter', () => {
  test('on random programs, whatever their rows', () => {
    const random = seeded(8);
    let compiled = 0;
    for (let trial = 0; trial < 90; trial++) {
      const around = ['mean', 'sum', 'mean'][trial % 3]!;
      const square = random() < 0.5 ? '^2' : '';
      const formula = `${around}((${scalar(random, 2)} - p.t)${square} for p in pts)`;
      const rows = sizes[trial % sizes.length]!;
      const program = programOf(rows, random() < 0.3 ? `s*(${formula})^2` : `${formula} + 0.1*dot(b, b)`);
      compiled += compilableLoops(program).length;
      expectAgreement(program, `trial ${trial}, ${rows} rows: ${formula}`);
    }
    expect(compiled).toBe(90);
  });

  test.each([
    ['outer products of rows', "mean(sum((tanh(W*[p.u, p.v])*[p.u, p.v, s]' - V[1..5, 1..3])^2) for p in pts)"],
    ['products of matrices of rows', "mean(sum((W*[[p.u, s], [p.v, p.t]])*(W'*p.u)) for p in pts)"],
    ['transposes', "mean(dot((W*p.u)'*b, [p.v, s]) for p in pts)"],
    ['maxima', 'sum(max(dot(w, W*[p.u, p.v]), p.t*s) + min(p.u, s)^2 for p in pts)'],
    ['sums with vectors', 'norm(mean(tanh(W*[p.u, p.v]) for p in pts) - b)^2'],
    ['two loops', 'mean(dot(b, W*[p.u, p.v])^2 for p in pts)*sum(s*p.t for p in pts) + mean(s*p.u for p in pts)'],
    ['a loop in a loop', 'mean(mean((s*p.u - q.v*b[1])^2 for q in pts)*c[1] for p in pts)'],
    ['a constant that moves', 'r*mean((s*p.u - r*p.t)^2 for p in pts)/(1 + r)'],
    ['a norm at 0', 'mean(norm((b - b)*p.u) + sqrt(relu(-1 - s^2)*p.v) for p in pts)'],
    ['an infinite slope that nothing comes back to', 'mean((sqrt((s - s)*p.u)*(p.u - p.u) + s)^2 for p in pts)'],
    [
      'undefined slopes behind kinks',
      'mean(relu(s*p.u)^0.5 + max(s*p.v, -s*p.v - s*p.v)^1.5/(1 + p.u^2) for p in pts)',
    ],
    ['undefined slopes behind the lesser', 'mean(sqrt(max(b[1]*p.v, 0)) + log(1 + s^2 + min(p.u*s, 0)) for p in pts)'],
    ['an undefined row', 'mean(log(s*p.u) + b[1]*p.v for p in pts)'],
    ['a division by 0', 'sum(dot(b, c)/(p.u - p.u) for p in pts)'],
  ])('%s', (_, formula) => {
    for (const rows of [3, 40, 257]) expectAgreement(programOf(rows, formula, 'const r = 0.7 in [0, 1]'), formula);
  });
});

test('a loss is linear in its sums over rows where only fixed factors stand before them', () => {
  const loops = (formula: string): number => linearLoops(programOf(5, formula, 'const r = 0.7 in [0, 1]')).size;
  expect(loops('mean((s*p.u)^2 for p in pts) - 3*sum(s*p.v for p in pts)*r')).toBe(2);
  expect(loops('s*mean((s*p.u)^2 for p in pts)')).toBe(0);
  expect(loops('sqrt(mean((s*p.u)^2 for p in pts))')).toBe(0);
});

test('constants that change leave nothing of the weights found before', () => {
  const program = programOf(30, 'r*mean((s*p.u - p.t)^2 for p in pts)', 'const r = 0.7 in [0, 1]');
  const machine = new Machine(program);
  const [point, once, twice] = [0, 1, 2].map(() => new Float64Array(program.parameters)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  point.fill(0.4);
  machine.setConstants([0.3]);
  machine.gradient(point, once);
  machine.setConstants([0.6]);
  machine.gradient(point, twice);
  once.forEach((entry, i) => expect(twice[i]).toBeCloseTo(2 * entry, 13));
});
