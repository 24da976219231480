import type { Model, ParameterShape } from '../model';
import { shapeWords } from '../shapes';
import type { Expression, Identifier, Span, Statement } from '../tree';
import { quote } from './layout';

export type OutlineKind =
  'loss' | 'claim' | 'spectrum' | 'optimizer' | 'constant' | 'function' | 'data' | 'parameter' | 'local' | 'column';

/** An entry of a file's outline. */
export interface OutlineSymbol {
  readonly name: string;
  readonly kind: OutlineKind;
  /** A few words beside the name: a value, a box, a list of parameters. */
  readonly detail: string;
  readonly span: Span;
  /** The name itself, inside `span`. */
  readonly selection: Span;
  readonly children: readonly OutlineSymbol[];
}

/** The outline of a file: its statements, with parameters, local names and columns inside. */
export function documentSymbols(model: Model): OutlineSymbol[] {
  const shapes = new Map(model.losses.map(({ statement, parameters }) => [statement as Statement, parameters]));
  return model.file.statements.map((statement) => ({
    name: isNameless(statement) ? brief(model, statement.span) : statement.name.name,
    kind: statement.kind,
    detail: detailOf(model, statement),
    span: statement.span,
    selection: statement.name.span,
    children: childrenOf(model, statement, shapes.get(statement) ?? []),
  }));
}

/** What it says stands for its name. */
function isNameless({ kind }: Statement): boolean {
  return kind === 'claim' || kind === 'spectrum';
}

function detailOf(model: Model, statement: Statement): string {
  switch (statement.kind) {
    case 'constant': {
      const range = statement.range === undefined ? '' : ` in ${brief(model, statement.range.span)}`;
      return statement.value.kind === 'missing' ? '' : `= ${brief(model, statement.value.span)}${range}`;
    }
    case 'function':
      return `(${statement.parameters.map(({ name }) => name).join(', ')})`;
    case 'data':
      if (statement.sample !== undefined) return brief(model, statement.sample.span);
      return statement.csv === undefined ? `${statement.rows.length} rows` : statement.csv.path;
    case 'loss':
      return `(${statement.parameters.map(({ name }) => name.name).join(', ')})`;
    case 'optimizer':
      return statement.options.length === 0 ? '' : `(${statement.options.map(({ name }) => name.name).join(', ')})`;
    case 'claim':
    case 'spectrum':
      return '';
  }
}

function childrenOf(model: Model, statement: Statement, shapes: readonly ParameterShape[]): OutlineSymbol[] {
  switch (statement.kind) {
    case 'constant':
    case 'function':
    case 'claim':
    case 'spectrum':
      return [];
    case 'optimizer': {
      const part = (kind: OutlineKind, name: Identifier, value: Expression): OutlineSymbol => {
        const span = { start: name.span.start, end: Math.max(name.span.end, value.span.end) };
        return leaf(kind, name, value.kind === 'missing' ? '' : `= ${brief(model, value.span)}`, span);
      };
      return [
        ...statement.options.map(({ name, value }) => part('parameter', name, value)),
        ...statement.state.map(({ name, value }) => part('local', name, value)),
      ];
    }
    case 'data':
      return statement.columns.map((column) => leaf('column', column, '', column.span));
    case 'loss': {
      const boxes = new Map(statement.on.map((box) => [box.name.name, box.range.span]));
      const shapeOf = new Map(shapes.map(({ name, shape }) => [name, shape]));
      const parameters = statement.parameters.map(({ name }) => {
        const box = boxes.get(name.name);
        const shape = shapeOf.get(name.name) ?? [];
        const detail = [
          ...(shape.length === 0 ? [] : [shapeWords(shape)]),
          ...(box === undefined ? [] : [`in ${brief(model, box)}`]),
        ];
        return leaf('parameter', name, detail.join(' '), name.span);
      });
      const locals = statement.where.map(({ name, value }) => {
        const span = { start: name.span.start, end: Math.max(name.span.end, value.span.end) };
        return leaf('local', name, value.kind === 'missing' ? '' : `= ${brief(model, value.span)}`, span);
      });
      return [...parameters, ...locals];
    }
  }
}

function leaf(kind: OutlineKind, { name, span: selection }: Identifier, detail: string, span: Span): OutlineSymbol {
  return { name, kind, detail, span, selection, children: [] };
}

function brief(model: Model, span: Span): string {
  const text = quote(model.file, { start: span.start, end: Math.min(span.end, span.start + 200) }).replace(/\s+/g, ' ');
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
