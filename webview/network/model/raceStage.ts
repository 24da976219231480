/** A race on a loss of many parameters: every run that is set up, from every start of the file. */
import type { RaceStage } from '../../studies/model/questions';
import type { NetworkScene } from './networkScene';

/** Starts that are raced from: a run takes a while. */
const mostStarts = 8;

export function networkRaceStage({ loss, runs, state }: NetworkScene): RaceStage {
  const middle = loss.parameters.map(({ low, high }) => (low + high) / 2);
  return {
    loss,
    studies: state.preferences.studies,
    players: runs.map(({ run }) => run),
    starts: loss.starts.length > 0 ? loss.starts.slice(0, mostStarts) : [middle],
  };
}
