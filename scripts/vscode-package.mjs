/**
 * A real VS Code from the npm package code-server, installed into `.vscode-test/`: for machines that have no desktop
 * VS Code and cannot download one. It is served to a browser on the loopback address.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { at, mustRun } from './process.mjs';

const packageVersion = '4.139.1';
/** The served editor wants this major version of Node. */
const nodeMajor = 24;

/**
 * Installs the package once.
 * @returns {Promise<{ node: string, main: string, version: string }>} the Node to run it with and its entry.
 */
export async function ensureServedVSCode() {
  if (process.platform === 'win32')
    throw new Error('The npm package code-server does not run on Windows: install VS Code, or set VSCODE_EXECUTABLE.');
  const home = at('.vscode-test', `served-${packageVersion}`);
  if (!existsSync(path.join(home, 'complete'))) await install(home);
  const vscode = path.join(home, 'node_modules', 'code-server', 'lib', 'vscode');
  return {
    node: nodeOf(home),
    main: path.join(vscode, 'out', 'server-main.js'),
    version: JSON.parse(readFileSync(path.join(vscode, 'package.json'), 'utf8')).version,
  };
}

/** Installs beside the final place and moves it there whole, so that a broken attempt is never used. */
async function install(home) {
  const attempt = `${home}.partial-${process.pid}`;
  rmSync(attempt, { recursive: true, force: true });
  mkdirSync(attempt, { recursive: true });
  writeFileSync(path.join(attempt, 'package.json'), '{ "private": true }\n');
  const options = { cwd: attempt, quiet: true, timeout: 900_000 };
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund'];
  try {
    console.log(`Installing VS Code from the npm package code-server ${packageVersion} (1 of 3) …`);
    await mustRun('npm', ['install', `code-server@${packageVersion}`, ...flags], options);
    console.log('Installing its editor packages (2 of 3) …');
    const vscode = path.join(attempt, 'node_modules', 'code-server', 'lib', 'vscode');
    await mustRun('npm', ['install', '--omit=dev', '--no-package-lock', ...flags], { ...options, cwd: vscode });
    console.log(`Installing Node ${nodeMajor} for it (3 of 3) …`);
    if (needsNode()) await mustRun('npm', ['install', `${nodePackage()}@${nodeMajor}`, ...flags], options);
    writeFileSync(path.join(attempt, 'complete'), '');
    renameSync(attempt, home);
  } finally {
    rmSync(attempt, { recursive: true, force: true });
  }
}

function needsNode() {
  return Number(process.versions.node.split('.')[0]) < nodeMajor;
}

function nodePackage() {
  return `node-${process.platform}-${process.arch}`;
}

function nodeOf(home) {
  const packaged = path.join(home, 'node_modules', nodePackage(), 'bin', 'node');
  return existsSync(packaged) ? packaged : process.execPath;
}
