import type { Findings } from './names';
import type { Statement } from './tree';

/** Reports each circle of definitions once, at its first member, naming the members of its shortest round. */
export function reportCycles(statements: readonly Statement[], findings: Findings): void {
  const definitions = statements.filter(({ kind }) => kind !== 'loss' && kind !== 'claim' && kind !== 'spectrum');
  const uses = (statement: Statement): Statement[] =>
    [...(findings.uses.get(statement) ?? [])].filter(({ kind }) => kind !== 'loss');
  for (const group of circles(definitions, uses)) {
    const first = group.reduce((a, b) => (a.span.start <= b.span.start ? a : b));
    const round = shortestRound(first, new Set(group), uses);
    for (const member of group) {
      findings.faulty.add(member);
      findings.circular.add(member);
    }
    findings.report(first, 'cycle', first.name.span, cycleMessage(round.map(({ name }) => name.name)));
  }
}

/** What to say about names that are defined by one another, or by themselves. */
export function cycleMessage(names: readonly string[]): string {
  const first = names[0] ?? '';
  if (names.length === 1) return `"${first}" is defined by itself: write its value without its own name.`;
  const shown = names.length > 8 ? [...names.slice(0, 7), '…'] : names;
  const circle = [...shown, first].join(' → ');
  return `These definitions go round in a circle: ${circle}. Give one of them a value that doesn't need the others.`;
}

/** The groups of things that reach one another, by Tarjan's algorithm (1972) without recursion. */
export function circles<T>(nodes: readonly T[], edges: (node: T) => readonly T[]): T[][] {
  if (nodes.length === 0) return [];
  const order = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const onStack = new Set<T>();
  const found: T[][] = [];
  for (const root of nodes) {
    if (order.has(root)) continue;
    const work: { node: T; next: number; targets: readonly T[] }[] = [];
    const enter = (node: T): void => {
      order.set(node, order.size);
      low.set(node, order.get(node)!);
      stack.push(node);
      onStack.add(node);
      work.push({ node, next: 0, targets: edges(node) });
    };
    enter(root);
    while (work.length > 0) {
      const frame = work[work.length - 1]!;
      const { node } = frame;
      const target = frame.targets[frame.next++];
      if (target !== undefined) {
        if (!order.has(target)) enter(target);
        else if (onStack.has(target)) low.set(node, Math.min(low.get(node)!, order.get(target)!));
        continue;
      }
      work.pop();
      const above = work[work.length - 1]?.node;
      if (above !== undefined) low.set(above, Math.min(low.get(above)!, low.get(node)!));
      if (low.get(node) !== order.get(node)) continue;
      const members = stack.splice(stack.lastIndexOf(node));
      members.forEach((member) => onStack.delete(member));
      if (members.length > 1 || edges(node).includes(node)) found.push(members);
    }
  }
  return found;
}

/** The shortest way from a thing back to itself inside its group, by breadth-first search. */
export function shortestRound<T>(start: T, group: ReadonlySet<T>, edges: (node: T) => readonly T[]): T[] {
  const cameFrom = new Map<T, T>();
  const queue: T[] = [start];
  for (const current of queue) {
    for (const next of edges(current)) {
      if (next === start) {
        const path: T[] = [];
        for (let at: T | undefined = current; at !== undefined; at = cameFrom.get(at)) path.push(at);
        return path.reverse();
      }
      if (!group.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, current);
      queue.push(next);
    }
  }
  return [start];
}
