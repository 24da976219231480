import * as vscode from 'vscode';
import { closeAll, hoverText, openFixture, positionOf } from './documents';
import { ask, check, equal, eventually, test } from './harness';

async function at(editor: vscode.TextEditor, piece: string): Promise<void> {
  const position = positionOf(editor.document, piece);
  editor.selection = new vscode.Selection(position, position);
  await Promise.resolve();
}

test('every command of the manifest is registered', async () => {
  const manifest = vscode.extensions.getExtension('losscape.losscape')!.packageJSON as {
    contributes: { commands: { command: string }[] };
  };
  const known = new Set(await vscode.commands.getCommands(true));
  for (const { command } of manifest.contributes.commands) check(known.has(command), `${command} is not registered`);
});

test('gradient and Hessian are copied as LaTeX', async () => {
  await at(await openFixture('flat.loss'), 'bowl');
  await vscode.commands.executeCommand('losscape.copyGradient');
  const gradient = await vscode.env.clipboard.readText();
  check(gradient.startsWith('\\nabla \\operatorname{bowl} = \\begin{pmatrix}'), `the clipboard holds: ${gradient}`);
  await vscode.commands.executeCommand('losscape.copyHessian');
  const hessian = await vscode.env.clipboard.readText();
  check(/\\nabla\^2 .*\n {2}2 & 0 \\\\\n {2}0 & 2\n/.test(hessian), `the clipboard holds: ${hessian}`);
  await closeAll();
});

test('the report is a document', async () => {
  await at(await openFixture('flat.loss'), 'bowl');
  await vscode.commands.executeCommand('losscape.showCriticalPoints');
  const report = await eventually('the report', () =>
    vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'losscape-report'),
  );
  check(report.getText().includes('bowl'), `the report says: ${report.getText().slice(0, 200)}`);
  equal(report.languageId, 'markdown', 'language of the report');
  await closeAll();
});

test('the picture is exported', async () => {
  await at(await openFixture('flat.loss'), 'bowl');
  const [folder] = vscode.workspace.workspaceFolders!;
  const file = vscode.Uri.joinPath(folder!.uri, 'bowl.svg');
  const done = vscode.commands.executeCommand('losscape.exportPicture');
  await eventually('the save dialog', async () => {
    const titles = (await ask('pageText', { selector: '.quick-input-title' })) as string[];
    return titles.some((title) => title.includes('Save the picture')) ? true : undefined;
  });
  await ask('press', { key: 'Enter' });
  await done;
  const svg = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  check(svg.startsWith('<svg') || svg.startsWith('<?xml'), `the file begins: ${svg.slice(0, 60)}`);
  await closeAll();
});

test('a new file and a copy of an example open', async () => {
  await vscode.commands.executeCommand('losscape.newFile');
  equal(vscode.window.activeTextEditor?.document.languageId, 'loss', 'language of the new file');
  await closeAll();
  await vscode.commands.executeCommand('losscape.openExample', 'himmelblau.loss');
  const document = vscode.window.activeTextEditor?.document;
  check(document?.isUntitled === true && document.getText().includes('himmelblau'), 'the example did not open');
  await closeAll();
});

test('after a restart the worker answers again', async () => {
  const { document } = await openFixture('flat.loss');
  await vscode.commands.executeCommand('losscape.restartWorker');
  await eventually('a complete hover', async () =>
    (await hoverText(document, positionOf(document, 'bowl', 1))).includes('| Point |') ? true : undefined,
  );
  await closeAll();
});

test('a command without a loss says what to do and does not fail', async () => {
  await closeAll();
  await vscode.commands.executeCommand('losscape.copyGradient');
});

test('the chapter opens file by file, with its landscape, and the walkthrough', async () => {
  await vscode.commands.executeCommand('losscape.openChapter', 12);
  const first = await eventually('the twelfth file', () => vscode.window.activeTextEditor?.document);
  check(first.getText().includes('population'), `the file begins: ${first.getText().slice(0, 60)}`);
  await eventually('its landscape', () =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(({ input }) => input instanceof vscode.TabInputWebview),
  );
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', first.uri);
  const titles = lenses.map(({ command }) => command?.title);
  check(titles.includes('Chapter, file 12') && titles.includes('Next file'), `the lenses say ${titles.join(', ')}`);
  await vscode.commands.executeCommand('losscape.nextChapter');
  await eventually('the first file again', () =>
    vscode.window.activeTextEditor?.document.getText().includes('loss model(') === true ? true : undefined,
  );
  await closeAll();
  await vscode.commands.executeCommand('losscape.walkChapter');
  await eventually('the walkthrough', async () => {
    const texts = (await ask('pageText', { selector: '.getting-started-step' })) as string[];
    return texts.some((text) => text.includes('A loss near a point')) ? true : undefined;
  });
  await closeAll();
});
