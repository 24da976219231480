import { type RaceProgress, type RaceResult, type RaceTable, race } from '../../dynamics/race/race';
import { raceCsv } from '../../dynamics/race/raceCsv';
import { type DriveOptions, drive } from '../drive';
import { methodOf } from '../ownOptimizers';
import { type Studied, optionsOf, pointFor } from './studied';
import type { RaceRequest } from './requests';
import type { RaceProgressView, RaceRow, RaceView } from './views';

/** All methods from all starts; where it is stopped, what was done so far. */
export async function raceOf(
  { loss, oracle, sets, limit, near }: Studied,
  request: RaceRequest,
  options: DriveOptions<RaceProgressView>,
): Promise<RaceView> {
  const racers = request.racers.map((method) => {
    const definition = methodOf(loss, method.optimizer);
    return { definition, options: optionsOf(definition, method) };
  });
  const starts = request.starts.map((start) => pointFor(loss, start));
  const { steps, tolerance, search, cost } = request;
  const settings = { steps, tolerance, search, budget: cost, limit, near };
  const view = (table: RaceTable): RaceView => {
    const { rates, isWhole } = table;
    return { rows: table.results.map(rowOf), rates: [...rates], isWhole, near, csv: raceCsv(table, racers, starts) };
  };
  const { progress, ...rest } = options;
  let told = performance.now();
  const tell = ({ table, ...progressed }: RaceProgress): void => {
    const isDue = table !== null && performance.now() - told >= tableEvery;
    if (isDue) told = performance.now();
    progress?.({ ...progressed, view: isDue ? view(table) : null });
  };
  const work = race(oracle, sets, racers, starts, settings);
  return view(await drive(work, progress === undefined ? rest : { ...rest, progress: tell }));
}

/** Milliseconds between two tables that are told while the race goes on. */
const tableEvery = 150;

function rowOf(result: RaceResult): RaceRow {
  const { racer, start, stepsToTolerance, costToTolerance, steps, cost, finalLoss, gradientNorm, place, reached } =
    result;
  return {
    racer,
    start,
    stepsToTolerance,
    costToTolerance,
    steps,
    cost,
    finalLoss,
    gradientNorm,
    reached,
    nearest: place?.name ?? null,
    distance: place?.distance ?? null,
    stop: result.stop,
    reason: result.reason,
  };
}
