import { aggregateNames, arrayFunctionNames, builtinConstants, builtinFunctions } from './builtins';
import type { Fix } from './diagnostics';
import { evaluateConstant } from './evaluate';
import type { NamedSymbol } from './model';
import { type FileNames, type Findings, refuseReserved } from './names';
import { nearest } from './nearest';
import type { Aggregate, Call, Expression, Identifier, Member, Span, Statement } from './tree';

/** The names an expression may use besides those of the file. */
export type Scope = ReadonlyMap<string, NamedSymbol>;

/** An aggregate may run over this many whole numbers. */
export const longestRange = 1_000_000;

/** Checks the names, arguments and columns in the expressions of one statement. */
export class ExpressionChecker {
  constructor(
    private readonly names: FileNames,
    private readonly findings: Findings,
    private readonly statement: Statement,
  ) {}

  check(expression: Expression, scope: Scope): void {
    switch (expression.kind) {
      case 'number':
      case 'missing':
        return;
      case 'name':
        return this.name(expression.name, expression.span, scope);
      case 'negation':
        return this.check(expression.operand, scope);
      case 'sum':
        return expression.terms.forEach((term) => this.check(term.operand, scope));
      case 'product':
        return expression.factors.forEach((factor) => this.check(factor.operand, scope));
      case 'power':
        this.check(expression.base, scope);
        return this.check(expression.exponent, scope);
      case 'call':
        return this.call(expression, scope);
      case 'aggregate':
        return this.aggregate(expression, scope);
      case 'member':
        return this.member(expression, scope);
      case 'vector':
      case 'index':
      case 'transpose':
        return this.report(
          'unsupported',
          expression.span,
          'Arrays are not understood yet: write scalar parameters, and sum(… for p in table) for data.',
        );
    }
  }

  private report(...args: Parameters<Findings['report']> extends [unknown, ...infer Rest] ? Rest : never): void {
    this.findings.report(this.statement, ...args);
  }

  private name(name: string, span: Span, scope: Scope): void {
    const symbol = scope.get(name) ?? this.names.symbols.get(name);
    if (symbol === undefined) {
      if (!builtinConstants.has(name)) this.unknownName(name, span, scope);
      return;
    }
    this.findings.refer(span, symbol, this.statement);
    switch (symbol.kind) {
      case 'row': {
        const columns = this.columnsOf(symbol);
        return this.report(
          'kind',
          span,
          `"${name}" is a row of a table: choose a column, as in ${name}.${columns[0] ?? 'x'}.`,
        );
      }
      case 'function':
      case 'loss':
        return this.report('kind', span, `"${name}" is a ${symbol.kind}, not a number: call it, as in ${name}(…).`);
      case 'data':
        return this.report(
          'kind',
          span,
          `"${name}" is a table, not a number: use it as in sum(p.${this.columnsOf(symbol)[0] ?? 'x'} for p in ${name}).`,
        );
      case 'constant':
      case 'parameter':
      case 'argument':
      case 'local':
      case 'counter':
      case 'column':
        return;
    }
  }

  private unknownName(name: string, span: Span, scope: Scope): void {
    const known = [...scope.keys(), ...this.names.symbols.keys(), ...builtinConstants.keys()];
    const guess = nearest(name, known);
    const fixes: Fix[] = [];
    if (guess !== undefined) fixes.push({ title: `Change to "${guess}"`, edits: [{ span, text: guess }] });
    if (builtinFunctions.has(name)) {
      return this.report(
        'kind',
        span,
        `"${name}" is a function: call it, as in ${builtinFunctions.get(name)!.signature}.`,
      );
    }
    if (this.statement.kind === 'loss' && this.statement.parametersSpan.end > this.statement.parametersSpan.start) {
      const { parameters, parametersSpan } = this.statement;
      const at = parametersSpan.end - 1;
      const text = parameters.length > 0 ? `, ${name}` : name;
      fixes.push({ title: `Add "${name}" to the parameters`, edits: [{ span: { start: at, end: at }, text }] });
    }
    const { start } = this.statement.span;
    fixes.push({
      title: `Define the constant "${name}"`,
      edits: [{ span: { start, end: start }, text: `const ${name} = 1\n` }],
    });
    const confusable = /[^\x00-\x7F]/.test(name) && guess !== undefined ? ' (they look alike)' : '';
    const split = this.asProduct(name, known);
    if (split !== undefined) fixes.unshift({ title: `Write ${split}`, edits: [{ span, text: split }] });
    const remedy =
      guess !== undefined
        ? `did you mean "${guess}"${confusable}?`
        : split !== undefined
          ? `to multiply, write ${split}.`
          : 'make it a parameter, or define it with "const".';
    this.report('unknown-name', span, `"${name}" is not defined: ${remedy}`, fixes);
  }

