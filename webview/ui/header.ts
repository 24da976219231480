/** The top of the panel: which loss, whether it is pinned, what is known about its critical points. */
import type { HostClient } from '../host/hostClient';
import type { PanelState } from '../state/state';
import type { PanelSnapshot } from '../../src/protocol/panelApi';
import { iconButton, labelledSelect, setChoices, setName, setPressed } from './controls';
import { html, setText, show } from './dom';

export class Header {
  readonly element: HTMLElement;
  private readonly picker;
  private readonly pin: HTMLButtonElement;
  private readonly source: HTMLButtonElement;
  private readonly documentation = html('p', 'documentation');
  private readonly note = html('p', 'note', { attributes: { role: 'status' } });
  private readonly verdict = html('p', 'verdict', { attributes: { 'aria-live': 'polite' } });
  private readonly stop: HTMLButtonElement;
  private readonly notes = html('ul', 'notes-list');
  private readonly whole = html('details', 'whole', {}, [html('summary', '', { text: 'On the whole' }), this.notes]);
  private readonly complaint = html('p', 'complaint', { attributes: { role: 'alert' } });
  private snapshot: PanelSnapshot | undefined;
  /** The notes that stand in the list. */
  private told = '';

  constructor(host: HostClient, stopSearch: () => void) {
    this.picker = labelledSelect('Loss', [], (name) => {
      if (name !== '') host.selectLoss(name);
    });
    this.pin = iconButton('pin', 'Keep this loss shown', () => host.setPinned(this.snapshot?.pinned !== true));
    this.source = iconButton('source', 'Show in source', () => {
      const { loss, spectrum } = this.snapshot ?? { loss: null, spectrum: null };
      if (loss !== null) host.reveal({ kind: 'loss', name: loss.name });
      else if (spectrum !== null) host.reveal({ kind: 'spectrum', index: spectrum.index });
    });
    this.stop = html('button', 'stop-search', { text: 'Stop the search', attributes: { type: 'button' } });
    this.stop.addEventListener('click', stopSearch);
    this.element = html('header', 'head', {}, [
      html('div', 'head-row', {}, [this.picker.element, this.pin, this.source, this.note]),
      this.documentation,
      this.verdict,
      this.stop,
      this.whole,
      this.complaint,
    ]);
  }

  /** Follows a snapshot, with or without a loss. */
  follow(snapshot: PanelSnapshot): void {
    this.snapshot = snapshot;
    const shown = snapshot.loss?.name ?? '';
    const names =
      snapshot.lossNames.includes(shown) || shown === '' ? snapshot.lossNames : [shown, ...snapshot.lossNames];
    const { spectrum } = snapshot;
    // A spectrum stands for itself; choosing a loss leaves it.
    const own = spectrum === null ? [] : [{ value: '', text: spectrum.title }];
    setChoices(this.picker.select, [...own, ...names.map((name) => ({ value: name, text: name }))]);
    setText(this.picker.label, spectrum === null ? 'Loss' : 'Spectrum');
    this.picker.select.value = shown;
    this.picker.select.disabled = names.length === 0 && spectrum === null;
    const isShown = snapshot.loss !== null || spectrum !== null;
    show(this.pin, isShown);
    show(this.source, isShown);
    setPressed(this.pin, snapshot.pinned);
    setName(
      this.pin,
      snapshot.pinned ? 'Follow the cursor again' : `Keep this ${spectrum === null ? 'loss' : 'spectrum'} shown`,
    );
    setText(this.note, snapshot.note ?? '');
    show(this.note, snapshot.note !== null);
    const documentation = snapshot.loss?.documentation ?? spectrum?.documentation ?? '';
    setText(this.documentation, documentation);
    show(this.documentation, documentation !== '');
  }

  /** Says what is known about the critical points; a spectrum speaks for itself. */
  update({ snapshot, report: { status, report, error, partial } }: PanelState): void {
    if (snapshot?.loss == null) return this.clearVerdict();
    const notes = status === 'ready' ? (report?.notes ?? []) : [];
    const told = notes.join('\n');
    if (this.told !== told) this.notes.replaceChildren(...notes.map((text) => html('li', '', { text })));
    this.told = told;
    show(this.whole, notes.length > 0);
    show(this.stop, status === 'pending' && partial);
    const failed = status === 'failed';
    const text = failed
      ? `Critical points could not be found: ${error ?? 'unknown reason'}`
      : (report?.verdict ?? 'Looking for critical points …');
    setText(this.verdict, text);
    this.verdict.classList.toggle('is-pending', status === 'pending');
    this.verdict.classList.toggle('is-failed', failed);
    this.verdict.classList.toggle('is-complete', !failed && report?.complete === true);
  }

  clearVerdict(): void {
    show(this.stop, false);
    show(this.whole, false);
    setText(this.verdict, '');
    this.verdict.classList.remove('is-pending', 'is-failed', 'is-complete');
  }

  /** Tells of a request that failed; goes away with the next snapshot. */
  complain(message: string | null): void {
    setText(this.complaint, message ?? '');
    show(this.complaint, message !== null);
  }
}
