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
  return new Derivatives(pool, parameter).of(roots);
}

/** The derivatives with respect to one parameter that are known, by the nodes' numbers; null where one doesn't depend on it. */
class Derivatives {
  private readonly zero: Node;
  private readonly known: (Node | null | undefined)[] = [];

  constructor(
    private readonly pool: Pool,
    private readonly parameter: Node,
  ) {
    this.zero = pool.rational(Rational.zero);
  }

  of(roots: readonly Node[]): Node[] {
    const { pool, known, parameter } = this;
    const nodes = reachable(roots, known);
    const last = nodes.length === 0 ? -1 : nodes[nodes.length - 1]!.id;
    while (known.length <= last) known.push(undefined);
    for (let n = 0; n < nodes.length; n++) {
      const node = nodes[n]!;
      let derivative = node === parameter ? pool.rational(Rational.one) : null;
      const { children } = node;
      for (let k = 0; node.varies && k < children.length; k++) {
        if (known[children[k]!.id] === null) continue;
        derivative = derivativeOf(pool, node, this);
        break;
      }
      known[node.id] = derivative;
    }
    const found: Node[] = [];
    for (let k = 0; k < roots.length; k++) found.push(this.at(roots[k]!));
    return found;
  }

  /** Of a node below the roots. */
  at(node: Node): Node {
    return this.known[node.id] ?? this.zero;
  }
}

/** The gradient, and the Hessian built once per symmetric pair: `hessian[i][j]` and `hessian[j][i]` are one node. */
export function derivativesOf(
  pool: Pool,
  loss: Node,
  parameters: readonly Node[],
): { gradient: Node[]; hessian: Node[][] } {
  // What the gradient shares with the loss is differentiated once for both orders.
  const by = parameters.map((parameter) => new Derivatives(pool, parameter));
  const gradient = by.map((derivatives) => derivatives.of([loss])[0]!);
  const hessian: Node[][] = parameters.map(() => []);
  by.forEach((derivatives, i) => {
    const column = derivatives.of(gradient.slice(i));
    column.forEach((entry, offset) => {
      hessian[i]![i + offset] = entry;
      hessian[i + offset]![i] = entry;
    });
  });
  return { gradient, hessian };
}

function derivativeOf(pool: Pool, node: Node, of: Derivatives): Node {
  switch (node.kind) {
    case 'rational':
    case 'builtin':
    case 'parameter':
    case 'constant':
    case 'column':
      return pool.rational(Rational.zero);
    case 'sum':
      pool.beginSum(Rational.zero);
      for (let k = 0; k < node.terms.length; k++) {
        pool.addTerm(of.at(node.terms[k]!.node), node.terms[k]!.coefficient);
      }
      return pool.endSum();
    case 'product':
      return productDerivative(pool, node.factors, of);
    case 'power':
      return powerDerivative(pool, node.base, node.exponent, node, of);
    case 'function':
      return pool.multiply(functionDerivative(pool, node), of.at(node.argument));
    case 'maximum':
      return pool.select(pool.subtract(node.left, node.right), of.at(node.left), of.at(node.right));
    case 'minimum':
      return pool.select(pool.subtract(node.right, node.left), of.at(node.left), of.at(node.right));
    case 'select':
      return pool.select(node.condition, of.at(node.positive), of.at(node.negative));
    case 'total':
      return pool.total(node.table, node.depth, of.at(node.body));
    case 'guard':
      return pool.guard(of.at(node.value), node.condition);
  }
}

/** Σ eᵢ·bᵢ^(eᵢ − 1)·bᵢ'·Π the others. */
function productDerivative(pool: Pool, factors: readonly Factor[], of: Derivatives): Node {
  const terms: Term[] = [];
  for (let i = 0; i < factors.length; i++) {
    const { base, exponent } = factors[i]!;
    const inner = of.at(base);
    if (isZero(inner)) continue;
    pool.beginProduct();
    for (let j = 0; j < factors.length; j++) if (j !== i) pool.addFactor(factors[j]!.base, factors[j]!.exponent);
    pool.addFactor(base, exponent.add(Rational.minusOne));
    pool.addFactor(inner, Rational.one);
    const { node, coefficient } = pool.endTerm();
    // A sum keeps its number only as a node of its own.
    if (node.kind === 'sum') terms.push({ node: pool.scale(coefficient, node), coefficient: exponent });
    else terms.push({ node, coefficient: coefficient.multiply(exponent) });
  }
  return pool.sum(terms);
}

/** (a^b)' = b·a^(b-1)·a' + a^b·log(a)·b'. */
function powerDerivative(pool: Pool, base: Node, exponent: Node, power: Node, of: Derivatives): Node {
  const terms: Node[] = [];
  const inner = of.at(base);
  if (!isZero(inner)) {
    const lowered = pool.power(base, pool.subtract(exponent, pool.rational(Rational.one)));
    terms.push(pool.multiply(exponent, lowered, inner));
  }
  const rate = of.at(exponent);
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
