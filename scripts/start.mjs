/**
 * `npm start`: builds the extension and opens a real VS Code with it on the examples. A served editor listens on the
 * loopback address alone, wants its token, and ends with Ctrl-C.
 */
import { spawn } from 'node:child_process';
import { ensureInstalled } from './bootstrap.mjs';
import { at, onPath } from './process.mjs';

const folder = at('media', 'examples');
/** What is open at the start. */
const example = at('media', 'examples', 'flat-saddle.loss');
const data = at('.vscode-test', 'start');

await ensureInstalled();
const { build } = await import('./build.mjs');
const { findVSCode } = await import('./find-vscode.mjs');
const vscode = await findVSCode({ visible: true });
if (vscode.kind === 'desktop') await openWindow(vscode);
else await serve(vscode);

/** A window of the desktop editor with the working tree as its extension, until it is closed. */
async function openWindow({ executable, origin }) {
  await build();
  console.log(`Opening ${folder}\nin ${origin}.`);
  const child = spawn(
    executable,
    [
      folder,
      example,
      `--extensionDevelopmentPath=${at()}`,
      `--user-data-dir=${at('.vscode-test', 'start', 'user')}`,
      '--disable-workspace-trust',
      '--skip-welcome',
      '--new-window',
      '--wait',
    ],
    { stdio: 'inherit', shell: process.platform === 'win32' },
  );
  process.once('SIGINT', () => child.kill('SIGTERM'));
  await new Promise((resolve) => child.once('close', resolve));
}

/** The packed extension, installed into a served editor. */
async function serve(served) {
  const { packageExtension } = await import('./package.mjs');
  const { startServer } = await import('./vscode-server.mjs');
  console.log('Packing the extension …');
  const vsix = await packageExtension(at('.cache', 'losscape.vsix'));
  const server = await startServer(served, { data, vsix });
  let stopping = false;
  const ended = new Promise((resolve) => {
    const stop = async (code) => {
      if (stopping) return;
      stopping = true;
      await server.stop();
      resolve(code);
    };
    process.on('SIGINT', () => void stop(0));
    process.on('SIGTERM', () => void stop(0));
    void server.ended.then(() => stop(1));
  });
  const payload = JSON.stringify([['openFile', `vscode-remote://127.0.0.1:${server.port}${example}`]]);
  const address = server.address({ folder, payload });
  console.log(`\n${served.origin}, with Losscape, on ${folder}:\n\n  ${address}\n\nCtrl-C stops it.`);
  openBrowser(address);
  process.exitCode = await ended;
  console.log('Stopped.');
}

/** Shows the address in the user's browser where there is a desktop to show it on. */
function openBrowser(address) {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const visible = process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!process.stdout.isTTY || !visible || onPath(opener) === undefined) return;
  spawn(opener, [address], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
