/**
 * Finds a real Chromium for the browser suite, the in-editor suite and screenshots. In this order:
 * 1. the executable named by CHROMIUM_EXECUTABLE;
 * 2. an installed Chrome, Edge or Chromium;
 * 3. the npm package @sparticuz/chromium (Linux, x64), installed on demand into `.cache/browser`, together with the
 *    shared libraries it carries, so that no system package is needed.
 * `source` in the answer says in words which one was taken.
 */
import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

const run = promisify(execFile);
const cache = fileURLToPath(new URL('../.cache/browser/', import.meta.url));
const packageName = '@sparticuz/chromium';
const packageVersion = '147.0.0';

/** Flags every caller launches the browser with. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * @returns {Promise<{ executablePath: string, env: Record<string, string>, source: string }>} `env` is the whole
 * environment to launch with: the present one, and the library and font paths a packaged browser needs.
 * Throws, with what was tried, where no browser can be had.
 */
export async function findBrowser() {
  const named = process.env['CHROMIUM_EXECUTABLE'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`CHROMIUM_EXECUTABLE names "${named}", and no such file exists.`);
    return { executablePath: named, env: environment(), source: `CHROMIUM_EXECUTABLE (${named})` };
  }
  const refusals = [];
  for (const candidate of installedCandidates()) {
    if (!existsSync(candidate)) continue;
    const refusal = await whyNotRunning(candidate, environment());
    if (refusal === undefined)
      return { executablePath: candidate, env: environment(), source: `installed browser (${candidate})` };
    refusals.push(`${candidate}: ${refusal}`);
  }
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(
      `No Chrome, Edge or Chromium was found (${refusals.join('; ') || 'none installed'}). Install one, or name it by CHROMIUM_EXECUTABLE.`,
    );
  return packagedBrowser(refusals);
}

async function packagedBrowser(refusals) {
  const installed = await installPackage();
  await writeFile(join(installed, 'unpacked', 'fonts', 'fonts.conf'), fontConfiguration(installed));
  const executablePath = join(installed, 'unpacked', 'chromium');
  const bare = environment({ FONTCONFIG_PATH: join(installed, 'unpacked', 'fonts') });
  const libraries = join(installed, 'unpacked', 'al2023', 'lib');
  const bundled = {
    ...bare,
    LD_LIBRARY_PATH: [libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(delimiter),
  };
  for (const [env, words] of [
    [bare, 'with the libraries of this system'],
    [bundled, 'with the libraries the package carries'],
  ]) {
    const refusal = await whyNotRunning(executablePath, env);
    if (refusal === undefined)
      return { executablePath, env, source: `npm package ${packageName}@${packageVersion}, ${words}` };
    refusals.push(`${packageName} ${words}: ${refusal}`);
  }
  throw new Error(`No browser could be started.\n${refusals.join('\n')}\nName one by CHROMIUM_EXECUTABLE.`);
}

/**
 * The fonts of the system where it has any, and the one of the package. The package's own configuration names folders of
 * another machine: with no font at all the browser ends at once on pages with symbols.
 */
function fontConfiguration(installed) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(installed, 'unpacked', 'fonts', 'fonts')}</dir>
  <cachedir>${join(cache, 'font-cache')}</cachedir>
</fontconfig>
`;
}

/** Installs and unpacks the package once; a half-finished attempt is never taken for a whole one. */
async function installPackage() {
  const home = join(cache, `chromium-${packageVersion}`);
  if (existsSync(join(home, 'unpacked', 'chromium'))) return home;
  const attempt = `${home}.partial-${process.pid}`;
  await rm(attempt, { recursive: true, force: true });
  await mkdir(attempt, { recursive: true });
  console.error(`Installing ${packageName}@${packageVersion} into .cache/browser …`);
  await writeFile(join(attempt, 'package.json'), '{ "private": true }\n');
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `${packageName}@${packageVersion}`], {
    cwd: attempt,
    maxBuffer: 1 << 24,
  });
  const bin = join(attempt, 'node_modules', packageName, 'bin');
  const unpacked = join(attempt, 'unpacked');
  await mkdir(unpacked);
  await unbrotli(join(bin, 'chromium.br'), createWriteStream(join(unpacked, 'chromium')));
  await chmod(join(unpacked, 'chromium'), 0o755);
  // The last of these holds the software renderer, whose libraries must lie beside the executable.
  for (const [archive, folder] of [
    ['al2023.tar.br', 'al2023'],
    ['fonts.tar.br', 'fonts'],
    ['swiftshader.tar.br', '.'],
  ]) {
    const target = join(unpacked, folder);
    await mkdir(target, { recursive: true });
    await untar(join(bin, archive), target);
  }
  try {
    await rename(attempt, home);
  } catch (error) {
    // Another process may have finished first; its copy is as good.
    await rm(attempt, { recursive: true, force: true });
    if (!existsSync(join(home, 'unpacked', 'chromium'))) throw error;
  }
  return home;
}

function unbrotli(file, target) {
  return pipeline(createReadStream(file), createBrotliDecompress(), target);
}

/** By way of a file: a tar that reads a pipe may end before the last byte has come, which breaks the pipe. */
async function untar(file, folder) {
  const archive = join(folder, 'archive.tar');
  await unbrotli(file, createWriteStream(archive));
  await run('tar', ['-x', '--no-same-owner', '-f', archive, '-C', folder]);
  await rm(archive);
}

/** Undefined where the browser starts and says its version, else the reason. */
async function whyNotRunning(executablePath, env) {
  // On Windows `--version` opens a window instead of answering.
  if (process.platform === 'win32') return undefined;
  try {
    await run(executablePath, ['--version', '--no-sandbox'], { env, timeout: 30_000 });
    return undefined;
  } catch (error) {
    return String(error.stderr || error.message)
      .trim()
      .split('\n')[0];
  }
}

function environment(extra = {}) {
  const present = Object.entries(process.env).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(present), ...extra };
}

function installedCandidates() {
  switch (process.platform) {
    case 'darwin':
      return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    case 'win32': {
      const roots = ['ProgramFiles', 'ProgramFiles(x86)', 'LocalAppData'].map((name) => process.env[name]);
      return roots
        .filter((root) => root !== undefined)
        .flatMap((root) => [
          join(root, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(root, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
          join(root, 'Chromium', 'Application', 'chrome.exe'),
        ]);
    }
    default: {
      const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
      const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
      return names.flatMap((name) => folders.map((folder) => join(folder, name)));
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { executablePath, source } = await findBrowser();
  console.log(`${executablePath}\n${source}`);
}
