import * as vscode from 'vscode';
import type { LossView } from '../landscape/views';
import type { PanelSnapshot } from '../protocol/panelApi';
import type { Documents, LossPlace } from './documents';
import { type SpectrumArgument, type SpectrumPlace, headOf, spectrumNamed } from './spectra';
import type { Landscapes, LossTarget } from './landscapes';
import { targetOf, type LossArgument } from './target';

/** The last good picture: a compiled loss and the text it came from. */
export interface Shown {
  readonly target: LossTarget;
  readonly view: LossView;
}

/** So many revisions back a message of the panel is still understood. */
const mostRemembered = 200;

/**
 * What the panel is about: a document and one of its losses, the last good view of it, and the snapshot made of them.
 * While the text is broken, the last good view stays, with a note.
 */
export class PanelSubject {
  shown: Shown | undefined;
  snapshot: PanelSnapshot;
  /** Where the followed loss's region begins, to tell losses of one name in several fences apart. */
  regionStart: number | undefined;
  /** Set at once where the user asks; the snapshot follows with the next refresh. */
  wantsPinned: boolean;
  /** A spectrum that is followed instead of a loss, and the last good one. */
  wantedSpectrum: SpectrumArgument | undefined;
  shownSpectrum: SpectrumPlace | undefined;
  private round = 0;
  /** The text of the last snapshot of a spectrum. */
  private spectrumText: string | undefined;
  /** Which loss the last snapshots were of, by revision. */
  private readonly subjects = new Map<number, string>();

  constructor(
    private readonly documents: Documents,
    private readonly landscapes: Landscapes,
    public wanted: LossArgument,
    pinned: boolean,
  ) {
    const { document } = wanted;
    this.wantsPinned = pinned;
    this.snapshot = { revision: 0, document, lossNames: [], loss: null, spectrum: null, note: null, pinned };
  }

  get pinned(): boolean {
    return this.snapshot.pinned;
  }

  /** Turns to this loss; the caller refreshes. */
  follow({ region, loss }: LossPlace): void {
    this.wanted = { document: region.document.uri.toString(), loss: loss.name };
    this.wantedSpectrum = undefined;
    this.regionStart = region.start;
  }

  /** Turns to this spectrum; the caller refreshes. */
  followSpectrum(argument: SpectrumArgument): void {
    this.wanted = { document: argument.document, loss: '' };
    this.wantedSpectrum = argument;
    this.regionStart = argument.region;
  }

