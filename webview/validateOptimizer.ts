/** Checks an optimizer of a file that came in a message, so that running it can neither read what isn't there nor run for ever. */
import { isFunction } from '../src/optimizers/own/ownMachine';
import { firstOption, givenRegister } from '../src/optimizers/own/ownProgram';
import type { OwnInstruction, OwnKind, OwnOption, OwnProgram, OwnUpdate } from '../src/optimizers/own/ownProgram';
import { isArrayOf, isFiniteNumber, isOneOf, isRecord, isText } from './host/checks';

const mostRegisters = 100_000;

/** Of each operation: what it takes, and what it makes; `same` is a vector where something that it takes is one. */
const signatures: Readonly<
  Record<OwnInstruction['operation'], { from: readonly (OwnKind | 'any')[] | 'function'; to: OwnKind | 'same' }>
> = {
  add: { from: ['any', 'any'], to: 'same' },
  subtract: { from: ['any', 'any'], to: 'same' },
  multiply: { from: ['any', 'any'], to: 'same' },
  divide: { from: ['any', 'any'], to: 'same' },
  negate: { from: ['any'], to: 'same' },
  function: { from: 'function', to: 'same' },
  sum: { from: ['vector'], to: 'number' },
  mean: { from: ['vector'], to: 'number' },
  greatest: { from: ['vector'], to: 'number' },
  least: { from: ['vector'], to: 'number' },
  dot: { from: ['vector', 'vector'], to: 'number' },
  norm: { from: ['vector'], to: 'number' },
  hessian: { from: ['vector'], to: 'vector' },
  solve: { from: ['vector', 'number', 'number'], to: 'vector' },
};

export function isOwnProgram(raw: unknown): raw is OwnProgram {
  if (!isRecord(raw)) return false;
  const { registers, options, constants, beginning, updates, states } = raw;
  if (!isArrayOf(registers, isKind) || registers.length > mostRegisters) return false;
  if (!isArrayOf(options, isOption) || typeof states !== 'number') return false;
  const { w, g, t } = givenRegister;
  const inputs = firstOption + options.length;
  const names = new Set(options.map(({ name }) => name));
  return (
    isText(raw['name']) &&
    isText(raw['documentation']) &&
    (raw['order'] === 1 || raw['order'] === 2) &&
    names.size === options.length &&
    Number.isSafeInteger(states) &&
    states >= 0 &&
    inputs + states <= registers.length &&
    registers[w] === 'vector' &&
    registers[g] === 'vector' &&
    registers.slice(t, inputs).every((kind) => kind === 'number') &&
    isArrayOf(
      constants,
      (item): item is OwnProgram['constants'][number] =>
        isRecord(item) && isPlace(item['register'], registers, ['number']) && isFiniteNumber(item['value']),
    ) &&
    isArrayOf(beginning, (part): part is OwnProgram['beginning'][number] => isPart(part, registers)) &&
    beginning.length === states &&
    beginning.every(({ result }, i) => fits(registers, result, inputs + i)) &&
    isArrayOf(updates, (part): part is OwnUpdate => isUpdate(part, registers, inputs, states))
  );
}

function isKind(raw: unknown): raw is OwnKind {
  return raw === 'number' || raw === 'vector';
}

function isOption(raw: unknown): raw is OwnOption {
  return (
    isRecord(raw) &&
    isText(raw['name']) &&
    isFiniteNumber(raw['default']) &&
    isFiniteNumber(raw['minimum']) &&
    isFiniteNumber(raw['maximum'])
  );
}

function isPlace(raw: unknown, registers: readonly OwnKind[], kinds: readonly OwnKind[]): raw is number {
  return Number.isSafeInteger(raw) && kinds.includes(registers[raw as number]!);
}

/** A vector isn't kept where a number is. */
function fits(registers: readonly OwnKind[], from: number, to: number): boolean {
  return registers[to] === 'vector' || registers[from] === 'number';
}

function isPart(raw: unknown, registers: readonly OwnKind[]): raw is Pick<OwnUpdate, 'instructions' | 'result'> {
  return (
    isRecord(raw) &&
    isArrayOf(raw['instructions'], (item): item is OwnInstruction => isInstruction(item, registers)) &&
    isPlace(raw['result'], registers, ['number', 'vector'])
  );
}

function isUpdate(raw: unknown, registers: readonly OwnKind[], inputs: number, states: number): raw is OwnUpdate {
  if (!isRecord(raw) || !isText(raw['text']) || !isPart(raw, registers)) return false;
  const { target } = raw as { target?: unknown };
  const isState = Number.isSafeInteger(target) && (target as number) >= inputs && (target as number) < inputs + states;
  return (target === givenRegister.w || isState) && fits(registers, raw.result, target as number);
}

function isInstruction(raw: unknown, registers: readonly OwnKind[]): raw is OwnInstruction {
  if (!isRecord(raw) || !isText(raw['name'])) return false;
  const { operation, from, to } = raw;
  if (!isOneOf(operation, Object.keys(signatures) as OwnInstruction['operation'][])) return false;
  if (!isArrayOf(from, (place): place is number => isPlace(place, registers, ['number', 'vector']))) return false;
  const signature = signatures[operation];
  if (signature.from === 'function') {
    if (!isFunction(raw['name'], from.length)) return false;
  } else if (from.length !== signature.from.length) return false;
  else if (signature.from.some((kind, i) => kind !== 'any' && registers[from[i]!] !== kind)) return false;
  const made = from.some((place) => registers[place] === 'vector') ? 'vector' : 'number';
  return isPlace(to, registers, [signature.to === 'same' ? made : signature.to]);
}
