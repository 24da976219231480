/**
 * Asks for critical points as the sliders move. One request at a time; the newest position wins. A short answer in flight may
 * finish, so that the glyphs move along with a drag; one that takes longer is aborted for the newer position.
 */
import { RequestError } from '../../src/protocol/channel';
import type { CriticalPointView, CriticalProgress, CriticalReport } from '../../src/landscape/views';

/** Milliseconds after which an answer to an older position is not waited for. */
const patience = 150;

export interface Position {
  readonly revision: number;
  readonly constants: readonly number[];
}

export interface AskerEvents {
  readonly pending: () => void;
  /** All points found so far for the newest position, and how many boxes are left to look at. */
  readonly grew: (points: readonly CriticalPointView[], waiting: number) => void;
  /** `newest` is false where another position has been asked for since. */
  readonly arrived: (report: CriticalReport, newest: boolean) => void;
  readonly failed: (error: string) => void;
}

export class CriticalPointsAsker {
  private inFlight:
    { readonly position: Position; readonly controller: AbortController; readonly since: number } | undefined;
  private waiting: Position | undefined;
  /** That of the last position asked for. */
  private revision: number | undefined;

  constructor(
    private readonly ask: (
      position: Position,
      signal: AbortSignal,
      progress: (progress: CriticalProgress) => void,
    ) => Promise<CriticalReport>,
    private readonly events: AskerEvents,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Makes `position` the one that counts. An older revision in flight is aborted at once: its loss is gone. */
  request(position: Position): void {
    this.events.pending();
    const { inFlight } = this;
    if (inFlight === undefined) return this.start(position);
    const isOld = inFlight.position.revision !== position.revision || this.now() - inFlight.since > patience;
    if (!isOld) {
      this.waiting = position;
      return;
    }
    this.drop();
    this.start(position);
  }

  /** Ends the search in flight; what it has told stays. False where there is none. */
  stop(): boolean {
    const isSearching = this.inFlight !== undefined;
    this.drop();
    if (isSearching) this.events.failed('the search was stopped; what is drawn was found until then');
    return isSearching;
  }

  /** Forgets all positions; nothing arrives any more. */
  drop(): void {
    this.waiting = undefined;
    const { inFlight } = this;
    this.inFlight = undefined;
    inFlight?.controller.abort();
  }

  private start(position: Position): void {
    const controller = new AbortController();
    const flight = { position, controller, since: this.now() };
    this.inFlight = flight;
    const settle = (tell: (newest: boolean) => void): void => {
      if (this.inFlight !== flight) return;
      const next = this.waiting;
      this.inFlight = undefined;
      this.waiting = undefined;
      tell(next === undefined);
      if (next !== undefined) this.start(next);
    };
    // While a slider moves the points are followed: a few that were found would take the place of all.
    const moves = this.revision === position.revision;
    this.revision = position.revision;
    const found: CriticalPointView[] = [];
    const hear = ({ fresh, waiting }: CriticalProgress): void => {
      if (this.inFlight !== flight) return;
      found.push(...fresh);
      const rests = !moves || this.now() - flight.since > 2 * patience;
      if (rests && this.waiting === undefined && found.length > 0) this.events.grew([...found], waiting);
    };
    this.ask(position, controller.signal, hear).then(
      (report) => settle((newest) => this.events.arrived(report, newest)),
      (error: unknown) =>
        settle((newest) => {
          const cancelled = error instanceof RequestError && error.cancelled;
          if (newest && !cancelled) this.events.failed(error instanceof Error ? error.message : String(error));
          else if (newest) this.events.failed('The search was cancelled.');
        }),
    );
  }
}
