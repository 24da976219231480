import * as vscode from 'vscode';
import { closeAll, messages, openFixture, openText, positionOf, replace } from './documents';
import { check, equal, eventually, test } from './harness';

test('mistakes are reported as one types, and go when they are mended', async () => {
  const editor = await openText('loss bowl(x, y) = x^2 + z^2\n');
  const { document } = editor;
  const [first] = await eventually('a message', () => (messages(document).length > 0 ? messages(document) : undefined));
  equal(document.getText(first!.range), 'z', 'place of the message');
  await replace(editor, 'z^2', 'y^2');
  await eventually('no message', () => (messages(document).length === 0 ? true : undefined));
  await closeAll();
});

test('a quick fix mends an unknown name', async () => {
  const { document } = await openText('const alpha = 2\nloss bowl(x) = alhpa*x^2\n');
  const [message] = await eventually('a message', () =>
    messages(document).some(({ code }) => code === 'unknown-name') ? messages(document) : undefined,
  );
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    message!.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const fix = actions.find(({ title, edit }) => title.includes('alpha') && edit !== undefined);
  check(fix?.edit !== undefined, `no fix among: ${actions.map(({ title }) => title).join('; ')}`);
  await vscode.workspace.applyEdit(fix.edit);
  check(document.getText().includes('alpha*x^2'), `the text is now: ${document.getText()}`);
  await eventually('no message', () => (messages(document).length === 0 ? true : undefined));
  await closeAll();
});

test('a fence in Markdown is checked where it stands', async () => {
  const { document } = await openFixture('notes.md');
  const found = await eventually('a message', () => (messages(document).length > 0 ? messages(document) : undefined));
  equal(found.length, 1, 'number of messages');
  equal(found[0]!.range.start, positionOf(document, 'nothing'), 'place of the message');
  await closeAll();
});
