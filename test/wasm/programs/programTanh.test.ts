import { expect, test } from 'vitest';
import { encodeModule } from '../../../src/wasm/encode';
import { compileModule, memoryOf, startModule } from '../../../src/wasm/platform';
import { counted, load, store } from '../../../src/wasm/programs/programCode';
import { quickTanh } from '../../../src/wasm/programs/programTanh';
import { VectorCode } from '../../../src/wasm/vectorCode';
import { fixed, reference } from '../../interval/reference';
import { seeded } from '../../support/random';

/** tanh of all these, whose number is even. */
function tangents(xs: Float64Array): Float64Array {
  const memory = memoryOf(8 * xs.length)!;
  const code = new VectorCode(1, 0);
  const [at, x] = [code.local('i32'), code.take()];
  counted(code, at, 16, 8 * xs.length, () => {
    load(code, x, 0, at);
    quickTanh(code, x, x);
    store(code, x, 0, at);
  });
  const run = { name: 'run', parameters: [], results: [], locals: code.locals, body: code.bytes };
  const results = new Float64Array(memory.buffer, 0, xs.length);
  results.set(xs);
  (startModule(compileModule(encodeModule([], [run])), memory, {})['run'] as () => void)();
  return results.slice();
}

test('the quick tanh keeps the error it states, at arguments of every size', () => {
  const random = seeded(12);
  const xs = Float64Array.from({ length: 6000 }, (_, i) => {
    const x = (random() - 0.5) * [1, 2, 8, 50][i % 4]!;
    return i % 3 === 0 ? x * 2 ** -Math.floor(30 * random()) : x;
  });
  let worst = 0;
  tangents(xs).forEach((result, i) => {
    const exact = reference['tanh']!(fixed(xs[i]!));
    const unit = 2 ** (Math.floor(Math.log2(Math.abs(result))) - 52);
    worst = Math.max(worst, Math.abs(Number(fixed(result) - exact) / 2 ** 400) / unit);
  });
  expect(worst).toBeLessThan(5);
  expect(worst).toBeGreaterThan(0.5);
});

test('it takes the special values that the host takes, but for the sign of a zero', () => {
  const xs = [0, 1e-320, 5e-324, 2 ** -1030, 1, -1, 20, -20, 40, 1e300, Infinity, -Infinity, NaN, 0.3465, 0.34658];
  const results = tangents(Float64Array.from([...xs, 0]));
  xs.forEach((x, i) => {
    if (Number.isNaN(x)) expect(results[i]).toBeNaN();
    else expect(Math.abs(results[i]! - Math.tanh(x))).toBeLessThanOrEqual(4e-16 * Math.abs(Math.tanh(x)));
  });
});
