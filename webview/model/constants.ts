import type { LossView } from '../../src/landscape/views';
import type { LossSetup } from '../state/state';

/** Values of all constants, in the order of the loss, with the sliders' in place of the source's. */
export function constantValues(loss: LossView, overrides: LossSetup['overrides']): readonly number[] {
  return loss.constants.map((constant) => overrides[constant.name]?.value ?? constant.value);
}
