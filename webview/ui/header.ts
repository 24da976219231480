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
    this.picker = labelledSelect('Loss', [], (name) => host.selectLoss(name));
    this.pin = iconButton('pin', 'Keep this loss shown', () => host.setPinned(this.snapshot?.pinned !== true));
    this.source = iconButton('source', 'Show in source', () => {
      const name = this.snapshot?.loss?.name;
      if (name !== undefined) host.reveal({ kind: 'loss', name });
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
    setChoices(
      this.picker.select,
      names.map((name) => ({ value: name, text: name })),
    );
    this.picker.select.value = shown;
    this.picker.select.disabled = names.length === 0;
    show(this.pin, snapshot.loss !== null);
    show(this.source, snapshot.loss !== null);
    setPressed(this.pin, snapshot.pinned);
    setName(this.pin, snapshot.pinned ? 'Follow the cursor again' : 'Keep this loss shown');
    setText(this.note, snapshot.note ?? '');
    show(this.note, snapshot.note !== null);
    setText(this.documentation, snapshot.loss?.documentation ?? '');
    show(this.documentation, (snapshot.loss?.documentation ?? '') !== '');
  }

  /** Says what is known about the critical points. */
  update({ report: { status, report, error } }: PanelState): void {
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
  }

  /** Tells of a request that failed; goes away with the next snapshot. */
  complain(message: string | null): void {
    setText(this.complaint, message ?? '');
    show(this.complaint, message !== null);
  }
}
