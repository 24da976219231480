import { aggregateNames, arrayFunctions, builtinConstants, builtinFunctions } from './builtins';
import type { Fix } from './diagnostics';
import { skeleton, spellOut } from './lookAlikes';
import type { FileNames, Findings } from './names';
import { type Scope, lookUp, symbolsOf } from './scope';
import type { Span, Statement } from './tree';

/** Longer names are not taken apart into two factors. */
const longestProduct = 24;

/** Reports a name that nothing defines, once a statement, with what was likely meant and the ways to define it. */
export function reportUnknownName(
  name: string,
  span: Span,
  statement: Statement,
  scope: Scope,
  names: FileNames,
  findings: Findings,
): void {
  if (!findings.firstTime(statement, `name ${name}`)) return;
  const aggregate = aggregateNames.has(name) ? `${name}(… for p in table)` : undefined;
  const signature = builtinFunctions.get(name)?.signature ?? arrayFunctions.get(name)?.signature ?? aggregate;
  if (signature !== undefined) {
    findings.report(statement, 'kind', span, `"${name}" is a function: call it, as in ${signature}.`);
    return;
  }
  const own = ownName(name, statement);
  if (own !== undefined) {
    const message = `"${name}" is a ${own} of this loss: sizes, the ends of a box and starts are made of numbers and constants.`;
    return findings.report(statement, 'kind', span, message);
  }
  const guess = findings.suggest(name, candidates(scope, names));
  const lookAlike = guess !== undefined && skeleton(guess) === skeleton(name);
  const split = asProduct(name, scope, names);
  const fixes: Fix[] = [];
  if (split !== undefined) fixes.push({ title: `Write ${split}`, edits: [{ span, text: split }] });
  if (guess !== undefined) fixes.push({ title: `Change to "${guess}"`, edits: [{ span, text: guess }] });
  // A look-alike is never offered as a name of its own: that would be the mistake made permanent.
  if (!lookAlike) fixes.push(...definitionsOf(name, statement));
  const remedy =
    split !== undefined
      ? `to multiply, write ${split}.`
      : guess === undefined
        ? `${statement.kind === 'loss' || statement.kind === 'function' ? 'make it a parameter, or ' : ''}define it with "const".`
        : lookAlike
          ? `did you mean ${spellOut(guess)}? They look alike.`
          : `did you mean "${guess}"?`;
  const shown = lookAlike ? spellOut(name) : `"${name}"`;
  findings.report(statement, 'unknown-name', span, `${shown} is not defined: ${remedy}`, fixes);
}

/** A name of the loss itself, where such a name cannot stand: in its box, or in a start. */
function ownName(name: string, statement: Statement): string | undefined {
  if (statement.kind !== 'loss') return undefined;
  if (statement.parameters.some((parameter) => parameter.name.name === name)) return 'parameter';
  return statement.where.some((local) => local.name.name === name) ? 'local name' : undefined;
}

function* candidates(scope: Scope, names: FileNames): Generator<string> {
  for (const symbol of symbolsOf(scope)) yield symbol.name;
  yield* names.symbols.keys();
  yield* builtinConstants.keys();
}

function definitionsOf(name: string, statement: Statement): Fix[] {
  const fixes: Fix[] = [];
  if (statement.kind === 'loss' && statement.parametersSpan.end > statement.parametersSpan.start) {
    const at = statement.parametersSpan.end - 1;
    const text = statement.parameters.length > 0 ? `, ${name}` : name;
    fixes.push({ title: `Add "${name}" to the parameters`, edits: [{ span: { start: at, end: at }, text }] });
  }
  const { start } = statement.span;
  const edits = [{ span: { start, end: start }, text: `const ${name} = 1\n` }];
  fixes.push({ title: `Define the constant "${name}"`, edits });
  return fixes;
}

/** `xy` where x and y are values. */
function asProduct(name: string, scope: Scope, names: FileNames): string | undefined {
  if (name.length > longestProduct) return undefined;
  const isValue = (part: string): boolean => {
    const kind = (lookUp(scope, part) ?? names.symbols.get(part))?.kind;
    if (kind === undefined) return builtinConstants.has(part);
    return kind !== 'row' && kind !== 'function' && kind !== 'data' && kind !== 'loss' && kind !== 'optimizer';
  };
  for (let cut = 1; cut < name.length; cut++) {
    const left = name.slice(0, cut);
    const right = name.slice(cut);
    if (isValue(left) && isValue(right)) return `${left}*${right}`;
  }
  return undefined;
}
