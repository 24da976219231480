import * as vscode from 'vscode';
import { closeAll, hoverText, openFixture, openText, positionOf } from './documents';
import { check, eventually, test } from './harness';

/** A loss whose search takes a while. */
const slow = `loss rastrigin(x, y) = 20 + x^2 + y^2 - 10*cos(2*pi*x) - 10*cos(2*pi*y)
  on x in [-5, 6], y in [-5, 6]
`;

test('a hover answers at once, and is complete soon after', async () => {
  const { document } = await openText(slow);
  const position = positionOf(document, 'rastrigin', 2);
  const start = Date.now();
  const first = await hoverText(document, position);
  const waited = Date.now() - start;
  check(waited < 1_500, `the first hover took ${waited} ms`);
  check(/Searching for critical points|529/.test(first), `the first hover says: ${first.slice(0, 300)}`);
  const full = await eventually(
    'a complete hover',
    async () => {
      const text = await hoverText(document, position);
      return text.includes('| Point | Value |') ? text : undefined;
    },
    40_000,
  );
  check(full.includes('529 critical points'), `the complete hover says: ${full.slice(0, 300)}`);
  check(full.includes('and 520 more'), 'the table is not cut at nine rows');
  check(full.length <= 95_000, `the hover has ${full.length} characters`);
  await closeAll();
});

test('a hover on a loss shows verdict, gradient, picture and links', async () => {
  const { document } = await openFixture('flat.loss');
  for (const piece of ['bowl', '(x - 1)^2 + y^2']) {
    const position = positionOf(document, piece, 1);
    const text = await eventually('a complete hover', async () => {
      const found = await hoverText(document, position);
      return found.includes('data:image/svg+xml;base64,') && found.includes('| Point |') ? found : undefined;
    });
    check(/\*\*1 minimum in .*proved, none missed/.test(text), `no verdict in: ${text.slice(0, 200)}`);
    check(
      /\(1, 0\) \| 0 \| (?:&nbsp;)*minimum \| (?:&nbsp;)*2, 2/.test(text),
      `no row of the minimum in: ${text.slice(-900)}`,
    );
    check(text.includes('∂L/∂y = 2y'), `no gradient in: ${text.slice(-900)}`);
    for (const command of ['openLandscape', 'copyGradient', 'showCriticalPoints'])
      check(text.includes(`command:losscape.${command}?`), `no link to ${command}`);
  }
  await closeAll();
});

test('a hover on a constant explains it', async () => {
  const { document } = await openFixture('flat.loss');
  const text = await hoverText(document, positionOf(document, 'alpha*x', 2));
  check(text.includes('const alpha = 0.5'), `the hover says: ${text.slice(0, 300)}`);
  await closeAll();
});

test('the Markdown of a hover trusts only its own commands', async () => {
  const { document } = await openFixture('flat.loss');
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    document.uri,
    positionOf(document, 'bowl', 1),
  );
  for (const content of hovers.flatMap(({ contents }) => contents as vscode.MarkdownString[]))
    check(content.isTrusted !== true, 'a hover trusts every command');
  await closeAll();
});

test('a loss in a fence of Markdown has the same hover', async () => {
  const { document } = await openFixture('notes.md');
  const position = positionOf(document, 'bowl', 1);
  const text = await eventually('a complete hover', async () => {
    const found = await hoverText(document, position);
    return found.includes('| Point |') && found.includes('data:image/svg+xml') ? found : undefined;
  });
  check(/\*\*1 minimum in/.test(text), `no verdict in: ${text.slice(0, 200)}`);
  check((await hoverText(document, positionOf(document, 'Another'))) === '', 'text outside of fences has a hover');
  await closeAll();
});

test('the hover of the second of two equal losses is about its own fence', async () => {
  const fence = (power: number): string => `\`\`\`loss\nloss f(x) = (x - ${power})^2\n\`\`\`\n`;
  const { document } = await openText(`${fence(1)}\n${fence(3)}`, 'markdown');
  const position = positionOf(document, 'x - 3', 2);
  await eventually('the point of the second', async () =>
    (await hoverText(document, position)).includes('| 3 | 0 |') ? true : undefined,
  );
  await closeAll();
});
