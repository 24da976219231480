import * as vscode from 'vscode';
import { closeAll, hoverText, messages, openText, positionOf, replace } from './documents';
import { ask, check, equal, eventually, test } from './harness';

const bowl = 'loss bowl(x, y) = x^2 + 2y^2\n';
const claimMessages = (document: vscode.TextDocument): vscode.Diagnostic[] =>
  messages(document).filter(({ code }) => String(code).startsWith('claim-'));
const none = (document: vscode.TextDocument): Promise<true> =>
  eventually('no message', () => (claimMessages(document).length === 0 ? true : undefined));

test('a claim that fails is an error on its line, and goes when it is mended', async () => {
  const editor = await openText(`${bowl}claim bowl has 1 minimum\nclaim bowl(1, 1) = 4\n`);
  const { document } = editor;
  const [first] = await eventually('a message', () =>
    claimMessages(document).length > 0 ? claimMessages(document) : undefined,
  );
  equal(document.getText(first!.range), 'claim bowl(1, 1) = 4', 'place of the message');
  equal([first!.severity, first!.code], [vscode.DiagnosticSeverity.Error, 'claim-failed'], 'kind of the message');
  check(first!.message.includes('bowl(1, 1) = 3, not 4'), `the message says: ${first!.message}`);
  await replace(editor, '= 4', '= 3');
  await none(document);
  await closeAll();
});

test('a quick fix puts the number that was found into a claim', async () => {
  const { document } = await openText(`${bowl}claim bowl has 4 minima\n`);
  const [message] = await eventually('a message', () =>
    claimMessages(document).length > 0 ? claimMessages(document) : undefined,
  );
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    message!.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const fix = actions.find(({ title }) => title === 'Replace 4 by 1');
  check(fix?.edit !== undefined, `no fix among: ${actions.map(({ title }) => title).join('; ')}`);
  await vscode.workspace.applyEdit(fix.edit);
  check(document.getText().includes('claim bowl has 1 minimum\n'), `the text is now: ${document.getText()}`);
  await none(document);
  await closeAll();
});

test('a claim that cannot be decided is a warning, and the setting turns both off', async () => {
  const { document } = await openText(
    `loss wide(w[5]) = sum(w^2)\nclaim wide has 1 minimum\nclaim wide(zeros()) = 1\n`,
  );
  const found = await eventually('two messages', () =>
    claimMessages(document).length === 2 ? claimMessages(document) : undefined,
  );
  equal(
    found.map(({ code, severity }) => [code, severity]),
    [
      ['claim-undecided', vscode.DiagnosticSeverity.Warning],
      ['claim-failed', vscode.DiagnosticSeverity.Error],
    ],
    'kinds of the messages',
  );
  const settings = vscode.workspace.getConfiguration('losscape');
  await settings.update('claims', false, vscode.ConfigurationTarget.Global);
  await none(document);
  await settings.update('claims', undefined, vscode.ConfigurationTarget.Global);
  await eventually('the messages again', () => (claimMessages(document).length === 2 ? true : undefined));
  await closeAll();
});

test('the hover of a claim tells its state', async () => {
  const { document } = await openText(`${bowl}claim bowl has no saddle\n`);
  const text = await eventually('the state', async () => {
    const hover = await hoverText(document, positionOf(document, 'has no'));
    return hover.includes('Holds') ? hover : undefined;
  });
  check(text.includes('no saddles'), `the hover says: ${text}`);
  await closeAll();
});

test('the command checks the claims of a file as a test run', async () => {
  await openText(
    `${bowl}claim bowl has 1 minimum\nclaim bowl(1, 1) > 5\nclaim minimum of bowl = 0\nclaim bowl has 1 minimum\n`,
  );
  const counts = await vscode.commands.executeCommand('losscape.checkClaims');
  equal(counts, { holds: 3, fails: 1, undecided: 0 }, 'counts');
  await closeAll();
});

test('the Test Explorer lists claims of files that nobody opened, and runs them', async () => {
  await closeAll();
  await vscode.commands.executeCommand('workbench.view.testing.focus');
  const rows = async (): Promise<string[]> =>
    (await ask('pageText', { selector: '.test-explorer .monaco-list-row' })) as string[];
  await eventually('the file in the Test Explorer', async () =>
    (await rows()).some((row) => row.includes('claims.loss')) ? true : undefined,
  );
  void vscode.commands.executeCommand('testing.runAll');
  const icons = async (): Promise<string[]> =>
    (await ask('pageClasses', { selector: '.test-explorer .computed-state' })) as string[];
  await eventually('a failed test', async () =>
    (await icons()).some((name) => name.includes('testing-failed')) ? true : undefined,
  );
  await vscode.commands.executeCommand('workbench.view.explorer');
  await closeAll();
});
