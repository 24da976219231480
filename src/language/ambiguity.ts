import type { Findings } from './names';
import type { Expression, ProductChain, Statement } from './tree';

/**
 * Warns of a product without a sign that may be read in two ways: `1/2x` is (1/2)*x, and `x^2y` is (x^2)*y. The
 * repairs write the one reading or the other.
 */
export function warnOfAmbiguity({ factors }: ProductChain, statement: Statement, findings: Findings): void {
  for (let i = 1; i < factors.length; i++) {
    const factor = factors[i]!;
    const before = factors[i - 1]!;
    if (!factor.implicit || before.implicit || findings.full) continue;
    const exponent = lastExponent(before.operand);
    if (!before.divide && exponent === undefined) continue;
    let last = i;
    while (factors[last + 1]?.implicit === true) last++;
    const { start } = before.divide && i > 1 ? factors[i - 2]!.operand.span : before.operand.span;
    const other = (exponent ?? before.operand).span.start;
    const middle = factor.operand.span.start;
    const end = factors[last]!.operand.span.end;
    const quote = (from: number, to: number): string => findings.text.slice(from, to);
    const whole = quote(start, end);
    const explicit = `${quote(start, middle)}*${quote(middle, end)}`;
    const grouped = `${quote(start, other)}(${quote(other, end)})`;
    const insert = (at: number, text: string): { span: { start: number; end: number }; text: string } => ({
      span: { start: at, end: at },
      text,
    });
    const message =
      whole.length > 60
        ? 'Without a sign, what stands behind the number multiplies the whole part before it: write "*" or brackets.'
        : `"${whole}" is read as (${quote(start, middle)})*${quote(middle, end)}: write ${explicit}, or ${grouped} for the other meaning.`;
    findings.report(
      statement,
      'ambiguous',
      { start, end },
      message,
      [
        { title: `Write ${brief(explicit)}`, edits: [insert(middle, '*')] },
        { title: `Write ${brief(grouped)}`, edits: [insert(other, '('), insert(end, ')')] },
      ],
      'warning',
    );
  }
}

/** The exponent that the last number of an operand belongs to: `2` in `x^2`, `-2` in `x^-2`. */
function lastExponent(operand: Expression): Expression | undefined {
  let at = operand;
  while (at.kind === 'negation') at = at.operand;
  if (at.kind !== 'power') return undefined;
  let exponent = at.exponent;
  while (exponent.kind === 'power') exponent = exponent.exponent;
  return exponent;
}

function brief(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
