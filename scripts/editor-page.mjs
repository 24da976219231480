/**
 * A page of a real VS Code under the control of playwright: the served editor in a browser, or the window of a desktop
 * editor through its debugging port.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { browserArguments, findBrowser } from './find-browser.mjs';
import { root } from './process.mjs';
import { profileSettings, startServer } from './vscode-server.mjs';

/**
 * Opens `folder` in an editor.
 * @param vscode what `findVSCode` gave.
 * @param {{ folder: string, data: string, vsix?: string, tests?: string, settings?: object, env?: object,
 *   size?: { width: number, height: number }, onExit?: (code: number) => void, onLog?: (line: string) => void }} options
 *   `tests`: a module that runs in the extension host, with the working tree as the extension; `vsix`: the packaged
 *   extension instead.
 */
export async function openEditor(vscode, options) {
  return vscode.kind === 'served' ? openServed(vscode, options) : openDesktop(vscode, options);
}

async function openServed(vscode, options) {
  const { folder, data, vsix, tests, settings, env, size = { width: 1280, height: 800 }, onExit, onLog } = options;
  const development = vsix === undefined;
  const server = await startServer(vscode, { data, vsix, development, settings, env });
  const found = await findBrowser();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    env: found.env,
    args: browserArguments,
  });
  const context = await browser.newContext({ viewport: size, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  if (onExit !== undefined) {
    await page.exposeFunction('codeAutomationLog', (type, args) => onLog?.(`[${type}] ${args.join(' ')}`));
    await page.exposeFunction('codeAutomationExit', (code) => onExit(code));
  }
  const remote = (file) => `vscode-remote://127.0.0.1:${server.port}${file}`;
  const payload = [['skipWelcome', 'true']];
  if (development) payload.push(['extensionDevelopmentPath', remote(root)]);
  if (tests !== undefined) payload.push(['extensionTestsPath', remote(tests)]);
  const address = server.address({ folder, payload: JSON.stringify(payload) });
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  await page.goto(address);
  return {
    page: () => page,
    address,
    browser: found.source,
    /** Whether a file of this name was asked for. */
    requested: (name) => asked.some((url) => decodeURIComponent(url).includes(name)),
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

async function openDesktop(vscode, options) {
  const { folder, data, vsix, tests, settings = {}, env = {}, onExit } = options;
  const user = path.join(data, 'user');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify({ ...profileSettings, ...settings }, null, 2));
  const places = [`--user-data-dir=${user}`, `--extensions-dir=${path.join(data, 'extensions')}`];
  const start = (args) =>
    spawn([...vscode.wrapper, vscode.executable][0], [...vscode.wrapper, vscode.executable, ...args].slice(1), {
      env: { ...process.env, ...env },
      stdio: 'ignore',
      shell: process.platform === 'win32',
    });
  if (vsix !== undefined)
    await new Promise((resolve) => start(['--install-extension', vsix, '--force', ...places]).once('close', resolve));
  const port = 9200 + Math.floor(Math.random() * 700);
  const child = start([
    folder,
    ...places,
    ...(vsix === undefined ? [`--extensionDevelopmentPath=${root}`] : []),
    ...(tests === undefined ? [] : [`--extensionTestsPath=${tests}`]),
    `--remote-debugging-port=${port}`,
    '--no-sandbox',
    '--disable-workspace-trust',
    '--skip-welcome',
    '--skip-release-notes',
    '--disable-updates',
    '--new-window',
    '--wait',
  ]);
  child.once('close', (code) => onExit?.(code ?? 1));
  const browser = await attach(port);
  return {
    page: () => browser.contexts()[0].pages()[0],
    address: 'a desktop window',
    browser: 'the window of the desktop editor',
    close: async () => {
      await browser.close().catch(() => undefined);
      child.kill('SIGTERM');
    },
  };
}

async function attach(port) {
  for (let attempt = 0; ; attempt++) {
    try {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
      if ((browser.contexts()[0]?.pages().length ?? 0) > 0) return browser;
      await browser.close();
    } catch (error) {
      if (attempt > 60) throw error;
    }
    await sleep(500);
  }
}

/** The frame of the landscape panel, once it shows its page; waits up to `timeout` milliseconds. */
export async function panelFrame(page, timeout = 20_000) {
  const end = Date.now() + timeout;
  for (;;) {
    for (const frame of page.frames()) {
      if (frame === page.mainFrame()) continue;
      const here = await frame.evaluate(() => document.querySelector('#app') !== null).catch(() => false);
      if (here) return frame;
    }
    if (Date.now() > end) throw new Error('The landscape panel did not appear.');
    await sleep(100);
  }
}

/** Runs a command of the palette by its title. */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click({ timeout: 10_000 });
}

/** Opens a file of the workspace by its name. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').first().fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click({ timeout: 20_000 });
  await page.locator('.tab.active', { hasText: name }).waitFor();
}
