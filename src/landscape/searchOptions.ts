import type { SearchProgress } from '../analysis/criticalPoints';
import type { DriveOptions } from './drive';

/** How a search for critical points is driven; it tells of points as it finds them. */
export interface SearchOptions extends DriveOptions<SearchProgress> {
  /** Milliseconds after which the search ends with what it knows. */
  readonly budget: number;
}
