import type { ElementwiseUpdate, RuleInstruction, RuleOperand } from '../elementwise';
import type { Oracle } from '../optimizer';
import { OwnMachine } from './ownMachine';
import { type OwnInstruction, type OwnProgram, firstOption, givenRegister } from './ownProgram';

/**
 * The update of an entrywise optimizer written in the language as data: what is a number, the same for all coordinates, is worked
 * out once a step by the machine; what is a vector becomes the rule.
 */
export function ownElementwise(
  program: OwnProgram,
  options: Readonly<Record<string, number>>,
  rateOption: number,
): ElementwiseUpdate {
  const { registers, updates } = program;
  const firstState = firstOption + program.options.length;
  const kept = registers
    .slice(firstState, firstState + program.states)
    .map((kind, k) => ({ kind, at: firstState + k }));
  const vectors = kept.filter(({ kind }) => kind === 'vector').map(({ at }) => at);
  const targets = updates.map(({ target }) => target);
  /** Registers whose numbers each step needs, with whether from before it: only a state's is then another one. */
  const asked: { readonly register: number; readonly isBefore: boolean }[] = [];
  const machine = new OwnMachine(program, options, 0);
  const constants = new Map(program.constants.map(({ register, value }) => [register, value]));
  const rest = updates.map(({ instructions }) => instructions.filter(({ to }) => registers[to] === 'vector'));
  // What numbers are needed is known when the updates are read once, before the rule is written.
  updates.forEach(({ target, result }, k) => {
    const later = new Set(targets.slice(k));
    const ask = (register: number): void => {
      if (registers[register] === 'vector' || constants.has(register)) return;
      const isBefore = later.has(register);
      if (!asked.some((known) => known.register === register && known.isBefore === isBefore))
        asked.push({ register, isBefore });
    };
    for (const { from } of rest[k]!) from.forEach(ask);
    if (registers[target] === 'vector') ask(result);
  });
  return {
    states: vectors.length,
    begin: (w, rate) => {
      const many = new OwnMachine(program, options, w.length);
      if (rateOption >= 0) many.setOption(rateOption, rate);
      many.vector(givenRegister.w).set(w);
      many.begin(noOracle);
      return vectors.map((register) => many.vector(register));
    },
    numbers(t, rate) {
      if (rateOption >= 0) machine.setOption(rateOption, rate);
      if (t === 1) machine.begin(noOracle);
      const before = asked.map(({ register }) => machine.number(register));
      machine.step(empty, empty, noOracle, true);
      return asked.map(({ register, isBefore }, k) => (isBefore ? before[k]! : machine.number(register)));
    },
    update(rule, { w, g, state, numbers }) {
      const held = new Map<number, RuleOperand>([
        [givenRegister.w, w],
        [givenRegister.g, g],
        ...vectors.map((register, k) => [register, state[k]!] as const),
      ]);
      updates.forEach(({ target, result }, k) => {
        const later = new Set(targets.slice(k));
        const operand = (register: number): RuleOperand =>
          held.get(register) ??
          constants.get(register) ??
          numbers[asked.findIndex((known) => known.register === register && known.isBefore === later.has(register))]!;
        for (const { operation, name, from, to } of rest[k]!)
          held.set(to, rule.emit(operationOf(operation), from.map(operand), name));
        if (registers[target] === 'vector') held.set(target, operand(result));
      });
      return [givenRegister.w, ...vectors].map((register) => held.get(register)!);
    },
  };
}

const empty = new Float64Array(0);

const noOracle: Oracle = {
  dimension: 0,
  value: () => NaN,
  gradient: () => undefined,
  hessian: () => undefined,
  hessianVector: () => undefined,
};

/** Of an entrywise program. As everywhere in the language, nothing is divided by 0. */
function operationOf(operation: OwnInstruction['operation']): RuleInstruction['operation'] {
  switch (operation) {
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'negate':
    case 'function':
      return operation;
    case 'divide':
      return 'quotient';
    default:
      throw new Error(`"${operation}" is not entrywise.`);
  }
}
