import { aggregateNames, arrayFunctionNames, builtinConstants, builtinFunctions } from './builtins';
import { noConditions } from './characters';
import { conditionWords } from './mistakes';
import type { FileNames, Findings } from './names';
import { type Scope, lookUp } from './scope';
import type { Call, Statement } from './tree';

/** The most arguments a call may have. */
export const mostArguments = 1_000;

/** Checks the callee of a call and the number of its arguments; the arguments themselves are checked elsewhere. */
export function checkCall(call: Call, statement: Statement, scope: Scope, names: FileNames, findings: Findings): void {
  const { name, span } = call.callee;
  const count = call.arguments.length;
  if (count > mostArguments) {
    const message = `A call has at most ${mostArguments} arguments; this one has ${count}.`;
    return findings.report(statement, 'too-large', span, message);
  }
  if (aggregateNames.has(name)) return checkAggregateCall(call, statement, findings);
  if (arrayFunctionNames.has(name)) {
    if (!findings.firstTime(statement, 'arrays')) return;
    const message = `${name}(…) takes arrays, which are not understood yet: write a sum of products.`;
    return findings.report(statement, 'unsupported', call.span, message);
  }
  const builtin = builtinFunctions.get(name);
  if (builtin !== undefined) return checkArity(call, builtin.arity, builtin.signature, statement, findings);
  const local = lookUp(scope, name);
  const symbol = names.symbols.get(name);
  if (symbol?.kind === 'function') {
    findings.refer(span, symbol, statement);
    const definition = names.functions.get(name)!;
    // Of a broken definition the parameters may be unknown.
    if (definition.broken) return;
    const parameters = definition.parameters.map((parameter) => parameter.name);
    const signature = `${name}(${parameters.join(', ')})`;
    return checkArity(call, [parameters.length, parameters.length], signature, statement, findings);
  }
  const known = local ?? symbol;
  if (known !== undefined) findings.refer(span, known, statement);
  if (known?.kind === 'loss') {
    if (!findings.firstTime(statement, `kind ${name}`)) return;
    const message = `"${name}" is a loss: a formula can use only an "fn". Define it as "fn" and call that from both.`;
    return findings.report(statement, 'kind', span, message);
  }
  if (known !== undefined || builtinConstants.has(name)) {
    const edits = [{ span: { start: span.end, end: span.end }, text: '*' }];
    const message = `"${name}" is not a function: to multiply, write ${name}*(…).`;
    return findings.report(statement, 'kind', span, message, [{ title: 'Insert *', edits }]);
  }
  if (findings.firstTime(statement, `function ${name}`)) reportUnknownFunction(call, statement, names, findings);
}

function checkAggregateCall(call: Call, statement: Statement, findings: Findings): void {
  const { name } = call.callee;
  if (call.arguments.length === 1) {
    if (!findings.firstTime(statement, 'arrays')) return;
    const message = `${name}(…) of an array is not understood yet: write ${name}(… for p in table), or for k in 1..n.`;
    return findings.report(statement, 'unsupported', call.span, message);
  }
  const message = `${name} takes one formula: write ${name}(… for p in table), or ${name}(… for k in 1..n).`;
  findings.report(statement, 'arity', call.span, message);
}

function checkArity(
  call: Call,
  [least, most]: readonly [number, number],
  signature: string,
  statement: Statement,
  findings: Findings,
): void {
  const count = call.arguments.length;
  if (count >= least && count <= most) return;
  const wanted = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} or ${most}`;
  const noun = wanted === '1' ? 'argument' : 'arguments';
  const given = count === 1 ? 'one is' : `${count === 0 ? 'none' : count} are`;
  const message = `${signature} takes ${wanted} ${noun}, but ${given} given: ${count < least ? 'add' : 'delete'} some.`;
  findings.report(statement, 'arity', call.span, message);
}

/** What other notations call the functions of the language. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ['ln', 'log'],
  ['arcsin', 'asin'],
  ['arccos', 'acos'],
  ['arctan', 'atan'],
  ['tg', 'tan'],
  ['sh', 'sinh'],
  ['ch', 'cosh'],
  ['th', 'tanh'],
  ['sgn', 'sign'],
  ['expit', 'sigmoid'],
  ['logistic', 'sigmoid'],
  ['fabs', 'abs'],
  ['maximum', 'max'],
  ['minimum', 'min'],
  ['average', 'mean'],
  ['avg', 'mean'],
  ['power', 'pow'],
]);

function reportUnknownFunction({ callee }: Call, statement: Statement, names: FileNames, findings: Findings): void {
  const { name, span } = callee;
  if (conditionWords.has(name)) return findings.report(statement, 'unknown-function', span, noConditions);
  const known = [builtinFunctions.keys(), aggregateNames.keys(), names.functions.keys()];
  const candidates = known.flatMap((keys) => [...keys]);
  const guess = otherNames.get(name.toLowerCase()) ?? findings.suggest(name, candidates);
  const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span, text: guess }] }];
  const remedy = guess === undefined ? `define it with "fn ${name}(…) = …".` : `did you mean "${guess}"?`;
  findings.report(statement, 'unknown-function', span, `There is no function "${name}": ${remedy}`, fixes);
}
