import { aggregateNames, arrayFunctions, builtinConstants, builtinFunctions } from '../builtins';
import { evaluateConstant } from '../evaluate';
import { distributions, expectHelp, sampleHelp } from '../distributions';
import { initialisations } from '../initialisations';
import { type Model, type NamedSymbol, type Reference, columnNames } from '../model';
import { solveHelp } from '../optimizerWords';
import { scalar, shapeWords } from '../shapes';
import type { Aggregate, Expression, Span, Statement } from '../tree';
import { aggregateOf, expressionsOf } from './aggregates';
import { keywordHelp, optimizerClauseHelp } from './keywordHelp';
import { expectationsIn, randomWords } from './randomWords';
import { describeInOptimizer } from './optimizerHover';
import type { HoverTarget, NameTarget } from './hoverTarget';
import { inComment, lastBefore, layoutOf, quote, referenceAt, statementAt, tokenAt } from './layout';

/**
 * What a hover at an offset is about. Within a loss, its name, its parameters, numbers and operators are about the
 * loss; constants, functions, local names, rows, columns and words of the language are about themselves.
 */
export function hoverTarget(model: Model, offset: number): HoverTarget | undefined {
  if (inComment(layoutOf(model.file).comments, offset)) return undefined;
  const reference = referenceAt(model, offset);
  if (reference !== undefined && reference.symbol.kind !== 'loss' && reference.symbol.kind !== 'parameter') {
    return describeSymbol(model, reference.symbol, reference.span);
  }
  const token = tokenAt(model.file, offset);
  if (token?.kind === 'name' && reference === undefined) {
    const word = describeWord(model, token.text, token.span);
    if (word !== undefined) return word;
  }
  const here = statementAt(model, offset);
  if (here?.kind === 'claim') {
    const index = model.claims.findIndex((claim) => claim.statement === here);
    return { kind: 'claim', span: here.span, index, sound: model.claims[index]!.sound };
  }
  if (here?.kind === 'spectrum' && reference === undefined) {
    const index = model.spectra.findIndex((spectrum) => spectrum.statement === here);
    return { kind: 'spectrum', span: here.span, index, sound: model.spectra[index]!.sound };
  }
  const statement = reference?.symbol.kind === 'loss' ? reference.symbol.statement : here;
  if (statement?.kind !== 'loss') return undefined;
  const sound = model.losses.some((loss) => loss.statement === statement && loss.sound);
  const span = reference?.span ?? statement.span;
  const { name } = statement.name;
  return { kind: 'loss', name, span, statement: statement.span, sound, parameter: parameterNote(model, reference) };
}

function parameterNote(model: Model, reference: Reference | undefined): string | undefined {
  const shape = reference?.symbol.kind === 'parameter' ? model.shapes.get(reference.symbol) : undefined;
  return shape && `${reference!.symbol.name}: ${shapeWords(shape)}`;
}

