import { type Factor, type FunctionNode, type Node, type Term, reachable } from './node';
import type { Pool } from './pool';
import { Rational } from './rational';

const two = Rational.whole(2);
const minusHalf = Rational.of(-1n, 2n);

/**
 * The derivative of each root with respect to one parameter, by the chain rule over the shared graph: each node is
 * differentiated once. `relu`, `abs`, `max` and `min` are differentiated piecewise, from the right at the kink.
 */
export function differentiate(pool: Pool, roots: readonly Node[], parameter: Node): Node[] {
  const zero = pool.rational(Rational.zero);
  /** By the node's number; undefined where it doesn't depend on the parameter. */
  const derivatives: (Node | undefined)[] = [];
  const of = (node: Node): Node => derivatives[node.id] ?? zero;
  const nodes = reachable(roots);
  const last = nodes.length === 0 ? parameter.id : Math.max(parameter.id, nodes[nodes.length - 1]!.id);
  for (let id = 0; id <= last; id++) derivatives.push(undefined);
  derivatives[parameter.id] = pool.rational(Rational.one);
  for (const node of nodes) {
    if (node === parameter || !node.varies) continue;
    const { children } = node;
    for (let k = 0; k < children.length; k++) {
      if (derivatives[children[k]!.id] === undefined) continue;
      derivatives[node.id] = derivativeOf(pool, node, of);
      break;
    }
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
      return productDerivative(pool, node.factors, of);
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

/** Σ eᵢ·bᵢ^(eᵢ − 1)·bᵢ'·Π the others. */
function productDerivative(pool: Pool, factors: readonly Factor[], of: (child: Node) => Node): Node {
  const terms: Term[] = [];
  for (let i = 0; i < factors.length; i++) {
    const { base, exponent } = factors[i]!;
    const inner = of(base);
    if (isZero(inner)) continue;
    const parts: Factor[] = [];
    for (let j = 0; j < factors.length; j++) if (j !== i) parts.push(factors[j]!);
    parts.push({ base, exponent: exponent.add(Rational.minusOne) }, { base: inner, exponent: Rational.one });
    terms.push({ node: pool.product(parts), coefficient: exponent });
  }
  return pool.sum(terms);
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
  const square = (): Node => pool.powerOf(u, two);
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
      return pool.add(one, pool.powerOf(node, two));
    case 'asin':
      return pool.powerOf(pool.subtract(one, square()), minusHalf);
    case 'acos':
      return pool.negate(pool.powerOf(pool.subtract(one, square()), minusHalf));
    case 'atan':
      return pool.powerOf(pool.add(one, square()), Rational.minusOne);
    case 'sinh':
      return pool.apply('cosh', u);
    case 'cosh':
      return pool.apply('sinh', u);
    case 'tanh':
      return pool.subtract(one, pool.powerOf(node, two));
    case 'sigmoid':
      return pool.multiply(node, pool.subtract(one, node));
    case 'softplus':
      return pool.apply('sigmoid', u);
    case 'erf': {
      // 2/√π · exp(-u²), Abramowitz & Stegun 7.1.1
      const scale = pool.powerOf(pool.builtin('pi'), minusHalf);
      return pool.scale(two, pool.multiply(scale, pool.apply('exp', pool.negate(square()))));
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
