import * as vscode from 'vscode';
import { closeAll, hoverText, openText, positionOf, replace } from './documents';
import { ask, check, eventually, test } from './harness';

/** The text of what is found in the panel; empty where nothing is. */
async function panelText(selector: string): Promise<string> {
  const found = (await ask('panelQuery', { selector }).catch(() => undefined)) as { text: string } | undefined;
  return found?.text ?? '';
}

const text = `const b = 3 in [0, 5]
loss bowl(x, y) = x^2 + y^2
spectrum goe(n = 80, spikes = (b, -4), draws = 4)
`;

test('a spectrum has a lens, a hover, and a panel that follows text and cursor', async () => {
  const editor = await openText(text);
  const { document } = editor;
  const place = positionOf(document, 'goe', 1);
  const hover = await eventually('a hover with its picture', async () => {
    const found = await hoverText(document, place);
    return found.includes('data:image/svg+xml;base64,') ? found : undefined;
  });
  check(/80 × 80 with 2 spikes: outliers at 3/.test(hover), `the hover says: ${hover.slice(0, 300)}`);
  check(hover.includes('command:losscape.openSpectrum?'), 'no link to the view');
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    document.uri,
    10,
  );
  const lens = lenses.find(({ command }) => command?.title === 'Open spectrum');
  check(lens?.range.start.line === 2, 'no lens over the spectrum');
  await vscode.commands.executeCommand(lens!.command!.command, ...(lens!.command!.arguments as unknown[]));
  await eventually('the table', async () => ((await panelText('.part-outliers')).includes('3.333') ? true : undefined));
  await replace(editor, 'spikes = (b', 'spikes = (2');
  await eventually('the table after typing', async () =>
    (await panelText('.part-outliers')).includes('2.5') ? true : undefined,
  );
  await replace(editor, 'draws = 4', 'draws = 0');
  await eventually('the note', async () =>
    (await panelText('.note')).includes('last good picture') ? true : undefined,
  );
  const loss = positionOf(document, 'bowl');
  editor.selection = new vscode.Selection(loss, loss);
  await eventually('the landscape', async () =>
    (await panelText('.verdict')).includes('1 minimum') ? true : undefined,
  );
  await vscode.window.showTextDocument(document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});
