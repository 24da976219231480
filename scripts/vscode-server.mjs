/** Starts the served VS Code on the loopback address and stops it again. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { mustRun } from './process.mjs';

/** Settings of every profile the scripts start: quiet, so that what is seen is the product. */
export const profileSettings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'extensions.ignoreRecommendations': true,
  'extensions.autoUpdate': false,
  'update.mode': 'none',
  'files.autoSave': 'off',
};

/**
 * @param {{ node: string, main: string }} served what `findVSCode` gave.
 * @param {{ data: string, vsix?: string, development?: boolean, settings?: object, env?: object }} options
 *   `data`: folder of all its state; `vsix`: an extension to install first; `development`: heed the development
 *   parameters of the address.
 * @returns {Promise<{ port: number, address: (query: Record<string, string>) => string, ended: Promise<unknown>,
 *   stop: () => Promise<void> }>} `ended` settles when the server ends, stopped or by itself.
 */
export async function startServer(served, { data, vsix, development = false, settings = {}, env = {} }) {
  const user = path.join(data, 'user');
  const extensions = path.join(data, 'extensions');
  mkdirSync(path.join(user, 'User'), { recursive: true });
  mkdirSync(extensions, { recursive: true });
  writeFileSync(path.join(user, 'User', 'settings.json'), JSON.stringify({ ...profileSettings, ...settings }, null, 2));
  const places = [
    ['--server-data-dir', path.join(data, 'server')],
    ['--user-data-dir', user],
    ['--extensions-dir', extensions],
  ].flat();
  const clean = { ...process.env, ...env };
  delete clean.NODE_OPTIONS;
  if (vsix !== undefined)
    await mustRun(served.node, [served.main, '--install-extension', vsix, '--force', ...places], { quiet: true });

  const port = await freePort();
  const token = randomBytes(24).toString('hex');
  const child = spawn(
    served.node,
    [
      served.main,
      '--host',
      '127.0.0.1',
      '--port',
      String(port),
      '--connection-token',
      token,
      '--accept-server-license-terms',
      '--telemetry-level',
      'off',
      '--disable-workspace-trust',
      ...(development ? ['--enable-smoke-test-driver'] : []),
      ...places,
    ],
    { env: clean, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let log = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  process.once('exit', () => child.kill('SIGKILL'));
  await new Promise((resolve, reject) => {
    const read = (chunk) => {
      log += chunk;
      if (log.includes('Extension host agent listening')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`The VS Code server ended with ${code}.\n${log}`)));
  });
  return {
    port,
    address: (query) => {
      const all = new URLSearchParams({ tkn: token, ...query });
      return `http://127.0.0.1:${port}/?${all}`;
    },
    ended,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
    },
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
