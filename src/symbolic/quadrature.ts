import { quadratureNodes } from '../language/distributions';
import type { Table } from './node';

/** The nodes and weights of a Gauss rule for the mean of a function; the weights sum to 1. */
export interface Rule {
  readonly nodes: Float64Array;
  readonly weights: Float64Array;
}

/** An orthonormal family by its recurrence: √b(k+1)·p(k+1) = x·p(k) − √b(k)·p(k−1), with p(0) = 1. */
type Recurrence = (k: number) => number;

/**
 * The Gauss rule with n nodes of a symmetric weight (Golub & Welsch, Mathematics of Computation 23, 1969): its nodes are
 * the roots of p(n), its weights 1/Σ p(k)², k < n. The roots lie apart, and bisection between bounds of all roots finds
 * each by the number of sign changes in p(0), …, p(n), which is the number of roots above (Sturm).
 */
function gaussRule(n: number, b: Recurrence): Rule {
  const reach = 2 * Math.sqrt(Math.max(...Array.from({ length: n }, (_, k) => b(k + 1))));
  const nodes = new Float64Array(n);
  const half = Math.floor(n / 2);
  for (let i = 0; i < half; i++) {
    let [low, high] = [0, reach];
    for (;;) {
      const middle = (low + high) / 2;
      if (middle <= low || middle >= high) break;
      if (rootsAbove(middle, n, b) > i) low = middle;
      else high = middle;
    }
    nodes[n - 1 - i] = low;
    nodes[i] = -low;
  }
  const weights = nodes.map((x) => 1 / squares(x, n, b));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return { nodes, weights: weights.map((weight) => weight / total) };
}

function rootsAbove(x: number, n: number, b: Recurrence): number {
  let changes = 0;
  let [before, now] = [0, 1];
  for (let k = 0; k < n; k++) {
    const next = (x * now - Math.sqrt(b(k)) * before) / Math.sqrt(b(k + 1));
    // Behind a zero the sign is the other one than before it.
    if (next * now < 0 || now === 0) changes++;
    [before, now] = [now, next];
  }
  return changes;
}

function squares(x: number, n: number, b: Recurrence): number {
  let total = 0;
  let [before, now] = [0, 1];
  for (let k = 0; k < n; k++) {
    total += now * now;
    [before, now] = [now, (x * now - Math.sqrt(b(k)) * before) / Math.sqrt(b(k + 1))];
  }
  return total;
}

/** For the standard normal distribution: exact for polynomials of degree 2n − 1 (probabilists' Hermite polynomials, b(k) = k). */
export function gaussHermite(n: number): Rule {
  return gaussRule(n, (k) => k);
}

/** For the uniform distribution on [−1, 1]: exact for polynomials of degree 2n − 1 (Legendre polynomials, b(k) = k²/(4k² − 1)). */
export function gaussLegendre(n: number): Rule {
  return gaussRule(n, (k) => (k * k) / (4 * k * k - 1));
}

const tables = new Map<string, Table>();

/** The rule of a distribution as a table with the columns `node` and `weight`, for a variable of this name. */
export function quadratureTable(distribution: 'normal' | 'uniform', variable: string): Table {
  const key = `${distribution} ${variable}`;
  const known = tables.get(key);
  if (known !== undefined) return known;
  const rule = distribution === 'normal' ? gaussHermite(quadratureNodes) : gaussLegendre(quadratureNodes);
  const columns = [rule.nodes, rule.weights].map((values) => ({ near: values, low: values, high: values }));
  const names = ['node', 'weight'];
  const table = { name: distribution, variable, isRange: false, columnNames: names, columns, rows: quadratureNodes };
  if (tables.size < mostKept) tables.set(key, table);
  return table;
}

const mostKept = 64;
