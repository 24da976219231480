import type { SpectrumForm } from '../../language/tree';
import { tridiagonalValues } from '../../linalg/tridiagonal';
import { tridiagonalSteps } from '../../linalg/tridiagonalize';
import { unitFor } from '../../linalg/symmetricEigenvalues';
import type { Oracle } from '../../optimizers/optimizer';
import { formatNumber } from '../../picture/numbers';
import { type FittedSemicircle, fitSemicircle } from '../../spectra/semicircle';
import { type CompiledLoss, compileLoss } from '../compileLoss';
import { type DriveOptions, drive } from '../drive';
import { LandscapeError } from '../errors';
import { wholeHessian } from '../explore/curvature';
import { oracleOf } from '../oracle';
import type { SpectrumRequest } from '../requests';
import { startPoint } from '../starts';
import { type AskedSpectrum, largestHessian } from './question';
import type { OutlierView, SpectrumProgress, SpectrumView } from './views';

/** Outliers told at either end. */
const told = 8;

/** All eigenvalues of a loss's Hessian, with a semicircle laid over them. */
export async function hessianSpectrum(
  form: Extract<SpectrumForm, { kind: 'hessian' }>,
  { model, constants, spectrum }: AskedSpectrum,
  { overrides, files }: SpectrumRequest,
  { progress, ...options }: DriveOptions<SpectrumProgress>,
): Promise<SpectrumView> {
  const name = spectrum.loss!;
  const loss = compileLoss(model, name, { constants: overrides, ...(files === undefined ? {} : { files }) });
  const n = loss.parameters.length;
  if (n > largestHessian) {
    throw new LandscapeError(
      `"${name}" has ${n} parameters, and a Hessian of more than ${largestHessian} rows takes too long: open its landscape, whose spectrum is estimated.`,
    );
  }
  const point = Float64Array.from(
    form.at === undefined
      ? standardPoint(loss)
      : startPoint(form.at, loss.blocks, (expression) => constants.current(expression)),
  );
  const values = await drive(eigenvalues(oracleOf(loss), point), {
    ...options,
    progress: (share) => progress?.({ share, view: null }),
  });
  if (values === null) throw new LandscapeError('The spectrum was stopped before the Hessian was complete.');
  return hessianView(name, values);
}

/** The first start, or the middle of the box. */
function standardPoint({ starts, box }: CompiledLoss): readonly number[] {
  return starts[0] ?? box.map(([low, high]) => (low + high) / 2);
}

/** Null where it is told to end. */
function* eigenvalues(oracle: Oracle, point: Float64Array): Generator<number, Float64Array | null, boolean> {
  const n = oracle.dimension;
  const columns = wholeHessian(oracle, point);
  let step = columns.next(false);
  while (step.done !== true) step = columns.next(yield (step.value * 2) / 3);
  const hessian = step.value;
  if (hessian === null) return null;
  const unit = unitFor(hessian, n);
  if (Number.isNaN(unit)) throw new LandscapeError('The Hessian is not defined at this point.');
  const rows = tridiagonalSteps(
    hessian.map((entry) => entry / unit),
    n,
  );
  for (let done = 0; ; done++) {
    const row = rows.next();
    if (row.done === true) {
      return tridiagonalValues(row.value.diagonal, row.value.beside).map((value) => value * unit);
    }
    if (yield 2 / 3 + done / (3 * n)) return null;
  }
}

function hessianView(loss: string, values: Float64Array): SpectrumView {
  const fit = fitSemicircle(values);
  const { below, above, centre, radius, distance } = fit;
  const outside = [
    ...Array.from(values.subarray(0, Math.min(below, told))),
    ...Array.from(values.subarray(values.length - Math.min(above, told))).reverse(),
  ];
  const outliers = outside.map((position): OutlierView => ({
    beta: null,
    position,
    predicted: null,
    leaves: true,
    overlap: null,
    predictedOverlap: null,
    positions: null,
    overlaps: null,
  }));
  const negatives = values.filter((value) => value < 0).length;
  return {
    form: 'hessian',
    n: values.length,
    values,
    negatives,
    circle: { centre, radius, distance },
    outliers,
    unlisted: below + above - outliers.length,
    random: null,
    sentence: sentenceOf(loss, values, negatives, fit),
  };
}

/** A spectrum is called like a semicircle where the shares differ by less than this. */
const alike = 0.1;

function sentenceOf(loss: string, values: Float64Array, negatives: number, fit: FittedSemicircle): string {
  const [low, high] = [values[0]!, values.at(-1)!];
  const head = `${negatives} of ${values.length} eigenvalues of the Hessian of ${loss} are negative; they lie between ${formatNumber(low, 4)} and ${formatNumber(high, 4)}`;
  const outside = fit.below + fit.above;
  if (fit.radius === 0) return `${head}.`;
  const stand = `${outside === 0 ? 'none' : outside} of them ${outside === 1 ? 'stands' : 'stand'} out of the semicircle fitted`;
  const off = formatNumber(fit.distance, 2);
  const likeness =
    fit.distance < alike
      ? `which the others follow up to ${off}`
      : `which the others don't follow (shares differ by up to ${off})`;
  return `${head}. ${stand.charAt(0).toUpperCase()}${stand.slice(1)}, ${likeness}.`;
}
