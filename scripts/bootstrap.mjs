/** Installs the development packages where they are missing or differ from the lockfile. */
import { existsSync, readFileSync } from 'node:fs';
import { at, mustRun } from './process.mjs';

const wantedNode = [20, 19];

/** Throws on a Node that is too old, with a sentence. */
export function requireNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < wantedNode[0] || (major === wantedNode[0] && minor < wantedNode[1]))
    throw new Error(`Losscape needs Node ${wantedNode.join('.')} or newer; this is ${process.versions.node}.`);
}

/** True where each package of the lockfile that must be there is there, in its version. */
export function isInstalled() {
  const hidden = at('node_modules', '.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional === true || present[name]?.version === entry.version,
  );
}

/** Installs with `npm ci` where needed. */
export async function ensureInstalled() {
  requireNode();
  if (isInstalled()) return;
  console.log('Installing the development packages (npm ci) …');
  await mustRun('npm', ['ci', '--no-audit', '--no-fund']);
}
