import type { CriticalPointView, CriticalReport, FormulaLossView } from '../../src/landscape/views';

/** A critical point at `point`, a proved minimum unless said otherwise. */
export function pointView(point: readonly number[], rest: Partial<CriticalPointView> = {}): CriticalPointView {
  return {
    point,
    enclosure: point.map((value) => [value, value] as const),
    value: 0,
    eigenvalues: point.map(() => 2),
    eigenvectors: [],
    morseIndex: 0,
    kind: 'minimum',
    proof: 'proved',
    reason: '',
    ...rest,
  };
}

/** A complete report of these points. */
export function reportView(points: readonly CriticalPointView[], rest: Partial<CriticalReport> = {}): CriticalReport {
  return {
    loss: 'f',
    parameters: ['x', 'y'],
    box: [
      [-2, 2],
      [-2, 2],
    ],
    points,
    manifolds: [],
    plateaus: [],
    kinks: [],
    unresolved: [],
    complete: true,
    verdict: `${points.length} critical points`,
    milliseconds: 1,
    ...rest,
  };
}

/** A view with these gradient formulas; the parts that hovers and LaTeX do not read are empty. */
export function lossView(gradient: readonly string[], rest: Partial<FormulaLossView> = {}): FormulaLossView {
  const formula = (text: string) => ({ text, latex: text, mathml: '' });
  return {
    form: 'formulas',
    blocks: gradient.map((_, index) => ({ name: `x${index + 1}`, shape: [], offset: index })),
    name: 'f',
    documentation: '',
    parameters: gradient.map((_, index) => ({ name: `x${index + 1}`, low: -2, high: 2 })),
    constants: [],
    starts: [],
    methods: [],
    optimizers: [],
    formula: formula('L'),
    gradient: gradient.map(formula),
    hessian: gradient.map((_, row) => gradient.map((__, column) => formula(`h${row}${column}`))),
    tapes: [] as unknown as FormulaLossView['tapes'],
    gaussNewton: null,
    startTape: null,
    methodTape: null,
    units: [],
    span: { start: 0, end: 0 },
    ...rest,
  };
}
