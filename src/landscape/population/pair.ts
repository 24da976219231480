import { analyzeText } from '../../language/check';
import type { Model } from '../../language/model';
import type { DataFiles } from '../dataFiles';
import { csvState } from '../dataFiles';
import { type FormulaLoss, compileLoss } from '../compileLoss';
import { lossView } from '../describe';
import type { DrawOverride } from '../drawTable';
import type { DriveOptions } from '../drive';
import { LandscapeError } from '../errors';
import type { LossRequest } from '../requests';
import type { FormulaLossView } from '../views';
import { basinsOf } from './basins';
import type { PairRequest } from './requests';
import type { PairView } from './views';

/** A loss over a sample and one over the population, ready to be compiled for any draw. */
export interface Pair {
  readonly empirical: string;
  readonly population: string;
  readonly candidates: readonly string[];
  /** The name of the table that is drawn. */
  readonly table: string;
  readonly model: Model;
  compile(loss: string, draw?: DrawOverride): FormulaLoss;
}

/** A file that a pair is looked for in, read once. */
export interface PairSource {
  readonly model: Model;
  readonly overrides: LossRequest['overrides'];
  readonly files: DataFiles | undefined;
}

export function pairSource({ text, overrides, files }: LossRequest): PairSource {
  return { model: analyzeText(text, (path) => csvState(files?.get(path))), overrides, files };
}

/**
 * Pairs a loss with a partner. A loss over a sample has one without, with the same parameters: of those with an
 * expectation the first, else the first. Any other loss has the first partner that is over a sample.
 *
 * @throws LandscapeError where there is no such pair, with what to write.
 */
export function findPair({ model, overrides, files }: PairSource, loss: string, partner: string | null): Pair {
  const compile = (name: string, draw?: DrawOverride): FormulaLoss => {
    const known = Object.fromEntries(Object.entries(overrides).filter(([constant]) => model.constants.has(constant)));
    const given = { constants: known, ...(files && { files }), ...(draw && { draw }) };
    const compiled = compileLoss(model, name, given);
    if (compiled.form === 'formulas') return compiled;
    throw new LandscapeError(`"${name}" has too many parameters to be compared with its population.`);
  };
  const shapes = (name: string): string =>
    JSON.stringify(model.losses.find((one) => one.name === name)?.parameters ?? name);
  const compiled = compile(loss);
  const alike = model.losses
    .filter(({ name, sound }) => sound && name !== loss && shapes(name) === shapes(loss))
    .map(({ name }) => compile(name));
  const isSampled = compiled.drawn.size > 0;
  const fitting = alike.filter(({ drawn }) => drawn.size > 0 !== isSampled);
  const candidates = [...fitting].sort((a, b) => Number(b.averages) - Number(a.averages)).map(({ name }) => name);
  const chosen = partner ?? candidates[0];
  if (!isSampled && candidates.length === 0) {
    const remedy = 'write "data draw(s) = sample(choice(-1, 1), n = 10)", and a loss with mean(… for p in draw)';
    throw new LandscapeError(`Neither "${loss}" nor a loss with its parameters is over a sample: ${remedy}.`);
  }
  if (chosen === undefined) {
    const remedy = 'write one with expect(… for s ~ choice(-1, 1)), or with the distribution of the sample';
    throw new LandscapeError(
      `No other loss has the parameters of "${loss}" and no sample, to stand for the population: ${remedy}.`,
    );
  }
  if (!candidates.includes(chosen)) {
    throw new LandscapeError(`"${chosen}" cannot stand beside "${loss}": choose one of ${candidates.join(', ')}.`);
  }
  const [empirical, population] = isSampled ? [loss, chosen] : [chosen, loss];
  const sampled = isSampled ? compiled : compile(chosen);
  const table = [...sampled.drawn.keys()][0]!;
  return { empirical, population, candidates, table, model, compile };
}

/** The two losses of a pair for one draw, with their minima. */
export async function pairView(request: PairRequest, options: DriveOptions<unknown>): Promise<PairView> {
  const pair = findPair(pairSource(request), request.loss, request.partner);
  const empirical = pair.compile(pair.empirical, request.sample ?? undefined);
  const population = pair.compile(pair.population);
  const drawn = empirical.drawn.get(pair.table)!;
  const basins = {
    empirical: await basinsOf(empirical, options),
    population: await basinsOf(population, options),
  };
  return {
    empirical: lossView(empirical) as FormulaLossView,
    population: lossView(population) as FormulaLossView,
    candidates: pair.candidates,
    table: pair.table,
    rows: drawn.rows,
    seed: drawn.seed,
    counts: countsOf(pair, empirical),
    basins,
  };
}

/** How many rows have each value, of a table of one choice. */
function countsOf({ model, table }: Pair, { drawn }: FormulaLoss): PairView['counts'] {
  const { columns, groups } = drawn.get(table)!;
  const [column] = columns;
  if (columns.length !== 1 || column?.distribution.name !== 'choice' || groups === undefined) return null;
  return column.distribution.arguments.map(({ span }, i) => ({
    value: model.file.text.slice(span.start, span.end),
    count: groups.find(({ choices }) => choices[0] === i)?.count ?? 0,
  }));
}
