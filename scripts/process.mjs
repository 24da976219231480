/** Child processes for the scripts: run to the end, or start and stop. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Path of a file below the root. */
export const at = (...parts) => path.join(root, ...parts);

/**
 * Runs a command to its end.
 * @param {{ cwd?: string, env?: object, quiet?: boolean, timeout?: number, onLine?: (line: string) => void }} options
 *   `onLine` hears each line of the standard output, which goes to the terminal all the same.
 * @returns {Promise<{ code: number, output: string }>} `output` is what it wrote, where `quiet` kept it from the terminal.
 */
export function run(command, args, { cwd = root, env = {}, quiet = false, timeout = 0, onLine } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', quiet || onLine ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      shell: process.platform === 'win32' && /^npm|^code/.test(path.basename(command)),
    });
    if (onLine !== undefined) {
      createInterface({ input: child.stdout }).on('line', (line) => {
        console.log(line);
        onLine(line);
      });
    }
    let output = '';
    if (quiet) child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    const timer = timeout > 0 ? setTimeout(() => child.kill('SIGKILL'), timeout) : undefined;
    const end = (code, extra = '') => {
      clearTimeout(timer);
      resolve({ code, output: output + extra });
    };
    child.on('error', (error) => end(127, String(error)));
    child.on('close', (code) => end(code ?? 1));
  });
}

/** Runs a command and throws, with its output, where it fails. */
export async function mustRun(command, args, options = {}) {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Error(`${[command, ...args].join(' ')} failed (${code}).\n${output}`);
  return output;
}

/** Runs a script of a development package with this Node. */
export function runTool(script, args, options) {
  return run(process.execPath, [at('node_modules', script), ...args], options);
}

/** The full path of a program on the PATH, or undefined. */
export function onPath(name) {
  const endings = process.platform === 'win32' ? ['.cmd', '.exe', ''] : [''];
  for (const folder of (process.env.PATH ?? '').split(path.delimiter)) {
    for (const ending of endings) {
      const candidate = path.join(folder, name + ending);
      if (folder !== '' && existsSync(candidate)) return candidate;
    }
  }
  return undefined;
}
