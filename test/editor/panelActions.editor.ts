import * as vscode from 'vscode';
import { closeAll, openFixture, openText, positionOf } from './documents';
import { ask, check, equal, eventually, test } from './harness';

interface Found {
  readonly count: number;
  readonly text: string;
}

const alpha = 'input[aria-label="Constant alpha, as a number"]';

async function query(selector: string): Promise<Found> {
  return (await ask('panelQuery', { selector })) as Found;
}

/** Opens the landscape of the loss at a piece of text, and waits until the panel shows it. */
async function show(editor: vscode.TextEditor, piece: string, name: string): Promise<void> {
  const position = positionOf(editor.document, piece);
  editor.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('losscape.openLandscape');
  await eventually(`${name} in the panel`, async () => {
    const frames = await query('.head select option:checked').catch(() => undefined);
    return frames?.text === name ? true : undefined;
  });
}

async function settle(editor: vscode.TextEditor): Promise<void> {
  await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
}

test('a moved constant is written to the file, and undone at one stroke', async () => {
  const editor = await openFixture('flat.loss');
  const before = editor.document.getText();
  await show(editor, 'flat(', 'flat');
  await ask('panelFill', { selector: alpha, value: '0.75' });
  equal(editor.document.getText(), before, 'text while the slider moves');
  await ask('panelClickText', { text: 'Write to file' });
  const after = before.replace('alpha = 0.5 in', 'alpha = 0.75 in');
  await eventually('the new value in the text', () => (editor.document.getText() === after ? true : undefined));
  await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('undo');
  equal(editor.document.getText(), before, 'text after undo');
  await settle(editor);
});

test('a constant of the shown fence is written, not one of its name in another', async () => {
  const fence = (name: string): string =>
    `\`\`\`loss\nconst alpha = 1 in [0, 2]\nloss ${name}(x) = alpha*x^2\n\`\`\`\n`;
  const editor = await openText(`${fence('one')}\ntext\n\n${fence('two')}`, 'markdown');
  await show(editor, 'two(', 'two');
  await ask('panelFill', { selector: alpha, value: '1.5' });
  await ask('panelClickText', { text: 'Write to file' });
  const text = await eventually('the new value', () => {
    const now = editor.document.getText();
    return now.includes('1.5') ? now : undefined;
  });
  check(text.indexOf('1.5') > text.indexOf('loss one'), 'the value went to the other fence');
  await settle(editor);
});

test('a pinned landscape stays when the cursor goes to another loss', async () => {
  const editor = await openFixture('flat.loss');
  await show(editor, 'flat(', 'flat');
  await ask('panelClick', { selector: 'button[aria-label="Keep this loss shown"]' });
  await eventually('the pin', async () => {
    const pinned = await query('button[aria-label="Follow the cursor again"]');
    return pinned.count === 1 ? true : undefined;
  });
  const position = positionOf(editor.document, 'bowl');
  editor.selection = new vscode.Selection(position, position);
  await new Promise((resolve) => setTimeout(resolve, 600));
  equal((await query('.head select option:checked')).text, 'flat', 'shown loss');
  await ask('panelClick', { selector: 'button[aria-label="Follow the cursor again"]' });
  await closeAll();
});

test('the panel reveals its source', async () => {
  const editor = await openFixture('flat.loss');
  await show(editor, 'flat(', 'flat');
  await ask('panelClick', { selector: 'button[aria-label="Show constant alpha in source"]' });
  const wanted = positionOf(editor.document, 'alpha = 0.5');
  await eventually('the selection', () => {
    const shown = vscode.window.visibleTextEditors.find(({ document }) => document === editor.document);
    return shown?.selection.start.isEqual(wanted) === true ? true : undefined;
  });
  await closeAll();
});

test('what is typed goes to the editor while the landscape follows', async () => {
  const editor = await openFixture('flat.loss');
  await show(editor, 'bowl', 'bowl');
  await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('cursorBottom');
  await ask('type', { text: '# note' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await ask('type', { text: ' goes on' });
  await eventually('the typed text', () => (editor.document.getText().endsWith('# note goes on') ? true : undefined));
  await settle(editor);
});

test('optimizers run from the palette', async () => {
  const editor = await openFixture('flat.loss');
  await show(editor, 'flat(', 'flat');
  await vscode.commands.executeCommand('losscape.runOptimizers');
  await eventually('a pause button or paths', async () => {
    const { count } = await query('.runs path, .run-path, path.path');
    return count > 0 ? true : undefined;
  });
  await closeAll();
});

test('after a restart of the worker the panel finds its critical points again', async () => {
  const editor = await openFixture('flat.loss');
  await show(editor, 'bowl', 'bowl');
  const proved = async (): Promise<true | undefined> =>
    (await query('.verdict')).text.includes('none missed') ? true : undefined;
  await eventually('a verdict', proved);
  await vscode.commands.executeCommand('losscape.restartWorker');
  await show(editor, 'flat(', 'flat');
  await eventually('another verdict', async () =>
    (await query('.verdict')).text.includes('degenerate') ? true : undefined,
  );
  await closeAll();
});

test('a race is saved as CSV and an animation as GIF, through the editor', async () => {
  const files = vscode.workspace.getConfiguration('files');
  await files.update('simpleDialog.enable', true, vscode.ConfigurationTarget.Global);
  const editor = await openFixture('flat.loss');
  try {
    await show(editor, 'flat(', 'flat');
    const saved = async (button: string, name: string): Promise<Uint8Array> => {
      await ask('panelClickText', { text: button });
      const uri = vscode.Uri.joinPath(editor.document.uri, '..', name);
      const bytes = await eventually(`the file ${name}`, async () => {
        // The dialog proposes the name beside the document: it is taken.
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        try {
          return await vscode.workspace.fs.readFile(uri);
        } catch {
          return undefined;
        }
      });
      await vscode.workspace.fs.delete(uri);
      return bytes;
    };
    await ask('panelClick', { selector: '.part-race button.primary' });
    await eventually('the table', async () => ((await query('.race-table tbody tr')).count > 0 ? true : undefined));
    const csv = new TextDecoder().decode(await saved('Save as CSV', 'flat-race.csv'));
    check(csv.startsWith('method,options,start'), 'the table is a table');
    const gif = await saved('Save as GIF', 'flat.gif');
    equal(String.fromCharCode(...gif.subarray(0, 6)), 'GIF89a', 'head of the animation');
    equal(gif.at(-1), 0x3b, 'its end');
  } finally {
    await files.update('simpleDialog.enable', undefined, vscode.ConfigurationTarget.Global);
    await settle(editor);
  }
});
