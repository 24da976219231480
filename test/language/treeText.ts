import type {
  ClaimForm,
  ClaimPoint,
  ClaimStatement,
  DataStatement,
  Distribution,
  Expression,
  Initialisation,
  IndexItem,
  MethodSyntax,
  SourceFile,
  SpectrumForm,
  StartSyntax,
  Statement,
} from '../../src/language/tree';

/** A tree as s-expressions, one statement a line: for golden files and for comparing what two texts mean. */
export function treeText(file: SourceFile): string[] {
  return file.statements.map(statementText);
}

function statementText(statement: Statement): string {
  const { kind, name, broken, documentation } = statement;
  const parts = [broken ? `${kind}!` : kind, name.name, ...partsOf(statement)];
  if (documentation !== '') parts.push(`(doc ${JSON.stringify(documentation)})`);
  return `(${parts.join(' ')})`;
}

function partsOf(statement: Statement): string[] {
  switch (statement.kind) {
    case 'constant': {
      const { value, range } = statement;
      const ends = range === undefined ? [] : [`(in ${text(range.low)} ${text(range.high)})`];
      return [text(value), ...ends];
    }
    case 'function':
      return [`(${statement.parameters.map(({ name }) => name).join(' ')})`, text(statement.body)];
    case 'data': {
      const { columns, rows, csv, sample } = statement;
      const cells = rows.map((row) => `(${row.cells.map(text).join(' ')})`);
      const file = csv === undefined ? [] : [`(csv ${JSON.stringify(csv.path)})`];
      return [`(${columns.map(({ name }) => name).join(' ')})`, ...cells, ...file, ...sampleText(sample)];
    }
    case 'claim':
      return claimText(statement);
    case 'spectrum':
      return [spectrumText(statement.form)];
    case 'optimizer': {
      const { options, state, update } = statement;
      return [
        ...options.map(({ name, value, range }) =>
          list('option', [name.name, text(value), ...(range === undefined ? [] : [text(range.low), text(range.high)])]),
        ),
        ...state.map(({ name, value }) => list('state', [name.name, text(value)])),
        ...update.map(({ name, value }) => list('update', [name.name, text(value)])),
      ];
    }
    case 'loss': {
      const { parameters, body, on, from, by, where } = statement;
      const names = parameters.map(({ name, shape }) =>
        shape.length === 0 ? name.name : `(${[name.name, ...shape.map(text)].join(' ')})`,
      );
      return [
        `(${names.join(' ')})`,
        text(body),
        ...on.map(({ name, range }) => `(on ${name.name} ${text(range.low)} ${text(range.high)})`),
        ...from.map((start) => `(from ${startText(start)})`),
        ...by.map((method) => list('by', [methodText(method)])),
        ...where.map(({ name, value }) => `(where ${name.name} ${text(value)})`),
      ];
    }
  }
}

function spectrumText(form: SpectrumForm): string {
  switch (form.kind) {
    case 'goe':
      return list(
        'goe',
        form.options.map(({ name, values }) => list('=', [name.name, ...values.map(text)])),
      );
    case 'hessian':
      return list('hessian', [form.loss.name, ...(form.at === undefined ? [] : [`[${startText(form.at)}]`])]);
    case 'missing':
      return '(missing)';
  }
}

function sampleText(sample: DataStatement['sample']): string[] {
  if (sample === undefined) return [];
  const { distributions, count, seed } = sample;
  const options = [
    ...(count === undefined ? [] : [`(n ${text(count)})`]),
    ...(seed === undefined ? [] : [`(seed ${text(seed)})`]),
  ];
  return [list('sample', [...distributions.map(distributionText), ...options])];
}

function distributionText({ name, arguments: values, weights }: Distribution): string {
  const shares = weights === undefined ? [] : [list('weights', weights.cells.map(text))];
  return list(name, [...values.map(text), ...shares]);
}

