import * as vscode from 'vscode';
import type { Diagnostic, Severity } from '../language/diagnostics';
import { Debounced } from './debounce';
import type { Documents, Region } from './documents';
import { onSettingsChange, settings } from './settings';

const delay = 150;
/** The source of all messages. */
export const diagnosticSource = 'Losscape';

/** Reports the mistakes of open documents, shortly after each change. */
export function registerDiagnostics(documents: Documents, dataChanged: vscode.Event<void>): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('losscape');
  const waiting = new Map<vscode.TextDocument, Debounced>();

  const report = (document: vscode.TextDocument): void => {
    waiting.delete(document);
    if (document.isClosed) return;
    if (document.languageId === 'markdown' && !settings.markdownDiagnostics()) {
      collection.delete(document.uri);
      return;
    }
    const found = documents
      .regionsOf(document)
      .flatMap((region) => region.model.diagnostics.map((diagnostic) => toEditor(region, diagnostic)));
    collection.set(document.uri, found);
  };
  const soon = (document: vscode.TextDocument): void => {
    if (!documents.speaks(document)) return;
    let timer = waiting.get(document);
    if (timer === undefined) {
      timer = new Debounced(() => report(document), delay);
      waiting.set(document, timer);
    }
    timer.call();
  };
  const all = (): void => vscode.workspace.textDocuments.forEach(soon);

  all();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument(soon),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      waiting.get(document)?.dispose();
      waiting.delete(document);
      collection.delete(document.uri);
    }),
    onSettingsChange(all),
    dataChanged(all),
    { dispose: () => waiting.forEach((timer) => timer.dispose()) },
  );
}

function toEditor(region: Region, { message, span, severity, code }: Diagnostic): vscode.Diagnostic {
  const result = new vscode.Diagnostic(region.rangeOf(span), message, severityOf(severity));
  result.source = diagnosticSource;
  result.code = code;
  if (code === 'unused') result.tags = [vscode.DiagnosticTag.Unnecessary];
  return result;
}

function severityOf(severity: Severity): vscode.DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return vscode.DiagnosticSeverity.Error;
    case 'warning':
      return vscode.DiagnosticSeverity.Warning;
    case 'information':
      return vscode.DiagnosticSeverity.Information;
  }
}
