import { type SignedPermutation, apply, symmetriesOf, symmetryText } from '../../analysis/symmetry/discrete';
import { TapeOracle } from '../../compile/oracle';
import { flowPath } from '../../dynamics/paths/flow';
import { type Pass, type PassSettings, passBetween } from '../../dynamics/paths/pass';
import { distance } from '../../dynamics/paths/string';
import type { Oracle } from '../../optimizers/optimizer';
import { formatNumber, formatPoint } from '../../picture/numbers';
import { type Interpolation, interpolate } from '../../slices/barrier';
import type { CompiledLoss } from '../compileLoss';
import { type DriveOptions, drive } from '../drive';
import { LandscapeError } from '../errors';
import type { LossSource } from '../lossSource';
import { oracleOf } from '../oracle';
import type { CriticalReport } from '../views';
import { rangedConstant } from './bifurcation';
import { certifySaddle } from './certify';
import type { BarrierAtView, CrossedSaddleView, PathQuestion, PathView, ProfileView } from './views';

/** Points on the straight line before its top is refined. */
const lineSamples = 401;
/** Points of a path that are told. */
const mostPlaces = 400;
/** Values of a constant against which a barrier is looked at. */
const barrierSamples = 11;
/** Fewer barriers than this do not show how they change. */
const fewBarriers = 5;
/** Symmetries of more parameters are not looked for: there are n!·2ⁿ candidates. */
export const mostSymmetric = 6;
/** A string of a loss of many parameters has fewer points. */
const imagesOfMany = 17;

/** Both ways between two points, and the barrier against a constant where one is named. */
export async function pathOf(
  source: LossSource,
  question: PathQuestion,
  report: CriticalReport | null,
  options: DriveOptions<number>,
): Promise<PathView> {
  const loss = source({});
  const n = loss.parameters.length;
  const { from } = question;
  if (from.length !== n) throw new LandscapeError(`The first point has ${from.length} coordinates, not ${n}.`);
  const symmetries = lossSymmetries(loss);
  const twin = question.to.kind === 'twin' ? twinOf(loss, symmetries, from) : null;
  const to = question.to.kind === 'point' ? question.to.point : twin!.point;
  if (to.length !== n) throw new LandscapeError(`The second point has ${to.length} coordinates, not ${n}.`);
  const oracle = oracleOf(loss);
  for (const [name, end] of [
    ['first', from],
    ['second', to],
  ] as const) {
    if (!Number.isFinite(oracle.value(end))) throw new LandscapeError(`The loss is not defined at the ${name} point.`);
  }
  if (distance(from, to) === 0) throw new LandscapeError('The two points are the same: choose another.');
  const along = question.along === null ? null : rangedConstant(loss, question.along);
  const share = along === null ? 1 : 1 / (barrierSamples + 1);
  const { progress, ...rest } = options;
  const started = performance.now();
  const line = await drive(
    interpolate((point) => oracle.value(point), from, to, lineSamples),
    rest,
  );
  const pass = await drive(
    passBetween(oracle, from, to, { ...passSearchOf(loss), ...imagesBy(symmetries), known: saddlesOf(report) }),
    {
      ...rest,
      progress: (part) => progress?.(part * share),
    },
  );
  const saddles = pass.saddles.map(({ point, value, at }): CrossedSaddleView => ({
    value,
    at,
    ...certifySaddle(loss, report, point),
  }));
  let barriers: readonly BarrierAtView[] = [];
  let isWhole = options.signal?.aborted !== true;
  if (along !== null && question.along !== null) {
    const name = question.along;
    const left = (): number => (options.budget ?? Infinity) - (performance.now() - started);
    const sample = async ([low, high]: readonly [number, number]): Promise<void> => {
      const found: BarrierAtView[] = [];
      for (let k = 0; k < barrierSamples; k++) {
        isWhole &&= options.signal?.aborted !== true && left() > 0;
        if (!isWhole) break;
        const at = low + ((high - low) * k) / (barrierSamples - 1);
        if (barriers.some((known) => known.at === at)) continue;
        found.push(await barrierAt(source({ [name]: at }), at, from, to, { ...rest, budget: left() }));
        progress?.(Math.min(1, (k + 2) * share));
      }
      barriers = [...barriers, ...found].sort((one, other) => one.at - other.at);
    };
    await sample(along.range);
    // Where both minima are there only in a small part of the range, that part is looked at more closely.
    for (let round = 0; round < 2 && isWhole; round++) {
      const there = barriers.flatMap(({ higher }, k) => (higher === null ? [] : [k]));
      if (there.length === 0 || there.length >= fewBarriers) break;
      await sample([barriers[Math.max(0, there[0]! - 1)]!.at, (barriers[there.at(-1)! + 1] ?? barriers.at(-1)!).at]);
    }
  }
  const view = {
    parameters: loss.parameters,
    from: [...from],
    to: [...to],
    fromValue: oracle.value(from),
    toValue: oracle.value(to),
    symmetry: twin?.text ?? null,
    line: lineView(line, distance(from, to)),
    path: pathView(oracle, pass, saddles, n),
    along: question.along,
    barriers,
    isWhole,
  };
  return { ...view, sentences: sentencesOf(view, pass, report) };
}