function describeWord(model: Model, name: string, span: Span): NameTarget | undefined {
  const target = { kind: 'name', name, span, value: undefined, shape: undefined, definition: undefined } as const;
  const { tokens } = layoutOf(model.file);
  const index = lastBefore(tokens, span.start);
  if (tokens[index - 1]?.text === '.') return describeFileColumn(model, name, span, tokens[index - 2]);
  const called = tokens[index + 1]?.text === '(';
  const builtin = builtinFunctions.get(name) ?? arrayFunctions.get(name);
  if (builtin !== undefined && called) {
    const { signature: source, documentation } = builtin;
    return { ...target, what: 'builtin-function', source, note: 'function of the language', documentation };
  }
  const aggregate = aggregateNames.get(name);
  if (aggregate !== undefined && called) {
    const [signatures, documentation] = splitOnce(aggregate, ': ');
    const source = signatures.replace(', or ', '\n');
    return { ...target, what: 'builtin-function', source, note: 'aggregate of the language', documentation };
  }
  const random = describeRandom(model, name, span);
  if (random !== undefined) return { ...target, what: 'builtin-function', ...random };
  const start = initialisations.get(name);
  if (start !== undefined && called) {
    const { signature: source, documentation } = start;
    return { ...target, what: 'builtin-function', source, note: 'initialisation of the language', documentation };
  }
  if (name === 'csv' && called && statementAt(model, span.start)?.kind === 'data') {
    const documentation = 'The rows of a file beside this one; its first line names the columns.';
    return { ...target, what: 'keyword', source: 'csv("points.csv")', note: 'word of the language', documentation };
  }
  const constant = builtinConstants.get(name);
  if (constant !== undefined) {
    const { value, documentation } = constant;
    const note = 'constant of the language';
    const shape = shapeWords(scalar);
    return { ...target, what: 'builtin-constant', source: name, note, value, documentation, shape };
  }
  const inOptimizer = statementAt(model, span.start)?.kind === 'optimizer';
  if (inOptimizer && name === solveHelp.name && called) {
    const { signature: source, documentation } = solveHelp;
    return { ...target, what: 'builtin-function', source, note: 'function in optimizers', documentation };
  }
  const help = (inOptimizer ? optimizerClauseHelp.get(name) : undefined) ?? keywordHelp.get(name);
  if (help === undefined || (name === 'loss' && statementAt(model, span.start)?.kind === 'loss')) return undefined;
  // The words `claim` and `spectrum`, and the clause words in one, belong to it.
  const owner = statementAt(model, span.start)?.kind;
  if (owner === 'claim' || owner === 'spectrum') return undefined;
  const { example: source, documentation } = help;
  return { ...target, what: 'keyword', source, note: 'word of the language', documentation };
}

