import * as vscode from 'vscode';
import { ClaimFixProvider, registerClaimDiagnostics } from './claimDiagnostics';
import { ClaimTests } from './claimTests';
import { Chapter } from './chapter';
import { Claims } from './claims';
import { LossLenses } from './codeLens';
import { registerCommands } from './commands';
import { FixProvider } from './codeActions';
import { DataFiles } from './dataFiles';
import { registerDiagnostics } from './diagnostics';
import { Documents, lossSelector } from './documents';
import { registerEditingFeatures } from './editingFeatures';
import { LossHoverProvider } from './hover';
import { Landscapes } from './landscapes';
import { registerLanguageFeatures } from './languageFeatures';
import { PanelManager } from './panelManager';
import type { Platform } from './platform';
import { Reports } from './report';
import { settings } from './settings';
import { Spectra } from './spectra';
import { registerStatusBar } from './statusBar';
import { WorkerHost } from './workerHost';

/** Starts the extension. An error is shown, since the editor itself only logs it. */
export function start(context: vscode.ExtensionContext, platform: Platform): void {
  const log = vscode.window.createOutputChannel('Losscape', { log: true });
  context.subscriptions.push(log);
  try {
    register(context, platform, log);
  } catch (error) {
    log.error('Activation failed', error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(`Losscape could not start: ${String(error)}`);
    throw error;
  }
}

function register(context: vscode.ExtensionContext, platform: Platform, log: vscode.LogOutputChannel): void {
  const { extensionUri, subscriptions } = context;
  const worker = new WorkerHost({
    start: () => platform.startWorker(extensionUri),
    replaced: (reason) => {
      log.error(reason);
      void vscode.window.showWarningMessage(`Losscape: ${reason} The next question starts a new one.`);
    },
  });
  const data = new DataFiles(worker, log, vscode.Uri.joinPath(extensionUri, 'media', 'examples'));
  const documents = new Documents(data);
  const landscapes = new Landscapes(data, settings.searchBudget);
  const reports = new Reports(documents, landscapes);
  const claims = new Claims(data, settings.searchBudget);
  const claimTests = new ClaimTests(documents, claims, data);
  const chapter = new Chapter(extensionUri, context.globalState);
  const panels = new PanelManager({ documents, landscapes, data, log, extensionUri });
  subscriptions.push(
    worker,
    data,
    reports.register(),
    panels.register(),
    registerCommands({ documents, landscapes, panels, reports, claimTests, chapter, worker, log, extensionUri }),
    chapter.register(),
    registerDiagnostics(documents, data.onDidChange),
    registerClaimDiagnostics(documents, claims, data.onDidChange),
    claimTests.register(),
    registerLanguageFeatures(documents),
    registerEditingFeatures(documents),
    registerStatusBar(documents, landscapes),
    new LossLenses(documents, landscapes, data.onDidChange).register(),
    vscode.languages.registerHoverProvider(
      lossSelector,
      new LossHoverProvider(documents, landscapes, claims, new Spectra(data)),
    ),
    vscode.languages.registerCodeActionsProvider(lossSelector, new FixProvider(documents), FixProvider.metadata),
    vscode.languages.registerCodeActionsProvider(
      lossSelector,
      new ClaimFixProvider(documents, claims),
      ClaimFixProvider.metadata,
    ),
  );
}
