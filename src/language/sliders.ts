import type { Fix } from './diagnostics';
import type { FixedPlace, Findings } from './names';
import type { ConstantStatement, Statement } from './tree';

/**
 * Reports table cells, ends of ranges, sizes and indices that follow from a constant with a range, however far: a slider moves without
 * the file being read again, so the shape of a formula and the numbers of a table must not depend on one. Reads the
 * uses, so that it comes after all statements are checked.
 */
export function reportSliders(statements: readonly Statement[], findings: Findings): void {
  const sliders = statements.filter((statement) => statement.kind === 'constant' && statement.range !== undefined);
  if (sliders.length === 0 || findings.fixedPlaces.length === 0) return;
  const moving = followers(sliders as ConstantStatement[], findings);
  for (const place of findings.fixedPlaces) {
    for (const used of place.uses) {
      const slider = moving.get(used);
      if (slider === undefined) continue;
      for (const expression of place.expressions) findings.refused.add(expression);
      reportSlider(place, used, slider, findings);
      break;
    }
  }
}

/** Every definition whose value moves, with one slider that moves it; a table has its own message. */
function followers(
  sliders: readonly ConstantStatement[],
  { uses }: Findings,
): ReadonlyMap<Statement, ConstantStatement> {
  const users = new Map<Statement, Statement[]>();
  for (const [user, used] of uses) {
    // The numbers of a table that is drawn may move; those of others have a message of their own.
    const moves = user.kind === 'data' && user.sample !== undefined;
    if (user.kind !== 'constant' && user.kind !== 'function' && !moves) continue;
    for (const statement of used) {
      const known = users.get(statement);
      if (known === undefined) users.set(statement, [user]);
      else known.push(user);
    }
  }
  const moving = new Map<Statement, ConstantStatement>(sliders.map((slider) => [slider, slider]));
  for (const [statement, slider] of moving) {
    for (const user of users.get(statement) ?? []) if (!moving.has(user)) moving.set(user, slider);
  }
  return moving;
}

const places: Readonly<Record<FixedPlace['code'], string>> = {
  data: 'the numbers of a table',
  range: 'the ends of a range of numbers',
  size: 'the size of an array',
  index: 'an index',
  start: 'the options of a start',
  optimizer: 'an optimizer',
};

function reportSlider(
  { statement, span, code }: FixedPlace,
  used: Statement,
  slider: ConstantStatement,
  findings: Findings,
): void {
  const { name, value, range } = slider;
  if (!findings.firstTime(statement, `slider ${name.name}`)) return;
  const place = places[code];
  const because =
    used === slider
      ? `"${name.name}" has a range and moves with its slider`
      : `"${used.name.name}" follows the slider of "${name.name}"`;
  const fixes: Fix[] = [];
  if (range !== undefined) {
    const edits = [{ span: { start: value.span.end, end: range.span.end }, text: '' }];
    fixes.push({ title: `Delete the range of "${name.name}"`, edits });
  }
  findings.report(statement, code, span, `${because}, but ${place} must stay: give a constant without a range.`, fixes);
}
