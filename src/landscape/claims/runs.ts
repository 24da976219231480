import type { ClaimForm, Expression, MethodSyntax } from '../../language/tree';
import { buildTape } from '../../compile/buildTape';
import { Interpreter } from '../../compile/interpreter';
import { allOptions, completeOptions } from '../../optimizers/registry';
import { standardSettings } from '../../optimizers/run';
import type { OptimizerDefinition } from '../../optimizers/optimizer';
import { sizeOf } from '../../program/program';
import { arrayOf } from '../../symbolic/nodeArray';
import { Pool } from '../../symbolic/pool';
import { scalarNames } from '../compileLoss';
import { ConstantTable } from '../constants';
import { drive } from '../drive';
import { LandscapeError } from '../errors';
import { choiceOf } from '../methods';
import { methodOf } from '../ownOptimizers';
import { holds } from './compare';
import { outOfTime } from './numbers';
import { type ClaimSubject, shownPoint } from './subject';
import { type ClaimFinding, type Verdict, undecided } from './views';

type Reaches = Extract<ClaimForm, { readonly kind: 'reaches' }>;

/** Steps a run may take where the claim says nothing. */
export const standardSteps = 20_000;

/** How a run ended: with the step at which the condition first held, or why it never will; else all steps were taken. */
interface Outcome {
  readonly reached: number | null;
  readonly taken: number;
  /** Why it ended early, in a sentence; empty where it took all steps. */
  readonly reason: string;
  /** It was stopped from outside. */
  readonly stopped: boolean;
}

/** `adam reaches abs(y) > 1 before gradient-descent from (0, 0.1)`. */
export async function checkReaches(subject: ClaimSubject, form: Reaches): Promise<Verdict> {
  const steps = form.steps === undefined ? standardSteps : subject.number(form.steps);
  const start = subject.point(form.from);
  const bound = subject.number(form.bound);
  const quantity = quantityOf(subject, form.left);
  const condition = (point: Float64Array): boolean => holds(quantity(point), form.relation, bound);
  const text = subject.quote({ start: form.left.span.start, end: form.bound.span.end });
  const race = async (method: MethodSyntax): Promise<Outcome> => {
    const { budget, signal, yield: pause } = subject.context;
    const work = runUntil(subject, method, start, steps, condition);
    return drive(work, { budget, signal, yield: pause });
  };
  const first = await race(form.method);
  if (first.stopped) return undecided(outOfTime(subject.context.budget));
  const names = { first: methodText(subject, form.method), second: form.rival && methodText(subject, form.rival) };
  if (form.rival === undefined) return alone(form, first, { name: names.first, text, steps, start });
  const second = await race(form.rival);
  if (second.stopped) return undecided(outOfTime(subject.context.budget));
  const told = `from ${shownPoint(start)}`;
  const found = [finding(names.first, first), finding(names.second!, second)];
  const sentence = `${phrase(names.first, first, text, steps)}, ${phrase(names.second!, second, text, steps)} ${told}.`;
  if (first.reached !== null && (second.reached === null || first.reached < second.reached)) {
    return { status: 'holds', message: sentence, found };
  }
  if (second.reached !== null) {
    const [a, b] = [form.method.span, form.rival.span];
    const edits = [
      { span: a, text: subject.quote(b) },
      { span: b, text: subject.quote(a) },
    ];
    const swap = first.reached === second.reached ? [] : [{ title: 'Exchange the methods', edits }];
    return { status: 'fails', message: sentence, found, fixes: swap };
  }
  if (first.reason !== '') return { status: 'fails', message: sentence, found };
  return undecided(`Neither comes there: ${sentence}`, found);
}

function alone(
  { steps: written }: Reaches,
  outcome: Outcome,
  { name, text, steps, start }: { name: string; text: string; steps: number; start: Float64Array },
): Verdict {
  const message = `${phrase(name, outcome, text, steps)} from ${shownPoint(start)}.`;
  const found = [finding(name, outcome)];
  if (outcome.reached !== null) return { status: 'holds', message, found };
  if (outcome.reason !== '' || written !== undefined) return { status: 'fails', message, found };
  return undecided(message, found);
}

