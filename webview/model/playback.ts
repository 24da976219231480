/** The playhead over optimizer runs: pure arithmetic of steps. */

/** `playhead` null is the end of the runs. */
export interface Playback {
  readonly playhead: number | null;
  readonly playing: boolean;
}

/** The playhead after `seconds` at `speed` steps a second; stops at `last`. Steps are fractional while playing. */
export function advance(playhead: number | null, seconds: number, speed: number, last: number): Playback {
  if (playhead === null) return { playhead: null, playing: false };
  const next = playhead + Math.max(0, seconds) * speed;
  return next >= last ? { playhead: null, playing: false } : { playhead: next, playing: true };
}

/** The whole step shown. */
export function shownStep(playhead: number | null, last: number): number {
  return playhead === null ? last : Math.max(0, Math.min(last, Math.floor(playhead)));
}

/** The step after moving by `by`; the end is null, so that it stays the end when runs get longer. */
export function stepped(playhead: number | null, by: number, last: number): number | null {
  const next = Math.max(0, shownStep(playhead, last) + by);
  return next >= last ? null : next;
}
