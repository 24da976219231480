/**
 * Runs in the extension host of a real VS Code, in place of tests. Writes into the file that LOSSCAPE_PROBE names how many milliseconds
 * the extension took to activate, where LOSSCAPE_PROBE_PART says so, or from opening a file to its first hover.
 */
const { writeFileSync } = require('node:fs');
const { performance } = require('node:perf_hooks');
const vscode = require('vscode');

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function activation() {
  const start = performance.now();
  await vscode.extensions.getExtension('losscape.losscape').activate();
  return performance.now() - start;
}

async function firstHover() {
  const start = performance.now();
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(process.env.LOSSCAPE_PROBE_FILE));
  await vscode.window.showTextDocument(document);
  const place = document.positionAt(document.getText().indexOf('himmelblau') + 2);
  for (;;) {
    const hovers = await vscode.commands.executeCommand('vscode.executeHoverProvider', document.uri, place);
    if (hovers.some(({ contents }) => contents.some((content) => (content.value ?? content).includes('himmelblau')))) {
      return performance.now() - start;
    }
    await wait(2);
  }
}

exports.run = async () => {
  const milliseconds = process.env.LOSSCAPE_PROBE_PART === 'activation' ? await activation() : await firstHover();
  writeFileSync(process.env.LOSSCAPE_PROBE, JSON.stringify(milliseconds));
};
