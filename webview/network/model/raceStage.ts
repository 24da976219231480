/** A race on a loss of many parameters: every run that is set up, from every start of the file. */
import type { RaceStage } from '../../studies/model/questions';
import type { NetworkScene } from './networkScene';

/** Starts that are raced from: a run takes a while. */
const mostStarts = 8;

export function networkRaceStage(scene: NetworkScene): RaceStage {
  const { loss, runs, state } = scene;
  return {
    loss,
    studies: state.preferences.studies,
    players: runs.map(({ run }) => run),
    starts: startsOf(scene).slice(0, mostStarts),
  };
}

/** The starts of the file; the middle of the ranges where it names none. */
export function startsOf({ loss }: NetworkScene): readonly (readonly number[])[] {
  return loss.starts.length > 0 ? loss.starts : [loss.parameters.map(({ low, high }) => (low + high) / 2)];
}
