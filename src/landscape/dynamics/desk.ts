import { tapePoints } from '../../dynamics/maps/tapePoints';
import { RunExplainer, mostExplained } from '../../dynamics/explain/explain';
import { observedEscape } from '../../dynamics/explain/escape';
import type { CriticalSets } from '../../dynamics/places';
import type { Run } from '../../optimizers/optimizer';
import { runOptimizer } from '../../optimizers/run';
import { type CompiledLoss, compileText } from '../compileLoss';
import type { DriveOptions } from '../drive';
import { LandscapeError } from '../errors';
import { oracleOf } from '../oracle';
import type { LossRequest } from '../requests';
import { explanationView } from './explanation';
import { mapOf } from './map';
import { pathsOf } from './paths';
import { raceOf } from './race';
import type { ExplanationRequest, PathsRequest, RaceRequest, StartMapRequest } from './requests';
import { methodOf } from '../ownOptimizers';
import { type Studied, formulasOf, optionsOf, pointFor } from './studied';
import type { ExplanationView, PathsView, RaceProgressView, RaceView, StartMapProgress, StartMapView } from './views';

/** Runs that are kept to be explained. */
const keptExplainers = 8;

interface Explained {
  readonly explainer: RunExplainer;
  run: Run | undefined;
}

/**
 * Studies one loss whose critical points are known: races and explanations; of losses of few parameters also maps of
 * starts and its own paths.
 */
export class Desk {
  private readonly studied: Studied;
  private readonly explained = new Map<string, Explained>();

  constructor(
    loss: CompiledLoss,
    readonly sets: CriticalSets,
  ) {
    const side = Math.max(...loss.box.map(([low, high]) => high - low));
    const size = Math.max(...loss.box.map(([low, high]) => Math.abs(low) + Math.abs(high)));
    this.studied = {
      loss,
      oracle: oracleOf(loss),
      sets,
      constants: Float64Array.from(loss.constants, ({ value }) => value.near),
      limit: size * 1e6,
      near: side / 200,
    };
  }

  race(request: RaceRequest, options: DriveOptions<RaceProgressView>): Promise<RaceView> {
    return raceOf(this.studied, request, options);
  }

  map(request: StartMapRequest, options: DriveOptions<StartMapProgress>): Promise<StartMapView> {
    const { tapes } = formulasOf(this.studied, 'Maps of starts');
    return mapOf(this.studied, tapePoints(tapes[1], this.studied.constants), request, options);
  }

  paths(request: PathsRequest, options: DriveOptions<number>): Promise<PathsView> {
    return pathsOf(this.studied, request, options);
  }

  /** Makes the run again up to the step, or goes on where it stopped the last time. */
  explain({ method, start, step, steps }: ExplanationRequest): ExplanationView {
    const { loss, sets, limit } = this.studied;
    const definition = methodOf(loss, method.optimizer);
    const options = optionsOf(definition, method);
    const from = pointFor(loss, start);
    if (from.length > mostExplained) {
      throw new LandscapeError(
        `A step is explained by the eigenvalues of the Hessian, of losses of at most ${mostExplained} parameters; this one has ${from.length}.`,
      );
    }
    const key = JSON.stringify([method, [...from]]);
    let known = this.explained.get(key);
    if (known === undefined) {
      // An oracle of its own: a race may be under way with the other.
      const oracle = oracleOf(loss);
      const explainer = new RunExplainer(oracle, sets, loss.parameters, definition, options, from);
      known = { explainer, run: undefined };
      const oldest = this.explained.keys().next();
      if (this.explained.size >= keptExplainers && oldest.done !== true) this.explained.delete(oldest.value);
      this.explained.set(key, known);
    }
    const explanation = known.explainer.at(step);
    const { critical, escape } = explanation;
    let observed: number | null = null;
    if (critical !== null && escape !== null) {
      if (known.run === undefined || known.run.values.length <= step)
        known.run = runOptimizer(definition, options, oracleOf(loss), Float64Array.from(from), {
          steps,
          tolerance: 0,
          limit,
        });
      observed = observedEscape(known.run, step, critical, escape.to);
    }
    return explanationView(explanation, observed);
  }
}

/** A desk for a loss of a text; throws `LandscapeError` where it can't be compiled. */
export function deskFor({ text, loss, overrides, files }: LossRequest, sets: CriticalSets): Desk {
  return new Desk(compileText(text, loss, { constants: overrides, ...(files === undefined ? {} : { files }) }), sets);
}
