import type { Node } from './node';
import type { Rational } from './rational';

/**
 * Adds up a rational number for each node of a pool, in the order of first mention. Emptying takes no time: a place
 * counts only where its node is among the first `size` (the sparse set of Briggs & Torczon, 1993).
 */
export class Tally {
  size = 0;
  readonly nodes: Node[] = [];
  readonly amounts: Rational[] = [];
  private readonly places: number[] = [];

  /** Where the node stands among `nodes`, or -1. */
  find(node: Node): number {
    const { id } = node;
    if (id >= this.places.length) return -1;
    const place = this.places[id]!;
    return place < this.size && this.nodes[place] === node ? place : -1;
  }

  /**
   * Drops what has added up to 0 and puts the rest in the order of the nodes' numbers, by insertion, since there are
   * few; gives how many are left. Afterwards nothing can be found or added until it is emptied.
   */
  arrange(): number {
    const { nodes, amounts, size } = this;
    let count = 0;
    for (let k = 0; k < size; k++) {
      const amount = amounts[k]!;
      if (amount.isZero) continue;
      const node = nodes[k]!;
      let at = count++;
      for (; at > 0 && nodes[at - 1]!.id > node.id; at--) {
        nodes[at] = nodes[at - 1]!;
        amounts[at] = amounts[at - 1]!;
      }
      nodes[at] = node;
      amounts[at] = amount;
    }
    this.size = 0;
    return count;
  }

  /** Adds to what the node has; gives its place. */
  add(node: Node, amount: Rational): number {
    const known = this.find(node);
    if (known >= 0) {
      this.amounts[known] = this.amounts[known]!.add(amount);
      return known;
    }
    const { id } = node;
    while (id >= this.places.length) this.places.push(0);
    const place = this.size++;
    this.places[id] = place;
    this.nodes[place] = node;
    this.amounts[place] = amount;
    return place;
  }
}
