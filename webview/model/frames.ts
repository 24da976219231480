/** Which steps of runs an animation shows. */

/** Frames of an animation, and hundredths of a second that each is shown; the last one stays longer. */
export const mostFrames = 90;
export const frameTime = 7;
export const lastFrameTime = 200;

/**
 * Steps from 0 to the last, at most `most` of them. Many steps are spaced so that the first ones, where most happens, stand
 * closer together: evenly in the square root.
 */
export function frameSteps(last: number, most = mostFrames): number[] {
  if (last < most) return Array.from({ length: last + 1 }, (_, step) => step);
  const steps = Array.from({ length: most }, (_, i) => Math.round(last * (i / (most - 1)) ** 2));
  return [...new Set(steps.map((step, i) => Math.max(step, i)))];
}
