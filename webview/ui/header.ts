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
  private readonly complaint = html('p', 'complaint', { attributes: { role: 'alert' } });
  private snapshot: PanelSnapshot | undefined;

  constructor(host: HostClient) {
    this.picker = labelledSelect('Loss', [], (name) => {
      if (name !== '') host.selectLoss(name);
    });
    this.pin = iconButton('pin', 'Keep this loss shown', () => host.setPinned(this.snapshot?.pinned !== true));
    this.source = iconButton('source', 'Show in source', () => {
      const { loss, spectrum } = this.snapshot ?? { loss: null, spectrum: null };
      if (loss !== null) host.reveal({ kind: 'loss', name: loss.name });
      else if (spectrum !== null) host.reveal({ kind: 'spectrum', index: spectrum.index });
    });
    this.element = html('header', 'head', {}, [
      html('div', 'head-row', {}, [this.picker.element, this.pin, this.source, this.note]),
      this.documentation,
      this.verdict,
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
  update({ snapshot, report: { status, report, error } }: PanelState): void {
    if (snapshot?.loss == null) return this.clearVerdict();
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
    setText(this.verdict, '');
    this.verdict.classList.remove('is-pending', 'is-failed', 'is-complete');
  }

  /** Tells of a request that failed; goes away with the next snapshot. */
  complain(message: string | null): void {
    setText(this.complaint, message ?? '');
    show(this.complaint, message !== null);
  }
}
