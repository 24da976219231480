import * as vscode from 'vscode';
import { closeAll, openFixture } from './documents';
import { check, equal, eventually, test } from './harness';

async function titles(uri: vscode.Uri): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
  return lenses.map(({ command }) => command?.title ?? '');
}

test('a lens over each loss opens the landscape and counts the points', async () => {
  const { document } = await openFixture('flat.loss');
  const found = await eventually('counts', async () => {
    const all = await titles(document.uri);
    return all.filter((title) => /\d/.test(title)).length === 2 ? all : undefined;
  });
  equal(found.filter((title) => title.includes('Open landscape')).length, 2, 'links to the landscape');
  check(
    found.some((title) => title === '1 minimum'),
    `the lenses say: ${found.join('; ')}`,
  );
  await closeAll();
});

test('the setting switches the lenses off', async () => {
  const { document } = await openFixture('flat.loss');
  const configuration = vscode.workspace.getConfiguration('losscape');
  await configuration.update('codeLens', false, vscode.ConfigurationTarget.Global);
  try {
    await eventually('no lenses', async () => ((await titles(document.uri)).length === 0 ? true : undefined));
  } finally {
    await configuration.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
  }
  await closeAll();
});
