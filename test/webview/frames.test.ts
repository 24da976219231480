import { expect, test } from 'vitest';
import { frameSteps, mostFrames } from '../../webview/model/frames';

test.each([0, 1, 5, 89, 90, 91, 200, 1000, 10_000])('a run of %d steps', (last) => {
  const steps = frameSteps(last);
  expect(steps[0]).toBe(0);
  expect(steps.at(-1)).toBe(last);
  expect(steps.length).toBe(Math.min(last + 1, mostFrames));
  for (let i = 1; i < steps.length; i++) expect(steps[i]!).toBeGreaterThan(steps[i - 1]!);
});
