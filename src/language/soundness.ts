import type { Findings } from './names';
import type { Statement } from './tree';

const none: ReadonlySet<Statement> = new Set();

/** The faulty statements, and all that use one of them, however far. */
export function unsoundStatements({ faulty, uses }: Findings): ReadonlySet<Statement> {
  if (faulty.size === 0) return none;
  const users = new Map<Statement, Statement[]>();
  for (const [user, used] of uses) {
    for (const statement of used) {
      const known = users.get(statement);
      if (known === undefined) users.set(statement, [user]);
      else known.push(user);
    }
  }
  const reached = new Set(faulty);
  for (const statement of reached) for (const user of users.get(statement) ?? []) reached.add(user);
  return reached;
}
