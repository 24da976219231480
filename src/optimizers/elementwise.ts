/**
 * The update of a method that moves each coordinate by its own gradient alone, as plain data: the same for all
 * coordinates, so that many steps of many runs can be made without the method's own code. The method's stepper does the
 * same operations in the same order; a test holds the two together bit by bit.
 */

/** A number, or a register of the coordinate. */
export type RuleOperand = number | { readonly register: number };

export interface RuleInstruction {
  /** Arithmetic of doubles, or a function of the language. `quotient` is undefined where it divides by 0, as in the language. */
  readonly operation: 'add' | 'subtract' | 'multiply' | 'divide' | 'quotient' | 'negate' | 'function';
  /** Of `function`: which. */
  readonly name: string;
  readonly from: readonly RuleOperand[];
}

/**
 * Registers 0 and 1 hold w and its gradient; the state follows, then the numbers of the step, which are the same for all
 * coordinates, then one register an instruction.
 */
export interface ElementwiseRule {
  readonly states: number;
  readonly numbers: number;
  readonly instructions: readonly RuleInstruction[];
  /** What w is after the step, then the state. */
  readonly results: readonly RuleOperand[];
  /** The state of many coordinates before the first step, an array each; where there is no such function it is 0. */
  readonly begin?: ((w: Float64Array) => readonly Float64Array[]) | undefined;
  /** The numbers of step t = 1, 2, …; to be asked for in this order. */
  numbersOf(t: number): readonly number[];
}

/** Writes the instructions of a rule. */
export class RuleBuilder {
  readonly instructions: RuleInstruction[] = [];

  constructor(
    /** The register of the first instruction. */
    private readonly first: number,
  ) {}

  add(x: RuleOperand, y: RuleOperand): RuleOperand {
    return this.emit('add', [x, y]);
  }

  subtract(x: RuleOperand, y: RuleOperand): RuleOperand {
    return this.emit('subtract', [x, y]);
  }

  multiply(x: RuleOperand, y: RuleOperand): RuleOperand {
    return this.emit('multiply', [x, y]);
  }

  divide(x: RuleOperand, y: RuleOperand): RuleOperand {
    return this.emit('divide', [x, y]);
  }

  /** A function of the language, by its name. */
  call(name: string, ...from: readonly RuleOperand[]): RuleOperand {
    return this.emit('function', from, name);
  }

  emit(operation: RuleInstruction['operation'], from: readonly RuleOperand[], name = ''): RuleOperand {
    return { register: this.first + this.instructions.push({ operation, name, from }) - 1 };
  }
}

/** What an update is made of. */
export interface RuleInputs {
  readonly w: RuleOperand;
  readonly g: RuleOperand;
  readonly rate: RuleOperand;
  readonly state: readonly RuleOperand[];
  readonly numbers: readonly RuleOperand[];
}

/** The update of one method, for the rule that `firstOrder` makes of it. */
export interface ElementwiseUpdate {
  readonly states: number;
  /** As of the rule, at the learning rate of the first step. */
  readonly begin?: (w: Float64Array, rate: number) => readonly Float64Array[];
  /** Numbers of step t = 1, 2, … beside the learning rate; asked for in this order. */
  readonly numbers?: (t: number, rate: number) => readonly number[];
  /** w after the step, then the state. */
  update(rule: RuleBuilder, inputs: RuleInputs): readonly RuleOperand[];
}

/** The rule of an update with weight decay (0: none), at the learning rates of its schedule (t = 0, 1, …). */
export function elementwiseRule(
  { states, begin, numbers = () => [], update }: ElementwiseUpdate,
  rates: (t: number) => number,
  decay: number,
): ElementwiseRule {
  const count = 1 + numbers(1, rates(0)).length;
  const rule = new RuleBuilder(2 + states + count);
  const register = (index: number): RuleOperand => ({ register: index });
  const [w, g] = [register(0), register(1)];
  const results = update(rule, {
    w,
    g: decay > 0 ? rule.add(g, rule.multiply(decay, w)) : g,
    rate: register(2 + states),
    state: Array.from({ length: states }, (_, k) => register(2 + k)),
    numbers: Array.from({ length: count - 1 }, (_, k) => register(3 + states + k)),
  });
  return {
    states,
    numbers: count,
    instructions: rule.instructions,
    results,
    begin: begin === undefined ? undefined : (w) => begin(w, rates(0)),
    numbersOf: (t) => [rates(t - 1), ...numbers(t, rates(t - 1))],
  };
}
