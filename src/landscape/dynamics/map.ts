import { type BasinMap, filledLabels, mapBasins } from '../../dynamics/maps/basins';
import type { ManyPoints } from '../../dynamics/maps/manyPoints';
import { type RateMap, mapRates } from '../../dynamics/maps/rates';
import { type DriveOptions, drive } from '../drive';
import { LandscapeError } from '../errors';
import { methodOf } from '../ownOptimizers';
import { type Studied, optionsOf, pointFor } from './studied';
import type { StartMapRequest } from './requests';
import type { StartMapProgress, StartMapView } from './views';

/** A run has settled, and ends, once ‖∇L‖∞ is below this. */
const tolerance = 1e-8;

/** Where the starts of a window lead; finer images are told as they come. */
export async function mapOf(
  studied: Studied,
  many: ManyPoints,
  request: StartMapRequest,
  options: DriveOptions<StartMapProgress>,
): Promise<StartMapView> {
  const { loss, oracle, sets, limit, near } = studied;
  const { kind, method, axes, window, size, steps } = request;
  const base = pointFor(loss, request.base);
  if (axes.some((axis) => axis >= base.length)) throw new LandscapeError('The loss has no such axis.');
  const definition = methodOf(loss, method.optimizer);
  const common = { definition, options: optionsOf(definition, method), steps, limit, tolerance, near };
  const { progress, ...rest } = options;
  if (kind === 'basins') {
    if (axes[0] === axes[1]) throw new LandscapeError('A map of starts needs two parameters.');
    const view = (map: BasinMap): StartMapView => ({
      kind,
      columns: size,
      rows: size,
      goals: [...map.goals],
      labels: filledLabels(map),
      isWhole: map.stride === 1,
      near,
    });
    let told = 0;
    const work = mapBasins(oracle, many, sets, { ...common, base, axes, window, size });
    const map = await drive(work, {
      ...rest,
      progress: ({ share, map: now }) => {
        const isFiner = now.stride < size && now.stride !== told;
        told = now.stride;
        progress?.({ share: Math.min(1, share), view: isFiner ? view(now) : null });
      },
    });
    return view(map);
  }
  const [low, high] = window[1];
  if (!(low > 0)) throw new LandscapeError('Learning rates are above 0.');
  const line = window[0].map((end) => base.map((x, i) => (i === axes[0] ? end : x))) as [Float64Array, Float64Array];
  const view = (map: RateMap, isWhole: boolean): StartMapView => ({
    kind,
    columns: map.columns,
    rows: map.rates.length,
    goals: [...map.goals],
    labels: map.labels.slice(),
    isWhole,
    near,
  });
  let told = 0;
  const work = mapRates(oracle, many, sets, { ...common, line, columns: size, rates: { low, high, count: size } });
  const map = await drive(work, {
    ...rest,
    progress: ({ share, map: now }) => {
      const eighth = Math.floor(share * 8);
      const isMore = eighth > told;
      told = eighth;
      progress?.({ share: Math.min(1, share), view: isMore ? view(now, false) : null });
    },
  });
  return view(map, options.signal?.aborted !== true);
}
