/** Checks answers about bifurcations and paths before anything is done with them. */
import type {
  BarrierAtView,
  BifurcationPointView,
  BifurcationProgress,
  BifurcationView,
  BranchCurveView,
  CrossedSaddleView,
  PathView,
  SampleView,
} from '../../../src/landscape/branches/views';
import {
  criticalKinds,
  isArrayOf,
  isBounds,
  isFiniteNumber,
  isNumber,
  isOneOf,
  isRecord,
  isText,
} from '../../host/checks';
import { isShare } from '../../network/host/validateAnswers';

const mostSamples = 401;
const mostCurves = 10_000;
const mostDoubles = 1_000_000;

const proofs = ['proved', 'numerical'] as const;

export function isBifurcationProgress(raw: unknown, n: number): raw is BifurcationProgress {
  return (
    isRecord(raw) &&
    isShare(raw['share']) &&
    Array.isArray(raw['fresh']) &&
    raw['fresh'].length <= mostSamples &&
    raw['fresh'].every((sample) => isSample(sample, n))
  );
}

/** The diagram of a loss of n parameters. */
export function isBifurcationView(raw: unknown, n: number): raw is BifurcationView {
  if (!isRecord(raw)) return false;
  const { samples, branches, points, parameters } = raw;
  return (
    isText(raw['along']) &&
    isBounds(raw['range']) &&
    isArrayOf(parameters, isText) &&
    parameters.length === n &&
    isArrayOf(raw['box'], isBounds) &&
    Array.isArray(samples) &&
    samples.length <= mostSamples &&
    samples.every((sample) => isSample(sample, n)) &&
    Array.isArray(branches) &&
    branches.length <= mostCurves &&
    branches.every((branch) => isBranch(branch, n)) &&
    Array.isArray(points) &&
    points.length <= mostCurves &&
    points.every((point) => isSingular(point, n)) &&
    typeof raw['isWhole'] === 'boolean' &&
    isText(raw['verdict'])
  );
}

function isSample(raw: unknown, n: number): raw is SampleView {
  return (
    isRecord(raw) &&
    isFiniteNumber(raw['at']) &&
    typeof raw['complete'] === 'boolean' &&
    isText(raw['verdict']) &&
    Array.isArray(raw['points']) &&
    raw['points'].length <= mostCurves &&
    raw['points'].every(
      (point) =>
        isRecord(point) &&
        isPoint(point['point'], n) &&
        isNumber(point['value']) &&
        isOneOf(point['kind'], criticalKinds) &&
        isOneOf(point['proof'], proofs) &&
        isCountOrNull(point['branch']),
    )
  );
}

function isBranch(raw: unknown, n: number): raw is BranchCurveView {
  return (
    isRecord(raw) &&
    isOneOf(raw['kind'], ['minimum', 'saddle', 'maximum']) &&
    isCount(raw['index']) &&
    isDoubles(raw['places'], n + 2) &&
    isCountOrNull(raw['from']) &&
    isCountOrNull(raw['to'])
  );
}

function isSingular(raw: unknown, n: number): raw is BifurcationPointView {
  return (
    isRecord(raw) &&
    isOneOf(raw['kind'], ['fold', 'pitchfork', 'transcritical', 'degenerate']) &&
    isFiniteNumber(raw['at']) &&
    isPoint(raw['point'], n) &&
    isNumber(raw['value']) &&
    isArrayOf(raw['enclosure'], isBounds) &&
    isPoint(raw['direction'], n) &&
    Array.isArray(raw['coefficients']) &&
    raw['coefficients'].every((item) => isRecord(item) && isText(item['name']) && isNumber(item['value'])) &&
    isOneOf(raw['proof'], proofs) &&
    isText(raw['sentence']) &&
    isText(raw['reason'])
  );
}

/** The ways between two points of a loss of n parameters. */
export function isPathView(raw: unknown, n: number): raw is PathView {
  if (!isRecord(raw)) return false;
  const { line, path, barriers } = raw;
  return (
    isArrayOf(raw['parameters'], isText) &&
    isPoint(raw['from'], n) &&
    isPoint(raw['to'], n) &&
    isNumber(raw['fromValue']) &&
    isNumber(raw['toValue']) &&
    (raw['symmetry'] === null || isText(raw['symmetry'])) &&
    isRecord(line) &&
    isProfile(line) &&
    ['barrier', 'at', 'top'].every((name) => isNumber(line[name])) &&
    isRecord(path) &&
    isProfile(path) &&
    isDoubles(path['places'], n) &&
    (path['places'] as Float64Array).length === n * (path['length'] as Float64Array).length &&
    Array.isArray(path['saddles']) &&
    path['saddles'].length <= mostCurves &&
    path['saddles'].every((saddle) => isSaddle(saddle, n, (path['length'] as Float64Array).length)) &&
    isNumber(path['value']) &&
    isOneOf(path['kind'], ['flow', 'string']) &&
    (raw['along'] === null || isText(raw['along'])) &&
    Array.isArray(barriers) &&
    barriers.length <= mostCurves &&
    barriers.every(isBarrier) &&
    isArrayOf(raw['sentences'], isText) &&
    typeof raw['isWhole'] === 'boolean'
  );
}

function isProfile(raw: Record<string, unknown>): boolean {
  const { length, values } = raw;
  return (
    isDoubles(length, 1) && isDoubles(values, 1) && (length as Float64Array).length === (values as Float64Array).length
  );
}

function isSaddle(raw: unknown, n: number, places: number): raw is CrossedSaddleView {
  return (
    isRecord(raw) &&
    isPoint(raw['point'], n) &&
    isNumber(raw['value']) &&
    isArrayOf(raw['enclosure'], isBounds) &&
    isOneOf(raw['proof'], proofs) &&
    isText(raw['reason']) &&
    isCount(raw['at']) &&
    raw['at'] < places
  );
}

function isBarrier(raw: unknown): raw is BarrierAtView {
  return (
    isRecord(raw) &&
    isFiniteNumber(raw['at']) &&
    ['lower', 'higher'].every((name) => raw[name] === null || isNumber(raw[name]))
  );
}

function isPoint(raw: unknown, n: number): raw is readonly number[] {
  return isArrayOf(raw, isNumber) && raw.length === n;
}

function isDoubles(raw: unknown, stride: number): boolean {
  return raw instanceof Float64Array && raw.length <= mostDoubles && raw.length % stride === 0;
}

function isCount(raw: unknown): raw is number {
  return Number.isSafeInteger(raw) && (raw as number) >= 0;
}

function isCountOrNull(raw: unknown): raw is number | null {
  return raw === null || isCount(raw);
}
