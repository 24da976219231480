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
