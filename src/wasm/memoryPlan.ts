/** Hands out places in a module's memory, each aligned to 16 bytes. */
export class MemoryPlan {
  private used = 16;

  /** The address of so many bytes. */
  place(bytes: number): number {
    const address = this.used;
    this.used = address + Math.ceil(bytes / 16) * 16;
    return address;
  }

  get bytes(): number {
    return this.used;
  }
}
