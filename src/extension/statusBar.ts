import * as vscode from 'vscode';
import { Debounced } from './debounce';
import type { Documents } from './documents';
import type { Landscapes } from './landscapes';
import { targetOf, type LossArgument } from './target';
import { countText, soFar } from './wording';

/** The loss at the cursor, at the right of the status bar; a click opens its landscape. */
export function registerStatusBar(documents: Documents, landscapes: Landscapes): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('losscape.loss', vscode.StatusBarAlignment.Right, 90);
  item.name = 'Losscape';

  const update = (): void => {
    const editor = vscode.window.activeTextEditor;
    const place = editor === undefined ? undefined : documents.nearestLoss(editor.document, editor.selection.active);
    if (place === undefined) {
      item.hide();
      return;
    }
    const { report, partial } = landscapes.known(targetOf(place));
    const told = report !== undefined ? countText(report) : partial !== undefined ? soFar(partial.length) : undefined;
    const argument: LossArgument = { document: place.region.document.uri.toString(), loss: place.loss.name };
    item.text = `$(graph-scatter) ${place.loss.name}${told === undefined ? '' : `: ${told}`}`;
    item.tooltip = report?.verdict ?? 'Open the landscape of this loss';
    item.command = { title: 'Open Landscape', command: 'losscape.openLandscape', arguments: [argument] };
    item.show();
  };
  const soon = new Debounced(update, 100);

  update();
  return vscode.Disposable.from(
    item,
    soon,
    landscapes.onChange(() => soon.call()),
    vscode.window.onDidChangeActiveTextEditor(() => soon.call()),
    vscode.window.onDidChangeTextEditorSelection(() => soon.call()),
    vscode.workspace.onDidChangeTextDocument(() => soon.call()),
  );
}
