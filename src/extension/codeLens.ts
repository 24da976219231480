import * as vscode from 'vscode';
import { Debounced } from './debounce';
import { lossSelector, type Documents, type LossPlace } from './documents';
import type { Landscapes } from './landscapes';
import { type SpectrumPlace, argumentOf, spectraIn } from './spectra';
import { onSettingsChange, settings } from './settings';
import { targetOf, type LossArgument } from './target';
import { soFar, summary } from './wording';

/** Idle time after typing before critical points are searched for the lenses. */
const idle = 600;

/** A line over each loss: open its landscape, and the count of its critical points once it is known. */
export class LossLenses implements vscode.CodeLensProvider {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  /** The last known count of each loss, shown while a changed text is searched, so that the line never jumps. */
  private readonly lastKnown = new Map<string, string>();
  private readonly search = new Debounced(() => void this.searchVisible(), idle);

  constructor(
    private readonly documents: Documents,
    private readonly landscapes: Landscapes,
    private readonly dataChanged: vscode.Event<void>,
  ) {}

  register(): vscode.Disposable {
    this.search.call();
    return vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(lossSelector, this),
      this.landscapes.onChange(() => this.changed.fire()),
      onSettingsChange(() => this.changed.fire()),
      this.dataChanged(() => {
        this.changed.fire();
        this.search.call();
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.landscapes.keepOnly(
          document.uri.toString(),
          this.documents.speaks(document) ? this.documents.regionsOf(document).map(({ text }) => text) : [],
        );
        this.search.call();
      }),
      vscode.window.onDidChangeVisibleTextEditors(() => this.search.call()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.landscapes.keepOnly(uri.toString(), [])),
      this.changed,
      this.search,
    );
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    if (!settings.codeLens()) return [];
    return [
      ...this.documents.soundLosses(document).flatMap((place) => this.lensesOf(place)),
      ...spectraIn(this.documents, document).map(spectrumLens),
    ];
  }

  private lensesOf(place: LossPlace): vscode.CodeLens[] {
    const start = place.region.positionAt(place.loss.statement.span.start);
    const range = new vscode.Range(start, start);
    const argument: LossArgument = { document: place.region.document.uri.toString(), loss: place.loss.name };
    return [
      new vscode.CodeLens(range, {
        title: 'Open landscape',
        tooltip: 'Contours, critical points and optimizers beside the editor',
        command: 'losscape.openLandscape',
        arguments: [argument],
      }),
      new vscode.CodeLens(range, {
        title: this.countOf(place),
        tooltip: 'Show all critical points as a document',
        command: 'losscape.showCriticalPoints',
        arguments: [argument],
      }),
    ];
  }

  private countOf(place: LossPlace): string {
    const target = targetOf(place);
    const key = JSON.stringify([target.owner, place.region.start, target.loss]);
    const { report, partial } = this.landscapes.known(target);
    if (report !== undefined) this.lastKnown.set(key, summary(report));
    return this.lastKnown.get(key) ?? (partial === undefined ? 'Critical points' : soFar(partial.length));
  }

  /** Searches the losses that are in sight, one after the other. */
  private async searchVisible(): Promise<void> {
    if (!settings.codeLens()) return;
    for (const { document } of vscode.window.visibleTextEditors) {
      const { version } = document;
      for (const place of this.documents.soundLosses(document)) {
        const target = targetOf(place);
        const { report, failure } = this.landscapes.known(target);
        if (report !== undefined || failure !== undefined) continue;
        await this.landscapes.search(target).catch(() => undefined);
        if (document.version !== version) return;
      }
    }
  }
}

function spectrumLens(place: SpectrumPlace): vscode.CodeLens {
  const start = place.region.positionAt(place.spectrum.statement.span.start);
  return new vscode.CodeLens(new vscode.Range(start, start), {
    title: 'Open spectrum',
    tooltip: 'Eigenvalues beside the semicircle, with outliers and what theory says of them',
    command: 'losscape.openSpectrum',
    arguments: [argumentOf(place)],
  });
}
