/** What of the platform's WebAssembly is used here; the libraries of types for Node and for the browser name it differently. */

export interface WasmMemory {
  readonly buffer: ArrayBuffer;
}

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
