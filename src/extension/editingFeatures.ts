import * as vscode from 'vscode';
import { completions } from '../language/editor/completion';
import type { Completion, CompletionKind } from '../language/editor/completionEntry';
import type { TextEdit } from '../language/editor/edits';
import { formatEdits } from '../language/editor/format';
import { prepareRename, rename } from '../language/editor/rename';
import { signatureHelp } from '../language/editor/signatureHelp';
import { lossSelector, type Documents, type Region } from './documents';
import { settings } from './settings';

/** Registers what helps while typing, for files and for fences in Markdown alike. */
export function registerEditingFeatures(documents: Documents): vscode.Disposable {
  return vscode.Disposable.from(
    vscode.languages.registerCompletionItemProvider(lossSelector, completionProvider(documents), '.'),
    vscode.languages.registerSignatureHelpProvider(lossSelector, signatureProvider(documents), '(', ','),
    vscode.languages.registerRenameProvider(lossSelector, renameProvider(documents)),
    registerFormatting(documents),
  );
}

function completionProvider(documents: Documents): vscode.CompletionItemProvider {
  return {
    provideCompletionItems: (document, position) => {
      const region = documents.regionAt(document, position);
      if (region === undefined) return undefined;
      const offset = region.offsetAt(position);
      return completions(region.model, offset).map((completion) => toItem(region, position, completion));
    },
  };
}

function toItem(region: Region, position: vscode.Position, completion: Completion): vscode.CompletionItem {
  const { label, kind, detail, documentation, insert, isSnippet, replace, rank } = completion;
  const item = new vscode.CompletionItem({ label, ...detailBeside(detail) }, itemKind(kind));
  item.detail = detail;
  if (documentation !== '') item.documentation = new vscode.MarkdownString().appendText(documentation);
  item.insertText = isSnippet ? new vscode.SnippetString(insert) : insert;
  const replacing = region.rangeOf(replace);
  item.range = { inserting: new vscode.Range(replacing.start, position), replacing };
  item.sortText = String(rank).padStart(3, '0') + label;
  return item;
}

/** What is short enough to stand beside the label. */
function detailBeside(detail: string): { description?: string } {
  return detail === '' || detail.length > 40 ? {} : { description: detail };
}

function itemKind(kind: CompletionKind): vscode.CompletionItemKind {
  switch (kind) {
    case 'keyword':
      return vscode.CompletionItemKind.Keyword;
    case 'snippet':
      return vscode.CompletionItemKind.Snippet;
    case 'function':
      return vscode.CompletionItemKind.Function;
    case 'constant':
      return vscode.CompletionItemKind.Constant;
    case 'parameter':
    case 'variable':
      return vscode.CompletionItemKind.Variable;
    case 'table':
      return vscode.CompletionItemKind.Struct;
    case 'column':
      return vscode.CompletionItemKind.Field;
  }
}

function signatureProvider(documents: Documents): vscode.SignatureHelpProvider {
  return {
    provideSignatureHelp: (document, position) => {
      const region = documents.regionAt(document, position);
      const found = region === undefined ? undefined : signatureHelp(region.model, region.offsetAt(position));
      if (found === undefined) return undefined;
      const signature = new vscode.SignatureInformation(
        found.label,
        new vscode.MarkdownString().appendText(found.documentation),
      );
      signature.parameters = found.parameters.map(([start, end]) => new vscode.ParameterInformation([start, end]));
      const help = new vscode.SignatureHelp();
      help.signatures = [signature];
      help.activeParameter = found.active;
      return help;
    },
  };
}

/** The editor shows the message of what is thrown: a refusal is a sentence for the person who asked. */
function renameProvider(documents: Documents): vscode.RenameProvider {
  const at = (document: vscode.TextDocument, position: vscode.Position): { region: Region; offset: number } => {
    const region = documents.regionAt(document, position);
    if (region === undefined) throw new Error('There is no loss here.');
    return { region, offset: region.offsetAt(position) };
  };
  return {
    prepareRename: (document, position) => {
      const { region, offset } = at(document, position);
      const answer = prepareRename(region.model, offset);
      if (!answer.ok) throw new Error(answer.message);
      return { range: region.rangeOf(answer.span), placeholder: answer.name };
    },
    provideRenameEdits: (document, position, newName) => {
      const { region, offset } = at(document, position);
      const answer = rename(region.model, offset, newName);
      if (!answer.ok) throw new Error(answer.message);
      const edit = new vscode.WorkspaceEdit();
      edit.set(document.uri, toEdits(region, answer.edits));
      return edit;
    },
  };
}

/** Edits in a region's offsets as edits of its document. */
export function toEdits(region: Region, edits: readonly TextEdit[]): vscode.TextEdit[] {
  return edits.map(({ span, text }) => vscode.TextEdit.replace(region.rangeOf(span), text));
}

function registerFormatting(documents: Documents): vscode.Disposable {
  const edits = (document: vscode.TextDocument): vscode.TextEdit[] =>
    document.languageId === 'markdown' && !settings.markdownFormatting()
      ? []
      : documents
          .regionsOf(document)
          .filter((region) => !isIndented(region))
          .flatMap((region) => toEdits(region, formatEdits(region.text)));
  return vscode.Disposable.from(
    vscode.languages.registerDocumentFormattingEditProvider(lossSelector, { provideDocumentFormattingEdits: edits }),
    vscode.languages.registerDocumentRangeFormattingEditProvider(lossSelector, {
      provideDocumentRangeFormattingEdits: (document, range) =>
        edits(document).filter((edit) => range.intersection(edit.range) !== undefined),
    }),
  );
}

/** A fence inside a list item: its lines carry the item's indentation, which formatting would take away. */
function isIndented(region: Region): boolean {
  const { line } = region.positionAt(0);
  return region.start > 0 && line > 0 && /^\s/.test(region.document.lineAt(line - 1).text);
}