  /** The open document, opened unseen where it is closed. */
  async document(): Promise<vscode.TextDocument | undefined> {
    const uri = this.wanted.document;
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);
    if (open !== undefined) return open;
    // An untitled document that is gone was saved or closed; opening it would make a new one.
    if (uri.startsWith('untitled:')) return undefined;
    try {
      return await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    } catch {
      return undefined;
    }
  }

  /** Builds a new snapshot if anything changed; false where it did not, or where a later refresh overtook this one. */
  async refresh(): Promise<boolean> {
    const round = ++this.round;
    const document = await this.document();
    if (round === this.round && this.wantedSpectrum !== undefined) return this.refreshSpectrum(document);
    const place = document === undefined ? undefined : this.choose(document);
    const names = document === undefined ? [] : this.documents.soundLosses(document).map(({ loss }) => loss.name);
    let note: string | null = null;
    let shown = this.shown;
    if (place === undefined) note = this.reason(document);
    else {
      try {
        const target = targetOf(place);
        const view = await this.landscapes.view(target);
        const { start, end } = view.span;
        shown = {
          target,
          view: { ...view, span: { start: start + place.region.start, end: end + place.region.start } },
        };
        this.regionStart = place.region.start;
      } catch (error) {
        note = error instanceof Error ? error.message : String(error);
      }
    }
    if (round !== this.round) return false;
    return this.accept(shown, { document: this.wanted.document, lossNames: names, note, pinned: this.wantsPinned });
  }

  /** True where a snapshot of this revision showed the loss that is followed now. */
  isSameSubject(revision: number): boolean {
    return this.subjects.get(revision) === this.subjectKey();
  }

  private subjectKey(): string {
    return JSON.stringify([this.wanted.document, this.wanted.loss, this.wantedSpectrum]);
  }

  private remember(): void {
    this.subjects.set(this.snapshot.revision, this.subjectKey());
    this.subjects.delete(this.snapshot.revision - mostRemembered);
  }

  /** Gives the same picture a new revision. */
  renew(): void {
    this.snapshot = { ...this.snapshot, revision: this.snapshot.revision + 1 };
    this.remember();
  }

  /** The snapshot of the spectrum that is followed; it needs no work but reading. */
  private refreshSpectrum(document: vscode.TextDocument | undefined): boolean {
    const wanted = this.wantedSpectrum!;
    const place = document === undefined ? undefined : spectrumNamed(this.documents, document, wanted);
    const last = this.shownSpectrum === undefined ? '' : ' This is the last good picture.';
    const gone =
      document === undefined ? 'The document cannot be opened.' : `The spectrum has a mistake or is gone.${last}`;
    if (place !== undefined) {
      this.shownSpectrum = place;
      this.regionStart = place.region.start;
    }
    const snapshot = {
      document: wanted.document,
      lossNames: document === undefined ? [] : this.documents.soundLosses(document).map(({ loss }) => loss.name),
      loss: null,
      spectrum: this.shownSpectrum === undefined ? null : headOf(this.shownSpectrum),
      note: place === undefined ? gone : null,
      pinned: this.wantsPinned,
    };
    const { revision, ...before } = this.snapshot;
    const text = this.shownSpectrum?.region.text;
    if (JSON.stringify(before) === JSON.stringify(snapshot) && text === this.spectrumText && revision > 0) return false;
    this.spectrumText = text;
    this.shown = undefined;
    this.snapshot = { ...snapshot, revision: revision + 1 };
    this.remember();
    return true;
  }

  private accept(
    shown: Shown | undefined,
    rest: Pick<PanelSnapshot, 'document' | 'lossNames' | 'note' | 'pinned'>,
  ): boolean {
    const before = this.snapshot;
    const sameLoss = sameShown(shown, this.shown);
    const same =
      sameLoss &&
      before.spectrum === null &&
      before.document === rest.document &&
      before.note === rest.note &&
      before.pinned === rest.pinned &&
      JSON.stringify(before.lossNames) === JSON.stringify(rest.lossNames);
    if (same && before.revision > 0) return false;
    if (!sameLoss) this.shown = shown;
    this.snapshot = { ...rest, revision: before.revision + 1, loss: this.shown?.view ?? null, spectrum: null };
    this.shownSpectrum = undefined;
    this.remember();
    return true;
  }

  /** The wanted loss; where its name is gone, the one that stands where it stood, else the first. */
  private choose(document: vscode.TextDocument): LossPlace | undefined {
    const named = this.documents.lossNamed(document, this.wanted.loss, this.regionStart);
    if (named !== undefined) return named;
    // A loss with this name that is broken is waited for; another is not shown in its place.
    const broken = this.documents
      .regionsOf(document)
      .some(({ model }) => model.losses.some(({ name }) => name === this.wanted.loss));
    if (broken && this.shown !== undefined) return undefined;
    const place = this.shown;
    const all = this.documents.soundLosses(document);
    const heir =
      place === undefined || place.target.owner !== document.uri.toString()
        ? all[0]
        : (all.find(({ region, loss }) => region.start + loss.statement.span.end > place.view.span.start) ?? all[0]);
    if (heir !== undefined && !broken) this.follow(heir);
    return heir;
  }

  private reason(document: vscode.TextDocument | undefined): string {
    if (document === undefined) return 'The document cannot be opened.';
    const written = this.documents.regionsOf(document).some(({ model }) => model.losses.length > 0);
    const last = this.shown === undefined ? '' : ' This is the last good picture.';
    return written ? `The text has a mistake.${last}` : `The document has no loss.${last}`;
  }
}

function sameShown(a: Shown | undefined, b: Shown | undefined): boolean {
  return (
    a?.target.text === b?.target.text &&
    a?.target.loss === b?.target.loss &&
    a?.target.owner === b?.target.owner &&
    JSON.stringify(a?.target.files) === JSON.stringify(b?.target.files) &&
    a?.view.span.start === b?.view.span.start
  );
}
