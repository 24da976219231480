import * as vscode from 'vscode';
import { closeAll, hoverText, messages, openFixture, openText, positionOf } from './documents';
import { check, equal, eventually, test } from './harness';

const fitted = 'data points = csv("points.csv")\nloss fit(a, b) = mean((a*p.x + b - p.y)^2 for p in points)\n';

function fileOf(name: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.workspace.workspaceFolders![0]!.uri, name);
}

async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(fileOf(name), new TextEncoder().encode(text));
}

test('a table is read from a csv file, and again when the file changes', async () => {
  await write('points.csv', 'x,y\n0,1\n1,3\n2,5\n');
  await write('fit.loss', fitted);
  const { document } = await openFixture('fit.loss');
  const place = positionOf(document, 'fit(');
  const found = await eventually('the minimum', async () => {
    const text = await hoverText(document, place);
    return text.includes('1 minimum') ? text : undefined;
  });
  check(found.includes('(2, 1)'), `the line y = 2x + 1 is not in: ${found}`);
  await write('points.csv', 'x,y\n0,4\n1,4\n2,4\n');
  await eventually('the new minimum', async () =>
    (await hoverText(document, place)).includes('(0, 4)') ? true : undefined,
  );
  await write('points.csv', 'x,y\n0,4\n1,four\n');
  const [message] = await eventually('a message', () =>
    messages(document).length > 0 ? messages(document) : undefined,
  );
  equal(document.getText(message!.range), '"points.csv"', 'place of the message');
  check(message!.message.includes('Row 2, column "y"'), `the message is: ${message!.message}`);
  await vscode.workspace.fs.delete(fileOf('points.csv'));
  await eventually('another message', () =>
    messages(document)[0]?.message.includes('no such file') === true ? true : undefined,
  );
  await write('points.csv', 'x,y\n0,1\n1,3\n2,5\n');
  await eventually('no message', () => (messages(document).length === 0 ? true : undefined));
  await closeAll();
});

test('files outside the workspace are not read', async () => {
  await write('outside.loss', fitted.replace('points.csv', '../../secret.csv'));
  const { document } = await openFixture('outside.loss');
  const [message] = await eventually('a message', () =>
    messages(document).length > 0 ? messages(document) : undefined,
  );
  check(message!.message.includes('outside the workspace'), `the message is: ${message!.message}`);
  await closeAll();
});

test('an unsaved text says that it must be saved, but a copy of an example finds its data', async () => {
  const { document } = await openText(fitted);
  const [message] = await eventually('a message', () =>
    messages(document).length > 0 ? messages(document) : undefined,
  );
  check(message!.message.includes('Save this file first'), `the message is: ${message!.message}`);
  await closeAll();
  await vscode.commands.executeCommand('losscape.openExample', 'penguins-logistic.loss');
  const copy = vscode.window.activeTextEditor!.document;
  await eventually('the penguins', async () => {
    const text = await hoverText(copy, positionOf(copy, 'logistic('));
    return text.includes('1 minimum') ? true : undefined;
  });
  equal(messages(copy).length, 0, 'number of messages');
  await closeAll();
});

test('a hover on a network says what its parameters are', async () => {
  const { document } = await openText(
    'data d(x, y) = (0, 1), (1, 0)\nloss net(W[12,2], v[12]) = mean((dot(v, tanh(W*[p.x, 1])) - p.y)^2 for p in d)\n',
  );
  const text = await eventually('the hover', async () => {
    const shown = await hoverText(document, positionOf(document, 'net('));
    return shown.includes('36 parameters') ? shown : undefined;
  });
  check(text.includes('12, 2'), `the shape is not in: ${text}`);
  check((await hoverText(document, positionOf(document, 'W['))).includes('matrix 12×2'), 'the shape of W is shown');
  await closeAll();
});
