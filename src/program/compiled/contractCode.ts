import { emitGather, emitMix, emitRowProduct, productCode } from '../../wasm/programs/programProducts';
import type { VectorCode } from '../../wasm/vectorCode';
import type { BlockMemory, Field } from './blockMemory';
import type { WayBack } from './groupCode';
import type { Part } from './loopPlan';

type Contract = Part & { readonly kind: 'contract' };

/** Into which field a product goes, and of which fields of its operands. */
type Term = readonly [into: Field, first: Field, second: Field];

/** C = A·B for every row, with Ċ = Ȧ·B + A·Ḃ where asked for. */
export function contractForward({ instruction }: Contract, memory: BlockMemory, tangents: boolean): VectorCode {
  const code = productCode();
  const { a, b, to } = instruction;
  product(code, instruction, memory, ['value', 'value', 'value'], false);
  if (!tangents || !memory.varies(to)) return code;
  if (memory.varies(a)) product(code, instruction, memory, ['tangent', 'tangent', 'value'], false);
  if (memory.varies(b)) product(code, instruction, memory, ['tangent', 'value', 'tangent'], memory.varies(a));
  return code;
}

/** Ā += C̄·Bᵀ and B̄ += Aᵀ·C̄; with tangents what follows from them along the direction. */
export function contractReverse(
  { instruction }: Contract,
  memory: BlockMemory,
  tangents: boolean,
  second: (register: number) => boolean,
  back: WayBack,
): VectorCode | undefined {
  const { a, b, to } = instruction;
  if (!back.started.has(to)) return undefined;
  const code = productCode();
  const bends = tangents && second(to);
  const operands = [
    { operand: a, other: b, adjoint: leftAdjoint },
    { operand: b, other: a, adjoint: rightAdjoint },
  ];
  for (const { operand, other, adjoint } of operands) {
    if (!memory.varies(operand)) continue;
    const terms: Term[] = [['adjoint', 'adjoint', 'value']];
    if (tangents) terms.push(['adjointTangent', 'adjointTangent', 'value']);
    if (bends && memory.varies(other)) terms.push(['adjointTangent', 'adjoint', 'tangent']);
    const isInner = memory.isInner(operand);
    const started = new Set<Field>(isInner && back.started.has(operand) ? ['adjoint', 'adjointTangent'] : []);
    for (const term of terms) {
      adjoint(code, instruction, memory, term, started.has(term[0]));
      started.add(term[0]);
    }
    if (isInner) back.started.add(operand);
  }
  return code;
}

type Sizes = Contract['instruction'];

/** C += A·B */
function product(
  code: VectorCode,
  sizes: Sizes,
  memory: BlockMemory,
  [into, first, second]: Term,
  adds: boolean,
): void {
  const { a, b, to, m, k, n } = sizes;
  const { rowBytes } = memory;
  const out = memory.address(to, into);
  const [atA, atB] = [memory.address(a, first), memory.address(b, second)];
  const [left, right] = [memory.stride(a), memory.stride(b)];
  if (!memory.isInner(a)) {
    emitMix(code, {
      ...{ P: m, Q: k, F: n, rowBytes, adds, out, outP: n * rowBytes, outF: rowBytes },
      ...{ factor: atA, factorP: k * left, factorQ: left, from: atB, fromQ: n * right, fromF: right },
    });
  } else if (!memory.isInner(b)) {
    emitMix(code, {
      ...{ P: n, Q: k, F: m, rowBytes, adds, out, outP: rowBytes, outF: n * rowBytes },
      ...{ factor: atB, factorP: right, factorQ: n * right, from: atA, fromQ: left, fromF: k * left },
    });
  } else {
    emitRowProduct(code, {
      ...{ P: m, Q: k, F: n, rowBytes, adds, out, outP: n * rowBytes, outF: rowBytes },
      ...{ left: atA, leftP: k * left, leftQ: left, right: atB, rightQ: n * right, rightF: right },
    });
  }
}

/** Ā += C̄·Bᵀ */
function leftAdjoint(
  code: VectorCode,
  sizes: Sizes,
  memory: BlockMemory,
  [into, bars, other]: Term,
  adds: boolean,
): void {
  const { a, b, to, m, k, n } = sizes;
  const { rowBytes } = memory;
  const [atA, atB, atBar] = [memory.address(a, into), memory.address(b, other), memory.address(to, bars)];
  const [left, right] = [memory.stride(a), memory.stride(b)];
  if (!memory.isInner(a)) {
    emitGather(code, {
      ...{ P: m, Q: k, F: n, rowBytes, into: atA, intoP: k * left, intoQ: left },
      ...{ left: atBar, leftP: n * rowBytes, leftF: rowBytes, right: atB, rightQ: n * right, rightF: right },
    });
  } else if (!memory.isInner(b)) {
    emitMix(code, {
      ...{ P: k, Q: n, F: m, rowBytes, adds, out: atA, outP: left, outF: k * left },
      ...{ factor: atB, factorP: n * right, factorQ: right, from: atBar, fromQ: rowBytes, fromF: n * rowBytes },
    });
  } else {
    emitRowProduct(code, {
      ...{ P: m, Q: n, F: k, rowBytes, adds, out: atA, outP: k * left, outF: left },
      ...{ left: atBar, leftP: n * rowBytes, leftQ: rowBytes, right: atB, rightQ: right, rightF: n * right },
    });
  }
}

/** B̄ += Aᵀ·C̄ */
function rightAdjoint(
  code: VectorCode,
  sizes: Sizes,
  memory: BlockMemory,
  [into, bars, other]: Term,
  adds: boolean,
): void {
  const { a, b, to, m, k, n } = sizes;
  const { rowBytes } = memory;
  const [atA, atB, atBar] = [memory.address(a, other), memory.address(b, into), memory.address(to, bars)];
  const [left, right] = [memory.stride(a), memory.stride(b)];
  if (!memory.isInner(b)) {
    emitGather(code, {
      ...{ P: k, Q: n, F: m, rowBytes, into: atB, intoP: n * right, intoQ: right },
      ...{ left: atA, leftP: left, leftF: k * left, right: atBar, rightQ: rowBytes, rightF: n * rowBytes },
    });
  } else if (!memory.isInner(a)) {
    emitMix(code, {
      ...{ P: k, Q: m, F: n, rowBytes, adds, out: atB, outP: n * right, outF: right },
      ...{ factor: atA, factorP: left, factorQ: k * left, from: atBar, fromQ: n * rowBytes, fromF: rowBytes },
    });
  } else {
    emitRowProduct(code, {
      ...{ P: k, Q: m, F: n, rowBytes, adds, out: atB, outP: n * right, outF: right },
      ...{ left: atA, leftP: left, leftQ: k * left, right: atBar, rightQ: n * rowBytes, rightF: rowBytes },
    });
  }
}
