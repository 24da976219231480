import * as vscode from 'vscode';
import type { LossPlace } from './documents';
import { LandscapePanel, type PanelServices } from './panel';
import { type SpectrumArgument, readSpectrumArgument } from './spectra';
import { readArgument, type LossArgument } from './target';

const viewType = 'losscape.landscape';

/** Keeps the one landscape panel, and brings it back after a restart. */
export class PanelManager implements vscode.WebviewPanelSerializer {
  private panel: LandscapePanel | undefined;

  constructor(private readonly services: PanelServices) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(vscode.window.registerWebviewPanelSerializer(viewType, this), {
      dispose: () => this.panel?.dispose(),
    });
  }

  /** The loss the panel shows, where there is a panel. */
  get shown(): LossArgument | undefined {
    return this.panel?.shown;
  }

  /** Shows a loss in the panel, which opens beside the editor where it is not yet open. */
  async open({ region, loss }: LossPlace): Promise<LandscapePanel> {
    if (this.panel === undefined) {
      const view = vscode.window.createWebviewPanel(viewType, `Landscape: ${loss.name}`, {
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: true,
      });
      this.adopt(view, { document: region.document.uri.toString(), loss: loss.name }, false);
    }
    await this.panel!.show({ region, loss });
    return this.panel!;
  }

  /** Shows a spectrum in the same way. */
  async openSpectrum(argument: SpectrumArgument): Promise<void> {
    if (this.panel === undefined) {
      const view = vscode.window.createWebviewPanel(viewType, 'Spectrum', {
        viewColumn: vscode.ViewColumn.Beside,
        preserveFocus: true,
      });
      this.adopt(view, { document: argument.document, loss: '' }, false);
    }
    await this.panel!.showSpectrum(argument);
  }

  /** Lets an open panel ask anew for what it could not get. */
  retry(): void {
    this.panel?.retry();
  }

  /** Called by the editor for a panel of an earlier run. */
  deserializeWebviewPanel(view: vscode.WebviewPanel, state: unknown): Promise<void> {
    const pinned = typeof state === 'object' && state !== null && (state as { pinned?: unknown }).pinned === true;
    // Without a usable state the panel still opens, and follows the cursor.
    this.adopt(view, readArgument(state) ?? firstOpen(this.services), pinned);
    const spectrum = readSpectrumArgument(state);
    if (spectrum !== undefined) return this.panel!.showSpectrum(spectrum);
    return Promise.resolve();
  }

  private adopt(view: vscode.WebviewPanel, subject: LossArgument, pinned: boolean): void {
    const former = this.panel;
    const panel = new LandscapePanel(view, this.services, subject, pinned);
    this.panel = panel;
    view.onDidDispose(() => {
      panel.dispose();
      if (this.panel === panel) this.panel = undefined;
    });
    // Its tab goes with it: a page whose host is gone would wait for ever.
    former?.close();
  }
}

function firstOpen({ documents }: PanelServices): LossArgument {
  for (const { document } of vscode.window.visibleTextEditors) {
    const [place] = documents.soundLosses(document);
    if (place !== undefined) return { document: document.uri.toString(), loss: place.loss.name };
  }
  return { document: vscode.window.activeTextEditor?.document.uri.toString() ?? 'untitled:', loss: '' };
}
