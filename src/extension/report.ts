import * as vscode from 'vscode';
import type { Documents } from './documents';
import type { Landscapes } from './landscapes';
import { targetOf, type LossArgument } from './target';

const scheme = 'losscape-report';

/** Report documents: read-only Markdown, written anew whenever they are asked for. */
export class Reports implements vscode.TextDocumentContentProvider {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly documents: Documents,
    private readonly landscapes: Landscapes,
  ) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(this.changed, vscode.workspace.registerTextDocumentContentProvider(scheme, this));
  }

  /** Opens the report of a loss beside the editor: rendered where the editor can, else as text. */
  async open(argument: LossArgument): Promise<void> {
    const uri = uriOf(argument);
    this.changed.fire(uri);
    await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title: `Critical points of ${argument.loss} …` },
      async () => {
        const document = await vscode.workspace.openTextDocument(uri);
        try {
          await vscode.commands.executeCommand('markdown.showPreviewToSide', document.uri);
        } catch {
          await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
        }
      },
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri, token: vscode.CancellationToken): Promise<string> {
    const controller = new AbortController();
    const subscription = token.onCancellationRequested(() => controller.abort());
    try {
      const { document, loss } = JSON.parse(uri.query) as LossArgument;
      const opened = await vscode.workspace.openTextDocument(vscode.Uri.parse(document, true));
      const place = this.documents.lossNamed(opened, loss);
      if (place === undefined) return `# ${loss}\n\nThis loss is no longer in its document, or has mistakes.\n`;
      return await this.landscapes.writeReport(targetOf(place), controller.signal);
    } catch (error) {
      return `# No report\n\n${error instanceof Error ? error.message : String(error)}\n`;
    } finally {
      subscription.dispose();
    }
  }
}

function uriOf(argument: LossArgument): vscode.Uri {
  const { document, loss } = argument;
  return vscode.Uri.from({ scheme, path: `/Critical points of ${loss}.md`, query: JSON.stringify({ document, loss }) });
}
