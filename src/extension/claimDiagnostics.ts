import * as vscode from 'vscode';
import type { ClaimResult } from '../landscape/claims/views';
import { type ClaimPlace, claimsIn } from './claimTarget';
import type { Claims } from './claims';
import { Debounced } from './debounce';
import { diagnosticSource } from './diagnostics';
import type { Documents } from './documents';
import { onSettingsChange, settings } from './settings';

/** Idle time after typing before claims are checked. */
const idle = 500;

export const failedCode = 'claim-failed';
export const undecidedCode = 'claim-undecided';

/** Reports claims of visible documents that fail or are undecided, when the worker knows. */
export function registerClaimDiagnostics(
  documents: Documents,
  claims: Claims,
  dataChanged: vscode.Event<void>,
): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('losscape-claims');

  /** The results that are known for the text as it is; those of an earlier text are dropped. */
  const show = (document: vscode.TextDocument): void => {
    if (document.isClosed || !isWanted(document)) return void collection.delete(document.uri);
    const found = claimsIn(documents, document).flatMap((place) => {
      const result = place.sound ? claims.known(place.target) : undefined;
      return result === undefined || result.status === 'holds' ? [] : [toEditor(place, result)];
    });
    collection.set(document.uri, found);
  };
  const check = (document: vscode.TextDocument): void => {
    if (!documents.speaks(document)) return;
    show(document);
    if (!isWanted(document)) return;
    for (const { sound, target } of claimsIn(documents, document)) {
      if (sound && claims.known(target) === undefined) void claims.check(target).catch(() => undefined);
    }
  };
  const all = new Debounced(() => {
    for (const { document } of vscode.window.visibleTextEditors) check(document);
  }, idle);
  const shown = new Debounced(() => {
    for (const document of vscode.workspace.textDocuments) if (documents.speaks(document)) show(document);
  }, 50);

  all.call();
  return vscode.Disposable.from(
    collection,
    all,
    shown,
    claims.onChange(() => shown.call()),
    onSettingsChange(() => {
      shown.call();
      all.call();
    }),
    dataChanged(() => all.call()),
    vscode.window.onDidChangeVisibleTextEditors(() => all.call()),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (!documents.speaks(document)) return;
      claims.keepOnly(
        document.uri.toString(),
        documents.regionsOf(document).map(({ text }) => text),
      );
      shown.call();
      all.call();
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      claims.keepOnly(uri.toString(), []);
      collection.delete(uri);
    }),
  );
}

function isWanted({ languageId }: vscode.TextDocument): boolean {
  return settings.claims() && (languageId !== 'markdown' || settings.markdownDiagnostics());
}

function toEditor({ range }: ClaimPlace, { status, message }: ClaimResult): vscode.Diagnostic {
  const failed = status === 'fails';
  const severity = failed ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const result = new vscode.Diagnostic(range, `${failed ? 'Fails' : 'Undecided'}: ${message}`, severity);
  result.source = diagnosticSource;
  result.code = failed ? failedCode : undecidedCode;
  return result;
}

/** Repairs of claims that fail: the found number in the place of the wrong one. */
export class ClaimFixProvider implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(
    private readonly documents: Documents,
    private readonly claims: Claims,
  ) {}

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    return claimsIn(this.documents, document)
      .filter((place) => place.range.intersection(range) !== undefined)
      .flatMap((place) => {
        const fixes = this.claims.known(place.target)?.fixes ?? [];
        return fixes.map(({ title, edits }, i) => {
          const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
          action.edit = new vscode.WorkspaceEdit();
          action.edit.set(
            document.uri,
            edits.map(({ span, text }) => vscode.TextEdit.replace(place.region.rangeOf(span), text)),
          );
          action.diagnostics = diagnostics.filter(
            ({ code, range: at }) => code === failedCode && at.isEqual(place.range),
          );
          action.isPreferred = i === 0;
          return action;
        });
      });
  }
}
