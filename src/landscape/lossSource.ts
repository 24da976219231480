import { type CompiledLoss, compileText } from './compileLoss';
import type { LossRequest } from './requests';

/** Compiles one loss with these values of constants, beside those that are set already. */
export type LossSource = (constants: Readonly<Record<string, number>>) => CompiledLoss;

/** The loss of a request. */
export function lossSource({ text, loss, overrides, files }: LossRequest): LossSource {
  return (constants) =>
    compileText(text, loss, { constants: { ...overrides, ...constants }, ...(files === undefined ? {} : { files }) });
}
