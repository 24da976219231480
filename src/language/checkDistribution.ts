import { arityMessage } from './checkCall';
import { distributions } from './distributions';
import type { Findings } from './names';
import type { Distribution, Expression, Statement } from './tree';

/** Checks how many arguments a distribution has and what is in them; `value` gives the value of one that is constant. */
export function checkDistribution(
  distribution: Distribution,
  statement: Statement,
  findings: Findings,
  value: (argument: Expression) => number | undefined,
): void {
  const { name, nameSpan, span, weights, arguments: values } = distribution;
  const { arity, signature } = distributions.get(name)!;
  const report = (place: typeof span, message: string): void =>
    findings.report(statement, 'distribution', place, message);
  if (values.length < arity[0] || values.length > arity[1]) {
    return report(nameSpan, arityMessage(signature, arity, values.length));
  }
  const numbers = values.map(value);
  if (name === 'normal' && numbers[1] !== undefined && numbers[1] <= 0) {
    const remedy = 'change it, or write choice(m) for a value that is certain';
    report(values[1]!.span, `A standard deviation is a number above 0, but this one is ${numbers[1]}: ${remedy}.`);
  } else if (name === 'uniform' && numbers[0] !== undefined && numbers[1] !== undefined && numbers[0] >= numbers[1]) {
    report(
      span,
      `A uniform distribution goes from a smaller number to a larger one, but this one from ${numbers[0]} to ${numbers[1]}: change its ends.`,
    );
  }
  if (weights === undefined) return;
  if (weights.cells.length !== values.length) {
    const message = `This choice has ${values.length} values but ${weights.cells.length} weights: write one for each value.`;
    return report(weights.span, message);
  }
  const shares = weights.cells.map(value);
  const negative = shares.findIndex((share) => share !== undefined && share < 0);
  if (negative >= 0) {
    report(
      weights.cells[negative]!.span,
      `A weight is a number from 0 on, but this one is ${shares[negative]}: change it.`,
    );
  } else if (shares.every((share) => share === 0)) {
    report(weights.span, 'All weights are 0: write a larger one for a value that can be.');
  }
}
