import type { Factor, FunctionName, Node, Term } from './node';
import type { Rational } from './rational';

/**
 * A node as it is made, of one of the kinds that formulas are mostly made of. All have the same fields in the same
 * order, since the engine reads a field three times as fast where it always finds it in one place; those that its kind
 * doesn't have stay undefined, and the type `Node` doesn't show them.
 */
export class FreshNode {
  id = -1;
  rows = 0;
  varies = false;
  value: Rational | undefined = undefined;
  name: FunctionName | string | undefined = undefined;
  index: number | undefined = undefined;
  constant: Rational | undefined = undefined;
  terms: readonly Term[] | undefined = undefined;
  factors: readonly Factor[] | undefined = undefined;
  base: Node | undefined = undefined;
  exponent: Node | undefined = undefined;
  argument: Node | undefined = undefined;

  constructor(
    readonly kind: 'rational' | 'builtin' | 'parameter' | 'constant' | 'sum' | 'product' | 'power' | 'function',
    readonly children: readonly Node[],
  ) {}
}
