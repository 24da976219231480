/** How the search for critical points grows with their number, and with the number of parameters. */
import type { FormulaLoss } from '../../src/landscape/compileLoss';
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { Bench, Section } from '../harness/bench';
import { formulasOf } from '../harness/losses';
import { median } from '../harness/statistics';

export async function criticalGrowth(bench: Bench): Promise<Section> {
  const parts = [await pointGrowth(bench), await parameterGrowth(bench)];
  return {
    title: 'Growth of the search for critical points',
    about:
      'Medians of a few runs: search, audit, symmetries and all that is told; everything proved and complete, or said not to be.',
    cases: [],
    more: parts.join('\n\n'),
  };
}

async function pointGrowth(bench: Bench): Promise<string> {
  const rows: string[][] = [];
  for (const half of bench.quick ? [1, 2] : [0.4, 1, 2, 3, 5.5, 8]) {
    const cells = [`±${half}`];
    for (const formula of ['20 + x^2 - 10cos(2pi*x) + y^2 - 10cos(2pi*y)', 'sin(5x)*sin(5y)'])
      cells.push(...(await row(lossOf(formula, ['x', 'y'], half), bench)));
    rows.push(cells);
  }
  return table(
    'Number of points, two parameters',
    ['box', 'Rastrigin', 'ms', 'µs a point', 'sin·sin', 'ms', 'µs a point'],
    rows,
  );
}

/** A double well in each parameter, with and without neighbours that are coupled: 3ⁿ points. */
async function parameterGrowth(bench: Bench): Promise<string> {
  const names = ['x', 'y', 'z', 'w'];
  const rows: string[][] = [];
  for (let n = 1; n <= (bench.quick ? 3 : 4); n++) {
    const used = names.slice(0, n);
    const wells = used.map((name) => `(${name}^2 - 1)^2`).join(' + ');
    const coupling = used.slice(1).map((name, i) => ` + 0.3*${used[i]!}*${name}`);
    const dense = `(${used.join(' + ')} - 1)^2`;
    const losses = [wells, wells + coupling.join(''), `${wells} + ${dense}`].map((formula) => lossOf(formula, used, 2));
    const cells: string[] = [];
    for (const loss of losses) cells.push(...(await row(loss, bench)).slice(0, 2));
    rows.push([String(n), ...cells]);
  }
  return table(
    'Number of parameters, double wells',
    ['n', 'apart', 'ms', 'coupled in a chain', 'ms', 'coupled all', 'ms'],
    rows,
  );
}

function lossOf(formula: string, names: readonly string[], half: number): FormulaLoss {
  const on = names.map((name) => `${name} in [${-half}, ${half * 1.03}]`).join(', ');
  return formulasOf(`loss f(${names.join(', ')}) = ${formula}\n  on ${on}`);
}

/** Points found (with a mark where not complete), milliseconds, microseconds a point. */
async function row(loss: FormulaLoss, bench: Bench): Promise<string[]> {
  const samples: number[] = [];
  const end = performance.now() + (bench.quick ? 200 : 1500);
  let points = 0;
  let complete = true;
  do {
    const start = performance.now();
    const report = await searchLoss(loss, { budget: 60_000 });
    samples.push(performance.now() - start);
    points = report.points.length;
    complete = report.complete && report.points.every(({ proof }) => proof === 'proved');
  } while (performance.now() < end || samples.length < 3);
  const took = median(samples);
  return [`${points}${complete ? '' : ' (not complete)'}`, figure(took), figure((took * 1000) / Math.max(1, points))];
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}

function table(title: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [`**${title}**`, '', line(head), line(head.map(() => '--:')), ...rows.map(line)].join('\n');
}
