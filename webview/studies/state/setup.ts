/** What a person set up for races, explanations, maps and paths: for all losses. */
import type { MomentumMethod } from '../../../src/dynamics/maps/stability';
import { isFiniteNumber, isOneOf, isRecord } from '../../host/checks';

export interface RaceSetup {
  readonly steps: number;
  /** The most gradient-equivalents of a run. */
  readonly cost: number;
  readonly tolerance: number;
  /** Of the random numbers of every method that draws some. */
  readonly seed: number;
  /** Whether learning rates are searched for, and in which range. */
  readonly searches: boolean;
  readonly low: number;
  readonly high: number;
  readonly rates: number;
}

export type MapKind = 'basins' | 'rates' | 'stability';

export interface MapSetup {
  readonly kind: MapKind;
  /** Id of the optimizer in play; the first where it is gone. */
  readonly run: number;
  /** Pixels a side: a power of two. */
  readonly size: number;
  readonly steps: number;
  /** Learning rates of a map of rates. */
  readonly low: number;
  readonly high: number;
  /** The method of a map of momentum. */
  readonly momentum: MomentumMethod;
}

export interface BifurcationSetup {
  /** The constant along the horizontal axis; the first with a range where it is gone. */
  readonly along: string;
  /** The parameter upwards, the first where it is gone; empty for the loss. */
  readonly vertical: string;
  readonly samples: number;
}

export interface StudySetup {
  readonly bifurcation: BifurcationSetup;
  readonly race: RaceSetup;
  readonly map: MapSetup;
  /** Whether the step shown is explained, and of which run: `id-start`. */
  readonly explains: boolean;
  readonly explained: string;
  /** Whether the loss's own paths are drawn. */
  readonly paths: boolean;
  /** Whether a sample is compared with its population. */
  readonly samples: boolean;
}

export const mapKinds: readonly MapKind[] = ['basins', 'rates', 'stability'];
export const momentumMethods: readonly MomentumMethod[] = ['momentum', 'nesterov'];
export const mapSizes = [64, 128, 256] as const;

export const defaultStudies: StudySetup = {
  race: { steps: 1000, cost: 1000, tolerance: 1e-6, seed: 1, searches: false, low: 1e-4, high: 1, rates: 9 },
  map: { kind: 'basins', run: 1, size: 128, steps: 1000, low: 1e-3, high: 1, momentum: 'momentum' },
  bifurcation: { along: '', vertical: 'x', samples: 25 },
  explains: false,
  explained: '',
  paths: false,
  samples: false,
};

/** The limits of each number of a setup. */
export const limits = {
  steps: [1, 100_000],
  cost: [1, 1_000_000],
  tolerance: [0, 1],
  seed: [0, 2 ** 31],
  rate: [1e-12, 1e6],
  rates: [2, 33],
  mapSteps: [1, 5_000],
  samples: [2, 401],
} as const;

/** Reads a stored setup; each member that is malformed falls back to its default. */
export function readStudies(raw: unknown): StudySetup {
  if (!isRecord(raw)) return defaultStudies;
  const [race, map, bifurcation] = [raw['race'], raw['map'], raw['bifurcation']].map((part) =>
    isRecord(part) ? part : {},
  ) as [Record<string, unknown>, Record<string, unknown>, Record<string, unknown>];
  const { race: r, map: m, bifurcation: b } = defaultStudies;
  const name = (value: unknown, fallback: string): string =>
    typeof value === 'string' && value.length <= 200 ? value : fallback;
  const pick = (value: unknown, [low, high]: readonly [number, number], fallback: number): number =>
    isFiniteNumber(value) && value >= low && value <= high ? value : fallback;
  const whole = (value: unknown, range: readonly [number, number], fallback: number): number =>
    Math.round(pick(value, range, fallback));
  const explained = raw['explained'];
  return {
    race: {
      steps: whole(race['steps'], limits.steps, r.steps),
      cost: pick(race['cost'], limits.cost, r.cost),
      tolerance: pick(race['tolerance'], limits.tolerance, r.tolerance),
      seed: whole(race['seed'], limits.seed, r.seed),
      searches: race['searches'] === true,
      low: pick(race['low'], limits.rate, r.low),
      high: pick(race['high'], limits.rate, r.high),
      rates: whole(race['rates'], limits.rates, r.rates),
    },
    map: {
      kind: isOneOf(map['kind'], mapKinds) ? map['kind'] : m.kind,
      run: whole(map['run'], [0, 1e9], m.run),
      size: (mapSizes as readonly unknown[]).includes(map['size']) ? (map['size'] as number) : m.size,
      steps: whole(map['steps'], limits.mapSteps, m.steps),
      low: pick(map['low'], limits.rate, m.low),
      high: pick(map['high'], limits.rate, m.high),
      momentum: isOneOf(map['momentum'], momentumMethods) ? map['momentum'] : m.momentum,
    },
    bifurcation: {
      along: name(bifurcation['along'], b.along),
      vertical: name(bifurcation['vertical'], b.vertical),
      samples: whole(bifurcation['samples'], limits.samples, b.samples),
    },
    explains: raw['explains'] === true,
    explained: typeof explained === 'string' && explained.length < 40 ? explained : '',
    paths: raw['paths'] === true,
    samples: raw['samples'] === true,
  };
}
