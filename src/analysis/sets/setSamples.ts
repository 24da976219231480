/** Sample points of a component of the critical set, in double arithmetic: for drawing and describing, not for proof. */
import { buildTape } from '../../compile/buildTape';
import { Interpreter } from '../../compile/interpreter';
import { differentiate } from '../../symbolic/differentiate';
import type { Node } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import type { Box } from '../box';
import type { Component } from './decompose';

/** Grid points a side, by the number of free parameters. */
const gridSides = [1, 81, 33, 11, 6];
/** The most samples of one set. */
const mostSamples = 400;
/** Further starts beside the grid that are used at most. */
const mostStarts = 2000;

/**
 * Points of a component with at most one equation, in the box and where `inside` holds: from a grid, and from further starts in the
 * free parameters, which find ovals that lie between its points.
 */
export function sampleComponent(
  pool: Pool,
  component: Component,
  parameters: readonly Node[],
  box: Box,
  inside: (sample: readonly number[]) => boolean = () => true,
  further: readonly Float64Array[] = [],
): number[][] {
  const { free, solved, equations } = component;
  const k = free.length;
  const coordinates = parameters.map((parameter) => solved.get(parameter) ?? parameter);
  const map = new Interpreter(buildTape(coordinates, { parameters: k, constants: 0, order: 0, inputs: free }));
  const [equation] = equations;
  const project = equation === undefined ? null : new Projection(pool, equation, free);
  const axes = free.map((parameter) => parameters.indexOf(parameter));
  const samples: number[][] = [];
  const taken = new Set<string>();
  const grid = gridOf(
    axes.map((axis) => [box.low[axis]!, box.high[axis]!] as const),
    gridSides[k] ?? 4,
  );
  for (const start of [...grid, ...everyFew(further, mostStarts)]) {
    const point = project === null ? start : project.onto(start);
    if (point === null) continue;
    const full = new Float64Array(parameters.length);
    map.evaluate(point, full);
    if (!full.every((x, i) => x >= box.low[i]! && x <= box.high[i]!)) continue;
    const cell = Array.from(full, (x, i) => Math.round(((x - box.low[i]!) / (box.high[i]! - box.low[i]!)) * 120)).join(
      ' ',
    );
    if (taken.has(cell)) continue;
    const sample = Array.from(full, (x) => (Math.abs(x) < 1e-15 ? 0 : x));
    if (!inside(sample)) continue;
    taken.add(cell);
    samples.push(sample);
  }
  return samples;
}

/** As many samples of a set as are told of it. */
export function thinned<Sample>(samples: readonly Sample[]): Sample[] {
  return everyFew(samples, mostSamples);
}

function everyFew<Item>(items: readonly Item[], most: number): Item[] {
  const stride = Math.max(1, Math.ceil(items.length / most));
  return items.filter((_, i) => i % stride === 0);
}

function gridOf(sides: readonly (readonly [number, number])[], count: number): Float64Array[] {
  let points: number[][] = [[]];
  for (const [low, high] of sides) {
    points = points.flatMap((point) =>
      Array.from({ length: count }, (_, i) => [...point, low + ((high - low) * i) / Math.max(1, count - 1)]),
    );
  }
  return points.map((point) => Float64Array.from(point));
}

/** Newton's method along the gradient of one equation F = 0. */
class Projection {
  private readonly interpreter: Interpreter;
  private readonly out: Float64Array;

  constructor(pool: Pool, equation: Node, free: readonly Node[]) {
    const slopes = free.map((parameter) => differentiate(pool, [equation], parameter)[0]!);
    this.interpreter = new Interpreter(
      buildTape([equation, ...slopes], { parameters: free.length, constants: 0, order: 0, inputs: free }),
    );
    this.out = new Float64Array(1 + free.length);
  }

  onto(start: Float64Array): Float64Array | null {
    const point = Float64Array.from(start);
    let last = Infinity;
    for (let round = 0; round < 40; round++) {
      this.interpreter.evaluate(point, this.out);
      const value = this.out[0]!;
      const square = this.out.subarray(1).reduce((sum, slope) => sum + slope * slope, 0);
      if (!Number.isFinite(value) || !Number.isFinite(square)) return null;
      if (value === 0 || value * value <= 1e-28 * square) return point;
      if (square === 0) return null;
      const step = point.map((_, i) => (value * this.out[1 + i]!) / square);
      last = Math.hypot(...step);
      point.forEach((x, i) => (point[i] = x - step[i]!));
      if (point.some((x, i) => Math.abs(x - start[i]!) > 1e6 * (1 + Math.abs(start[i]!)))) return null;
    }
    // On a tiny oval of a large equation its rounding errors keep the steps from vanishing.
    return last <= 1e-11 * (1 + Math.hypot(...point)) ? point : null;
  }
}
