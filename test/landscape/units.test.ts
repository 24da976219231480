import { describe, expect, it } from 'vitest';
import { Interpreter } from '../../src/compile/interpreter';
import { compileText } from '../../src/landscape/compileLoss';
import { lossView } from '../../src/landscape/describe';
import { TooLarge } from '../../src/symbolic/pool';
import { Rational } from '../../src/symbolic/rational';
import type { UnitView } from '../../src/landscape/views';

const rows = 'data rows(x, y) = (1, 1), (2, 1), (-3, 0)\n';

function unitsOf(text: string): readonly UnitView[] {
  const view = lossView(compileText(text, 'f', { constants: {} }));
  if (view.form !== 'formulas') throw new Error('too many parameters');
  return view.units;
}

function activity({ activity: tape }: UnitView, ...inputs: readonly number[]): number {
  const out = new Float64Array(1);
  new Interpreter(tape).evaluate(Float64Array.from(inputs), out);
  return out[0]!;
}

describe('rectified units', () => {
  it('tell which rows they answer, the kink included', () => {
    const [unit, ...others] = unitsOf(`${rows}loss f(w, b, v) = mean((v*relu(w*p.x + b) - p.y)^2 for p in rows)`);
    expect(others).toEqual([]);
    expect(unit).toMatchObject({ table: 'rows', rows: 3, isMask: true });
    expect(unit!.label).toMatch(/^relu\(.*w.*b.*\)$/);
    expect(activity(unit!, 1, 0, 1)).toBe(0b011);
    expect(activity(unit!, -1, 0, 1)).toBe(0b100);
    expect(activity(unit!, -1, -4, 1)).toBe(0);
    expect(activity(unit!, -1, 1, 1)).toBe(0b101);
  });

  it('are one for each rectifier of a vector, and of a second layer', () => {
    const vector = unitsOf(`${rows}loss f(w[2], b[2], v[2]) = mean((dot(v, relu(w*p.x + b)) - p.y)^2 for p in rows)`);
    expect(vector).toHaveLength(2);
    const deep = unitsOf(`${rows}loss f(w, u, v) = mean((v*relu(u*relu(w*p.x)) - p.y)^2 for p in rows)`);
    expect(deep).toHaveLength(2);
    // The second unit is at its kink where the first is silent.
    expect(deep.map((unit) => activity(unit, -1, 1, 1))).toEqual([0b100, 0b111]);
  });

  it('a leak keeps a unit alive; one that is a constant is watched', () => {
    const leaky = `${rows}loss f(w, b) = mean((leaky_relu(w*p.x + b) - p.y)^2 for p in rows)`;
    expect(unitsOf(leaky)).toEqual([]);
    const slider = `const leak = 0 in [0, 0.2]
${rows}loss f(w, b) = mean((leaky_relu(w*p.x + b, leak) - p.y)^2 for p in rows)`;
    const [unit] = unitsOf(slider);
    expect(activity(unit!, 0, -1, 0)).toBe(0);
    expect(activity(unit!, 0, -1, 0.01)).toBe(0b111);
    expect(activity(unit!, 1, -1, 0)).toBe(0b011);
  });

  it('see no data, or more rows than bits', () => {
    const [alone] = unitsOf('loss f(w, b) = (relu(w + b) - 1)^2');
    expect(alone).toMatchObject({ table: null, rows: 1, isMask: true });
    expect([activity(alone!, 1, 1), activity(alone!, -1, 0)]).toEqual([1, 0]);
    const many = Array.from({ length: 60 }, (_, k) => `(${String(k - 20)})`).join(', ');
    const [counted] = unitsOf(`data d(x) = ${many}\nloss f(w) = mean((relu(w*p.x) - 1)^2 for p in d)`);
    expect(counted).toMatchObject({ rows: 60, isMask: false });
    expect(activity(counted!, 1)).toBe(40);
    expect(activity(counted!, -1)).toBe(21);
  });

  it('are left out where the formulas fill their pool', () => {
    const loss = compileText(`${rows}loss f(w, b) = mean((relu(w*p.x + b) - p.y)^2 for p in rows)`, 'f', {
      constants: {},
    });
    if (loss.form !== 'formulas') throw new Error('too many parameters');
    const fill = (): void => {
      for (let k = 1n; ; k++) loss.pool.rational(Rational.of(k, 7919n));
    };
    expect(fill).toThrow(TooLarge);
    expect(lossView(loss)).toMatchObject({ form: 'formulas', units: [] });
  });

  it('a loss without rectifiers has none', () => {
    expect(unitsOf('loss f(x, y) = abs(x) + max(y, 0) + tanh(x)')).toEqual([]);
  });
});

describe('starts that follow a slider', () => {
  it('have a tape; others have none', () => {
    const text = `const s = 2 in [0, 3]
const t = 2*s
loss f(x, y) = x^2 + y^2 from (s, 1), (t + 1, -s), random(seed = 1)`;
    const view = lossView(compileText(text, 'f', { constants: {} }));
    if (view.form !== 'formulas') throw new Error('too many parameters');
    const out = new Float64Array(6);
    const place = view.constants.findIndex(({ name }) => name === 's');
    const inputs = new Float64Array(2 + view.constants.length);
    inputs[2 + place] = 0.5;
    new Interpreter(view.startTape!).evaluate(inputs, out);
    expect([...out.subarray(0, 4)]).toEqual([0.5, 1, 2, -0.5]);
    expect([...out.subarray(4)]).toEqual(view.starts[2]);
    const still = lossView(compileText('const s = 2\nloss f(x) = x^2 from (s)', 'f', { constants: {} }));
    expect(still).toMatchObject({ startTape: null, starts: [[2]] });
  });
});
