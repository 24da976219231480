import { TooLarge } from './pool';

/** The work's result, or another where its expressions outgrow their pool. */
export function unlessTooLarge<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return otherwise;
  }
}
