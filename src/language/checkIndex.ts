import type { Fix, DiagnosticCode } from './diagnostics';
import type { NamedSymbol } from './model';
import { type Scope, lookUp } from './scope';
import type { Expression, Span } from './tree';
import { childrenOf } from './walk';

/** A name in an index whose value isn't known before the loss is evaluated, where it stands. */
export interface UnknownInIndex {
  readonly name: string;
  readonly kind: NamedSymbol['kind'];
  /** It stands where no value of its kind can: there is a message for that. */
  readonly told: boolean;
}

/** The first such name of an index expression, if there is one; counters and constants are known. */
export function unknownInIndex(expression: Expression, scope: Scope): UnknownInIndex | undefined {
  // Names that the index defines for itself, in a sum of its own, are looked up behind these.
  const stack: { readonly node: Expression; readonly own: readonly string[] }[] = [{ node: expression, own: [] }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { node, own } = item;
    const name = node.kind === 'name' ? node.name : node.kind === 'member' ? node.object.name : undefined;
    const symbol = name === undefined || own.includes(name) ? undefined : lookUp(scope, name);
    if (symbol !== undefined && symbol.kind !== 'counter') {
      return { name: symbol.name, kind: symbol.kind, told: node.kind === 'name' && symbol.kind === 'row' };
    }
    const inner = [...own, ...variablesOf(node)];
    for (const child of childrenOf(node)) stack.push({ node: child, own: inner });
  }
  return undefined;
}

/** The names that an expression defines for what is inside it. */
function variablesOf(expression: Expression): readonly string[] {
  if (expression.kind === 'aggregate') return [expression.variable.name];
  return expression.kind === 'expectation' ? expression.draws.map(({ variable }) => variable.name) : [];
}

/** Reports an index that isn't known before the loss is evaluated. */
export function reportIndex(
  { span }: Expression,
  { name, kind }: UnknownInIndex,
  findings: { report(code: DiagnosticCode, span: Span, message: string, fixes?: readonly Fix[]): void },
): void {
  const what =
    kind === 'row'
      ? `"${name}" is a row of a table`
      : kind === 'local'
        ? `"${name}" is a local name`
        : kind === 'argument'
          ? `"${name}" is given to a helper`
          : kind === 'random'
            ? `"${name}" is a random value`
            : `"${name}" is a parameter`;
  const remedy =
    kind === 'local' ? `define it with "const"` : 'write whole numbers, constants, or the counter of "for k in 1..n"';
  findings.report('index', span, `An index must be known before the loss is computed, but ${what}: ${remedy}.`);
}
