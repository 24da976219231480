/** The panel's frame: the header, the view that fits the loss, or a message; drawn at most once a frame. */
import type { LossView } from '../../src/landscape/views';
import { readTheme } from '../draw/theme';
import type { Theme } from '../draw/theme';
import type { HostClient } from '../host/hostClient';
import { NetworkView } from '../network/networkView';
import type { PanelState } from '../state/state';
import type { Store } from '../state/store';
import { SpectrumView } from '../spectrum/spectrumView';
import { html, show } from './dom';
import { Header } from './header';
import { LandscapeView } from './landscapeView';
import type { PanelCommand, PanelView } from './panelView';

export class Panel {
  private theme: Theme = readTheme();
  private readonly header: Header;
  /** Made when they are first needed; only the one that is shown is in the document. */
  private readonly views = new Map<LossView['form'] | 'spectrum', PanelView>();
  private shown: PanelView | undefined;
  private readonly body = html('div', 'panel-body');
  private readonly message = html('div', 'message', { attributes: { role: 'status' } });
  private frame = 0;

  constructor(
    root: HTMLElement,
    private readonly store: Store,
    private readonly host: HostClient,
    stopSearch: () => void,
  ) {
    this.header = new Header(host, stopSearch);
    root.append(html('main', 'panel', {}, [this.header.element, this.message, this.body]));
    new MutationObserver(() => this.themeChanged()).observe(document.body, {
      attributes: true,
      attributeFilter: ['class', 'data-vscode-theme-id'],
    });
    new MutationObserver(() => this.themeChanged()).observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['style', 'class'],
    });
    store.subscribe((state, previous) => {
      this.view();
      for (const view of this.views.values()) view.changed(state, previous);
      this.request();
    });
    this.showMessage(store.state);
  }

  /** Commands of the palette. */
  command(command: PanelCommand): void {
    this.view()?.command(command);
  }

  complain(message: string | null): void {
    this.header.complain(message);
  }

  private request(): void {
    if (this.frame === 0)
      this.frame = requestAnimationFrame((now) => {
        this.frame = 0;
        this.draw(now);
      });
  }

  private draw(now: number): void {
    const { state } = this.store;
    this.showMessage(state);
    const view = this.view();
    if (view === undefined) return;
    this.header.update(state);
    view.draw(state, this.theme, now);
  }

  /** The view that fits the loss or the spectrum; undefined where there is none. */
  private view(): PanelView | undefined {
    const { snapshot } = this.store.state;
    const form = snapshot?.loss?.form ?? (snapshot?.spectrum == null ? undefined : 'spectrum');
    if (form === undefined) return undefined;
    let view = this.views.get(form);
    if (view === undefined) {
      const request = (): void => this.request();
      switch (form) {
        case 'program':
          view = new NetworkView(this.store, this.host, request);
          break;
        case 'spectrum':
          view = new SpectrumView(this.store, this.host, request);
          break;
        case 'formulas':
          view = new LandscapeView(this.store, this.host, request);
      }
      this.views.set(form, view);
    }
    return view;
  }

  private showMessage(state: PanelState): void {
    const { phase, snapshot, failure } = state;
    const view = this.view();
    show(this.header.element, phase === 'ready');
    show(this.body, view !== undefined);
    if (view !== undefined && view !== this.shown) this.body.replaceChildren(...view.elements);
    this.shown = view ?? this.shown;
    show(this.message, view === undefined);
    if (snapshot !== null) this.header.follow(snapshot);
    if (view !== undefined) return;
    this.header.clearVerdict();
    const texts =
      phase === 'loading'
        ? ['Opening the landscape …']
        : phase === 'failed'
          ? ['The landscape could not be opened.', failure ?? '']
          : ['This file has no loss yet.', 'Write for example', 'loss f(x, y) = x^2 + y^2'];
    if (this.message.dataset['shown'] === texts.join('\n')) return;
    this.message.dataset['shown'] = texts.join('\n');
    this.message.replaceChildren(...texts.map((text, index) => html(index === 2 ? 'code' : 'p', '', { text })));
  }

  private themeChanged(): void {
    this.theme = readTheme();
    this.request();
  }
}
