import { builtinConstants } from '../../language/builtins';
import type { Model, OptimizerSymbol } from '../../language/model';
import type { Call, Expression, LocalSyntax, ProductChain } from '../../language/tree';
import { type OwnInstruction, type OwnKind, type OwnOperation, type OwnProgram, givenRegister } from './ownProgram';

/** What a part of a formula becomes: a register; a vector transposed; or the Hessian times the number in a register. */
type Value =
  | { readonly kind: 'number' | 'vector' | 'row'; readonly register: number }
  | { readonly kind: 'matrix'; readonly factor: number };

type Names = ReadonlyMap<string, Value>;

/** What an option may be where no range is written. */
const anything = { minimum: -1e12, maximum: 1e12 };

/**
 * The program of a sound optimizer of a checked file.
 *
 * @param number the value of a constant expression.
 */
export function lowerOptimizer(
  symbol: OptimizerSymbol,
  model: Pick<Model, 'functions' | 'constants' | 'file'>,
  number: (expression: Expression) => number,
): OwnProgram {
  return new OptimizerLowering(symbol, model, number).program();
}

class OptimizerLowering {
  private readonly registers: OwnKind[] = ['vector', 'vector', 'number'];
  private readonly constants: { register: number; value: number }[] = [];
  private readonly known = new Map<number, number>();
  private instructions: OwnInstruction[] = [];

  constructor(
    private readonly symbol: OptimizerSymbol,
    private readonly model: Pick<Model, 'functions' | 'constants' | 'file'>,
    private readonly number: (expression: Expression) => number,
  ) {}

  program(): OwnProgram {
    const { statement, states, order } = this.symbol;
    const names = new Map<string, Value>([['w', { kind: 'vector', register: givenRegister.w }]]);
    const options = statement.options.map(({ name, value, range }) => {
      names.set(name.name, this.place('number'));
      const bounds =
        range === undefined ? anything : { minimum: this.number(range.low), maximum: this.number(range.high) };
      return { name: name.name, default: this.number(value), ...bounds };
    });
    const kept = statement.state.map(({ name }) => [name.name, this.place(states.get(name.name) ?? 'number')] as const);
    const beginning = statement.state.map(({ value }) => this.part(value, names));
    names.set('g', { kind: 'vector', register: givenRegister.g });
    names.set('t', { kind: 'number', register: givenRegister.t });
    names.set('H', { kind: 'matrix', factor: this.constant(1) });
    for (const [name, value] of kept) names.set(name, value);
    const updates = statement.update.map((update) => {
      const target = names.get(update.name.name)!;
      if (target.kind === 'matrix') throw new Error('The Hessian is not updated.');
      return { ...this.part(update.value, names), target: target.register, text: this.textOf(update) };
    });
    return {
      name: this.symbol.name,
      documentation: statement.documentation,
      order,
      options,
      states: kept.length,
      registers: this.registers,
      constants: this.constants,
      beginning,
      updates,
    };
  }

