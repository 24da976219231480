import { type DefinedFunction, encodeModule, unsigned } from '../../wasm/encode';
import { HostImports } from '../../wasm/hostFunctions';
import { VectorCode } from '../../wasm/vectorCode';
import type { Program } from '../program';
import type { BlockMemory } from './blockMemory';
import { contractForward, contractReverse } from './contractCode';
import { GroupCode, type WayBack } from './groupCode';
import type { LoopPlan, Part } from './loopPlan';
import { loadBlock, moveForward, moveReverse, sumForward, sumReverse, totalsForward, totalsReverse } from './partCode';

/**
 * What a module does with each block of rows: values alone, with tangents, or there and back for the gradient, a product
 * with the Hessian, or a Gauss–Newton product.
 */
export type Mode = 'value' | 'tangent' | 'gradient' | 'product' | 'gaussNewton';

export interface LoopToCompile {
  readonly plan: LoopPlan;
  readonly memory: BlockMemory;
}

/** A module that runs loops: for each an exported `loop<axis>(bytes)` over so many bytes of its columns' chunk. */
export function loopModule(program: Program, loops: readonly LoopToCompile[], mode: Mode): Uint8Array<ArrayBuffer> {
  const host = new HostImports();
  const functions: { name: string | undefined; code: VectorCode; parameters: number }[] = [];
  const drivers = loops.map((loop) => {
    const first = functions.length;
    const { axis } = loop.plan.loop;
    functions.push({ name: undefined, code: loadBlock(loop.plan, loop.memory), parameters: 1 });
    for (const code of blockCode(program, loop, mode, host)) functions.push({ name: undefined, code, parameters: 0 });
    return { name: `loop${axis}`, first, count: functions.length - first, rowBytes: loop.memory.rowBytes };
  });
  const imported = host.declarations.length;
  for (const { name, first, count, rowBytes } of drivers)
    functions.push({ name, code: driver(imported + first, count, rowBytes), parameters: 1 });
  const defined = functions.map(({ name, code, parameters }): DefinedFunction => ({
    name,
    parameters: parameters === 1 ? ['i32'] : [],
    results: [],
    locals: code.locals,
    body: code.bytes,
  }));
  return encodeModule(host.declarations, defined);
}

/** The functions of a block in their order; written from the end, which tells what the way there must keep. */
function blockCode(program: Program, { plan, memory }: LoopToCompile, mode: Mode, host: HostImports): VectorCode[] {
  const tangents = mode === 'tangent' || mode === 'product' || mode === 'gaussNewton';
  const squares = new Set(program.squares ?? []);
  const second = (register: number): boolean => mode === 'product' || squares.has(register);
  const back: WayBack = { started: new Set(), read: { value: new Set(), tangent: new Set() } };
  const literals = literalsOf(program);
  const group = (part: Part & { readonly kind: 'group' }): GroupCode =>
    new GroupCode(program, plan, part, memory, host.index, (register) => literals.get(register));
  const reverse = (part: Part): VectorCode | undefined => {
    switch (part.kind) {
      case 'group':
        return group(part).reverse(tangents, second, back);
      case 'contract':
        return contractReverse(part, memory, tangents, second, back);
      case 'move':
        return moveReverse(part, memory, tangents, back);
      case 'sum':
        return sumReverse(part, memory, tangents, back);
    }
  };
  const forward = (part: Part): VectorCode => {
    switch (part.kind) {
      case 'group':
        return group(part).forward(tangents, back.read);
      case 'contract':
        return contractForward(part, memory, tangents);
      case 'move':
        return moveForward(part, memory, tangents);
      case 'sum':
        return sumForward(part, memory, tangents);
    }
  };
  const isThereAndBack = mode !== 'value' && mode !== 'tangent';
  const wayBack = isThereAndBack
    ? [totalsReverse(plan, memory, tangents, back), ...[...plan.parts].reverse().map(reverse)]
    : [];
  const wayThere = [...plan.parts.map(forward), totalsForward(plan, memory, tangents)];
  return [...wayThere, ...wayBack].filter((code) => code !== undefined);
}

/** Calls the functions of a block, of which the first loads it, for all blocks of the chunk. */
function driver(first: number, count: number, rowBytes: number): VectorCode {
  const code = new VectorCode(1, 1);
  const [bytes, row] = [0, code.local('i32')];
  code.push(0x03, 0x40); // loop
  code.get(row);
  for (let i = 0; i < count; i++) code.push(0x10, ...unsigned(first + i)); // call
  code.get(row);
  code.integer(rowBytes);
  code.push(0x6a); // i32.add
  code.tee(row);
  code.get(bytes);
  code.push(0x48, 0x0d, 0x00, 0x0b); // i32.lt_s, br_if 0, end
  return code;
}

/** Numbers that stand in the code. */
function literalsOf({ instructions }: Program): ReadonlyMap<number, number> {
  return new Map(
    instructions.flatMap((instruction) =>
      instruction.op === 'literal' && instruction.values.length === 1 ? [[instruction.to, instruction.values[0]!]] : [],
    ),
  );
}