/** A word of a sample or an expectation. */
function describeRandom(
  model: Model,
  name: string,
  span: Span,
): { source: string; note: string; documentation: string } | undefined {
  const word = randomWords(model).find((one) => one.span.start === span.start);
  const known = distributions.get(name);
  switch (word?.kind) {
    case 'expect':
      return { source: expectHelp.signature, note: 'expectation', documentation: expectHelp.documentation };
    case 'sample':
      return { source: sampleHelp.signature, note: 'drawn rows', documentation: sampleHelp.documentation };
    case 'distribution':
      return known && { source: known.signature, note: 'distribution', documentation: known.documentation };
    case 'option':
    case undefined:
      return undefined;
  }
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** A column of a table from a file: its name is defined in that file. */
function describeFileColumn(
  model: Model,
  name: string,
  span: Span,
  object: { readonly span: Span } | undefined,
): NameTarget | undefined {
  const row = object === undefined ? undefined : referenceAt(model, object.span.start)?.symbol;
  const source = row?.kind === 'row' ? aggregateOf(row.statement, row.span)?.source : undefined;
  if (source?.kind !== 'table') return undefined;
  const { name: table } = source.table;
  const csv = model.csv.get(table);
  if (csv === undefined || !csv.columns.includes(name)) return undefined;
  const rows = `${csv.rows} ${csv.rows === 1 ? 'value' : 'values'}`;
  return {
    kind: 'name',
    span,
    what: 'column',
    name,
    source: `${table}.${name}`,
    note: `column of ${table}: ${rows} from ${csv.path}`,
    shape: shapeWords(scalar),
    value: undefined,
    documentation: '',
    definition: undefined,
  };
}

function describeSymbol(model: Model, symbol: NamedSymbol, span: Span): NameTarget {
  const { statement } = symbol;
  const known = model.shapes.get(symbol);
  const shape = known && shapeWords(known);
  // That a number is a number need not be said in words.
  const ofShape = known === undefined || known.length === 0 ? '' : `: ${shape}`;
  const base = {
    kind: 'name',
    span,
    what: symbol.kind,
    name: symbol.name,
    shape,
    value: undefined,
    documentation: '',
    definition: symbol.span,
  } as const;
  const whole = { source: quote(model.file, statement.span), documentation: statement.documentation };
  switch (statement.kind) {
    case 'constant': {
      const value = evaluateConstant(statement.value, model);
      const note = statement.range === undefined ? `constant${ofShape}` : 'constant with a slider';
      return { ...base, ...whole, note, value: value !== undefined && Number.isFinite(value) ? value : undefined };
    }
    case 'function':
      if (symbol.kind === 'function') return { ...base, ...whole, note: 'function' };
      break;
    case 'data':
      return symbol.kind === 'column'
        ? { ...base, source: `${statement.name.name}.${symbol.name}`, note: columnNote(model, statement, symbol.name) }
        : { ...base, ...whole, ...headOf(model, statement) };
    case 'optimizer':
      return { ...base, ...describeInOptimizer(model, symbol, statement) };
    case 'loss':
    case 'claim':
    case 'spectrum':
      break;
  }
  const owner = statement.name.name;
  switch (symbol.kind) {
    case 'local': {
      const local =
        statement.kind === 'loss' ? statement.where.find(({ name }) => same(name.span, symbol.span)) : undefined;
      const source = local === undefined ? symbol.name : `${symbol.name} = ${quote(model.file, local.value.span)}`;
      const value = local === undefined ? undefined : evaluateConstant(local.value, model);
      return { ...base, source, note: `name local to ${owner}${ofShape}`, value };
    }
    case 'row':
    case 'counter': {
      const aggregate = aggregateOf(statement, symbol.span);
      const source = aggregate === undefined ? symbol.name : `${symbol.name} in ${sourceOf(model, aggregate)}`;
      return { ...base, source, note: symbol.kind === 'row' ? 'row of a table' : 'whole number of a range' };
    }
    case 'random': {
      const draws = expressionsOf(statement)
        .flatMap(expectationsIn)
        .flatMap((expectation) => expectation.draws);
      const draw = draws.find(({ variable }) => same(variable.span, symbol.span));
      const from = draw === undefined ? '' : ` ~ ${quote(model.file, draw.distribution.span)}`;
      return { ...base, source: `${symbol.name}${from}`, note: 'random value' };
    }
    case 'argument':
      return { ...base, source: symbol.name, note: `parameter of ${owner}${ofShape}` };
    default:
      return { ...base, source: symbol.name, note: symbol.kind };
  }
}

function sourceOf(model: Model, { source }: Aggregate): string {
  if (source.kind === 'table') {
    const columns = columnNames(model, source.table.name);
    return `${source.table.name}${columns === undefined ? '' : `(${columns.join(', ')})`}`;
  }
  const end = (expression: Expression): string => quote(model.file, expression.span);
  return `${end(source.from)}..${end(source.to)}`;
}

/** A long table is shown by its head alone. */
function headOf(model: Model, statement: Statement & { kind: 'data' }): { source: string; note: string } {
  const { rows, columns, name, csv, sample } = statement;
  const file = model.csv.get(name.name);
  const drawn = sample?.count === undefined ? undefined : evaluateConstant(sample.count, model);
  const count = sample !== undefined ? drawn : csv === undefined ? rows.length : file?.rows;
  const size = count === undefined ? '' : `${count} ${count === 1 ? 'row' : 'rows'}`;
  const note =
    sample !== undefined
      ? `table of ${size === '' ? 'rows' : size}, drawn`
      : csv === undefined
        ? `table of ${size}`
        : file === undefined
          ? 'table from a file'
          : `table from a file: ${size}, columns ${brief(file.columns)}`;
  const source = quote(model.file, statement.span);
  if (source.length <= 400) return { source, note };
  return { source: `data ${name.name}(${columns.map((column) => column.name).join(', ')}) = …`, note };
}

function brief(names: readonly string[]): string {
  return names.length > 12 ? `${names.slice(0, 12).join(', ')}, …` : names.join(', ');
}

function columnNote(model: Model, statement: Statement & { kind: 'data' }, name: string): string {
  const index = statement.columns.findIndex((column) => column.name === name);
  const distribution = statement.sample?.distributions[index];
  if (distribution !== undefined) {
    return `column of ${statement.name.name}: drawn from ${quote(model.file, distribution.span)}`;
  }
  const values: number[] = [];
  for (const { cells } of statement.rows.slice(0, 10_000)) {
    const cell = cells[index];
    const value = cell === undefined ? undefined : evaluateConstant(cell, model);
    if (value !== undefined && Number.isFinite(value)) values.push(value);
  }
  if (values.length === 0) return `column of ${statement.name.name}`;
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  return `column of ${statement.name.name}: ${values.length} values from ${low} to ${high}`;
}

function same(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