  private textOf({ name, value }: LocalSyntax): string {
    const text = this.model.file.text.slice(name.span.start, value.span.end);
    return text.replace(/#.*$/gm, '').replace(/\s+/g, ' ');
  }

  private part(expression: Expression, names: Names): { instructions: OwnInstruction[]; result: number } {
    this.instructions = [];
    const result = this.held(this.lower(expression, names)).register;
    return { instructions: this.instructions, result };
  }

  private place(kind: OwnKind): { kind: OwnKind; register: number } {
    return { kind, register: this.registers.push(kind) - 1 };
  }

  private constant(value: number): number {
    const known = this.known.get(value);
    if (known !== undefined) return known;
    const { register } = this.place('number');
    this.constants.push({ register, value });
    this.known.set(value, register);
    return register;
  }

  private literal(value: number): Value {
    return { kind: 'number', register: this.constant(value) };
  }

  private emit(
    operation: OwnOperation,
    from: readonly Value[],
    kind: OwnKind,
    name = '',
  ): Value & { register: number } {
    const place = this.place(kind);
    const registers = from.map((value) => this.held(value).register);
    this.instructions.push({ operation, name, from: registers, to: place.register });
    return place;
  }

  /** The checker lets no matrix stand where a value is kept. */
  private held(value: Value): Exclude<Value, { readonly kind: 'matrix' }> {
    if (value.kind === 'matrix') throw new Error('A matrix stands where a number or a vector is needed.');
    return value;
  }

  private entrywise(operation: OwnOperation, from: readonly Value[], name = ''): Value {
    const kind = from.some((value) => value.kind === 'vector' || value.kind === 'row') ? 'vector' : 'number';
    const result = this.emit(operation, from, kind, name);
    return from.some((value) => value.kind === 'row') ? { ...result, kind: 'row' } : result;
  }

  private lower(expression: Expression, names: Names): Value {
    switch (expression.kind) {
      case 'number':
        return this.literal(Number(expression.text));
      case 'name': {
        const known = names.get(expression.name);
        if (known !== undefined) return known;
        const constant = this.model.constants.get(expression.name);
        return this.literal(
          constant === undefined ? builtinConstants.get(expression.name)!.value : this.number(expression),
        );
      }
      case 'negation':
        return this.negated(this.lower(expression.operand, names));
      case 'sum': {
        let total: Value | undefined;
        for (const { negative, operand } of expression.terms) {
          const term = this.lower(operand, names);
          if (total === undefined) total = negative ? this.negated(term) : term;
          else total = this.entrywise(negative ? 'subtract' : 'add', [total, term]);
        }
        return total!;
      }
      case 'product':
        return this.product(expression, names);
      case 'power': {
        const { base, exponent } = expression;
        const value = this.lower(base, names);
        // A square rounds once: pow need not.
        if (exponent.kind === 'number' && Number(exponent.text) === 2)
          return this.entrywise('multiply', [value, value]);
        return this.entrywise('function', [value, this.lower(exponent, names)], 'pow');
      }
      case 'call':
        return this.call(expression, names);
      case 'transpose': {
        const value = this.lower(expression.operand, names);
        if (value.kind === 'matrix') return value;
        return { kind: value.kind === 'row' ? 'vector' : 'row', register: value.register };
      }
      case 'aggregate':
      case 'expectation':
      case 'member':
      case 'vector':
      case 'index':
      case 'missing':
        throw new Error('The optimizer is not sound.');
    }
  }

  private negated(value: Value): Value {
    if (value.kind !== 'matrix') return this.entrywise('negate', [value]);
    return {
      kind: 'matrix',
      factor: this.emit('negate', [{ kind: 'number', register: value.factor }], 'number').register,
    };
  }

  private product({ factors }: ProductChain, names: Names): Value {
    let left = this.lower(factors[0]!.operand, names);
    for (const { divide, operand } of factors.slice(1)) {
      const right = this.lower(operand, names);
      left = divide ? this.quotient(left, right) : this.times(left, right);
    }
    return left;
  }

  private quotient(left: Value, right: Value): Value {
    if (left.kind !== 'matrix') return this.entrywise('divide', [left, right]);
    const factor = this.emit('divide', [{ kind: 'number', register: left.factor }, right], 'number');
    return { kind: 'matrix', factor: factor.register };
  }

  private times(left: Value, right: Value): Value {
    if (left.kind === 'matrix' && right.kind === 'vector') return this.applied(left.factor, right);
    if (left.kind === 'row' && right.kind === 'matrix') return { ...this.applied(right.factor, left), kind: 'row' };
    if (left.kind === 'row' && right.kind === 'vector') return this.emit('dot', [left, right], 'number');
    if (left.kind === 'matrix') return this.scaled(left.factor, right);
    if (right.kind === 'matrix') return this.scaled(right.factor, left);
    return this.entrywise('multiply', [left, right]);
  }

  /** factor·H·v. */
  private applied(factor: number, vector: Value): Value & { register: number } {
    const product = this.emit('hessian', [vector], 'vector');
    if (factor === this.constant(1)) return product;
    return this.emit('multiply', [{ kind: 'number', register: factor }, product], 'vector');
  }

  /** The Hessian times a further number. */
  private scaled(factor: number, by: Value): Value {
    if (factor === this.constant(1)) return { kind: 'matrix', factor: this.held(by).register };
    return {
      kind: 'matrix',
      factor: this.emit('multiply', [{ kind: 'number', register: factor }, by], 'number').register,
    };
  }

  private call({ callee: { name }, arguments: args }: Call, names: Names): Value {
    const values = args.map((argument) => this.lower(argument, names));
    const definition = this.model.functions.get(name);
    if (definition !== undefined) {
      return this.lower(
        definition.body,
        new Map(definition.parameters.map((parameter, i) => [parameter.name, values[i]!])),
      );
    }
    switch (name) {
      case 'sum':
      case 'mean':
      case 'dot':
      case 'norm':
        return this.emit(name, values, 'number');
      case 'hadamard':
        return this.entrywise('multiply', values);
      case 'max':
      case 'min':
        if (values.length === 1) return this.emit(name === 'max' ? 'greatest' : 'least', values, 'number');
        break;
      case 'solve': {
        const [matrix, right, damping = this.literal(0)] = values;
        if (matrix?.kind !== 'matrix') throw new Error('Only the Hessian is solved with.');
        const factor: Value = { kind: 'number', register: matrix.factor };
        return this.emit('solve', [right!, factor, damping], 'vector');
      }
    }
    return this.entrywise('function', values, name);
  }
}
