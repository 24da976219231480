import * as vscode from 'vscode';
import type { Diagnostic, Severity } from '../language/diagnostics';
import { Debounced } from './debounce';
import type { Documents, Region } from './documents';
import { onSettingsChange, settings } from './settings';

const delay = 150;
const source = 'Losscape';

/** Reports the mistakes of open documents, shortly after each change. */
export function registerDiagnostics(documents: Documents): vscode.Disposable {
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
    { dispose: () => waiting.forEach((timer) => timer.dispose()) },
  );
}

function toEditor(region: Region, { message, span, severity, code }: Diagnostic): vscode.Diagnostic {
  const result = new vscode.Diagnostic(region.rangeOf(span), message, severityOf(severity));
  result.source = source;
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

/** The repairs of the mistakes at the cursor. */
export class FixProvider implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly documents: Documents) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return this.documents
      .regionsOf(document)
      .flatMap((region) =>
        region.model.diagnostics
          .filter(({ span }) => region.rangeOf(span).intersection(range) !== undefined)
          .flatMap((diagnostic) => fixesOf(region, diagnostic, context)),
      );
  }
}

function fixesOf(region: Region, diagnostic: Diagnostic, context: vscode.CodeActionContext): vscode.CodeAction[] {
  return diagnostic.fixes.map(({ title, edits }) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    for (const { span, text } of edits) action.edit.replace(region.document.uri, region.rangeOf(span), text);
    const range = region.rangeOf(diagnostic.span);
    action.diagnostics = context.diagnostics.filter(
      (shown) => shown.source === source && shown.code === diagnostic.code && shown.range.isEqual(range),
    );
    action.isPreferred = diagnostic.fixes.length === 1;
    return action;
  });
}
