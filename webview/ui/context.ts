/** What every part of the panel is given. */
import type { HostClient } from '../host/hostClient';
import type { Scene } from '../model/scene';
import type { Dispatch } from '../state/store';
import type { Theme } from '../draw/theme';

export interface Context {
  readonly dispatch: Dispatch;
  readonly host: HostClient;
  /** The scene last drawn, with the newest state; undefined while its loss has not been drawn. */
  readonly scene: () => Scene | undefined;
}

/** A part of the panel: an element, kept in step with the scene. */
export interface Part {
  readonly element: HTMLElement;
  update(scene: Scene, theme: Theme): void;
}
