import type { FileNames, Findings } from './names';
import type { ClaimStatement, Expression, LossStatement } from './tree';
import { childrenOf } from './walk';

/**
 * The loss a claim is about: the one it names; else the one whose value or parameters its condition uses; else the only
 * one of the file. `L` stands for the only loss, unless something of the file has that name.
 */
export function subjectOf(claim: ClaimStatement, names: FileNames, findings: Findings): LossStatement | undefined {
  const { subject } = claim;
  const [only] = names.losses.values();
  const isOnly = names.losses.size === 1;
  if (subject !== undefined) {
    const symbol = names.symbols.get(subject.name);
    if (symbol === undefined) {
      if (isOnly && subject.name === 'L') {
        noteUse(only!, claim, findings);
        return only;
      }
      const guess = findings.suggest(subject.name, names.losses.keys());
      const edits = guess === undefined ? [] : [{ span: subject.span, text: guess }];
      const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits }];
      const remedy = guess === undefined ? `define it with "loss ${subject.name}(x) = …".` : `did you mean "${guess}"?`;
      findings.report(claim, 'unknown-name', subject.span, `There is no loss "${subject.name}": ${remedy}`, fixes);
      return undefined;
    }
    findings.refer(subject.span, symbol, claim);
    const loss = names.losses.get(subject.name);
    if (loss === undefined) {
      const message = `"${subject.name}" is no loss: a claim is about a "loss" of this file.`;
      findings.report(claim, 'kind', subject.span, message);
    }
    return loss;
  }
  const found = isOnly ? only : byCondition(claim, names);
  if (found !== undefined) {
    noteUse(found, claim, findings);
    return found;
  }
  const place = { start: claim.name.span.end, end: claim.name.span.end };
  const fixes = [...names.losses.keys()].slice(0, 8).map((name) => ({
    title: `Write "on ${name}:"`,
    edits: [{ span: place, text: ` on ${name}:` }],
  }));
  const message =
    names.losses.size === 0
      ? 'A claim is about a loss, but this file has none: define one with "loss f(x, y) = …".'
      : `This claim doesn't say which loss it is about: write "claim on ${only!.name.name}: …".`;
  findings.report(claim, 'claim', claim.name.span, message, fixes);
  return undefined;
}

/** The claim needs the loss, though its name doesn't stand there. */
function noteUse(loss: LossStatement, claim: ClaimStatement, findings: Findings): void {
  const used = findings.uses.get(claim);
  if (used === undefined) findings.uses.set(claim, new Set([loss]));
  else used.add(loss);
}

/** The one loss whose name or parameters a condition uses. */
function byCondition({ form }: ClaimStatement, names: FileNames): LossStatement | undefined {
  if (form.kind !== 'reaches') return undefined;
  const used = namesIn(form.left);
  const losses = [...names.losses.values()].filter(
    (loss) =>
      (form.left.kind === 'name' && form.left.name === loss.name.name) ||
      used.every(
        (name) => names.symbols.has(name) || loss.parameters.some((parameter) => parameter.name.name === name),
      ),
  );
  return losses.length === 1 ? losses[0] : undefined;
}

function namesIn(root: Expression): string[] {
  const found: string[] = [];
  const stack: Expression[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.kind === 'name') found.push(node.name);
    stack.push(...childrenOf(node));
  }
  return found;
}
