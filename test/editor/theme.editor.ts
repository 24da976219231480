import * as vscode from 'vscode';
import { closeAll, hoverText, openFixture, positionOf } from './documents';
import { ask, check, eventually, test } from './harness';

const themes = {
  'vscode-dark': 'Default Dark Modern',
  'vscode-light': 'Default Light Modern',
  'vscode-high-contrast': 'Default High Contrast',
  'vscode-high-contrast-light': 'Default High Contrast Light',
};

/** The SVG inside a hover. */
function pictureIn(markdown: string): string | undefined {
  const data = /data:image\/svg\+xml;base64,([A-Za-z0-9+/=]+)/.exec(markdown)?.[1];
  return data === undefined ? undefined : Buffer.from(data, 'base64').toString('utf8');
}

test('hover and landscape follow the four themes', async () => {
  const editor = await openFixture('flat.loss');
  const position = positionOf(editor.document, 'bowl', 1);
  editor.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('losscape.openLandscape');
  const configuration = vscode.workspace.getConfiguration('workbench');
  const pictures = new Set<string>();
  const surfaces = new Set<string>();
  try {
    for (const [bodyClass, theme] of Object.entries(themes)) {
      await configuration.update('colorTheme', theme, vscode.ConfigurationTarget.Global);
      await eventually(`the class ${bodyClass}`, async () => {
        const { count } = (await ask('panelQuery', { selector: `body.${bodyClass}` })) as { count: number };
        return count === 1 ? true : undefined;
      });
      surfaces.add((await ask('panelStyle', { selector: '.plot', property: 'color' })) as string);
      pictures.add(
        await eventually('a picture in the hover', async () => pictureIn(await hoverText(editor.document, position))),
      );
    }
  } finally {
    await configuration.update('colorTheme', undefined, vscode.ConfigurationTarget.Global);
  }
  check(pictures.size === 4, `the hovers of four themes have ${pictures.size} pictures`);
  check(surfaces.size >= 2, `the panels of four themes have ${surfaces.size} colours of text`);
  await closeAll();
});
