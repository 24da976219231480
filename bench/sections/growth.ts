/** How time and memory grow with size. */
import { GridModule } from '../../src/wasm/gridModule';
import { ProgramOracle } from '../../src/program/programOracle';
import { numbers } from '../functions';
import { readCsv } from '../../src/tables/readCsv';
import type { Bench, Section } from '../harness/bench';
import { formulasOf, programOf } from '../harness/losses';
import { median } from '../harness/statistics';
import { gridOf } from './grids';

export async function growth(bench: Bench): Promise<Section> {
  const parts = [
    gridGrowth(bench),
    termGrowth(bench),
    networkGrowth(bench, 'rows'),
    networkGrowth(bench, 'parameters'),
  ];
  return Promise.resolve({
    title: 'Growth with size',
    about: 'Medians of a few runs of ours alone.',
    cases: [],
    more: parts.join('\n\n'),
  });
}

/** Milliseconds of one turn, the median of a few. */
function timed(work: () => unknown, bench: Bench): number {
  const samples: number[] = [];
  const end = performance.now() + (bench.quick ? 150 : 600);
  do {
    const start = performance.now();
    work();
    samples.push(performance.now() - start);
  } while (performance.now() < end || samples.length < 3);
  return median(samples);
}

function gridGrowth(bench: Bench): string {
  const rows = [128, 256, 512, 1024, 2048].map((side) => {
    const cells = side * side;
    const times = ['F3', 'F4', 'F5'].map((id) => {
      const { loss, xs, ys } = gridOf(id, side);
      const module = GridModule.create(loss.tapes[0], 0, 1)!;
      const out = new Float64Array(cells);
      const took = timed(() => module.evaluate(new Float64Array(2), xs, ys, out), bench);
      return `${figure(took)} (${figure((took * 1e6) / cells)})`;
    });
    return [`${side}×${side}`, ...times];
  });
  return table('Value on a grid: ms (ns a cell)', ['grid', 'F3', 'F4', 'F5'], rows);
}

function termGrowth(bench: Bench): string {
  const rows = [10, 100, 1000, 3000].map((terms) => {
    const factors = numbers(3 * terms, 0.1, 3, 13);
    const formula = Array.from(
      { length: terms },
      (_, k) => `${factors[3 * k]!}*sin(${factors[3 * k + 1]!}*x + ${factors[3 * k + 2]!}*y)`,
    ).join(' + ');
    const text = `loss f(x, y) = ${formula}`;
    const took = timed(() => formulasOf(text), bench);
    return [`${terms}`, figure(took), figure((took * 1000) / terms)];
  });
  return table('From a text to gradient and Hessian, a sum of sines', ['terms', 'ms', 'µs a term'], rows);
}

/** A network 2-h-h-1 over so many rows: one of the two grows. */
function networkGrowth(bench: Bench, what: 'rows' | 'parameters'): string {
  const sizes =
    what === 'rows'
      ? (bench.quick ? [100, 1000, 10_000] : [100, 1000, 10_000, 100_000]).map((rows) => ({ rows, width: 16 }))
      : [7, 30, 68, 98].map((width) => ({ rows: 256, width }));
  const lines = sizes.map(({ rows, width }) => {
    const columns = [1, 2, 3].map((seed) => numbers(rows, -1, 1, seed));
    const csv = csvText(columns);
    const text = networkText(width);
    const program = () => programOf(text, new Map([['rows.csv', readCsv(csv)]])).program;
    const compiling = timed(program, bench);
    const before = memory();
    const oracle = new ProgramOracle(program(), []);
    const n = oracle.dimension;
    const [point, gradient] = [numbers(n, -0.5, 0.5, 4), new Float64Array(n)];
    const product = new Float64Array(n);
    const first = timed(() => oracle.gradient(point, gradient), bench);
    const second = timed(() => oracle.hessianVector(point, point, product), bench);
    const used = Math.max(0, memory() - before) / 2 ** 20;
    // Alive until here.
    oracle.value(point);
    return [`${n}`, `${rows}`, figure(compiling), figure(first), figure(second), used.toFixed(1)];
  });
  const head = [
    'parameters',
    'rows',
    'csv and text to program, ms',
    'gradient, ms',
    'Hessian-vector product, ms',
    'memory, MiB',
  ];
  return table(`A network, more ${what}; its table is read from a csv file`, head, lines);
}

function csvText(columns: readonly Float64Array[]): string {
  return ['u,v,t', ...Array.from(columns[0]!, (_, row) => columns.map((column) => column[row]!).join(','))].join('\n');
}

function networkText(width: number): string {
  return `data t = csv("rows.csv")
loss f(W1[${width},2], b1[${width}], W2[${width},${width}], b2[${width}], w3[${width}], b3) =
  mean((dot(w3, tanh(W2*tanh(W1*[p.u, p.v] + b1) + b2)) + b3 - p.t)^2 for p in t)`;
}

/** Bytes that are held, after what is not has been collected. */
function memory(): number {
  for (let k = 0; k < 3; k++) (globalThis as { gc?: () => void }).gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function figure(value: number): string {
  return String(Number(value.toPrecision(value < 100 ? 2 : 3)));
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---:'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `**${title}**\n\n${lines.join('\n')}`;
}
