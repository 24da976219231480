import fc from 'fast-check';
import type { Expression, IndexItem } from '../../src/language/tree';

const span = { start: 0, end: 0 };

/** Options of every property: one seed, named by fast-check when a property fails; FAST_CHECK_SEED sets another. */
export const seeded = { seed: Number(process.env['FAST_CHECK_SEED'] ?? 20_251_125) };

const number = fc
  .constantFrom('0', '1', '2', '3.5', '.5', '7.', '1e-3', '2E5', '0.1')
  .map((text): Expression => ({ kind: 'number', text, span }));
const name = fc
  .constantFrom('x', 'y', 'alpha', 'θ', 'w_1', 'e', 'constructor')
  .map((text): Expression => ({ kind: 'name', name: text, span }));
const identifier = fc.constantFrom('p', 'k', 'row', 'é').map((text) => ({ name: text, span }));

/** Random expressions as the parser gives them: chains of at least two, a first term without a sign. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => {
  const any = tie('any');
  const many = fc.array(any, { minLength: 1, maxLength: 3 });
  return {
    any: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      number,
      name,
      any.map((operand): Expression => ({ kind: 'negation', operand, span })),
      fc
        .tuple(any, fc.array(fc.record({ negative: fc.boolean(), operand: any }), { minLength: 1, maxLength: 3 }))
        .map(([first, more]): Expression => ({
          kind: 'sum',
          terms: [{ negative: false, operand: first }, ...more],
          span,
        })),
      fc
        .tuple(any, fc.array(fc.record({ divide: fc.boolean(), operand: any }), { minLength: 1, maxLength: 3 }))
        .map(([first, more]): Expression => {
          const factors = more.map((factor) => ({ ...factor, implicit: false }));
          return { kind: 'product', factors: [{ divide: false, implicit: false, operand: first }, ...factors], span };
        }),
      fc.tuple(any, any).map(([base, exponent]): Expression => ({ kind: 'power', base, exponent, span })),
      fc
        .tuple(identifier, fc.array(any, { maxLength: 3 }))
        .map(([callee, args]): Expression => ({ kind: 'call', callee, arguments: args, span })),
      fc
        .tuple(identifier, identifier)
        .map(([object, column]): Expression => ({ kind: 'member', object, column, span })),
      fc
        .tuple(fc.constantFrom('sum' as const, 'mean' as const), any, identifier, any, any)
        .map(([operation, body, variable, from, to]): Expression => ({
          kind: 'aggregate',
          operation,
          operationSpan: span,
          body,
          variable,
          source: { kind: 'range', from, to },
          span,
        })),
      fc.tuple(any, identifier, identifier).map(([body, variable, table]): Expression => ({
        kind: 'aggregate',
        operation: 'mean',
        operationSpan: span,
        body,
        variable,
        source: { kind: 'table', table },
        span,
      })),
      many.map((items): Expression => ({ kind: 'vector', items, span })),
      fc
        .tuple(any, fc.array(fc.tuple(any, fc.option(any)), { minLength: 1, maxLength: 3 }))
        .map(([object, items]): Expression => {
          const indices = items.map(([from, to]): IndexItem =>
            to === null ? from : { kind: 'range', from, to, span },
          );
          return { kind: 'index', object, indices, span };
        }),
      any.map((operand): Expression => ({ kind: 'transpose', operand, span })),
    ),
  };
}).any;

const fragments = [
  ...['loss', 'const', 'fn', 'data', 'on', 'from', 'where', 'for', 'in', 'sum', 'mean', 'exp', 'dot', 'csv', 'pi'],
  ...['f', 'x', 'y', 'p', 'line', 'α', 'х', 'é', '__proto__', '1', '2.5', '1e3', '.', '..', '0x', '1_0', '²', '⁻¹'],
  ...['w[4]', 'w[k]', '[x, 1]', 'norm', 'hadamard', 'he(', 'zeros()', 'seed=', 'sd', 'normal', '"a.csv"'],
  ...['+', '-', '*', '/', '^', '**', '=', '==', '(', ')', '[', ']', ',', "'", '"', '×', '−', '|', '{', '}', '₁', '😀'],
  ...[' ', ' ', ' ', '\n', '\r\n', '\t', '# note\n', '//', '\u200b', '\ufeff', '\u2028', '\0', '\ud800'],
];

/** Texts that nearly are the language, or anything else. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 60 }).map((parts) => parts.join('')) },
  { weight: 3, arbitrary: fc.array(fc.constantFrom(...fragments), { maxLength: 40 }).map((parts) => parts.join(' ')) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

const formulas = fc.constantFrom(
  'a*x^2 + y',
  'g(x) + 2y - a',
  'mean((p.u*x - p.v*y)^2 for p in line)',
  'sum(x^k/k for k in 1..n) + y',
  '-x^-2*(y+1)',
  'sum(sum(j*k*x for j in 1..2) for k in 1..3) + y',
  'max(x, y, g(a))',
  'sum([x, y, 1][2..n])',
  "[x, y]'*A*[1, y]",
  'norm(g(A)*[x, y]) + dot(A[1], [y, 1])',
  'sum(V[k]*x for k in 1..2) + y',
);

/** Files without a mistake, in random spacing: names of every kind, comments, continued lines. */
export const soundFiles: fc.Arbitrary<string> = fc
  .tuple(
    fc.array(fc.tuple(formulas, fc.boolean(), fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 4 }),
    fc.infiniteStream(fc.constantFrom(' ', '', '  ', '\t')),
    fc.constantFrom('\n', '\r\n'),
  )
  .map(([losses, blanks, lineBreak]) => {
    const gap = (): string => blanks.next().value as string;
    const lines = [
      `const a${gap()}=${gap()}2 in [0,${gap()}3]  # a slider`,
      `const n =${gap()}3`,
      `${gap()}# a helper`,
      `fn g(t)${gap()}= ${gap()}exp(${gap()}-t^2 )`,
      `data line(u,v) = (1${gap()}, 2),${lineBreak}${gap()}(3, a0),   # last`,
      `  (4,5)`,
      'const a0 = 1',
      `const A = [[2,${gap()}1], ${gap()}[1, 3]]`,
      `const V${gap()}= A[1..2${gap()}, 2]`,
      ...losses.flatMap(([formula, box, start, local], i) => [
        `${gap()}loss f${i}(x,${gap()}y) =${gap()}${formula.replaceAll('+', `${gap()}+${gap()}`)}${local ? ' + r' : ''}`,
        ...(box ? [`${gap()} on x in [-1,${gap()}a0],y in [0 , 1] # box`] : []),
        ...(start ? [`from (1,2),${lineBreak}(${gap()}a , 3),${gap()}he(seed${gap()}=n), (zeros(${gap()}),1)`] : []),
        ...(local ? [`where r${gap()}=${gap()}x*s,`, `# inside`, ` s =y`] : []),
        ...(box ? ['', ''] : []),
      ]),
    ];
    return lines.join(lineBreak);
  });