function claimText({ subject, form, tolerance, settings }: ClaimStatement): string[] {
  return [
    ...(subject === undefined ? [] : [`(on ${subject.name})`]),
    list(form.kind, formParts(form)),
    ...(tolerance === undefined ? [] : [`(within ${text(tolerance)})`]),
    ...settings.map(({ name, value }) => `(with ${name.name} ${text(value)})`),
  ];
}

function formParts(form: ClaimForm): string[] {
  switch (form.kind) {
    case 'at':
      return [form.word.name, pointText(form.point)];
    case 'counts':
      return form.counts.map(({ count, word }) => `(${count} ${word.name})`);
    case 'value':
      return [pointText(form.point), form.relation, text(form.bound)];
    case 'gradient':
    case 'eigenvalues':
      return [pointText(form.point), ...form.numbers.cells.map(text)];
    case 'lowest':
      return [form.relation, text(form.bound)];
    case 'barrier':
    case 'pass':
      return [pointText(form.from), pointText(form.to), form.relation, text(form.bound)];
    case 'reaches': {
      const { method, rival, left, relation, bound, from, steps } = form;
      const methods = rival === undefined ? [methodText(method)] : [methodText(method), methodText(rival)];
      const within = steps === undefined ? [] : [`(steps ${text(steps)})`];
      return [...methods, list(relation, [text(left), text(bound)]), pointText(from), ...within];
    }
    case 'missing':
      return [];
  }
}

function methodText({ name, options }: MethodSyntax): string {
  return list(
    name.name,
    options.map((option) => `(= ${option.name.name} ${text(option.value)})`),
  );
}

function pointText(point: ClaimPoint): string {
  return `[${point.kind === 'vector' ? text(point.value) : startText(point.start)}]`;
}

/** An expression as an s-expression; `?` where something is missing. */
export function text(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'name':
      return expression.name;
    case 'missing':
      return '?';
    case 'negation':
      return `(neg ${text(expression.operand)})`;
    case 'transpose':
      return `(transpose ${text(expression.operand)})`;
    case 'sum':
      return list(
        '+',
        expression.terms.map(({ negative, operand }) => (negative ? `(minus ${text(operand)})` : text(operand))),
      );
    case 'product':
      return list(
        '*',
        expression.factors.map(({ divide, implicit, operand }) =>
          divide ? `(over ${text(operand)})` : implicit ? `(beside ${text(operand)})` : text(operand),
        ),
      );
    case 'power':
      return list('^', [text(expression.base), text(expression.exponent)]);
    case 'call':
      return list(expression.callee.name, expression.arguments.map(text));
    case 'member':
      return `${expression.object.name}.${expression.column.name}`;
    case 'vector':
      return list('vector', expression.items.map(text));
    case 'index':
      return list('at', [text(expression.object), ...expression.indices.map(indexText)]);
    case 'expectation': {
      const draws = expression.draws.map(
        ({ variable, distribution }) => `(for ${variable.name} ~ ${distributionText(distribution)})`,
      );
      return list('expect', [...draws, text(expression.body)]);
    }
    case 'aggregate': {
      const { operation, body, variable, source } = expression;
      const over = source.kind === 'table' ? source.table.name : `(.. ${text(source.from)} ${text(source.to)})`;
      return list(operation, [`(for ${variable.name} ${over})`, text(body)]);
    }
  }
}

function startText({ coordinates, whole }: StartSyntax): string {
  if (whole !== undefined) return `whole ${initialisation(whole)}`;
  return coordinates.map((item) => (item.kind === 'initialisation' ? initialisation(item) : text(item))).join(' ');
}

function initialisation({ method, options }: Initialisation): string {
  return list(
    `${method}!`,
    options.map(({ name, value }) => `(= ${name.name} ${text(value)})`),
  );
}

function indexText(item: IndexItem): string {
  return item.kind === 'range' ? `(.. ${text(item.from)} ${text(item.to)})` : text(item);
}

function list(head: string, items: readonly string[]): string {
  return `(${[head, ...items].join(' ')})`;
}
