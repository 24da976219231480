/** Gradient and Hessian-vector product of a network of 337 weights. */
import { ProgramOracle } from '../../src/program/programOracle';
import { network, networkText, weightCount } from '../functions';
import { networkGradient, networkProduct } from '../handwritten';
import type { Bench, Section } from '../harness/bench';
import { programOf } from '../harness/losses';
import { type Contender, here, measure } from '../harness/measure';

export async function networks(bench: Bench): Promise<Section> {
  const oracle = new ProgramOracle(programOf(networkText).program, []);
  const { weights, direction, u, v, t } = network;
  const arrays = { 'net.w': weights, 'net.p': direction, 'net.u': u, 'net.v': v, 'net.t': t };
  const gradient = new Float64Array(weightCount);
  const product = new Float64Array(weightCount);
  const handGradient = new Float64Array(weightCount + 1);
  const handProduct = new Float64Array(weightCount);
  const withoutValue = (each: ReturnType<Bench['c']>[number]): typeof each =>
    'absent' in each ? each : { ...each, result: async () => ((await each.result()) as Float64Array).slice(1) };
  const run = {
    gradient: () => oracle.gradient(weights, gradient),
    product: () => oracle.hessianVector(weights, direction, product),
    handGradient: () => networkGradient(weights, handGradient),
    handProduct: () => networkProduct(weights, direction, handProduct),
  };
  const first = [
    here('Losscape', run.gradient, () => (run.gradient(), gradient.slice())),
    here('JavaScript by hand', run.handGradient, () => (run.handGradient(), handGradient.slice(1))),
    ...bench.c('gradient', arrays).map(withoutValue),
    await tensorflow('cpu'),
    await tensorflow('wasm'),
    bench.python('torch', { kind: 'network', product: false }, arrays),
  ];
  // tfjs computes in single precision.
  const cases = [await measure('network', 'gradient', first, bench.effort, 1e-5)];
  const second = [
    here('Losscape', run.product, () => (run.product(), product.slice())),
    here('JavaScript by hand', run.handProduct, () => (run.handProduct(), handProduct.slice())),
    ...bench.c('product', arrays),
    bench.python('torch', { kind: 'network', product: true }, arrays),
  ];
  cases.push(await measure('network', 'Hessian-vector product', second, bench.effort, 1e-10));
  return {
    title: 'F9, a network 2-16-16-1 with tanh: 337 weights, 256 rows',
    about:
      'Ours is the array program: operations over whole arrays, differentiated in reverse. By hand in C: blocks of 64 rows side by side, so that a layer stays in the nearest cache. tfjs computes in single precision. Compared: all 337 numbers.',
    cases,
  };
}

/** A gradient by TensorFlow.js, each turn from weights in JavaScript to a gradient in JavaScript. */
async function tensorflow(backend: 'cpu' | 'wasm'): Promise<Contender> {
  const tf = await import('@tensorflow/tfjs');
  const { setThreadsCount } = await import('@tensorflow/tfjs-backend-wasm');
  if (backend === 'wasm') setThreadsCount(1);
  await tf.setBackend(backend);
  await tf.ready();
  const { u, v, t, weights } = network;
  const inputs = tf.tensor(
    Float32Array.from({ length: 2 * u.length }, (_, k) => (k % 2 === 0 ? u : v)[k >> 1]!),
    [u.length, 2],
  );
  const targets = tf.tensor(Float32Array.from(t), [t.length, 1]);
  const single = Float32Array.from(weights);
  const gradient = tf.grad((w) => {
    const part = (from: number, ...shape: number[]) =>
      tf.reshape(tf.slice(w, [from], [shape.reduce((a, b) => a * b)]), shape);
    const first = tf.tanh(tf.add(tf.matMul(inputs, part(0, 16, 2), false, true), part(32, 16)));
    const second = tf.tanh(tf.add(tf.matMul(first, part(48, 16, 16), false, true), part(304, 16)));
    const output = tf.add(tf.matMul(second, part(320, 16, 1)), part(336, 1));
    return tf.mean(tf.square(tf.sub(output, targets)));
  });
  const run = (): Float32Array => tf.tidy(() => gradient(tf.tensor(single)).dataSync());
  const contender = here(`tfjs ${backend}`, run, () => Float64Array.from(run()));
  const select = async (): Promise<void> => void (await tf.setBackend(backend));
  return {
    name: contender.name,
    time: async (turns) => {
      await select();
      return contender.time(turns);
    },
    result: async () => {
      await select();
      return contender.result();
    },
  };
}
