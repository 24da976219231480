/** Checks messages from the extension before anything is done with them. */
import type {
  ConstantView,
  CriticalPointView,
  CriticalProgress,
  CriticalReport,
  FormulaView,
  KinkView,
  LossView,
  ManifoldView,
  ParameterView,
  PlateauView,
  UnitView,
} from '../src/landscape/views';
import type { SpectrumHead } from '../src/landscape/spectra/views';
import type { NamedMethod } from '../src/landscape/methods';
import type { Validators } from '../src/protocol/channel';
import type { PanelApi, PanelSnapshot } from '../src/protocol/panelApi';
import {
  criticalKinds,
  isArrayOf,
  isBounds,
  isFiniteNumber,
  isNumber,
  isOneOf,
  isPoint,
  isRecord,
  isText,
} from './host/checks';
import { isExtras } from './validateExtras';
import { isOwnProgram } from './validateOptimizer';
import { isNumbersTape, isTape, isTriangleTape } from './validateTape';

/** Checks of what the extension asks of the panel. */
export const panelValidators: Validators<PanelApi> = {
  snapshot: isSnapshot,
  command: (params): params is PanelApi['command']['params'] =>
    isRecord(params) && isOneOf(params['command'], ['run-optimizers', 'export-picture', 'reset-view']),
};

export function isSnapshot(raw: unknown): raw is PanelSnapshot {
  return (
    isRecord(raw) &&
    Number.isSafeInteger(raw['revision']) &&
    isText(raw['document']) &&
    isArrayOf(raw['lossNames'], isText) &&
    (raw['loss'] === null || isLossView(raw['loss'])) &&
    (raw['spectrum'] === null || isSpectrumHead(raw['spectrum'])) &&
    (raw['note'] === null || isText(raw['note'])) &&
    typeof raw['pinned'] === 'boolean'
  );
}

export function isLossView(raw: unknown): raw is LossView {
  if (!isRecord(raw)) return false;
  const { parameters, constants, starts, span } = raw;
  if (!isArrayOf(parameters, isParameter) || parameters.length === 0) return false;
  if (!isArrayOf(constants, isConstant)) return false;
  const n = parameters.length;
  return (
    isText(raw['name']) &&
    isText(raw['documentation']) &&
    isArrayOf(starts, isPoint) &&
    starts.every((start) => start.length === n) &&
    isArrayOf(raw['methods'], isMethod) &&
    isArrayOf(raw['optimizers'], isOwnProgram) &&
    isBlocks(raw['blocks'], n) &&
    isFormula(raw['formula']) &&
    isForm(raw, n, constants.length) &&
    isRecord(span) &&
    isFiniteNumber(span['start']) &&
    isFiniteNumber(span['end'])
  );
}

/** What a loss of few parameters has beside its head, or one of many. */
function isForm(raw: Readonly<Record<string, unknown>>, n: number, constants: number): boolean {
  const { form, gradient, hessian, tapes, gaussNewton, units, startTape, methodTape, isSumOfSquares, fingerprint } =
    raw;
  if (form === 'program') return typeof isSumOfSquares === 'boolean' && isText(fingerprint);
  return (
    form === 'formulas' &&
    isArrayOf(gradient, isFormula) &&
    Array.isArray(hessian) &&
    hessian.every((row) => isArrayOf(row, isFormula)) &&
    Array.isArray(tapes) &&
    tapes.length === 3 &&
    tapes.every((tape, order) => isTape(tape, n, constants, order)) &&
    (gaussNewton === null || isTriangleTape(gaussNewton, n, constants)) &&
    (startTape === null || isStartTape(startTape, n, constants, raw['starts'])) &&
    (methodTape === null || isNumbersTape(methodTape, n, constants, optionCount(raw['methods']))) &&
    Array.isArray(units) &&
    units.every((unit) => isUnit(unit, n, constants))
  );
}

function isMethod(raw: unknown): raw is NamedMethod {
  return (
    isRecord(raw) &&
    isText(raw['optimizer']) &&
    isRecord(raw['options']) &&
    Object.values(raw['options']).every(isFiniteNumber)
  );
}

function optionCount(methods: unknown): number {
  return (methods as readonly NamedMethod[]).reduce((sum, { options }) => sum + Object.keys(options).length, 0);
}

function isStartTape(raw: unknown, n: number, constants: number, starts: unknown): boolean {
  return Array.isArray(starts) && isNumbersTape(raw, n, constants, n * starts.length);
}

function isUnit(raw: unknown, n: number, constants: number): raw is UnitView {
  return (
    isRecord(raw) &&
    isText(raw['label']) &&
    (raw['table'] === null || isText(raw['table'])) &&
    Number.isSafeInteger(raw['rows']) &&
    isTape(raw['activity'], n, constants, 0) &&
    typeof raw['isMask'] === 'boolean'
  );
}

/** Blocks stand one behind the other and cover all n parameters. */
function isBlocks(raw: unknown, n: number): boolean {
  if (!Array.isArray(raw)) return false;
  let offset = 0;
  for (const block of raw as unknown[]) {
    if (!isRecord(block) || !isText(block['name']) || block['offset'] !== offset) return false;
    const { shape } = block;
    if (!isArrayOf(shape, isFiniteNumber) || !shape.every((size) => Number.isSafeInteger(size) && size > 0))
      return false;
    offset += shape.reduce((product, size) => product * size, 1);
  }
  return offset === n;
}

