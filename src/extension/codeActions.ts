import * as vscode from 'vscode';
import { codeActions, type CodeAction } from '../language/editor/codeActions';
import { diagnosticSource } from './diagnostics';
import type { Documents, Region } from './documents';
import { toEdits } from './editingFeatures';

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
    const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
    return this.documents
      .regionsOf(document)
      .filter((region) => region.contains(start) || region.contains(end))
      .flatMap((region) =>
        codeActions(region.model, { start: start - region.start, end: end - region.start }).map((action) =>
          toAction(region, action, context),
        ),
      );
  }
}

function toAction(region: Region, action: CodeAction, context: vscode.CodeActionContext): vscode.CodeAction {
  const { title, edits, diagnostic, preferred } = action;
  const result = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  result.edit = new vscode.WorkspaceEdit();
  result.edit.set(region.document.uri, toEdits(region, edits));
  const range = region.rangeOf(diagnostic.span);
  result.diagnostics = context.diagnostics.filter(
    (shown) => shown.source === diagnosticSource && shown.code === diagnostic.code && shown.range.isEqual(range),
  );
  result.isPreferred = preferred;
  return result;
}
