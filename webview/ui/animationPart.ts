/** Saves the runs in the plot as an animation: a button, how far it is, and a way to give it up. */
import { AnimationCancelled, exportAnimation } from '../exportAnimation';
import type { AnimationSource } from '../exportAnimation';
import { pictureName } from '../exportPicture';
import type { HostClient } from '../host/hostClient';
import { AnswerLine } from '../network/ui/answerLine';
import type { Going } from '../network/ui/answerLine';
import { textButton } from './controls';
import { html } from './dom';

export class AnimationPart {
  readonly element: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly line: AnswerLine;
  private going: Going = { status: 'idle', error: null, since: 0 };
  private share = 0;
  private controller: AbortController | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;

  /** `source` gives what is in the plot now; undefined where nothing runs. */
  constructor(
    private readonly host: HostClient,
    private readonly source: () => AnimationSource | undefined,
  ) {
    this.button = textButton('Save as GIF', () => void this.save());
    this.button.title = 'Saves the runs in the plot as an animation.';
    this.line = new AnswerLine({
      name: 'animation',
      doing: 'Drawing the animation',
      failed: 'The animation could not be drawn',
      cancel: () => this.controller?.abort(),
      retry: () => void this.save(),
    });
    this.element = html('div', 'animation', {}, [this.button, this.line.element]);
    this.update(false);
  }

  /** `runs`: whether there is anything to animate. */
  update(runs: boolean): void {
    this.button.disabled = !runs || this.going.status === 'pending';
    this.line.update(this.going, this.share);
  }

  private async save(): Promise<void> {
    const source = this.source();
    if (source === undefined || this.going.status === 'pending') return;
    const controller = new AbortController();
    this.controller = controller;
    this.share = 0;
    this.turn({ status: 'pending', error: null, since: performance.now() });
    this.clock = setInterval(() => this.update(true), 100);
    try {
      const gif = await exportAnimation(source, controller.signal, (share) => (this.share = share));
      this.turn({ ...this.going, status: 'ready' });
      this.host.saveAnimation(gif, pictureName(source.scene.loss.name).replace(/svg$/, 'gif'));
    } catch (error) {
      const isOver = error instanceof AnimationCancelled;
      const reason = error instanceof Error ? error.message : String(error);
      this.turn({ ...this.going, status: isOver ? 'cancelled' : 'failed', error: isOver ? null : reason });
    } finally {
      clearInterval(this.clock);
    }
  }

  private turn(going: Going): void {
    this.going = going;
    this.update(true);
  }
}
