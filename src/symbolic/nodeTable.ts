import type { Node } from './node';

/** Three whole numbers as 32 bits in which nearby ones differ much. */
export function mixed(a: number, b: number, c: number): number {
  let hash = Math.imul(a ^ 0x2545f491, 0x9e3779b1);
  hash = Math.imul((hash ^ (hash >>> 15)) + b, 0x85ebca6b);
  hash = Math.imul((hash ^ (hash >>> 13)) + c, 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A plain array: a typed one lies outside of the heap, which costs more than all the work on a short formula. */
function zeros(length: number): number[] {
  const list: number[] = [];
  for (let k = 0; k < length; k++) list.push(0);
  return list;
}

/** What a table begins with, to be copied. */
const emptySlots = zeros(128);

/**
 * Nodes by the hash of what they are, for hash-consing: open addressing with linear probing, at most half full. `first`
 * and `next` give the nodes with a hash one after the other; whoever looks compares them, and may `add` one behind the
 * last.
 */
export class NodeTable {
  private readonly nodes: Node[] = [];
  private readonly hashes: number[] = [];
  /** One more than the place in `nodes`; 0 where nothing is. */
  private slots: number[] = emptySlots.slice();
  private hash = 0;
  private at = 0;

  get size(): number {
    return this.nodes.length;
  }

  first(hash: number): Node | undefined {
    this.hash = hash;
    this.at = hash & (this.slots.length - 1);
    return this.here();
  }

  next(): Node | undefined {
    this.at = (this.at + 1) & (this.slots.length - 1);
    return this.here();
  }

  private here(): Node | undefined {
    const { slots, hashes, hash } = this;
    const mask = slots.length - 1;
    let { at } = this;
    for (let place = slots[at]!; place !== 0; place = slots[at]!) {
      if (hashes[place - 1] === hash) {
        this.at = at;
        return this.nodes[place - 1];
      }
      at = (at + 1) & mask;
    }
    this.at = at;
    return undefined;
  }

  /** Adds a node with the hash last looked for, which was not found. */
  add(node: Node): void {
    this.nodes.push(node);
    this.hashes.push(this.hash);
    this.slots[this.at] = this.nodes.length;
    if (2 * this.nodes.length > this.slots.length) this.grow();
  }

  private grow(): void {
    const slots = zeros(4 * this.slots.length);
    const mask = slots.length - 1;
    for (let k = 0; k < this.hashes.length; k++) {
      let at = this.hashes[k]! & mask;
      while (slots[at] !== 0) at = (at + 1) & mask;
      slots[at] = k + 1;
    }
    this.slots = slots;
  }
}
