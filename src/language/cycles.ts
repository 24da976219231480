import type { Findings } from './names';
import type { Statement } from './tree';

/** Reports each cycle of definitions once, at its first member, naming all of them. */
export function reportCycles(statements: readonly Statement[], findings: Findings): void {
  const reported = new Set<Statement>();
  for (const statement of statements) {
    if (reported.has(statement) || statement.kind === 'loss') continue;
    const cycle = cycleThrough(statement, findings);
    if (cycle === undefined || cycle.some((member) => reported.has(member))) continue;
    cycle.forEach((member) => reported.add(member));
    cycle.slice(1).forEach((member) => findings.faulty.add(member));
    const names = [...cycle, statement].map(({ name }) => name.name).join(' → ');
    const message =
      cycle.length === 1
        ? `"${statement.name.name}" is defined by itself: a definition cannot use its own name.`
        : `These definitions go round in a circle: ${names}. Give one of them a value that doesn't need the others.`;
    findings.report(statement, 'cycle', statement.name.span, message);
  }
}

/** The shortest cycle through a statement, by breadth-first search along its uses. */
function cycleThrough(start: Statement, findings: Findings): Statement[] | undefined {
  const cameFrom = new Map<Statement, Statement>();
  const queue: Statement[] = [start];
  for (const current of queue) {
    for (const next of findings.uses.get(current) ?? []) {
      if (next === start) {
        const path: Statement[] = [];
        for (let at: Statement | undefined = current; at !== undefined; at = cameFrom.get(at)) path.unshift(at);
        return path;
      }
      if (next.kind === 'loss' || cameFrom.has(next)) continue;
      cameFrom.set(next, current);
      queue.push(next);
    }
  }
  return undefined;
}
