import { describe, expect, it } from 'vitest';
import { countText, summary } from '../../src/extension/wording';
import { pointView, reportView } from './views';

const saddle = pointView([0, 0], { kind: 'saddle' });
const minimum = pointView([1, 0]);

describe('the wording of a report', () => {
  it.each([
    [[], 'no critical points'],
    [[minimum], '1 minimum'],
    [[minimum, minimum, saddle], '3 critical points: 2 minima, 1 saddle'],
    [[pointView([0], { kind: 'degenerate' })], '1 degenerate point'],
    [[saddle, pointView([0], { kind: 'monkey-saddle' })], '2 critical points: 1 saddle, 1 monkey saddle'],
  ])('%#', (points, expected) => {
    expect(summary(reportView(points))).toBe(expected);
  });

  it('never claims what is not complete', () => {
    expect(summary(reportView([minimum], { complete: false }))).toBe('1 minimum (search not complete)');
  });

  it('says of many parameters that they are searched numerically', () => {
    const parameters = ['a', 'b', 'c', 'd', 'e'];
    expect(summary(reportView([minimum], { complete: false, parameters }))).toBe('1 minimum (numerical)');
    expect(summary(reportView([], { complete: false, parameters }))).toBe('none found yet');
  });

  it('counts sets that are no isolated points', () => {
    const plateau = { value: 0, samples: [], reason: '' };
    expect(countText(reportView([], { plateaus: [plateau, plateau] }))).toBe('2 plateaus');
    expect(countText(reportView([minimum], { plateaus: [plateau] }))).toBe('1 critical point, 1 plateau');
  });
});
