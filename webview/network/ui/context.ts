/** What every part of the network view is given. */
import type { Theme } from '../../draw/theme';
import type { HostClient } from '../../host/hostClient';
import type { Dispatch } from '../../state/store';
import type { Explorations } from '../host/explorations';
import type { NetworkScene } from '../model/networkScene';
import type { NetworkAction } from '../state/setup';

export interface NetworkContext {
  readonly dispatch: Dispatch;
  /** Changes the setup of the loss shown. */
  readonly change: (action: NetworkAction) => void;
  readonly host: HostClient;
  readonly explorations: Explorations;
  /** The scene with the newest state; undefined while there is none. */
  readonly scene: () => NetworkScene | undefined;
}

/** A part of the view: an element, kept in step with the scene. */
export interface NetworkPart {
  readonly element: HTMLElement;
  update(scene: NetworkScene, theme: Theme): void;
}
