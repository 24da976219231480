/** Contenders that do the same work, timed in alternating rounds; each result is compared before its time counts. */

export interface Contender {
  readonly name: string;
  /** Does the work so many times and says how many milliseconds that took. */
  readonly time: (turns: number) => number | Promise<number>;
  /** What the work gives, as numbers that can be compared. Throws where it can't be done. */
  readonly result: () => ArrayLike<number> | Promise<ArrayLike<number>>;
}

/** A peer that cannot run here, and why. */
export interface Absent {
  readonly name: string;
  readonly absent: string;
}

export interface Row {
  readonly name: string;
  /** Milliseconds of one turn, a sample a round; empty where it did not run. */
  readonly samples: readonly number[];
  /** How far its result lies from ours, relative to the largest number of ours. */
  readonly deviation: number;
  readonly agrees: boolean;
  /** Why there is no time, or what else is to be known. */
  readonly note: string;
}

export interface Case {
  readonly work: string;
  readonly subject: string;
  /** The first row is ours. */
  readonly rows: readonly Row[];
}

export interface Effort {
  readonly rounds: number;
  /** A round does as many turns as fit into so many milliseconds, one at least: short ones, which other work rarely interrupts. */
  readonly roundMilliseconds: number;
  /** Before the first round each contender runs so long, until the engine has its better code. */
  readonly warmUp: number;
  /** All rounds of a contender take about so long at most: a slow one takes part in fewer, spread evenly. */
  readonly total: number;
}

export const fullEffort: Effort = { rounds: 61, roundMilliseconds: 4, warmUp: 600, total: 1500 };
export const quickEffort: Effort = { rounds: 21, roundMilliseconds: 2, warmUp: 150, total: 400 };

/** Rounds of a contender whose turns are slow, at least. */
const fewestRounds = 3;

/** Work in this process. */
export function here(name: string, work: () => unknown, result: () => ArrayLike<number>): Contender {
  return {
    name,
    time: (turns) => {
      const start = performance.now();
      for (let turn = 0; turn < turns; turn++) keep(work());
      return performance.now() - start;
    },
    result,
  };
}

let kept: unknown;
/** Keeps the optimizer from dropping what is not used. */
function keep(value: unknown): void {
  kept = value;
  if (kept === keep) throw new Error('unreachable');
}

/**
 * Measures one case; `contenders[0]` is ours. `tolerance` is the largest deviation at which a result counts as the same.
 */
export async function measure(
  work: string,
  subject: string,
  contenders: readonly (Contender | Absent)[],
  effort: Effort,
  tolerance: number,
): Promise<Case> {
  const drafts: Draft[] = [];
  let truth: ArrayLike<number> | undefined;
  for (const contender of contenders) {
    const draft = await compared(contender, truth, tolerance);
    truth ??= draft.result;
    drafts.push(draft);
  }
  for (const draft of drafts) await calibrate(draft, effort);
  for (let round = 0; round < effort.rounds; round++) {
    for (let k = 0; k < drafts.length; k++) {
      const { contender, turns, samples, rounds } = drafts[(k + round) % drafts.length]!;
      if (contender === undefined || samples.length >= ((round + 1) * rounds) / effort.rounds) continue;
      samples.push((await contender.time(turns)) / turns);
    }
  }
  const rows = drafts.map(({ name, samples, deviation, agrees, note }) => ({ name, samples, deviation, agrees, note }));
  process.stderr.write(`  ${work}, ${subject}\n`);
  return { work, subject, rows };
}

interface Draft {
  readonly name: string;
  readonly contender: Contender | undefined;
  readonly result: ArrayLike<number> | undefined;
  readonly samples: number[];
  readonly deviation: number;
  readonly agrees: boolean;
  readonly note: string;
  turns: number;
  rounds: number;
}

async function compared(
  contender: Contender | Absent,
  truth: ArrayLike<number> | undefined,
  tolerance: number,
): Promise<Draft> {
  const { name } = contender;
  const draft = { name, samples: [], turns: 1, rounds: fewestRounds };
  const missing = (note: string): Draft => ({
    ...draft,
    contender: undefined,
    result: undefined,
    deviation: NaN,
    agrees: false,
    note,
  });
  if ('absent' in contender) return missing(contender.absent);
  try {
    const result = Float64Array.from(await contender.result());
    const deviation = truth === undefined ? 0 : deviationOf(result, truth);
    const agrees = deviation <= tolerance;
    return { ...draft, contender, result, deviation, agrees, note: '' };
  } catch (error) {
    if (truth === undefined) throw error;
    return missing(`fails: ${brief(error)}`);
  }
}

/** Largest difference over the largest number of `truth`; infinite where the lengths differ or one is undefined where the other isn't. */
export function deviationOf(result: ArrayLike<number>, truth: ArrayLike<number>): number {
  if (result.length !== truth.length) return Infinity;
  let largest = 0;
  let difference = 0;
  for (let k = 0; k < truth.length; k++) {
    const [one, two] = [result[k]!, truth[k]!];
    if (Number.isNaN(one) && Number.isNaN(two)) continue;
    if (Number.isNaN(one) || Number.isNaN(two)) return Infinity;
    largest = Math.max(largest, Math.abs(two));
    difference = Math.max(difference, Math.abs(one - two));
  }
  return difference === 0 ? 0 : difference / largest;
}

/** Turns of a round; warms up on the way. */
async function calibrate(draft: Draft, effort: Effort): Promise<void> {
  const { contender } = draft;
  if (contender === undefined) return;
  let turns = 1;
  for (let total = 0; ;) {
    const took = await contender.time(turns);
    total += took;
    draft.turns = Math.max(1, Math.round((effort.roundMilliseconds * turns) / Math.max(took, 1e-4)));
    const round = (draft.turns * took) / turns;
    draft.rounds = Math.max(fewestRounds, Math.min(effort.rounds, Math.round(effort.total / round)));
    if (total >= effort.warmUp) return;
    turns = Math.max(1, Math.min(draft.turns, 4 * turns));
  }
}

/** The first line of an error without places on this machine. */
export function brief(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [line = ''] = text.split('\n');
  return line.replace(/\S*\/\S*/g, '…').slice(0, 80);
}
