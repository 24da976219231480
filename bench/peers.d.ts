/** What the benchmark uses of its peers, so that types are checked where they are not installed. */

declare module 'mathjs' {
  export interface MathNode {
    compile(): { evaluate(scope: Readonly<Record<string, number>>): unknown };
  }
  export function parse(text: string): MathNode;
  export function derivative(node: MathNode, name: string, options: { readonly simplify: boolean }): MathNode;
}

declare module 'nerdamer' {
  interface Expression {
    buildFunction(names: readonly string[]): (...values: number[]) => unknown;
  }
  interface Nerdamer {
    (text: string): Expression;
    diff(expression: Expression, name: string): Expression;
  }
  const nerdamer: Nerdamer;
  export = nerdamer;
}

declare module 'nerdamer/Calculus.js' {}

declare module '@cortex-js/compute-engine' {
  interface Boxed {
    evaluate(): Boxed;
    subs(values: Readonly<Record<string, number>>): Boxed;
    N(): { readonly re: number };
  }
  export class ComputeEngine {
    parse(latex: string): Boxed;
    box(expression: readonly unknown[]): Boxed;
  }
}

declare module '@tensorflow/tfjs' {
  export interface Tensor {
    dataSync(): Float32Array;
  }
  export function tensor(values: ArrayLike<number>, shape?: readonly number[]): Tensor;
  export function tidy<Result>(work: () => Result): Result;
  export function slice(x: Tensor, begin: readonly number[], size: readonly number[]): Tensor;
  export function reshape(x: Tensor, shape: readonly number[]): Tensor;
  export function matMul(a: Tensor, b: Tensor, transposeA?: boolean, transposeB?: boolean): Tensor;
  export function add(a: Tensor, b: Tensor): Tensor;
  export function sub(a: Tensor, b: Tensor): Tensor;
  export function tanh(a: Tensor): Tensor;
  export function square(a: Tensor): Tensor;
  export function mean(a: Tensor): Tensor;
  export function grad(f: (w: Tensor) => Tensor): (w: Tensor) => Tensor;
  export function setBackend(name: string): Promise<boolean>;
  export function ready(): Promise<void>;
}

declare module '@tensorflow/tfjs-backend-wasm' {
  export function setThreadsCount(count: number): void;
}

declare module 'd3-contour' {
  export interface Contour {
    readonly coordinates: readonly (readonly (readonly (readonly [number, number])[])[])[];
  }
  export function contours(): {
    size(size: readonly [number, number]): ReturnType<typeof contours>;
    thresholds(levels: readonly number[]): ReturnType<typeof contours>;
    (values: Float64Array): readonly Contour[];
  };
}
