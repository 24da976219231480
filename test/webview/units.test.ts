import { describe, expect, it } from 'vitest';
import { lossView } from '../browser/fixtures';
import { LossEvaluator } from '../../webview/model/evaluator';
import { RunCache } from '../../webview/model/runs';
import { deathsOf, stateInWords, unitStates } from '../../webview/model/units';
import { roomiestPlaces } from '../../webview/plot/roomiest';

const rows = 'data rows(x, y) = (1, 1), (2, 1)\n';
const dead = `${rows}loss dead(w, b, v) = mean((v*relu(w*p.x + b) - p.y)^2 for p in rows)
  on w in [-2, 2], b in [-2, 2], v in [-2, 2]`;

function evaluatorOf(text: string): LossEvaluator {
  const loss = lossView(text);
  return new LossEvaluator(loss, Float64Array.from(loss.constants.map(({ value }) => value)));
}

describe('units at a point', () => {
  it('say in words which rows they answer', () => {
    const evaluator = evaluatorOf(dead);
    const words = (...point: readonly number[]): string => stateInWords(unitStates(evaluator, point)[0]!);
    expect(words(-1, 0, 1)).toBe('dead: silent on all 2 rows of rows');
    expect(words(1, -1.5, 1)).toBe('answers 1 of 2 rows: 2');
    expect(words(1, 0, 1)).toBe('answers all 2 rows');
  });

  it('a run that throws a unit over its kink tells the step; one that starts dead does not', () => {
    const evaluator = evaluatorOf(dead);
    const run = (start: readonly number[], lr: number) => {
      const setup = { id: 1, optimizer: 'gradient-descent', options: { lr }, colour: 0 };
      const [result] = new RunCache().compute(evaluator, [setup], [start], 50);
      return deathsOf(evaluator, result!);
    };
    // From (2, 1, 2) one step of 0.1 goes far below w + b = 0.
    expect(run([2, 1, 2], 0.1)).toEqual([{ unit: 0, step: 1 }]);
    expect(run([0.5, 0, 1], 0.01)).toEqual([]);
    expect(run([-1, 0, 1], 0.1)).toEqual([]);
  });
});

describe('the roomiest place', () => {
  it('of a square is its middle, one a region, with the distance to the edge', () => {
    const size = 21;
    const values = Float64Array.from({ length: size * size }, (_, k) => {
      const [column, row] = [k % size, Math.floor(k / size)];
      return column >= 4 && column <= 12 && row >= 4 && row <= 12 ? 1 : 0;
    });
    const places = roomiestPlaces(values, size, size);
    expect(places.map(({ value }) => value)).toEqual([0, 1]);
    expect(places[1]).toMatchObject({ column: 8, row: 8 });
    expect(places[1]!.room).toBeGreaterThan(4);
    expect(places[1]!.room).toBeLessThan(6);
    expect(roomiestPlaces(new Float64Array(9).fill(NaN), 3, 3)).toEqual([]);
  });
});
