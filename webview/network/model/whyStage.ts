/** The steps of the trained runs of a loss of many parameters, as they can be explained. */
import type { WhyStage } from '../../studies/model/questions';
import type { NetworkScene } from './networkScene';
import { startsOf } from './raceStage';

/** `step` is the one asked about. */
export function networkWhyStage(scene: NetworkScene, step: number): WhyStage {
  const starts = startsOf(scene);
  return {
    studies: scene.state.preferences.studies,
    step,
    isPlaying: false,
    runs: scene.runs.flatMap(({ run, name, definition, state }) => {
      const start = starts[run.start];
      const values = state?.answer?.value.values;
      if (start === undefined || values === undefined || values.length < 2) return [];
      return [
        {
          key: `${String(run.id)}-${String(run.start)}`,
          text: starts.length > 1 ? `${name}, start ${String(run.start + 1)}` : name,
          title: definition.title,
          player: run,
          start,
          last: values.length - 1,
          steps: run.steps,
        },
      ];
    }),
  };
}
