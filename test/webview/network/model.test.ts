import { describe, expect, test } from 'vitest';
import type { PredictionView } from '../../../src/landscape/explore/views';
import type { BlockView } from '../../../src/landscape/views';
import {
  blockAt,
  blockPicture,
  elementName,
  indexIn,
  mostCells,
  placeIn,
  shapeInWords,
} from '../../../webview/network/model/blocks';
import { dataFit, rowsInWords } from '../../../webview/network/model/dataFit';
import { programView } from './answers';

describe('blocks', () => {
  const { blocks, parameters } = programView('moons');

  test('every parameter has the name the host gives it, and its place leads back to it', () => {
    parameters.forEach(({ name }, index) => {
      const block = blockAt(blocks, index)!;
      expect(elementName(block, index - block.offset)).toBe(name);
      expect(indexIn(block, placeIn(block, index - block.offset))).toBe(index - block.offset);
    });
  });

  test('shapes in words', () => {
    expect(blocks.map(shapeInWords)).toEqual([
      '8 × 2 matrix',
      'vector of 8',
      '8 × 8 matrix',
      'vector of 8',
      'vector of 8',
      'number',
    ]);
  });

  test('a small matrix is drawn entry by entry, with zero in the middle of its colours', () => {
    const block: BlockView = { name: 'W', shape: [2, 3], offset: 1 };
    const picture = blockPicture(block, [9, -4, 0, 1, 2, 3, 0.5]);
    expect(picture).toMatchObject({ columns: 3, rows: 2, cell: [1, 1], low: -4, high: 3, reach: 4 });
    expect([...picture.shown]).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('a vector lies on its side', () => {
    const block: BlockView = { name: 'b', shape: [70], offset: 0 };
    const picture = blockPicture(block, new Float64Array(70));
    expect(picture).toMatchObject({ columns: 64, rows: 2, reach: 0 });
    expect(picture.shown[69]).toBe(69);
    expect(picture.shown[70]).toBe(-1);
  });

  test('a large matrix shows the largest entry of each cell, and misses none', () => {
    const block: BlockView = { name: 'A', shape: [150, 100], offset: 0 };
    const point = new Float64Array(15_000);
    point[100 * 149 + 99] = -7;
    const picture = blockPicture(block, point);
    expect(picture.cell).toEqual([3, 2]);
    expect(picture.columns).toBeLessThanOrEqual(mostCells);
    expect(picture.rows).toBeLessThanOrEqual(mostCells);
    expect(elementName(block, picture.shown.at(-1)!)).toBe('A[150,100]');
    expect(picture.shown.every((index) => index >= 0)).toBe(true);
  });
});

describe('data and prediction', () => {
  const view: PredictionView = {
    features: ['x'],
    target: 'y',
    rows: 3,
    allRows: 3,
    columns: [Float64Array.of(1, 2, 3), Float64Array.of(-1, 1, -1)],
    places: [Float64Array.of(0, 1, 2)],
    predictions: Float64Array.of(-2, 0, 2),
    scale: 'value',
  };

  test('a number is on the scale of targets and predictions together', () => {
    expect(dataFit(view)).toMatchObject({ low: -2, high: 2, isProbability: false, classes: [-1, 1] });
  });

  test('a score becomes a probability, and ±1 becomes 1 and 0', () => {
    const fit = dataFit({ ...view, scale: 'logit' });
    expect([...fit.targets]).toEqual([0, 1, 0]);
    expect(fit.predictions[1]).toBe(0.5);
    expect(fit.predictions[2]).toBeCloseTo(0.8808, 4);
    expect([fit.low, fit.high]).toEqual([0, 1]);
  });

  test('one value alone still has a scale', () => {
    const flat = {
      ...view,
      predictions: Float64Array.of(5, 5, NaN),
      columns: [view.columns[0]!, Float64Array.of(5, 5, 5)],
    };
    expect(dataFit(flat)).toMatchObject({ low: 4, high: 6, classes: null });
  });

  test('thinned rows are told', () => {
    expect(rowsInWords(view)).toBe('3 rows of data.');
    expect(rowsInWords({ ...view, rows: 2000, allRows: 100_000 })).toBe(
      '2000 of 100000 rows are drawn, evenly chosen.',
    );
    expect(rowsInWords({ ...view, rows: 0, allRows: 0 })).toBe('The table has no rows.');
  });
});
