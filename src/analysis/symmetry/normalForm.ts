/** Forms in which expressions that are equal for simple reasons are the same node. */
import { type FunctionName, type Node, reachable } from '../../symbolic/node';
import type { Pool } from '../../symbolic/pool';
import { vanishesExpanded } from './expand';
import type { Rational } from '../../symbolic/rational';

/** sign·node. */
interface Signed {
  readonly node: Node;
  readonly negative: boolean;
}

const odd: ReadonlySet<FunctionName> = new Set(['sin', 'tan', 'asin', 'atan', 'sinh', 'tanh', 'erf', 'sign']);
const even: ReadonlySet<FunctionName> = new Set(['cos', 'cosh', 'abs']);

/** The expression with signs drawn out of odd functions and powers, and dropped in even ones: tanh(−x) is −tanh(x). */
export function signedForm(pool: Pool, root: Node): Node {
  const known = new Map<Node, Signed>();
  const whole = (node: Node): Node => {
    const { node: size, negative } = known.get(node)!;
    return negative ? pool.negate(size) : size;
  };
  for (const node of reachable([root])) known.set(node, signed(pool, node, known, whole));
  return whole(root);
}

function signed(pool: Pool, node: Node, known: ReadonlyMap<Node, Signed>, whole: (node: Node) => Node): Signed {
  const plain = (of: Node): Signed => ({ node: of, negative: false });
  switch (node.kind) {
    case 'rational':
    case 'builtin':
    case 'parameter':
    case 'constant':
    case 'column':
      return plain(node);
    case 'sum': {
      const sum = pool.sum(
        node.terms.map((term) => {
          const { node: size, negative } = known.get(term.node)!;
          return { node: size, coefficient: negative ? term.coefficient.negate() : term.coefficient };
        }),
        node.constant,
      );
      return isFirstNegative(sum) ? { node: pool.negate(sum), negative: true } : plain(sum);
    }
    case 'product': {
      let negative = false;
      const factors = node.factors.map(({ base, exponent }) => {
        if (!exponent.isInteger) return { base: whole(base), exponent };
        if (known.get(base)!.negative && exponent.numerator % 2n !== 0n) negative = !negative;
        return { base: known.get(base)!.node, exponent };
      });
      return { node: pool.product(factors), negative };
    }
    case 'power':
      return plain(pool.power(whole(node.base), whole(node.exponent)));
    case 'function': {
      const { node: argument, negative } = known.get(node.argument)!;
      if (even.has(node.name)) return plain(pool.apply(node.name, argument));
      if (odd.has(node.name)) return { node: pool.apply(node.name, argument), negative };
      return plain(pool.apply(node.name, whole(node.argument)));
    }
    case 'maximum':
    case 'minimum': {
      const [first, second] = [whole(node.left), whole(node.right)].sort((a, b) => a.id - b.id) as [Node, Node];
      return plain(pool.extremum(node.kind, first, second));
    }
    case 'select':
      return plain(pool.select(whole(node.condition), whole(node.positive), whole(node.negative)));
    case 'total': {
      const { node: body, negative } = known.get(node.body)!;
      return { node: pool.total(node.table, node.depth, body), negative };
    }
    case 'guard': {
      const { node: value, negative } = known.get(node.value)!;
      return { node: pool.guard(value, known.get(node.condition)!.node), negative };
    }
  }
}

/** The term that was made first decides the sign of a sum. */
function isFirstNegative(sum: Node): boolean {
  if (sum.kind === 'rational') return sum.value.isNegative;
  if (sum.kind !== 'sum') return false;
  const first = sum.terms.reduce((a, b) => (b.node.id < a.node.id ? b : a));
  return first.coefficient.isNegative;
}

/** True where two expressions are shown to be equal, and to be defined in the same places. */
export function isEqual(pool: Pool, a: Node, b: Node, exact: readonly (Rational | undefined)[]): boolean {
  if (a === b || signedForm(pool, a) === signedForm(pool, b)) return true;
  // Writing out drops guards, and with them where the loss is undefined.
  const isGuarded = reachable([a, b]).some(({ kind }) => kind === 'guard');
  return !isGuarded && isZero(pool, pool.subtract(a, b), exact);
}

/** True where an expression is shown to be identically 0 wherever it is defined. */
export function isZero(pool: Pool, node: Node, exact: readonly (Rational | undefined)[]): boolean {
  return vanishesExpanded(gathered(pool, signedForm(pool, node)), exact);
}

/** relu(u) as u·step(u) and |u| as u·sign(u) from the right; factors of a sum over rows moved into it. */
function gathered(pool: Pool, root: Node): Node {
  const known = new Map<Node, Node>();
  const of = (node: Node): Node => known.get(node)!;
  for (const node of reachable([root])) known.set(node, gatheredNode(pool, node, of));
  return of(root);
}

function gatheredNode(pool: Pool, node: Node, of: (node: Node) => Node): Node {
  switch (node.kind) {
    case 'sum':
      return pool.sum(
        node.terms.map((term) => ({ node: of(term.node), coefficient: term.coefficient })),
        node.constant,
      );
    case 'product': {
      const total = node.factors.map(({ base, exponent }) => ({ base: of(base), exponent })).find(isSingleTotal);
      const product = pool.product(node.factors.map(({ base, exponent }) => ({ base: of(base), exponent })));
      if (total === undefined || total.base.kind !== 'total') return product;
      const { table, depth, body } = total.base;
      // What stands outside must not have a row of the same loop.
      const others = pool.divide(product, total.base);
      return (others.rows & (1 << depth)) === 0 ? pool.total(table, depth, pool.multiply(others, body)) : product;
    }
    case 'power':
      return pool.power(of(node.base), of(node.exponent));
    case 'function': {
      const argument = of(node.argument);
      if (node.name === 'relu') return pool.multiply(argument, pool.apply('step', argument));
      if (node.name === 'abs') return pool.multiply(argument, pool.apply('rightSign', argument));
      return pool.apply(node.name, argument);
    }
    case 'total':
      return pool.total(node.table, node.depth, of(node.body));
    case 'guard':
      return of(node.value);
    default:
      return node;
  }
}

function isSingleTotal({ base, exponent }: { readonly base: Node; readonly exponent: Rational }): boolean {
  return base.kind === 'total' && exponent.isOne;
}
