import type { DefinedFunction } from '../encode';
import { type Index, divide, multiply, reciprocal, square } from './intervalArithmetic';
import {
  expValue,
  expm1Value,
  log1pValue,
  logValue,
  sigmoidValue,
  sineValue,
  softplusValue,
  tanhValue,
} from './intervalElementary';
import { cosine, exp, expm1, log, log1p, sigmoid, sine, softplus, tanh } from './intervalImages';
import { absolute, meet, select, sign, step } from './intervalKinks';
import { integerPower, powerBounds, squareRoot } from './intervalPowers';

/**
 * Operations on intervals as functions of a module: the same case analysis, in the same correctly rounded operations, as
 * src/interval/functions.ts and the interpreter, so that every bit is the same.
 */
const definitions = {
  multiply,
  square,
  reciprocal,
  divide,
  powerBounds,
  integerPower,
  squareRoot,
  absolute,
  sign,
  step,
  meet,
  select,
  expValue,
  logValue,
  log1pValue,
  expm1Value,
  tanhValue,
  sigmoidValue,
  softplusValue,
  sineValue,
  exp,
  log,
  log1p,
  expm1,
  tanh,
  sigmoid,
  softplus,
  sine,
  cosine,
} satisfies Readonly<Record<string, (index: Index) => DefinedFunction>>;

export type IntervalFunction = keyof typeof definitions;

const names = Object.keys(definitions) as IntervalFunction[];

/** The number of a function behind the imported ones. */
export function functionIndex(name: IntervalFunction): number {
  return names.indexOf(name);
}

/** Written once, since they are the same in every module. */
let written: readonly DefinedFunction[] | undefined;

/** All of them, numbered behind so many imported functions. */
export function intervalFunctions(imported: number): readonly DefinedFunction[] {
  return (written ??= names.map((name) => definitions[name]((other) => imported + functionIndex(other))));
}
