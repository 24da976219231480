/** A question about a loss that cannot be answered, with a sentence for the person who asked. */
export class LandscapeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LandscapeError';
  }
}