/** Where the path may go, and how many points its string has. */
export function passSearchOf(loss: CompiledLoss): { readonly box: [number, number][]; readonly images?: number } {
  const box = loss.box.map(([low, high]): [number, number] => [low - (high - low), high + (high - low)]);
  return loss.form === 'program' ? { box, images: imagesOfMany } : { box };
}

/** Symmetries as maps of points. */
export function imagesBy(symmetries: readonly SignedPermutation[]): Required<Pick<PassSettings, 'symmetries'>> {
  return { symmetries: symmetries.map((g) => (point) => Float64Array.from(apply(g, point))) };
}

/** The listed saddles with one falling direction. */
export function saddlesOf(report: CriticalReport | null): (readonly number[])[] {
  return (report?.points ?? [])
    .filter(({ kind, morseIndex }) => kind === 'saddle' && morseIndex === 1)
    .map(({ point }) => point);
}

/** Whether all saddles in the box are known, and regular: no other way can be lower there. */
export function knowsSaddles(report: CriticalReport | null): boolean {
  if (report === null || !report.complete || report.manifolds.length + report.plateaus.length + report.kinks.length > 0)
    return false;
  return report.points.every(
    ({ kind, proof }) => proof === 'proved' && !/saddle|^degenerate$/.test(kind.replace(/^saddle$/, '')),
  );
}

/** The permutations and changes of sign that leave the loss unchanged; none where they are not looked for. */
export function lossSymmetries(loss: CompiledLoss): SignedPermutation[] {
  if (loss.form !== 'formulas' || loss.parameters.length > mostSymmetric) return [];
  const { pool, value } = loss;
  const parameters = loss.parameters.map((name, index) => pool.parameter(index, name));
  const near = Float64Array.from(loss.constants, (input) => input.value.near);
  const exact = loss.constants.map((input) => input.value.exact);
  return symmetriesOf({ pool, value, parameters, exact }, new TapeOracle(loss.tapes, near));
}

/** The image of a point under the symmetry that moves least, among those that move it. */
function twinOf(
  loss: CompiledLoss,
  symmetries: readonly SignedPermutation[],
  point: Float64Array,
): { readonly point: Float64Array; readonly text: string } {
  const n = loss.parameters.length;
  if (loss.form !== 'formulas' || n > mostSymmetric)
    throw new LandscapeError(`Symmetries are looked for up to ${mostSymmetric} parameters: give the second point.`);
  // Permutations before changes of sign.
  const flips = ({ signs }: SignedPermutation): number => signs.filter((sign) => sign < 0).length;
  for (const g of [...symmetries].sort((a, b) => flips(a) - flips(b))) {
    const image = Float64Array.from(apply(g, point));
    if (distance(image, point) > 1e-6 * (1 + distance(point, new Float64Array(n))))
      return { point: image, text: symmetryText(g, loss.parameters) };
  }
  throw new LandscapeError(
    symmetries.length === 0
      ? 'No permutation or change of sign of the parameters leaves the loss unchanged: the point has no twin.'
      : 'Every symmetry of the loss leaves the point where it is: it has no twin.',
  );
}

/** The barrier between the minima that the two points lead to, with other constants. */
async function barrierAt(
  loss: CompiledLoss,
  at: number,
  from: Float64Array,
  to: Float64Array,
  options: DriveOptions<unknown>,
): Promise<BarrierAtView> {
  const oracle = oracleOf(loss);
  const search = passSearchOf(loss);
  const settle = (start: Float64Array): Float64Array => {
    const { points } = flowPath(oracle, start, { tolerance: 1e-8, time: 1e8, steps: 4_000, box: search.box });
    return points.slice(points.length - start.length);
  };
  const [a, b] = [settle(from), settle(to)];
  if (distance(a, b) < 1e-3 * distance(from, to)) return { at, lower: null, higher: null };
  const { signal, yield: pause, budget } = options;
  const pass = await drive(passBetween(oracle, a, b, { ...search, known: [] }), { signal, yield: pause, budget });
  const [low, high] = [oracle.value(a), oracle.value(b)].sort((x, y) => x - y) as [number, number];
  return { at, lower: pass.value - low, higher: pass.value - high };
}

