/** Runs a generator to its end; `until` says after which number of yields it is told to stop. */
export function drive<Step, Result>(generator: Generator<Step, Result, boolean>, until = Infinity): Result {
  let step = generator.next(false);
  for (let count = 1; step.done !== true; count++) step = generator.next(count >= until);
  return step.value;
}
