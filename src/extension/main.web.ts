import type * as vscode from 'vscode';
import { start } from './activate';
import { startWorker } from './startWorker.web';

/** Called by the editor in a browser without a server. */
export function activate(context: vscode.ExtensionContext): void {
  start(context, { startWorker });
}

export function deactivate(): void {
  // Everything is disposed with the context.
}
