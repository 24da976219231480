import { operandsOf } from '../instructions';
import { type Instruction, type Program, sizeOf } from '../program';
import { type Elementwise, isElementwise } from './rules';

export type LoopInstruction = Instruction & { readonly op: 'loop' };

/** Elements that go together from one array to another. */
export interface Move {
  readonly part: number;
  readonly source: number;
  readonly target: number;
  readonly count: number;
}

/** A part of a loop's body that is compiled as one. */
export type Part =
  /** Operations element by element over arrays of one size: nothing between them needs memory. */
  | { readonly kind: 'group'; readonly size: number; readonly instructions: readonly Elementwise[] }
  | { readonly kind: 'contract'; readonly instruction: Instruction & { readonly op: 'contract' } }
  | { readonly kind: 'move'; readonly to: number; readonly moves: readonly Move[] }
  | { readonly kind: 'sum'; readonly to: number; readonly a: number };

export interface LoopPlan {
  readonly loop: LoopInstruction;
  readonly columns: readonly { readonly to: number; readonly column: number }[];
  readonly parts: readonly Part[];
  /** The part that writes a register of the body; none for columns. */
  readonly writers: ReadonlyMap<number, Part>;
  /** Registers of the body that the part which writes them is not alone to read. */
  readonly shared: ReadonlySet<number>;
}

/** Operations in one group at most: each keeps a few vectors alive. */
const mostTogether = 16;
/** Pieces that a transposition or a slice of each row may fall into. */
const mostMoves = 64;

/** How a loop is compiled; undefined where it holds loops or operations that are left to the interpreter. */
export function planLoop(program: Program, loop: LoopInstruction): LoopPlan | undefined {
  const { registers } = program;
  const size = (register: number): number => sizeOf(registers[register]!.shape);
  const columns: { to: number; column: number }[] = [];
  const parts: Part[] = [];
  for (const instruction of loop.body) {
    if (instruction.op === 'loop' || registers[instruction.to]!.axes.length !== 1) return undefined;
    if (instruction.op === 'column') {
      columns.push(instruction);
    } else if (isElementwise(instruction)) {
      const last = parts[parts.length - 1];
      const fits = last?.kind === 'group' && last.size === size(instruction.to);
      if (fits && last.instructions.length < mostTogether)
        parts[parts.length - 1] = { ...last, instructions: [...last.instructions, instruction] };
      else parts.push({ kind: 'group', size: size(instruction.to), instructions: [instruction] });
    } else {
      const part = partOf(program, instruction);
      if (part === undefined) return undefined;
      parts.push(part);
    }
  }
  const writers = new Map(parts.flatMap((part) => writtenBy(part).map((register) => [register, part] as const)));
  const shared = new Set(loop.totals.map(({ from }) => from));
  for (const part of parts)
    for (const register of readBy(part)) if (writers.get(register) !== part) shared.add(register);
  return { loop, columns, parts, writers, shared };
}

function partOf({ registers }: Program, instruction: Instruction): Part | undefined {
  switch (instruction.op) {
    case 'contract':
      return { kind: 'contract', instruction };
    case 'reduce':
      return instruction.name === 'sum' ? { kind: 'sum', to: instruction.to, a: instruction.a } : undefined;
    case 'stack': {
      const count = sizeOf(registers[instruction.to]!.shape) / instruction.parts.length;
      const moves = instruction.parts.map((part, p) => ({ part, source: 0, target: p * count, count }));
      return movement(instruction.to, moves);
    }
    case 'transpose': {
      const [rows, columns] = registers[instruction.a]!.shape as [number, number];
      const places = Array.from({ length: rows * columns }, (_, at) => (at % rows) * columns + Math.floor(at / rows));
      return movement(instruction.to, runs(instruction.a, places));
    }
    case 'slice': {
      const { shape } = registers[instruction.a]!;
      let places = [0];
      instruction.stretches.forEach(({ from, size }, d) => {
        places = places.flatMap((place) => Array.from({ length: size }, (_, i) => place * shape[d]! + from + i));
      });
      return movement(instruction.to, runs(instruction.a, places));
    }
    default:
      return undefined;
  }
}

function movement(to: number, moves: readonly Move[]): Part | undefined {
  return moves.length > mostMoves ? undefined : { kind: 'move', to, moves };
}

/** Places of an operand, in the order of the result, as stretches that stand side by side. */
function runs(part: number, places: readonly number[]): Move[] {
  const moves: Move[] = [];
  places.forEach((source, target) => {
    const last = moves[moves.length - 1];
    if (last !== undefined && last.source + last.count === source)
      moves[moves.length - 1] = { ...last, count: last.count + 1 };
    else moves.push({ part, source, target, count: 1 });
  });
  return moves;
}

function writtenBy(part: Part): number[] {
  if (part.kind === 'group') return part.instructions.map(({ to }) => to);
  return [part.kind === 'contract' ? part.instruction.to : part.to];
}

function readBy(part: Part): number[] {
  switch (part.kind) {
    case 'group':
      return part.instructions.flatMap((instruction) => operandsOf(instruction));
    case 'contract':
      return [part.instruction.a, part.instruction.b];
    case 'move':
      return part.moves.map((move) => move.part);
    case 'sum':
      return [part.a];
  }
}
