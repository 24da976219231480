/** Writes the binary format of WebAssembly modules (W3C, WebAssembly Core Specification 2.0, §5). */

export type ValueType = 'i32' | 'i64' | 'f64' | 'v128';

const typeCodes: Readonly<Record<ValueType, number>> = { i32: 0x7f, i64: 0x7e, f64: 0x7c, v128: 0x7b };

/** Unsigned LEB128 (§5.2.2). */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      bytes.push(low);
      return bytes;
    }
    bytes.push(low | 0x80);
  }
}

/** Eight bytes of a double, little-endian. */
export function doubleBytes(value: number): number[] {
  return [...new Uint8Array(Float64Array.of(value).buffer)];
}

export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

/** A function of the host that the module calls. */
export interface ImportedFunction extends Signature {
  readonly name: string;
}

export interface DefinedFunction extends Signature {
  /** By which it is exported; each export costs the platform as much as a small function. */
  readonly name: string | undefined;
  /** Types of the locals behind the parameters. */
  readonly locals: readonly ValueType[];
  /** Instructions without the final `end`. */
  readonly body: readonly number[];
}

/** A module that imports its memory as `host.memory` and functions as `host.<name>`, and exports those with names. */
export function encodeModule(
  imports: readonly ImportedFunction[],
  functions: readonly DefinedFunction[],
): Uint8Array<ArrayBuffer> {
  const all = [...imports, ...functions];
  const types = all.map(({ parameters, results }) => [0x60, ...typeList(parameters), ...typeList(results)]);
  const importEntries = [
    [...name('host'), ...name('memory'), 0x02, 0x00, ...unsigned(1)],
    ...imports.map((entry, i) => [...name('host'), ...name(entry.name), 0x00, ...unsigned(i)]),
  ];
  const exportEntries = functions.flatMap((entry, i) =>
    entry.name === undefined ? [] : [[...name(entry.name), 0x00, ...unsigned(imports.length + i)]],
  );
  const bodies = functions.flatMap(({ locals, body }) => {
    const declared = vector(runs(locals));
    return [[...unsigned(declared.length + body.length + 1), ...declared], body, [0x0b]];
  });
  return joined([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, vector(types)),
    section(2, vector(importEntries)),
    section(3, vector(functions.map((_, i) => unsigned(imports.length + i)))),
    section(7, vector(exportEntries)),
    [10, ...unsigned(lengthOf(bodies) + unsigned(functions.length).length), ...unsigned(functions.length)],
    ...bodies,
  ]);
}

function lengthOf(pieces: readonly (readonly number[])[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

function joined(pieces: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(pieces));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function runs(locals: readonly ValueType[]): number[][] {
  const entries: { type: ValueType; count: number }[] = [];
  for (const type of locals) {
    const last = entries[entries.length - 1];
    if (last?.type === type) last.count++;
    else entries.push({ type, count: 1 });
  }
  return entries.map(({ type, count }) => [...unsigned(count), typeCodes[type]]);
}

function typeList(types: readonly ValueType[]): number[] {
  return [...unsigned(types.length), ...types.map((type) => typeCodes[type])];
}

function name(text: string): number[] {
  return [...unsigned(text.length), ...[...text].map((character) => character.charCodeAt(0))];
}

function vector(entries: readonly (readonly number[])[]): number[] {
  const bytes = unsigned(entries.length);
  for (const entry of entries) for (const byte of entry) bytes.push(byte);
  return bytes;
}

function section(id: number, content: readonly number[]): number[] {
  const bytes = [id, ...unsigned(content.length)];
  for (const byte of content) bytes.push(byte);
  return bytes;
}
