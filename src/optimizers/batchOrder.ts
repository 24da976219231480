import type { RandomGenerator } from '../random/generator';
import type { Batch } from './optimizer';

/**
 * Mini-batches as torch.utils.data.DataLoader(shuffle=True) draws them: the rows are shuffled anew for each pass and
 * taken in that order, so that each is read once a pass; the last batch of a pass holds what is left.
 */
export class BatchOrder implements Batch {
  private order: Uint32Array = new Uint32Array(0);
  private at = 0;

  constructor(
    readonly size: number,
    private readonly random: RandomGenerator,
  ) {}

  next(count: number): Uint32Array {
    if (this.order.length !== count || this.at >= count) {
      this.order = this.random.permutation(count);
      this.at = 0;
    }
    const rows = this.order.subarray(this.at, this.at + this.size);
    this.at += this.size;
    return rows;
  }
}
