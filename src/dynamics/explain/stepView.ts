import type { AnalyzedPoint } from '../../analysis/report';
import { symmetricEigen } from '../../linalg/eigen';
import { dot, norm } from '../../linalg/vectors';
import type { OptimizerDefinition, Oracle, StepFacts, StepFailure } from '../../optimizers/optimizer';
import { type CriticalSets, type Place, nearestPlace } from '../places';
import { type LinearModel, linearModel } from './multipliers';

/** All that is known of one step of a run: what the rules look at. */
export interface StepView {
  readonly definition: OptimizerDefinition;
  readonly options: Readonly<Record<string, number>>;
  readonly parameters: readonly string[];
  readonly point: Float64Array;
  readonly next: Float64Array;
  /** next − point, and its length. */
  readonly step: Float64Array;
  readonly stepLength: number;
  readonly value: number;
  readonly nextValue: number;
  readonly gradient: Float64Array;
  readonly gradientLength: number;
  /** Row-major, n × n. */
  readonly hessian: Float64Array;
  /** Ascending, with unit eigenvectors. */
  readonly eigenvalues: Float64Array;
  readonly eigenvectors: readonly Float64Array[];
  /** The gradient's part along each eigenvector. */
  readonly coefficients: Float64Array;
  /** 2/λmax; null where no curvature is positive. */
  readonly stabilityLimit: number | null;
  /** The method's own linear model at the point, and at the critical point nearest to it where that is isolated. */
  readonly model: LinearModel | null;
  readonly modelThere: LinearModel | null;
  /** What the quadratic model says the loss falls by, and what it does. */
  readonly predictedDecrease: number;
  readonly actualDecrease: number;
  readonly facts: StepFacts;
  readonly failure: StepFailure;
  readonly nearest: Place | null;
  /** The critical point nearest by, if it is isolated. */
  readonly critical: AnalyzedPoint | null;
  /** point − critical point. */
  readonly displacement: Float64Array | null;
  /** Eigenvalues of the Gauss–Newton matrix, ascending, where the loss has one. */
  readonly gaussNewton: Float64Array | null;
}

/** Gathers it. */
export function viewStep(
  oracle: Oracle,
  sets: CriticalSets,
  parameters: readonly string[],
  definition: OptimizerDefinition,
  options: Readonly<Record<string, number>>,
  point: Float64Array,
  next: Float64Array,
  facts: StepFacts,
  failure: StepFailure,
): StepView {
  const n = oracle.dimension;
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  const value = oracle.value(point);
  const nextValue = oracle.value(next);
  oracle.gradient(point, gradient);
  oracle.hessian(point, hessian);
  const step = next.map((x, i) => x - point[i]!);
  const { values, vectors } = symmetricEigen(hessian, n);
  const nearest = nearestPlace(oracle, sets, point);
  const critical = nearest?.set === 'point' ? sets.points[nearest.index]! : null;
  const there = new Float64Array(n * n);
  if (critical !== null) oracle.hessian(Float64Array.from(critical.point), there);
  const image = Float64Array.from({ length: n }, (_, i) => dot(hessian.subarray(i * n, (i + 1) * n), step));
  return {
    definition,
    options,
    parameters,
    point,
    next,
    step,
    stepLength: norm(step),
    value,
    nextValue,
    gradient,
    gradientLength: norm(gradient),
    hessian,
    eigenvalues: values,
    eigenvectors: vectors,
    coefficients: Float64Array.from(vectors, (vector) => dot(vector, gradient)),
    stabilityLimit: values[n - 1]! > 0 ? 2 / values[n - 1]! : null,
    model: linearModel(definition, options, facts, hessian, n),
    modelThere: critical === null ? null : linearModel(definition, options, facts, there, n),
    predictedDecrease: -(dot(gradient, step) + dot(step, image) / 2),
    actualDecrease: value - nextValue,
    facts,
    failure,
    nearest,
    critical,
    displacement: critical === null ? null : point.map((x, i) => x - critical.point[i]!),
    gaussNewton: gaussNewtonValues(oracle, point),
  };
}

function gaussNewtonValues(oracle: Oracle, point: Float64Array): Float64Array | null {
  const product = oracle.gaussNewtonVector;
  if (product === undefined) return null;
  const n = point.length;
  const matrix = new Float64Array(n * n);
  const unit = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    unit.fill(0);
    unit[i] = 1;
    product(point, unit, matrix.subarray(i * n, (i + 1) * n));
  }
  return symmetricEigen(matrix, n).values;
}
