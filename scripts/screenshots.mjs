/**
 * Pictures of the product in a real VS Code, in four themes, into `.cache/screenshots/`. `--publish` also writes the few
 * that README.md shows into docs/images/.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './bootstrap.mjs';
import { at } from './process.mjs';
import { shrinkPng } from './shrink-png.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};
/** Pictures that README.md shows. */
const published = ['hover-dark', 'panel-dark', 'panel-light', 'network-dark'];
const settings = {
  'workbench.activityBar.location': 'hidden',
  'editor.minimap.enabled': false,
  'editor.hover.delay': 100,
  'editor.fontSize': 14,
  'workbench.layoutControl.enabled': false,
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
  'editor.wordWrap': 'on',
  'remote.autoForwardPorts': false,
};

await ensureInstalled();
const { openEditor, panelFrame } = await import('./editor-page.mjs');
const { hoverUntil, openFile, runCommand, waitForEditor } = await import('./editor-hands.mjs');
const { findVSCode } = await import('./find-vscode.mjs');
const { packageExtension } = await import('./package.mjs');

const vscode = await findVSCode({ visible: false });
const vsix = await packageExtension(at('.cache', 'losscape.vsix'));
const target = at('.cache', 'screenshots');
mkdirSync(target, { recursive: true });
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
for (const [name, theme] of Object.entries(themes)) {
  if (wanted.length === 0 || wanted.includes(name)) await shoot(name, theme);
}
if (process.argv.includes('--publish')) {
  mkdirSync(at('docs', 'images'), { recursive: true });
  for (const name of published) {
    const image = at('docs', 'images', `${name}.png`);
    copyFileSync(path.join(target, `${name}.png`), image);
    shrinkPng(image);
  }
}
process.exit(0);

/** Hover and panel in one theme. */
async function shoot(name, theme) {
  const folder = mkdtempSync(path.join(tmpdir(), 'losscape-pictures-'));
  cpSync(at('media', 'examples'), path.join(folder, 'examples'), { recursive: true });
  const editor = await openEditor(vscode, {
    folder: path.join(folder, 'examples'),
    data: path.join(folder, 'data'),
    vsix,
    settings: { ...settings, 'workbench.colorTheme': theme },
    size: { width: 1400, height: 1040 },
  });
  const save = async (what, clip) => {
    await page.screenshot({ path: path.join(target, `${what}-${name}.png`), ...(clip === undefined ? {} : { clip }) });
    console.log(`${what}-${name}.png`);
  };
  const page = editor.page();
  try {
    await waitForEditor(page);
    await runCommand(page, 'View: Close Primary Side Bar').catch(() => page.keyboard.press('Control+B'));
    await openFile(page, 'himmelblau.loss');
    await hoverUntil(page, 'himmelblau', 'none missed');
    await page.waitForTimeout(800);
    await save('hover', { x: 0, y: 0, width: 860, height: 402 });
    await page.mouse.move(5, 5);
    await page.keyboard.press('Escape');
    await openFile(page, 'flat-saddle.loss');
    await runCommand(page, 'Losscape: Run Optimizers');
    const frame = await panelFrame(page, 60_000);
    await frame.waitForSelector('svg', { timeout: 60_000 });
    await page.mouse.move(300, 700);
    await page.waitForTimeout(4_000);
    await save('panel');
    await openFile(page, 'penguins-network.loss');
    await runCommand(page, 'Losscape: Open Landscape');
    const network = await panelFrame(page, 60_000);
    await network.getByRole('button', { name: 'Train', exact: true }).click({ timeout: 60_000 });
    await page.mouse.move(300, 900);
    // Training, the slice around its end, the spectrum and the prediction.
    await page.waitForTimeout(25_000);
    await save('network');
  } finally {
    await editor.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
