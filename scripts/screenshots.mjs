/**
 * `npm run screenshots`: hover and landscape in four themes, from a real VS Code with the packaged extension, into
 * `.cache/screenshots/`. With `--docs` the curated ones also go to `docs/images/`.
 */
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureInstalled } from './bootstrap.mjs';
import { at } from './process.mjs';

const themes = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  'high-contrast': 'Default High Contrast',
  'high-contrast-light': 'Default High Contrast Light',
};

/** Pictures of the documentation. */
const curated = ['hover-dark', 'panel-dark', 'panel-light'];

await ensureInstalled();
const { openEditor, openFile, panelFrame, runCommand } = await import('./editor-page.mjs');
const { findVSCode } = await import('./find-vscode.mjs');
const { packageExtension } = await import('./package.mjs');

const target = at('.cache', 'screenshots');
mkdirSync(target, { recursive: true });
const vscode = await findVSCode({ visible: false });
console.log(`Screenshots of: ${vscode.origin}`);
const vsix = await packageExtension(at('.cache', 'losscape.vsix'));
const wanted = process.argv.slice(2).filter((word) => word in themes);
for (const name of wanted.length > 0 ? wanted : Object.keys(themes)) await photograph(name);
if (process.argv.includes('--docs')) {
  mkdirSync(at('docs', 'images'), { recursive: true });
  for (const name of curated) copyFileSync(path.join(target, `${name}.png`), at('docs', 'images', `${name}.png`));
}

async function photograph(theme) {
  const folder = mkdtempSync(path.join(tmpdir(), 'losscape-screenshots-'));
  cpSync(at('media', 'examples'), path.join(folder, 'examples'), { recursive: true });
  const settings = {
    'workbench.colorTheme': themes[theme],
    'workbench.sideBar.location': 'left',
    'editor.minimap.enabled': false,
    'editor.fontSize': 14,
    'breadcrumbs.enabled': false,
    'editor.hover.delay': 100,
  };
  const editor = await openEditor(vscode, {
    folder: path.join(folder, 'examples'),
    data: path.join(folder, 'data'),
    vsix,
    settings,
    size: { width: 1440, height: 900 },
  });
  try {
    const page = editor.page();
    await page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await runCommand(page, 'View: Close Primary Side Bar').catch(() => undefined);
    await openFile(page, 'himmelblau.loss');
    await page.locator('.codelens-decoration', { hasText: /minima/ }).waitFor({ timeout: 60_000 });
    await photographHover(page, theme);
    await openFile(page, 'flat-saddle.loss');
    await page.locator('.codelens-decoration', { hasText: /degenerate|saddle|minim/ }).waitFor({ timeout: 60_000 });
    await runCommand(page, 'Losscape: Run Optimizers');
    const frame = await panelFrame(page);
    await frame.locator('svg, canvas').first().waitFor();
    await page.waitForTimeout(4_000);
    await page.screenshot({ path: path.join(target, `panel-${theme}.png`) });
  } finally {
    await editor.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  console.log(`  ${theme}: hover-${theme}.png, panel-${theme}.png`);
}

/** The hover over the name of the loss; the second one is complete. */
async function photographHover(page, theme) {
  const name = page.locator('.view-line span', { hasText: /^himmelblau$/ }).last();
  const hover = page.locator('.monaco-hover:visible', { hasText: 'critical points' });
  for (let attempt = 0; attempt < 5; attempt++) {
    await page.mouse.move(700, 700);
    await page.waitForTimeout(400);
    await name.hover();
    await hover.waitFor({ timeout: 5_000 }).catch(() => undefined);
    if ((await hover.locator('img').count()) > 0 && (await hover.locator('table').count()) > 0) break;
  }
  await page.waitForTimeout(500);
  await page.screenshot({
    path: path.join(target, `hover-${theme}.png`),
    clip: { x: 48, y: 30, width: 960, height: 800 },
  });
  await page.keyboard.press('Escape');
}
