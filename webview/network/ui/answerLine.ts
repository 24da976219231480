/** Says how a question to the host goes: progress with a way to cancel it, or an error with a way to ask again. */
import { textButton } from '../../ui/controls';
import { html, setAttributes, setText, show } from '../../ui/dom';

/** Milliseconds before a question is said to take its time. */
export const patienceOfPeople = 300;

/** The part of a question's state that is told. */
export interface Going {
  readonly status: 'idle' | 'pending' | 'ready' | 'failed' | 'cancelled';
  readonly error: string | null;
  readonly since: number;
}

export interface AnswerLineOptions {
  /** `slice`, `Adam`: named in buttons. */
  readonly name: string;
  /** `Computing the slice`. */
  readonly doing: string;
  /** `The slice could not be computed`. */
  readonly failed: string;
  readonly cancel?: () => void;
  readonly retry: () => void;
}

export class AnswerLine {
  readonly element: HTMLElement;
  private readonly text = html('span', 'answer-text', { attributes: { role: 'status' } });
  private readonly bar: HTMLProgressElement;
  private readonly cancel: HTMLButtonElement | undefined;
  private readonly retry: HTMLButtonElement;

  constructor(private readonly options: AnswerLineOptions) {
    this.bar = html('progress', '', { attributes: { max: 1, 'aria-label': options.doing } });
    this.cancel =
      options.cancel === undefined ? undefined : named(textButton('Cancel', options.cancel), `Cancel: ${options.name}`);
    this.retry = named(textButton('Retry', options.retry), `Retry: ${options.name}`);
    const buttons = this.cancel === undefined ? [this.retry] : [this.cancel, this.retry];
    this.element = html('div', 'answer-line', {}, [this.text, this.bar, ...buttons]);
  }

  /** `share` of the work that is done, or null where it is not known. `note` is said when nothing else is. */
  update(going: Going, share: number | null, note = ''): void {
    const { options, bar, text } = this;
    const isLong = going.status === 'pending' && performance.now() - going.since >= patienceOfPeople;
    const isOver = going.status === 'failed' || going.status === 'cancelled';
    const words = isLong
      ? `${options.doing} …`
      : going.status === 'failed'
        ? `${options.failed}: ${going.error ?? 'unknown reason'}`
        : going.status === 'cancelled'
          ? 'Cancelled; what was known stays.'
          : note;
    setText(text, words);
    text.classList.toggle('is-failed', going.status === 'failed');
    show(bar, isLong);
    if (share === null) bar.removeAttribute('value');
    else setAttributes(bar, { value: share.toFixed(3), 'aria-valuetext': `${String(Math.round(100 * share))} %` });
    if (this.cancel !== undefined) show(this.cancel, isLong);
    show(this.retry, isOver);
    show(this.element, words !== '');
  }
}

function named(button: HTMLButtonElement, name: string): HTMLButtonElement {
  button.setAttribute('aria-label', name);
  return button;
}
