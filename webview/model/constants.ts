import type { ConstantView } from '../../src/landscape/views';
import type { LossSetup } from '../state/state';

/** Values of all constants, in their order, with the sliders' in place of the source's. */
export function constantValues(
  loss: { readonly constants: readonly ConstantView[] },
  overrides: LossSetup['overrides'],
): readonly number[] {
  return loss.constants.map((constant) => overrides[constant.name]?.value ?? constant.value);
}