  /** `xy` where x and y are known. */
  private asProduct(name: string, known: readonly string[]): string | undefined {
    for (let cut = 1; cut < name.length; cut++) {
      const left = name.slice(0, cut);
      const right = name.slice(cut);
      if (known.includes(left) && known.includes(right)) return `${left}*${right}`;
    }
    return undefined;
  }

  private call(call: Call, scope: Scope): void {
    const { name, span } = call.callee;
    const builtin = builtinFunctions.get(name);
    const symbol = this.names.symbols.get(name);
    const local = scope.get(name);
    if (aggregateNames.has(name) || arrayFunctionNames.has(name)) {
      call.arguments.forEach((argument) => this.check(argument, scope));
      const how = aggregateNames.has(name) ? `${name}(… for p in table)` : 'a sum of products';
      return this.report('unsupported', call.span, `${name}(…) over an array is not understood yet: write ${how}.`);
    }
    if (builtin !== undefined) {
      this.arity(call, builtin.arity, builtin.signature);
    } else if (symbol?.kind === 'function') {
      this.findings.refer(span, symbol, this.statement);
      const definition = this.names.functions.get(name)!;
      const count = definition.parameters.length;
      this.arity(call, [count, count], `${name}(${definition.parameters.map((p) => p.name).join(', ')})`);
    } else if (local !== undefined || symbol !== undefined || builtinConstants.has(name)) {
      const known = local ?? symbol;
      if (known !== undefined) this.findings.refer(span, known, this.statement);
      if (symbol?.kind === 'loss' && local === undefined) {
        this.report(
          'kind',
          span,
          `"${name}" is a loss: only an "fn" can be used inside a formula. Define the formula as "fn" and call it from both.`,
        );
      } else {
        const at = { start: span.end, end: span.end };
        this.report('kind', span, `"${name}" is not a function: to multiply, write ${name}*(…).`, [
          { title: 'Insert *', edits: [{ span: at, text: '*' }] },
        ]);
      }
    } else {
      const guess = nearest(name, [
        ...builtinFunctions.keys(),
        ...aggregateNames.keys(),
        ...this.names.functions.keys(),
      ]);
      const fixes = guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span, text: guess }] }];
      const remedy = guess === undefined ? `define it with "fn ${name}(…) = …".` : `did you mean "${guess}"?`;
      this.report('unknown-function', span, `There is no function "${name}": ${remedy}`, fixes);
    }
    call.arguments.forEach((argument) => this.check(argument, scope));
  }

  private arity(call: Call, [least, most]: readonly [number, number], signature: string): void {
    const count = call.arguments.length;
    if (count >= least && count <= most) return;
    const wanted = least === most ? `${least}` : most === Infinity ? `at least ${least}` : `${least} or ${most}`;
    const noun = wanted === '1' ? 'argument' : 'arguments';
    this.report(
      'arity',
      call.span,
      `${signature} takes ${wanted} ${noun}, but ${count} ${count === 1 ? 'is' : 'are'} given.`,
    );
  }

  private aggregate(aggregate: Aggregate, scope: Scope): void {
    const { variable, source } = aggregate;
    const reserved = refuseReserved(variable, this.statement, this.findings);
    const inner = new Map(scope);
    if (source.kind === 'table') {
      this.table(source.table);
      const row = this.findings.define('row', variable, aggregate.span, this.statement);
      this.rowTables.set(row, source.table.name);
      if (!reserved) inner.set(variable.name, row);
    } else {
      this.check(source.from, scope);
      this.check(source.to, scope);
      const counter = this.findings.define('counter', variable, aggregate.span, this.statement);
      if (!reserved) inner.set(variable.name, counter);
      if (!this.findings.faulty.has(this.statement)) this.range(aggregate, source.from, source.to);
    }
    this.check(aggregate.body, inner);
  }

  private readonly rowTables = new Map<NamedSymbol, string>();

  private columnsOf(symbol: NamedSymbol): string[] {
    const table = this.names.tables.get(this.rowTables.get(symbol) ?? symbol.name);
    return table?.columns.map(({ name }) => name) ?? [];
  }

  private table(identifier: Identifier): void {
    const symbol = this.names.symbols.get(identifier.name);
    if (symbol?.kind === 'data') return this.findings.refer(identifier.span, symbol, this.statement);
    const guess = nearest(identifier.name, this.names.tables.keys());
    const fixes =
      guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span: identifier.span, text: guess }] }];
    const remedy =
      guess === undefined ? `define it with "data ${identifier.name}(x, y) = …".` : `did you mean "${guess}"?`;
    this.report('unknown-name', identifier.span, `There is no table "${identifier.name}": ${remedy}`, fixes);
  }

  private range(aggregate: Aggregate, from: Expression, to: Expression): void {
    const low = evaluateConstant(from, this.names);
    const high = evaluateConstant(to, this.names);
    const span = { start: from.span.start, end: to.span.end };
    if (low === undefined || high === undefined) {
      this.report(
        'range',
        span,
        'The ends of a range must be constants: they cannot depend on a parameter or on another counter.',
      );
    } else if (!Number.isInteger(low) || !Number.isInteger(high)) {
      const wrong = Number.isInteger(low) ? high : low;
      this.report('range', span, `The ends of a range must be whole numbers, but one is ${wrong}.`);
    } else if (high - low + 1 > longestRange) {
      this.report('too-large', span, `This range has ${high - low + 1} numbers; at most ${longestRange} are allowed.`);
    } else if (high < low && aggregate.operation === 'mean') {
      this.report('range', span, `The range ${low}..${high} is empty, and the mean of nothing is undefined.`);
    }
  }

  private member({ object, column }: Member, scope: Scope): void {
    const symbol = scope.get(object.name) ?? this.names.symbols.get(object.name);
    if (symbol === undefined) return this.unknownName(object.name, object.span, scope);
    this.findings.refer(object.span, symbol, this.statement);
    if (symbol.kind !== 'row') {
      const remedy =
        symbol.kind === 'data' ? `use it as in sum(p.${column.name} for p in ${object.name}).` : 'it has no columns.';
      return this.report('kind', object.span, `"${object.name}" is not a row of a table: ${remedy}`);
    }
    const tableName = this.rowTables.get(symbol)!;
    const table = this.names.tables.get(tableName);
    if (table === undefined || table.csv !== undefined) return;
    const definition = table.columns.find(({ name }) => name === column.name);
    if (definition !== undefined) {
      const known = this.findings.symbols.find((s) => s.kind === 'column' && s.span.start === definition.span.start);
      if (known !== undefined) this.findings.refer(column.span, known, this.statement);
      return;
    }
    if (table.broken) return;
    const columns = table.columns.map(({ name }) => name);
    const guess = nearest(column.name, columns);
    const fixes =
      guess === undefined ? [] : [{ title: `Change to "${guess}"`, edits: [{ span: column.span, text: guess }] }];
    this.report(
      'unknown-column',
      column.span,
      `The table "${tableName}" has no column "${column.name}"; it has ${columns.join(', ')}.`,
      fixes,
    );
  }
}
