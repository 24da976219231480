/** All critical points of a loss in its box. */
import { searchLoss } from '../../src/landscape/findCriticalPoints';
import type { CriticalReport } from '../../src/landscape/views';
import { type Function2, functionOf, textOf } from '../functions';
import type { Bench, Section } from '../harness/bench';
import { formulasOf } from '../harness/losses';
import { type Absent, type Case, type Contender, deviationOf, here, measure } from '../harness/measure';
import { provedSearch } from '../harness/provedSearch';

/** How many starts the peer is given: the first number of these with which it finds all points. */
const startCounts = [400, 800, 1600, 3200, 6400];

const peerName = 'SciPy multi-start';
const tolerance = 1e-5;

/** Gradient and the three entries of the Hessian, in Python. */
const derivatives: Readonly<Record<string, { gradient: string[]; hessian: string[] }>> = {
  F1: { gradient: ['x + x*y*y', 'x*x*y - 4*y**3'], hessian: ['1 + y*y', '2*x*y', 'x*x - 12*y*y'] },
  F3: {
    gradient: ['4*x*(x*x + y - 11) + 2*(x + y*y - 7)', '2*(x*x + y - 11) + 4*y*(x + y*y - 7)'],
    hessian: ['12*x*x + 4*y - 42', '4*(x + y)', '12*y*y + 4*x - 26'],
  },
  F4: {
    gradient: ['2*x + 20*pi*sin(2*pi*x)', '2*y + 20*pi*sin(2*pi*y)'],
    hessian: ['2 + 40*pi*pi*cos(2*pi*x)', '0.0', '2 + 40*pi*pi*cos(2*pi*y)'],
  },
  F7: {
    gradient: ['8*x - 8.4*x**3 + 2*x**5 + y', 'x - 8*y + 16*y**3'],
    hessian: ['8 - 25.2*x*x + 10*x**4', '1.0', '48*y*y - 8'],
  },
};

/** Rastrigin's box is a smaller one here: 81 points. */
const smallBox: Function2['box'] = [
  [-2, 2],
  [-2, 2],
];

export async function criticalPoints(bench: Bench): Promise<Section> {
  const cases: Case[] = [];
  const found: string[] = [];
  const starts: string[] = [];
  for (const id of ['F1', 'F3', 'F4', 'F7']) {
    const each = functionOf(id);
    const box = id === 'F4' ? smallBox : each.box;
    const loss = formulasOf(textOf({ ...each, box }));
    let report: CriticalReport | undefined;
    const alone = here(
      'Losscape, search alone',
      () => provedSearch(loss),
      () => sorted(provedSearch(loss)),
    );
    const whole: Contender = {
      name: 'Losscape, whole report',
      time: async (turns) => {
        const start = performance.now();
        for (let turn = 0; turn < turns; turn++) report = await searchLoss(loss, { budget: 10_000 });
        return performance.now() - start;
      },
      result: async () => {
        report ??= await searchLoss(loss, { budget: 10_000 });
        return sorted(report.points.map(({ point }) => point));
      },
    };
    const truth = await whole.result();
    found.push(`${id} ${stateOf(report!)}`);
    const peer = await multiStart(bench, { kind: 'multiStart', ...derivatives[id]!, box }, truth);
    starts.push(`${id} ${peer.starts}`);
    cases.push(await measure('critical points', id, [whole, alone, peer.contender], bench.effort, tolerance));
  }
  return {
    title: 'All critical points',
    about:
      'The whole report, from formulas: the search by intervals, the audit by the degree of the gradient, the kinds by certified inertia, symmetries, and what is shown about infinity. ' +
      'The search alone is the part of it that answers what the peer is asked: where the points are. It encloses each to the last digits, proves it to be the only one in its neighbourhood, and proves that the box holds no others; its time counts only where it does all of that, and the targets are judged by it. ' +
      'The turns search one compiled loss again and again, as a slider does, so that its intervals are evaluated by WebAssembly from the second or third on. ' +
      `SciPy: MINPACK's \`fsolve\` with the exact Jacobian from random starts, what converged in the box counted once; nothing is proved. It is given the least of ${startCounts.join(', ')} starts with which it finds all (${starts.join(', ')}), though in real life nobody could tell. ` +
      `The report: ${found.join('; ')}.`,
    cases,
  };
}

function stateOf({ points, complete }: CriticalReport): string {
  const proved = points.filter(({ proof }) => proof === 'proved').length;
  return `${proved} of ${points.length} points proved, ${complete ? 'complete' : 'not complete'}`;
}

/** The peer with as many starts as it takes to find all. */
async function multiStart(
  bench: Bench,
  definition: Readonly<Record<string, unknown>>,
  truth: ArrayLike<number>,
): Promise<{ starts: number; contender: Contender | Absent }> {
  for (const starts of startCounts) {
    const contender = bench.python(peerName, { ...definition, starts });
    if ('absent' in contender) return { starts, contender };
    try {
      if (deviationOf(await contender.result(), truth) <= tolerance) return { starts, contender };
    } catch {
      return { starts, contender };
    }
  }
  return { starts: startCounts[0]!, contender: bench.python(peerName, { ...definition, starts: startCounts[0]! }) };
}

/** By rounded coordinates, as peers.py sorts them. */
function sorted(points: readonly (readonly number[])[]): Float64Array {
  const key = (value: number): number => Math.round(value * 1e5);
  const order = [...points].sort((p, q) => key(p[0]!) - key(q[0]!) || key(p[1]!) - key(q[1]!));
  return Float64Array.from(order.flat());
}
