import * as vscode from 'vscode';
import { closeAll, openFixture, positionOf, replace } from './documents';
import { ask, check, equal, eventually, test } from './harness';

async function panelText(selector = '#app'): Promise<string> {
  return ((await ask('panelQuery', { selector })) as { text: string }).text;
}

async function openOn(piece: string): Promise<vscode.TextEditor> {
  const editor = await openFixture('flat.loss');
  const position = positionOf(editor.document, piece);
  editor.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('losscape.openLandscape');
  return editor;
}

function landscapeTab(): vscode.Tab | undefined {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('losscape.landscape'));
}

test('the landscape opens beside the editor and leaves the focus there', async () => {
  const editor = await openOn('flat(');
  const tab = await eventually('the tab', landscapeTab);
  equal(tab.label, 'Landscape: flat', 'title');
  equal(tab.group.viewColumn, vscode.ViewColumn.Two, 'column');
  equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString(), 'active editor');
  await eventually('the loss in the panel', async () => ((await panelText()).includes('flat') ? true : undefined));
});

test('the landscape follows the cursor', async () => {
  const editor = await openOn('flat(');
  const position = positionOf(editor.document, 'bowl');
  editor.selection = new vscode.Selection(position, position);
  await eventually('the other loss', () => (landscapeTab()?.label === 'Landscape: bowl' ? true : undefined));
});

test('the landscape follows typing, and keeps the last good picture while the text is broken', async () => {
  const editor = await openOn('bowl');
  await eventually('the loss in the panel', async () => ((await panelText()).includes('bowl') ? true : undefined));
  await replace(editor, '(x - 1)^2', '(x - nowhere)^2');
  await eventually('the note', async () => ((await panelText()).includes('last good picture') ? true : undefined));
  check((await panelText()).includes('bowl'), 'the last good picture is gone');
  await replace(editor, 'nowhere', '1');
  await eventually('no note', async () => ((await panelText()).includes('last good picture') ? undefined : true));
  await closeAll();
});

test('only one landscape is open, and it can be closed', async () => {
  await openOn('flat(');
  await openOn('bowl');
  const tabs = vscode.window.tabGroups.all
    .flatMap(({ tabs: all }) => all)
    .filter(({ input }) => input instanceof vscode.TabInputWebview);
  equal(tabs.length, 1, 'number of panels');
  await closeAll();
  equal(landscapeTab(), undefined, 'tab');
});
