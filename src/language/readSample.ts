import { type Cursor, clip, describe } from './cursor';
import { isNamed, readDistribution, readExpression, readItems } from './expressions';
import { closeBracket } from './mistakes';
import type { Distribution, Expression, Identifier, SampleSyntax } from './tree';

/** Reads `sample(choice(-a, a), n = 50, seed = 1)` in a `data` statement. */
export function readSample(cursor: Cursor, table: string, named: boolean): SampleSyntax {
  const { span: start } = cursor.advance();
  if (!named) {
    cursor.fail(`Name the columns, as in "data ${table}(x) = sample(normal(0, 1), n = 50)".`, { span: start });
  }
  const open = cursor.expect('(', 'after "sample"');
  const distributions: Distribution[] = [];
  const options: Identifier[] = [];
  const given = new Map<string, Expression>();
  readItems(cursor, ')', 'a distribution or an option', () => {
    if (!isNamed(cursor)) {
      if (options.length > 0) {
        cursor.fail(
          `The distributions stand first: write them before "${options[0]!.name}"; ${describe(cursor.current)} stands here.`,
        );
      }
      distributions.push(readDistribution(cursor, 'for each column'));
      return;
    }
    const option = cursor.name('of an option');
    const { name, span } = option;
    if (name !== 'n' && name !== 'seed') {
      cursor.fail(`sample has no option "${clip(name)}": it has n and seed.`, { span });
    }
    if (given.has(name)) cursor.fail(`"${name}" is given twice: delete one.`, { span });
    cursor.advance();
    options.push(option);
    given.set(name, readExpression(cursor));
  });
  closeBracket(cursor, open.span, ')');
  const span = { start: start.start, end: cursor.previous!.span.end };
  return { distributions, count: given.get('n'), seed: given.get('seed'), options, span };
}
