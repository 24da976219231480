import type { CompiledLoss } from '../landscape/compileLoss';
import { startPoint } from '../landscape/starts';
import { analyzeText } from '../language/check';
import { evaluateConstant } from '../language/evaluate';
import { parse } from '../language/parse';
import type { Expression, StartSyntax } from '../language/tree';
import { sizeOf } from '../program/program';
import { UsageError } from './usage';

/** Names shown before a list is cut. */
const mostNames = 12;

export function shortList(names: readonly string[]): string {
  return names.length <= mostNames ? names.join(', ') : `${names.slice(0, mostNames).join(', ')}, …`;
}

/** A start as the language writes it, `1, 0.1` or `he(seed=2)` or `(1, [2, 3])`; or all scalars one after the other. */
export function readStart(text: string, loss: CompiledLoss): number[] {
  const bare = text.trim();
  const isWhole = /^\p{L}+\s*\(/u.test(bare);
  const start = parseStart(isWhole || bare.startsWith('(') ? bare : `(${bare})`);
  if (start.whole !== undefined) return startPoint(start, loss.blocks, numbersOf);
  const { coordinates } = start;
  const isFlat = coordinates.length === loss.parameters.length && coordinates.length !== loss.blocks.length;
  if (!isFlat && coordinates.length !== loss.blocks.length) {
    const expected = loss.blocks.length === loss.parameters.length ? 'coordinates' : 'items or all coordinates';
    throw new UsageError(
      `--from needs ${loss.blocks.length} ${expected} (${shortList(loss.blocks.map(({ name }) => name))}), not ${coordinates.length}.`,
    );
  }
  if (!isFlat) return startPoint(start, loss.blocks, numbersOf);
  return coordinates.flatMap((item) => {
    if (item.kind === 'initialisation') throw new UsageError('--from: give every parameter one item.');
    return numbersOf(item);
  });
}

function parseStart(source: string): StartSyntax {
  const { file, diagnostics } = parse(`loss start(x) = x\n  from ${source}`);
  const statement = file.statements[0];
  const starts = statement?.kind === 'loss' ? statement.from : [];
  const problem = diagnostics.find(({ severity }) => severity === 'error');
  if (problem !== undefined || starts.length !== 1)
    throw new UsageError(`--from is not understood: ${problem?.message ?? 'write one start, as in 1,0.1.'}`);
  return starts[0]!;
}

/** A point given as `x=1,y=2`; elements as `w[1]=2`, whole arrays as `w=[1,2]`; `start` is the loss's first start. */
export function readPoint(loss: CompiledLoss, text: string): number[] {
  if (text.trim() === 'start') {
    const [start] = loss.starts;
    if (start === undefined) throw new UsageError('--at: the loss has no start.');
    return [...start];
  }
  const point = new Array<number>(loss.parameters.length).fill(NaN);
  for (const part of splitOutside(text)) {
    const [name, value, rest] = splitPair(part);
    if (name === '' || value === '' || rest) throw new UsageError(`--at takes name=value, not "${part}".`);
    place(loss, name, value, point);
  }
  const missing = point.findIndex(Number.isNaN);
  if (missing >= 0) throw new UsageError(`--at: the parameter "${loss.parameters[missing]!}" has no value.`);
  return point;
}

function place(loss: CompiledLoss, name: string, value: string, point: number[]): void {
  const parsed = analyzeText(`const value = ${value}`).file.statements[0];
  const numbers = parsed?.kind === 'constant' && !parsed.broken ? numbersOf(parsed.value) : [];
  const block = loss.blocks.find((candidate) => candidate.name === name);
  const index = loss.parameters.indexOf(name.replace(/\s+/g, ''));
  if (block === undefined && index < 0) {
    const names = shortList(loss.blocks.map((candidate) => candidate.name));
    throw new UsageError(`--at: "${name}" is not a parameter; the parameters are ${names}.`);
  }
  const [offset, size] = block === undefined ? [index, 1] : [block.offset, sizeOf(block.shape)];
  if (numbers.length !== size)
    throw new UsageError(`--at: "${name}" takes ${size} ${size === 1 ? 'number' : 'numbers'}, not "${value}".`);
  numbers.forEach((number, i) => (point[offset + i] = number));
}

/** Splits at the commas outside brackets. */
function splitOutside(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === '[' || character === '(') depth++;
    if (character === ']' || character === ')') depth--;
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function splitPair(part: string): [name: string, value: string, rest: boolean] {
  const [name = '', value = '', rest] = part.split('=').map((piece) => piece.trim());
  return [name, value, rest !== undefined];
}

/** The numbers of a constant expression, or of a vector or matrix of such. */
function numbersOf(expression: Expression): number[] {
  if (expression.kind === 'vector') return expression.items.flatMap(numbersOf);
  const value = evaluateConstant(expression, { constants: new Map(), functions: new Map(), tables: new Map() });
  if (value === undefined || !Number.isFinite(value)) throw new UsageError('A coordinate is not a number.');
  return [value];
}
