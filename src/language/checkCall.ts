import { aggregateNames, arrayFunctions, builtinConstants, builtinFunctions } from './builtins';
import { noConditions } from './characters';
import { conditionWords } from './mistakes';
import { distributions } from './distributions';
import type { FileNames, Findings } from './names';
import { solveHelp } from './optimizerWords';
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
  const builtin = builtinFunctions.get(name) ?? arrayFunctions.get(name);
  if (name === solveHelp.name && statement.kind === 'optimizer' && !names.functions.has(name)) {
    return checkArity(call, solveHelp.arity, solveHelp.signature, statement, findings);
  }
  if (builtin !== undefined) {
    // The largest entry of one array: whether it is one is known with its shape.
    if ((name === 'max' || name === 'min') && count === 1) return;
    return checkArity(call, builtin.arity, builtin.signature, statement, findings);
  }
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
  if (call.arguments.length === 1) return;
  const message = `${name} takes one formula or one array: write ${name}(… for p in table), ${name}(… for k in 1..n), or ${name}(v).`;
  findings.report(statement, 'arity', call.span, message);
}

function checkArity(
  call: Call,
  arity: readonly [number, number],
  signature: string,
  statement: Statement,
  findings: Findings,
): void {
  const count = call.arguments.length;
  if (count >= arity[0] && count <= arity[1]) return;
  findings.report(statement, 'arity', call.span, arityMessage(signature, arity, count));
}

/** What to say of a call with too few or too many arguments. */
export function arityMessage(
  signature: string,
  [least, most]: readonly [least: number, most: number],
  count: number,
): string {
  const wanted = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} or ${most}`;
  const noun = wanted === '1' ? 'argument' : 'arguments';
  const given = count === 1 ? 'one is' : `${count === 0 ? 'none' : count} are`;
  return `${signature} takes ${wanted} ${noun}, but ${given} given: ${count < least ? 'add' : 'delete'} some.`;
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
  ['inner', 'dot'],
  ['vdot', 'dot'],
  ['length', 'norm'],
  ['amax', 'max'],
  ['amin', 'min'],
]);

function reportUnknownFunction({ callee }: Call, statement: Statement, names: FileNames, findings: Findings): void {
  const { name, span } = callee;
  if (name === 'expect') {
    const message = 'An expectation names its random values: write expect(… for s ~ normal(0, 1)).';
    return findings.report(statement, 'unknown-function', span, message);
  }
  const distribution = distributions.get(name);
  if (distribution !== undefined) {
    const message = `A distribution stands behind "~" or in a sample: write expect(… for s ~ ${distribution.example}), or data draw(s) = sample(${distribution.example}, n = 50).`;
    return findings.report(statement, 'unknown-function', span, message);
  }
  if (conditionWords.has(name)) return findings.report(statement, 'unknown-function', span, noConditions);
  if (name === solveHelp.name) {
    const message =
      '"solve" is known in optimizers alone, where H is the Hessian: define it with "fn" to use the name elsewhere.';
    return findings.report(statement, 'unknown-function', span, message);
  }
  const known = [builtinFunctions.keys(), arrayFunctions.keys(), aggregateNames.keys(), names.functions.keys()];
  const candidates = known.flatMap((keys) => [...keys]);
  const guess = otherNames.get(name.toLowerCase()) ?? findings.suggest(name, candidates);
  const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span, text: guess }] }];
  const remedy = guess === undefined ? `define it with "fn ${name}(…) = …".` : `did you mean "${guess}"?`;
  findings.report(statement, 'unknown-function', span, `There is no function "${name}": ${remedy}`, fixes);
}
