/** Holds the state; tells its listeners after every change. */
import { reduce } from './actions';
import type { Action } from './actions';
import { initialState } from './state';
import type { PanelState } from './state';

export type Dispatch = (action: Action) => void;

export class Store {
  private current: PanelState;
  private readonly listeners = new Set<(state: PanelState, previous: PanelState) => void>();

  constructor(initial: PanelState = initialState) {
    this.current = initial;
  }

  get state(): PanelState {
    return this.current;
  }

  readonly dispatch: Dispatch = (action) => {
    const previous = this.current;
    this.current = reduce(previous, action);
    if (this.current !== previous) for (const listener of this.listeners) listener(this.current, previous);
  };

  subscribe(listener: (state: PanelState, previous: PanelState) => void): void {
    this.listeners.add(listener);
  }
}
