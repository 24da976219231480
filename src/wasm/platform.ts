/** What of the platform's WebAssembly is used here; the libraries of types for Node and for the browser name it differently. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** A module that can be started over any memory. */
export type CompiledModule = object;

export type WasmExports = Readonly<Record<string, unknown>>;

interface Platform {
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: WasmExports };
  readonly Memory: new (description: { readonly initial: number }) => WasmMemory;
}

function platform(): Platform | undefined {
  return (globalThis as { readonly WebAssembly?: Platform }).WebAssembly;
}

const pageBytes = 65_536;

/** Makes a memory so many bytes long, if it is shorter; its buffer is another one then. */
export function reserve(memory: WasmMemory, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / pageBytes);
  if (missing > 0) memory.grow(missing);
}

/**
 * Compiles a module and starts it over a memory of so many bytes, with functions of the host; undefined where the
 * platform refuses: it has no vectors, or its page forbids compiled code.
 */
export function instantiate(
  bytes: Uint8Array<ArrayBuffer>,
  memoryBytes: number,
  functions: object,
): { readonly exports: WasmExports; readonly memory: WasmMemory } | undefined {
  const wasm = platform();
  if (wasm === undefined) return undefined;
  try {
    const memory = new wasm.Memory({ initial: Math.max(1, Math.ceil(memoryBytes / pageBytes)) });
    const { exports } = new wasm.Instance(new wasm.Module(bytes), { host: { memory, ...functions } });
    return { exports, memory };
  } catch {
    // Whatever the reason, the interpreter does the work.
    return undefined;
  }
}

/** A memory of so many bytes; undefined where the platform can't compile modules with vectors, or not so large. */
export function memoryOf(bytes: number): WasmMemory | undefined {
  const wasm = platform();
  if (wasm === undefined) return undefined;
  try {
    // Where the page forbids compiled code, or vectors are unknown, this throws.
    new wasm.Module(Uint8Array.from(smallestVectors));
    return new wasm.Memory({ initial: Math.max(1, Math.ceil(bytes / pageBytes)) });
  } catch {
    return undefined;
  }
}

/** Compiles a module, where a memory shows that the platform can. */
export function compileModule(bytes: Uint8Array<ArrayBuffer>): CompiledModule {
  return new (platform()!.Module)(bytes);
}

/** Starts a compiled module over a memory that is there. */
export function startModule(module: CompiledModule, memory: WasmMemory, functions: object): WasmExports {
  return new (platform()!.Instance)(module, { host: { memory, ...functions } }).exports;
}

/** A module with one function, which takes and gives a vector. */
const smallestVectors = [
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x06, 0x01, 0x60, 0x01, 0x7b, 0x01, 0x7b], // its type
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x0a, 0x06, 0x01, 0x04, 0x00, 0x20, 0x00, 0x0b], // gives its parameter
];