function lineView({ t, values, barrier, at, value }: Interpolation, length: number): PathView['line'] {
  return { length: t.map((part) => part * length), values, barrier, at, top: value };
}

function pathView(oracle: Oracle, pass: Pass, saddles: readonly CrossedSaddleView[], n: number): PathView['path'] {
  const count = pass.points.length / n;
  const place = (k: number): Float64Array => pass.points.subarray(k * n, (k + 1) * n);
  const stride = Math.max(1, Math.ceil(count / mostPlaces));
  const kept: number[] = [];
  for (let k = 0; k < count; k++)
    if (k % stride === 0 || k === count - 1 || saddles.some(({ at }) => at === k)) kept.push(k);
  const places = new Float64Array(kept.length * n);
  kept.forEach((k, i) => places.set(place(k), i * n));
  const length = new Float64Array(kept.length);
  for (let i = 1; i < kept.length; i++) length[i] = length[i - 1]! + distance(place(kept[i]!), place(kept[i - 1]!));
  const profile: ProfileView = { length, values: Float64Array.from(kept, (k) => oracle.value(place(k))) };
  return {
    ...profile,
    places,
    saddles: saddles.map((saddle) => ({ ...saddle, at: kept.indexOf(saddle.at) })),
    value: pass.value,
    kind: pass.kind,
  };
}

function sentencesOf(
  { fromValue, toValue, line, path, symmetry, along, barriers }: Omit<PathView, 'sentences'>,
  pass: Pass,
  report: CriticalReport | null,
): string[] {
  const number = (value: number): string => formatNumber(value, 6);
  const sentences: string[] = [];
  if (symmetry !== null)
    sentences.push(`The second point is the first one's twin by ${symmetry}, which leaves the loss unchanged.`);
  sentences.push(
    line.barrier > 0
      ? `On the straight line the barrier is ${number(line.barrier)}, at ${formatNumber(line.at, 4)} of the way.`
      : 'On the straight line there is no barrier.',
  );
  const highest = path.saddles.reduce<CrossedSaddleView | null>(
    (best, one) => (best === null || one.value > best.value ? one : best),
    null,
  );
  if (highest !== null) {
    sentences.push(
      `The minimum-energy path goes over ${path.saddles.length === 1 ? 'a saddle' : `${path.saddles.length} saddles, the highest`} at ` +
        `${formatPoint(highest.point, 6)} with the loss ${number(path.value)}: a barrier of ${number(path.value - fromValue)} from the first point` +
        `${Math.abs(fromValue - toValue) <= 1e-12 * (1 + Math.abs(fromValue)) ? ' and the second' : `, ${number(path.value - toValue)} from the second`}.`,
    );
    sentences.push(
      highest.proof === 'proved'
        ? 'The saddle is proved; that the ways down from it lead to both points is numerical.'
        : `The saddle is numerical: ${highest.reason}`,
    );
    const isLowest = knowsSaddles(report);
    sentences.push(
      isLowest
        ? 'It is the lowest over the saddles in the box, which are all known.'
        : 'A lower pass over saddles that are not known cannot be ruled out.',
    );
  } else if (path.kind === 'flow') {
    sentences.push('Between the two points the loss need not rise: both lie in one basin.');
  } else {
    sentences.push(
      `The string found a way that rises to ${number(path.value)}, no more than an upper bound: ${pass.reason}.`,
    );
  }
  if (along !== null && barriers.length > 0) sentences.push(...againstSentences(along, barriers));
  return sentences;
}

function againstSentences(along: string, barriers: readonly BarrierAtView[]): string[] {
  const there = barriers.filter(({ higher }) => higher !== null);
  const gone = barriers.find(({ at, higher }) => higher === null && at > (there.at(-1)?.at ?? -Infinity));
  const [first, last] = [there[0], there.at(-1)];
  const sentences: string[] = [];
  const number = (value: number): string => formatNumber(value, 4);
  if (first !== undefined && last !== undefined && last !== first) {
    const told = (['higher', 'lower'] as const).map((end) => {
      const [before, after] = [first[end]!, last[end]!];
      const isSame = Math.abs(after - before) <= 1e-9 * (1 + Math.abs(before));
      if (isSame) return `keeps the barrier from the ${end} minimum at ${number(before)}`;
      return `${after > before ? 'lifts' : 'lowers'} the barrier from the ${end} minimum from ${number(before)} to ${number(after)}`;
    });
    sentences.push(`From ${along} = ${number(first.at)} to ${number(last.at)}, ${along} ${told.join(', and ')}.`);
  }
  if (gone !== undefined) sentences.push(`At ${along} = ${number(gone.at)} there is one minimum, and no barrier.`);
  return sentences;
}
