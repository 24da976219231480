import { expect, test } from 'vitest';
import { Tasks } from '../../src/language/tasks';

function nested<T, R>(tasks: Tasks<T>, work: () => R): R {
  tasks.enter();
  const result = work();
  tasks.leave();
  return result;
}

/** A sum over a chain of numbers, each a piece of work that needs the next one. */
function chain(tasks: Tasks<number>, n: number, runs: number[]): number | undefined {
  return tasks.demand(String(n), () => {
    runs[n] = (runs[n] ?? 0) + 1;
    return n === 0 ? 0 : n + nested(tasks, () => chain(tasks, n - 1, runs)!);
  });
}

test('a chain longer than any stack is done, and each piece few times', () => {
  const tasks = new Tasks<number>();
  const runs: number[] = [];
  expect(tasks.complete('start', () => chain(tasks, 100_000, runs)!)).toBe(5_000_050_000);
  expect(Math.max(...runs.slice(0, 1_000))).toBeLessThanOrEqual(2);
  expect(tasks.results.size).toBe(100_002);
});

test('a piece is done once', () => {
  const tasks = new Tasks<number>();
  let runs = 0;
  const piece = (): number => tasks.demand('piece', () => ++runs)!;
  expect(tasks.complete('a', () => piece() + piece())).toBe(2);
  expect(tasks.complete('b', piece)).toBe(1);
  expect([...tasks.results.keys()]).toEqual(['piece', 'a', 'b']);
});

test('a piece that needs itself gets nothing', () => {
  const tasks = new Tasks<string>();
  const round = (n: number): string | undefined =>
    tasks.demand(String(n), () => `${n} ${nested(tasks, () => round((n + 1) % 1_000)) ?? 'end'}`);
  expect(tasks.complete('start', () => round(0)!)).toMatch(/end$/);
});

test('what is thrown in a piece comes out, and the next one is not disturbed', () => {
  const tasks = new Tasks<number>();
  const failing = (): number => {
    throw new Error('no');
  };
  expect(() => tasks.complete('a', () => nested(tasks, () => tasks.demand('b', failing)!))).toThrow('no');
  expect(tasks.complete('b', () => 3)).toBe(3);
});