export function isCriticalProgress(raw: unknown): raw is CriticalProgress {
  return (
    isRecord(raw) &&
    isArrayOf(raw['fresh'], isCriticalPoint) &&
    Number.isSafeInteger(raw['found']) &&
    Number.isSafeInteger(raw['waiting'])
  );
}

export function isCriticalReport(raw: unknown): raw is CriticalReport {
  if (!isRecord(raw) || !Array.isArray(raw['parameters'])) return false;
  const n = raw['parameters'].length;
  return (
    isText(raw['loss']) &&
    isArrayOf(raw['parameters'], isText) &&
    isArrayOf(raw['box'], isBounds) &&
    isArrayOf(raw['points'], isCriticalPoint) &&
    Array.isArray(raw['manifolds']) &&
    raw['manifolds'].every((set) => isManifold(set, n)) &&
    isArrayOf(raw['plateaus'], isPlateau) &&
    isArrayOf(raw['kinks'], isKink) &&
    Array.isArray(raw['unresolved']) &&
    raw['unresolved'].every((box) => isArrayOf(box, isBounds)) &&
    typeof raw['complete'] === 'boolean' &&
    isText(raw['verdict']) &&
    isNumber(raw['milliseconds']) &&
    isExtras(raw, n)
  );
}

function isSpectrumHead(raw: unknown): raw is SpectrumHead {
  return (
    isRecord(raw) &&
    Number.isSafeInteger(raw['index']) &&
    Number.isSafeInteger(raw['region']) &&
    isOneOf(raw['form'], ['goe', 'hessian']) &&
    isText(raw['title']) &&
    isText(raw['documentation']) &&
    isArrayOf(raw['constants'], isConstant)
  );
}

function isFormula(raw: unknown): raw is FormulaView {
  return isRecord(raw) && isText(raw['text']) && isText(raw['latex']) && isText(raw['mathml']);
}

function isParameter(raw: unknown): raw is ParameterView {
  return (
    isRecord(raw) &&
    isText(raw['name']) &&
    isFiniteNumber(raw['low']) &&
    isFiniteNumber(raw['high']) &&
    raw['low'] < raw['high']
  );
}

function isConstant(raw: unknown): raw is ConstantView {
  return (
    isRecord(raw) &&
    isText(raw['name']) &&
    isNumber(raw['value']) &&
    (raw['range'] === null || isBounds(raw['range'])) &&
    isText(raw['documentation']) &&
    (raw['structure'] === undefined || isOneOf(raw['structure'], ['whole', 'real']))
  );
}

function isCriticalPoint(raw: unknown): raw is CriticalPointView {
  return (
    isRecord(raw) &&
    isPoint(raw['point']) &&
    isArrayOf(raw['enclosure'], isBounds) &&
    isNumber(raw['value']) &&
    isArrayOf(raw['eigenvalues'], isNumber) &&
    Array.isArray(raw['eigenvectors']) &&
    raw['eigenvectors'].every((vector) => isArrayOf(vector, isNumber)) &&
    isNumber(raw['morseIndex']) &&
    isOneOf(raw['kind'], criticalKinds) &&
    isOneOf(raw['proof'], ['proved', 'numerical']) &&
    isText(raw['reason'])
  );
}

/** A set of critical points of n parameters. */
function isManifold(raw: unknown, n: number): raw is ManifoldView {
  return (
    isRecord(raw) &&
    isNumber(raw['dimension']) &&
    (raw['value'] === null || isNumber(raw['value'])) &&
    isOneOf(raw['stability'], ['minimum', 'maximum', 'saddle', 'mixed']) &&
    isArrayOf(raw['samples'], isPoint) &&
    (raw['morseIndex'] === null || isNumber(raw['morseIndex'])) &&
    (raw['equations'] === null || isEquations(raw['equations'], n)) &&
    (raw['flattest'] === null || isFlattest(raw['flattest'], n)) &&
    isText(raw['reason'])
  );
}

function isEquations(raw: unknown, n: number): raw is ManifoldView['equations'] {
  if (!isRecord(raw) || !isArrayOf(raw['texts'], isText)) return false;
  const { texts } = raw;
  return texts.length > 0 && isNumbersTape(raw['tape'], n, 0, texts.length * (1 + n));
}

function isFlattest(raw: unknown, n: number): boolean {
  return isRecord(raw) && isPoint(raw['point']) && raw['point'].length === n && isFiniteNumber(raw['curvature']);
}

function isPlateau(raw: unknown): raw is PlateauView {
  return isRecord(raw) && isNumber(raw['value']) && isArrayOf(raw['samples'], isPoint) && isText(raw['reason']);
}

function isKink(raw: unknown): raw is KinkView {
  return (
    isRecord(raw) &&
    isPoint(raw['point']) &&
    isNumber(raw['value']) &&
    isOneOf(raw['kind'], ['nonsmooth-minimum', 'nonsmooth-maximum', 'nonsmooth-saddle']) &&
    isText(raw['reason'])
  );
}
