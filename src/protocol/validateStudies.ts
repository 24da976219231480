import type { PathEnd, PathRequest } from '../landscape/branches/views';
import type { MethodRequest, RaceRequest, StartMapRequest } from '../landscape/dynamics/requests';
import { type Guard, arrayOf, isFiniteNumber, isIndex, numbers, recordOf, shape, shortString } from './validate';

/** Guards of the questions about what methods do on a loss of few parameters, from the panel and from the extension. */

const mostRacers = 32;
const mostStarts = 64;
const mostSteps = 1_000_000;
const mostRates = 64;
const mostPixels = 1024;
/** The most parameters a loss may have. */
const mostParameters = 1_000_000;

const isPoint = numbers(mostParameters);
const isSteps: Guard<number> = (value): value is number => isIndex(value) && value <= mostSteps;
const isPositive: Guard<number> = (value): value is number => isFiniteNumber(value) && value > 0;
const isMethod = shape<MethodRequest>({ optimizer: shortString(100), options: recordOf(isFiniteNumber) });

const isRateSearch = shape<NonNullable<RaceRequest['search']>>({
  low: isPositive,
  high: isPositive,
  count: (value): value is number => isIndex(value) && value >= 1 && value <= mostRates,
});

function isRange(value: unknown): value is readonly [number, number] {
  return Array.isArray(value) && value.length === 2 && value.every(isFiniteNumber) && value[0]! < value[1]!;
}

/** The members of each request beside those of every request. */
export const raceGuards = {
  racers: arrayOf(isMethod, mostRacers),
  starts: arrayOf(isPoint, mostStarts),
  steps: isSteps,
  cost: isPositive,
  tolerance: isFiniteNumber,
  search: (value: unknown): value is RaceRequest['search'] => value === null || isRateSearch(value),
};

export const explanationGuards = { method: isMethod, start: isPoint, step: isSteps, steps: isSteps };

export const startMapGuards = {
  kind: (value: unknown): value is StartMapRequest['kind'] => value === 'basins' || value === 'rates',
  method: isMethod,
  base: isPoint,
  axes: (value: unknown): value is StartMapRequest['axes'] =>
    Array.isArray(value) && value.length === 2 && value.every(isIndex),
  window: (value: unknown): value is StartMapRequest['window'] =>
    Array.isArray(value) && value.length === 2 && value.every(isRange),
  /** A power of two, so that the image refines by halves. */
  size: (value: unknown): value is number =>
    isIndex(value) && value >= 1 && value <= mostPixels && (value & (value - 1)) === 0,
  steps: isSteps,
};

export const pathsGuards = { starts: arrayOf(isPoint, mostStarts) };

const mostSamples = 401;
const isName = shortString(200);

export const bifurcationGuards = {
  along: isName,
  samples: (value: unknown): value is number => isIndex(value) && value >= 2 && value <= mostSamples,
};

const isGivenEnd = shape<Extract<PathEnd, { kind: 'point' }>>({
  kind: (value): value is 'point' => value === 'point',
  point: isPoint,
});
const isTwinEnd = shape<Extract<PathEnd, { kind: 'twin' }>>({ kind: (value): value is 'twin' => value === 'twin' });

export const pathGuards = {
  from: isPoint,
  to: (value: unknown): value is PathEnd => isGivenEnd(value) || isTwinEnd(value),
  along: (value: unknown): value is PathRequest['along'] => value === null || isName(value),
};
