import { expect, it } from 'vitest';
import { decadeTicks } from '../../webview/plot/decades';

it('powers of ten, thinned to whole multiples where there is no room', () => {
  expect(decadeTicks([-1.2, 2.1], 10).map(({ label }) => label)).toEqual(['0.1', '1', '10', '100']);
  expect(decadeTicks([-12.5, 0], 5).map(({ label }) => label)).toEqual(['10⁻¹²', '10⁻⁹', '10⁻⁶', '10⁻³', '1']);
  expect(decadeTicks([0.2, 0.8], 5)).toEqual([]);
});
