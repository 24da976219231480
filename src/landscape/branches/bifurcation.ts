import { symmetriesOf } from '../../analysis/symmetry/discrete';
import { TapeOracle } from '../../compile/oracle';
import { type Diagram, traceDiagram } from '../../continuation/diagram';
import { CriticalFamily } from '../../continuation/family';
import type { CompiledLoss, FormulaLoss } from '../compileLoss';
import { type DriveOptions, drive } from '../drive';
import { LandscapeError } from '../errors';
import { searchLoss } from '../findCriticalPoints';
import type { LossSource } from '../lossSource';
import type { Bounds, CriticalReport } from '../views';
import { kindOfIndex, pointView, verdictOf } from './sentences';
import type { BifurcationProgress, BifurcationQuestion, BifurcationView, BranchCurveView, SampleView } from './views';

/** The part of the time that the searches at samples may take. */
const searchShare = 0.8;
/** Symmetries of more parameters are not looked for. */
const mostSymmetric = 4;

/** All critical points against one constant: searched at samples, joined by continuation. */
export async function bifurcationOf(
  source: LossSource,
  { along, samples: wanted }: BifurcationQuestion,
  options: DriveOptions<BifurcationProgress>,
): Promise<BifurcationView> {
  const loss = formulaLoss(source({}));
  const { constant, range } = rangedConstant(loss, along);
  if (loss.structural.has(along)) {
    throw new LandscapeError(
      `A table is drawn anew for each value of "${along}", so that nothing moves steadily with it.`,
    );
  }
  const family = familyOf(loss, constant);
  const count = Math.max(2, Math.floor(wanted));
  const values = Array.from({ length: count }, (_, k) => range[0] + ((range[1] - range[0]) * k) / (count - 1));
  // The box stays, also where it is written with the constant.
  const at = (value: number): FormulaLoss => ({ ...formulaLoss(source({ [along]: value })), box: loss.box });

  const started = performance.now();
  const budget = options.budget ?? Infinity;
  const reports: CriticalReport[] = [];
  const isStopped = (): boolean => options.signal?.aborted === true;
  for (const [k, value] of values.entries()) {
    if (isStopped()) break;
    const left = budget * searchShare - (performance.now() - started);
    const own = Number.isFinite(left) ? Math.max(20, left / (count - k)) : Infinity;
    const { signal, yield: pause } = options;
    const report = await searchLoss(at(value), { budget: own, signal, yield: pause });
    if (isStopped()) break;
    reports.push(report);
    const joined = report.points.map(() => null);
    options.progress?.({ share: (searchShare * (k + 1)) / count, fresh: [sampleView(value, report, joined)] });
  }

  const samples = reports.map(({ points }, k) => ({ at: values[k]!, points }));
  const { signal, yield: pause, progress } = options;
  const diagram = await drive(traceDiagram(family, [...loss.box, range], samples, symmetriesFor(loss, constant)), {
    signal,
    yield: pause,
    budget: Math.max(100, budget - (performance.now() - started)),
    progress: (share) => progress?.({ share: searchShare + (1 - searchShare) * share, fresh: [] }),
  });
  return viewOf(loss, along, range, family, reports, values, diagram, reports.length === count);
}

function formulaLoss(loss: CompiledLoss): FormulaLoss {
  if (loss.form !== 'formulas')
    throw new LandscapeError(`"${loss.name}" has too many parameters: the critical points of up to 24 are followed.`);
  return loss;
}

/** The constant's number among the inputs, and its range. */
export function rangedConstant(
  { constants, name }: CompiledLoss,
  along: string,
): { readonly constant: number; readonly range: Bounds } {
  const constant = constants.findIndex(({ statement }) => statement.name.name === along);
  const ranged = constants.filter(({ range }) => range !== null).map(({ statement }) => statement.name.name);
  const others =
    ranged.length === 0
      ? ' No constant that it uses has a range: give one a range, as in const a = 1 in [0, 2].'
      : ` Constants with a range: ${ranged.join(', ')}.`;
  if (constant < 0) throw new LandscapeError(`"${name}" does not use a constant "${along}".${others}`);
  const { range } = constants[constant]!;
  if (range === null) throw new LandscapeError(`The constant "${along}" has no range.${others}`);
  if (!(range[0] < range[1])) throw new LandscapeError(`The range of the constant "${along}" is empty.`);
  return { constant, range };
}

/** The loss as a family over one of its constants. */
function familyOf(loss: FormulaLoss, constant: number): CriticalFamily {
  const constants = loss.constants.map(({ statement, value: { near, exact } }) => ({
    name: statement.name.name,
    near,
    exact,
  }));
  return new CriticalFamily({ ...loss, constants }, constant);
}

/** What leaves the loss unchanged for every value of the constant. */
function symmetriesFor(loss: FormulaLoss, constant: number): ReturnType<typeof symmetriesOf> {
  if (loss.parameters.length > mostSymmetric) return [];
  const { pool, value } = loss;
  const parameters = loss.parameters.map((name, index) => pool.parameter(index, name));
  const exact = loss.constants.map((input, k) => (k === constant ? undefined : input.value.exact));
  const near = Float64Array.from(loss.constants, (input) => input.value.near);
  return symmetriesOf({ pool, value, parameters, exact }, new TapeOracle(loss.tapes, near));
}

function sampleView(at: number, report: CriticalReport, joined: readonly (number | null)[]): SampleView {
  const { points, complete, verdict } = report;
  return {
    at,
    complete,
    verdict,
    points: points.map(({ point, value, kind, proof }, p) => ({ point, value, kind, proof, branch: joined[p]! })),
  };
}

function viewOf(
  loss: FormulaLoss,
  along: string,
  range: Bounds,
  family: CriticalFamily,
  reports: readonly CriticalReport[],
  values: readonly number[],
  diagram: Diagram,
  isSampled: boolean,
): BifurcationView {
  const n = loss.parameters.length;
  const branches = diagram.branches.map(({ index, places, from, to }): BranchCurveView => {
    const count = places.length / (n + 1);
    const told = new Float64Array(count * (n + 2));
    for (let k = 0; k < count; k++) {
      const place = places.subarray(k * (n + 1), (k + 1) * (n + 1));
      told.set(place, k * (n + 2));
      told[k * (n + 2) + n + 1] = family.oracle.value(place);
    }
    return { kind: kindOfIndex(index, n), index, places: told, from, to };
  });
  const samples = reports.map((report, k) => sampleView(values[k]!, report, diagram.joined[k]!));
  const points = diagram.singular.map((point) => pointView(point, loss.parameters, along));
  const order = points.map((_, k) => k).sort((a, b) => points[a]!.at - points[b]!.at);
  const place = (k: number | null): number | null => (k === null ? null : order.indexOf(k));
  const view = {
    along,
    range,
    parameters: loss.parameters,
    box: loss.box,
    samples,
    branches: branches.map((branch) => ({ ...branch, from: place(branch.from), to: place(branch.to) })),
    points: order.map((k) => points[k]!),
    isWhole: diagram.isWhole && isSampled,
  };
  return { ...view, verdict: verdictOf(view) };
}
