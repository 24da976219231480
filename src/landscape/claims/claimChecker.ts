import { analyzeText } from '../../language/check';
import type { Model } from '../../language/model';
import { type DataFiles, csvState } from '../dataFiles';
import type { ClaimRequest } from '../requests';
import { checkClaim } from './checkClaim';
import type { ClaimContext } from './subject';
import type { ClaimResult } from './views';

/** Checks the claims of one text, which is read once. */
export class ClaimChecker {
  private readonly model: Model;
  private readonly files: DataFiles | undefined;

  constructor({ text, files }: Omit<ClaimRequest, 'claim'>) {
    this.files = files;
    this.model = analyzeText(text, (path) => csvState(files?.get(path)));
  }

  /** By its number from 0. */
  check(claim: number, options: Omit<ClaimContext, 'model' | 'files'>): Promise<ClaimResult> {
    const files = this.files === undefined ? {} : { files: this.files };
    return checkClaim({ ...options, ...files, model: this.model }, claim);
  }
}
