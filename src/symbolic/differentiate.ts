import { childrenOf, reachable, type FunctionNode, type Node } from './node';
import type { Pool } from './pool';
import { Rational } from './rational';

/**
 * The derivative of each root with respect to one parameter, by the chain rule over the shared graph: each node is
 * differentiated once. `relu`, `abs`, `max` and `min` are differentiated piecewise, from the right at the kink.
 */
export function differentiate(pool: Pool, roots: readonly Node[], parameter: Node): Node[] {
  const zero = pool.rational(Rational.zero);
  const derivatives = new Map<Node, Node>([[parameter, pool.rational(Rational.one)]]);
  const of = (node: Node): Node => derivatives.get(node) ?? zero;
  for (const node of reachable(roots)) {
    if (node === parameter || !node.varies || !childrenOf(node).some((child) => derivatives.has(child))) continue;
    derivatives.set(node, derivativeOf(pool, node, of));
  }
  return roots.map(of);
}

/** The gradient, and the Hessian built once per symmetric pair: `hessian[i][j]` and `hessian[j][i]` are one node. */
export function derivativesOf(
  pool: Pool,
  loss: Node,
  parameters: readonly Node[],
): { gradient: Node[]; hessian: Node[][] } {
  const gradient = parameters.map((parameter) => differentiate(pool, [loss], parameter)[0]!);
  const hessian: Node[][] = parameters.map(() => []);
  parameters.forEach((parameter, i) => {
    const column = differentiate(pool, gradient.slice(i), parameter);
    column.forEach((entry, offset) => {
      hessian[i]![i + offset] = entry;
      hessian[i + offset]![i] = entry;
    });
  });
  return { gradient, hessian };
}

function derivativeOf(pool: Pool, node: Node, of: (child: Node) => Node): Node {
  switch (node.kind) {
    case 'rational':
    case 'builtin':
    case 'parameter':
    case 'constant':
    case 'column':
      return pool.rational(Rational.zero);
    case 'sum':
      return pool.sum(node.terms.map((term) => ({ node: of(term.node), coefficient: term.coefficient })));
    case 'product':
      return pool.sum(
        node.factors.flatMap((factor, i) => {
          const inner = of(factor.base);
          if (isZero(inner)) return [];
          const rest = node.factors.filter((_, j) => j !== i);
          const lowered = { base: factor.base, exponent: factor.exponent.subtract(Rational.one) };
          const term = pool.product([...rest, lowered, { base: inner, exponent: Rational.one }]);
          return [{ node: term, coefficient: factor.exponent }];
        }),
      );
    case 'power':
      return powerDerivative(pool, node.base, node.exponent, node, of);
    case 'function': {
      return pool.multiply(functionDerivative(pool, node), of(node.argument));
    }
    case 'maximum':
      return pool.select(pool.subtract(node.left, node.right), of(node.left), of(node.right));
    case 'minimum':
      return pool.select(pool.subtract(node.right, node.left), of(node.left), of(node.right));
    case 'select':
      return pool.select(node.condition, of(node.positive), of(node.negative));
    case 'total':
      return pool.total(node.table, node.depth, of(node.body));
    case 'guard':
      return pool.guard(of(node.value), node.condition);
  }
}

/** (a^b)' = b·a^(b-1)·a' + a^b·log(a)·b'. */
function powerDerivative(pool: Pool, base: Node, exponent: Node, power: Node, of: (child: Node) => Node): Node {
  const terms: Node[] = [];
  const inner = of(base);
  if (!isZero(inner)) {
    const lowered = pool.power(base, pool.subtract(exponent, pool.rational(Rational.one)));
    terms.push(pool.multiply(exponent, lowered, inner));
  }
  const rate = of(exponent);
  if (!isZero(rate)) terms.push(pool.multiply(power, pool.apply('log', base), rate));
  return pool.add(...terms);
}

function functionDerivative(pool: Pool, node: FunctionNode): Node {
  const u = node.argument;
  const one = pool.rational(Rational.one);
  const square = pool.powerOf(u, Rational.integer(2n));
  switch (node.name) {
    case 'exp':
      return node;
    case 'expm1':
      return pool.apply('exp', u);
    case 'log':
      return pool.powerOf(u, Rational.minusOne);
    case 'log1p':
      return pool.powerOf(pool.add(one, u), Rational.minusOne);
    case 'sin':
      return pool.apply('cos', u);
    case 'cos':
      return pool.negate(pool.apply('sin', u));
    case 'tan':
      return pool.add(one, pool.powerOf(node, Rational.integer(2n)));
    case 'asin':
      return pool.powerOf(pool.subtract(one, square), Rational.of(-1n, 2n));
    case 'acos':
      return pool.negate(pool.powerOf(pool.subtract(one, square), Rational.of(-1n, 2n)));
    case 'atan':
      return pool.powerOf(pool.add(one, square), Rational.minusOne);
    case 'sinh':
      return pool.apply('cosh', u);
    case 'cosh':
      return pool.apply('sinh', u);
    case 'tanh':
      return pool.subtract(one, pool.powerOf(node, Rational.integer(2n)));
    case 'sigmoid':
      return pool.multiply(node, pool.subtract(one, node));
    case 'softplus':
      return pool.apply('sigmoid', u);
    case 'erf': {
      // 2/√π · exp(-u²), Abramowitz & Stegun 7.1.1
      const scale = pool.powerOf(pool.builtin('pi'), Rational.of(-1n, 2n));
      return pool.scale(Rational.integer(2n), pool.multiply(scale, pool.apply('exp', pool.negate(square))));
    }
    case 'abs':
      return pool.apply('rightSign', u);
    case 'relu':
      return pool.apply('step', u);
    case 'sign':
    case 'step':
    case 'rightSign':
      return pool.rational(Rational.zero);
  }
}

function isZero(node: Node): boolean {
  return node.kind === 'rational' && node.value.isZero;
}