function finding(name: string, { reached }: Outcome): ClaimFinding {
  return { what: `steps of ${name}`, claimed: 'reached', found: reached };
}

function phrase(name: string, { reached, taken, reason }: Outcome, condition: string, steps: number): string {
  if (reached !== null) return `${name} reaches ${condition} at step ${reached}`;
  const end = reason === '' ? `within ${steps} steps` : `and ends after ${taken} steps (${reason})`;
  return `${name} does not reach ${condition} ${end}`;
}

/** A method with the options that differ from its defaults, as in the claim. */
function methodText(subject: ClaimSubject, { span }: MethodSyntax): string {
  return subject.quote(span);
}

/** Steps until the condition holds; yields after each step, and ends where it is sent true. */
function* runUntil(
  subject: ClaimSubject,
  method: MethodSyntax,
  start: Float64Array,
  steps: number,
  condition: (point: Float64Array) => boolean,
): Generator<undefined, Outcome, boolean> {
  const { oracle } = subject;
  const definition = methodOf(subject.loss, method.name.name);
  const options = optionsOf(subject, method, definition);
  const stepper = definition.create(completeOptions(definition, options), oracle.dimension);
  const point = Float64Array.from(start);
  for (let step = 0; ; step++) {
    const ended = (reason: string): Outcome => ({ reached: null, taken: step, reason, stopped: false });
    if (condition(point)) return { reached: step, taken: step, reason: '', stopped: false };
    if (!Number.isFinite(oracle.value(point))) return ended('the loss is undefined there');
    const largest = point.reduce((most, coordinate) => Math.max(most, Math.abs(coordinate)), 0);
    if (!(largest <= standardSettings.limit)) return ended('it diverges');
    if (step >= steps) return ended('');
    if (yield) return { ...ended(''), stopped: true };
    const failure = stepper.step(point, oracle);
    if (failure !== null) return ended(failure.reason.replace(/\.$/, ''));
  }
}

function optionsOf(
  subject: ClaimSubject,
  { name, options }: MethodSyntax,
  definition: OptimizerDefinition,
): Record<string, number> {
  const given: Record<string, number> = {};
  for (const { name: option, value } of options) {
    const specification = allOptions(definition).find((candidate) => candidate.name === option.name);
    const number = choiceOf(option.name, value) ?? subject.number(value);
    if (specification !== undefined && (number < specification.minimum || number > specification.maximum)) {
      const range = `${specification.minimum} to ${specification.maximum}`;
      throw new LandscapeError(`"${option.name}" of ${name.name} goes from ${range}, but here it is ${number}.`);
    }
    given[option.name] = number;
  }
  return given;
}

/** What a condition is about: the loss's value, or a formula of its parameters. */
function quantityOf(subject: ClaimSubject, left: Expression): (point: Float64Array) => number {
  const { loss, oracle, context, overrides } = subject;
  if (left.kind === 'name' && left.name === subject.name) return (point) => oracle.value(point);
  const pool = new Pool();
  const constants = new ConstantTable(pool, context.model, overrides);
  const nodes = loss.blocks.flatMap(scalarNames).map((name, index) => pool.parameter(index, name));
  const values = new Map(
    loss.blocks.map(({ name, shape, offset }) => [name, arrayOf(shape, nodes.slice(offset, offset + sizeOf(shape)))]),
  );
  const node = constants.formula({ ...loss.statement, body: left }, values);
  const tape = buildTape([node], { parameters: nodes.length, constants: constants.inputs.length, order: 0 });
  const interpreter = new Interpreter(tape);
  const inputs = new Float64Array(nodes.length + constants.inputs.length);
  inputs.set(
    Float64Array.from(constants.inputs, ({ value }) => value.near),
    nodes.length,
  );
  const out = new Float64Array(1);
  return (point) => {
    inputs.set(point);
    interpreter.evaluate(inputs, out);
    return out[0]!;
  };
}
