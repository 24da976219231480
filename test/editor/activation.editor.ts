import * as vscode from 'vscode';
import { check, test } from './harness';

test('the extension activates', async () => {
  const extension = vscode.extensions.getExtension('losscape.losscape');
  check(extension !== undefined, 'the extension is not there');
  await extension.activate();
  check(extension.isActive, 'it is not active');
});
