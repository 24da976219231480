import * as vscode from 'vscode';

/** Until the extension is active, the editor asks it nothing. */
async function activate(): Promise<void> {
  await vscode.extensions.getExtension('losscape.losscape')!.activate();
}

/** Opens a fixture of the test's workspace in the first column. */
export async function openFixture(name: string): Promise<vscode.TextEditor> {
  await activate();
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('The editor has no folder open.');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return vscode.window.showTextDocument(document, vscode.ViewColumn.One);
}

let opened = 0;

/** Opens a text as an unsaved file of a name of its own: an old name may come back with its backup. */
export async function openText(content: string, language = 'loss'): Promise<vscode.TextEditor> {
  await activate();
  const name = `text-${String(++opened)}.${language === 'markdown' ? 'md' : language}`;
  const document = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'untitled', path: name }));
  const editor = await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), content));
  return editor;
}

/** Where a piece of text stands in a document; `after` moves on by so many characters. */
export function positionOf(document: vscode.TextDocument, piece: string, after = 0): vscode.Position {
  const offset = document.getText().indexOf(piece);
  if (offset === -1) throw new Error(`"${piece}" is not in the document.`);
  return document.positionAt(offset + after);
}

/** Replaces a piece of text as one edit. */
export async function replace(editor: vscode.TextEditor, piece: string, text: string): Promise<void> {
  const start = positionOf(editor.document, piece);
  const end = positionOf(editor.document, piece, piece.length);
  await editor.edit((edit) => edit.replace(new vscode.Range(start, end), text));
}

/** All Markdown of the hovers at a position. */
export async function hoverText(document: vscode.TextDocument, position: vscode.Position): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    position,
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n\n');
}

/** The messages of Losscape about a document. */
export function messages(document: vscode.TextDocument): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === 'Losscape');
}

/** Closes every editor without saving. */
export async function closeAll(): Promise<void> {
  for (const { document } of vscode.window.visibleTextEditors)
    if (document.isDirty) {
      await vscode.window.showTextDocument(document);
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
