/**
 * Finds a real VS Code, in this order: the executable named by VSCODE_EXECUTABLE, or `code` on the PATH; a download by
 * @vscode/test-electron, where network and display allow; the served editor of the npm package code-server.
 * Each step that was passed over says why.
 */
import { existsSync } from 'node:fs';
import { at, onPath } from './process.mjs';
import { ensureServedVSCode } from './vscode-package.mjs';

const downloadTimeout = 15_000;

/**
 * @typedef {{ kind: 'desktop', executable: string, wrapper: string[], origin: string }} DesktopVSCode
 *   `wrapper` is a command that gives it a display, or empty.
 * @typedef {{ kind: 'served', node: string, main: string, origin: string }} ServedVSCode
 */

/**
 * @param {{ visible: boolean }} options `visible`: a person will look at it, so a virtual display does not do.
 * @returns {Promise<DesktopVSCode | ServedVSCode>}
 */
export async function findVSCode({ visible }) {
  const wanted = process.env.LOSSCAPE_VSCODE;
  if (wanted === undefined || wanted === 'desktop') {
    const desktop = await findDesktop(visible);
    if (desktop !== undefined) return desktop;
    if (wanted === 'desktop') throw new Error('LOSSCAPE_VSCODE=desktop, but no desktop VS Code can be had.');
  }
  const served = await ensureServedVSCode();
  return {
    kind: 'served',
    ...served,
    origin: `VS Code ${served.version}, served by the npm package code-server`,
  };
}

async function findDesktop(visible) {
  const display = displayWrapper(visible);
  if (display === undefined) {
    console.log('No desktop VS Code: this machine has no display.');
    return undefined;
  }
  const named = process.env.VSCODE_EXECUTABLE;
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`VSCODE_EXECUTABLE names "${named}", and no such file exists.`);
    return { kind: 'desktop', executable: named, wrapper: display, origin: `VSCODE_EXECUTABLE (${named})` };
  }
  const installed = onPath('code');
  if (installed !== undefined)
    return { kind: 'desktop', executable: installed, wrapper: display, origin: `installed VS Code (${installed})` };
  console.log('No `code` on the PATH; trying to download VS Code …');
  try {
    const executable = await download();
    return { kind: 'desktop', executable, wrapper: display, origin: 'VS Code downloaded by @vscode/test-electron' };
  } catch (error) {
    console.log(`No download of VS Code: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** What to run a window with: nothing where there is a display, `xvfb-run` where that will do, undefined for neither. */
function displayWrapper(visible) {
  if (process.platform !== 'linux') return [];
  if ((process.env.DISPLAY ?? '') !== '' || (process.env.WAYLAND_DISPLAY ?? '') !== '') return [];
  const virtual = onPath('xvfb-run');
  return virtual !== undefined && !visible ? [virtual, '-a'] : undefined;
}

async function download() {
  const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
  return downloadAndUnzipVSCode({
    version: 'stable',
    cachePath: at('.vscode-test'),
    timeout: downloadTimeout,
    reporter: new SilentReporter(),
  });
}
