import type { Theme } from '../draw/theme';
import type { PanelState } from '../state/state';

export type PanelCommand = 'run-optimizers' | 'export-picture' | 'reset-view';

/** What the panel shows below its header: one for losses of few parameters, one for those of many. */
export interface PanelView {
  readonly elements: readonly HTMLElement[];
  /** The state changed; a frame follows. */
  changed(state: PanelState, previous: PanelState): void;
  /** Draws the state, `now` being the time of the frame. */
  draw(state: PanelState, theme: Theme, now: number): void;
  command(command: PanelCommand): void;
}
