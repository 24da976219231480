/**
 * The in-editor suite: `test/editor/*.editor.ts` inside the extension host of a real VS Code, then
 * `test/editor/*.page.ts` from outside, on the packaged extension, in the editor's host and in the browser's.
 * LOSSCAPE_SUITE=inside or =outside runs one half; LOSSCAPE_ONLY runs the tests whose names contain it.
 * Returns and prints the count of passed and failed tests.
 */
import { build as esbuild } from 'esbuild';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './bootstrap.mjs';
import { build } from './build.mjs';
import { startDriver } from './editor-driver.mjs';
import { openEditor } from './editor-page.mjs';
import { findVSCode } from './find-vscode.mjs';
import { packageExtension } from './package.mjs';
import { at } from './process.mjs';

const runTimeout = 240_000;

/** Bundles the in-editor tests, which are found by their names. */
async function bundleTests(pattern, out, format, external) {
  const files = readdirSync(at('test', 'editor')).filter((name) => name.endsWith(pattern));
  if (files.length === 0) throw new Error(`No test/editor/*${pattern} was found.`);
  await esbuild({
    stdin: {
      contents: [...files.map((name) => `import './${name}';`), `export { run, runOutside } from './harness';`].join(
        '\n',
      ),
      resolveDir: at('test', 'editor'),
      loader: 'ts',
    },
    outfile: out,
    bundle: true,
    platform: 'node',
    format,
    target: 'node20',
    external,
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** A fresh folder with the fixtures, which tests may change. */
function freshWorkspace() {
  const folder = mkdtempSync(path.join(tmpdir(), 'losscape-editor-'));
  cpSync(at('test', 'editor', 'fixtures'), path.join(folder, 'work'), { recursive: true });
  return folder;
}

/** Runs the tests in the extension host. */
async function runInside(vscode) {
  const folder = freshWorkspace();
  const results = [];
  const log = [];
  let editor;
  const driver = await startDriver({ page: () => editor?.page(), report: (result) => results.push(print(result)) });
  try {
    let exited;
    const exit = new Promise((resolve) => (exited = resolve));
    editor = await openEditor(vscode, {
      folder: path.join(folder, 'work'),
      data: path.join(folder, 'data'),
      tests: at('out', 'test-editor.js'),
      env: { LOSSCAPE_DRIVER: driver.address },
      onExit: exited,
      onLog: (line) => log.push(line),
    });
    const code = await withTimeout(exit, runTimeout, `The in-editor suite did not end within ${runTimeout / 1000} s.`);
    if (results.length === 0) throw new Error(`The in-editor suite ended with ${code} and reported no test.`);
    if (code !== 0 && results.every(({ ok }) => ok)) throw new Error(`The in-editor suite ended with ${code}.`);
  } catch (error) {
    console.log(
      log
        .filter((line) => /losscape/i.test(line))
        .slice(-10)
        .map((line) => line.slice(0, 300))
        .join('\n'),
    );
    results.push(print({ name: 'in-editor run', ok: false, error: String(error) }));
  } finally {
    await editor?.close();
    await driver.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return results;
}

/** Runs the tests that drive the packaged extension from outside: in the editor's own host, or in the browser's. */
async function runOutside(vscode, run, vsix, host) {
  const results = [];
  const inBrowser = host === 'browser';
  const report = (result) =>
    results.push(print(inBrowser ? { ...result, name: `${result.name}, in the browser's host` } : result));
  const folder = freshWorkspace();
  let editor;
  try {
    editor = await openEditor(vscode, {
      folder: path.join(folder, 'work'),
      data: path.join(folder, 'data'),
      vsix,
      settings: inBrowser ? { 'remote.extensionKind': { 'losscape.losscape': ['web'] } } : {},
    });
    await run({ page: editor.page(), report });
    if (inBrowser) {
      const loaded = editor.requested('extension.web.js');
      report({ name: 'the web bundle is loaded', ok: loaded, error: 'dist/extension.web.js was never asked for' });
    }
    if (results.some(({ ok }) => !ok)) await editor.page().screenshot({ path: at('out', `failed-page-${host}.png`) });
  } catch (error) {
    report({ name: 'packaged extension', ok: false, error: String(error) });
  } finally {
    await editor?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
  return results;
}

function print(result) {
  console.log(`  ${result.ok ? '✓' : '✗'} ${result.name}${result.milliseconds ? ` (${result.milliseconds} ms)` : ''}`);
  if (!result.ok) console.log(`      ${String(result.error).replaceAll('\n', '\n      ')}`);
  return result;
}

function withTimeout(promise, milliseconds, sentence) {
  let timer;
  const late = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error(sentence)), milliseconds)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function testEditor() {
  const vscode = await findVSCode({ visible: false });
  console.log(`In-editor suite in: ${vscode.origin}`);
  await bundleTests('.editor.ts', at('out', 'test-editor.js'), 'cjs', ['vscode']);
  const results = process.env.LOSSCAPE_SUITE === 'outside' ? [] : await runInside(vscode);
  if (process.env.LOSSCAPE_SUITE !== 'inside') {
    await bundleTests('.page.ts', at('out', 'test-page.mjs'), 'esm', ['playwright-core']);
    const { runOutside: run } = await import(pathToFileURL(at('out', 'test-page.mjs')).href);
    const vsix = await packageExtension(at('out', 'losscape.vsix'));
    results.push(...(await runOutside(vscode, run, vsix, 'editor')));
    // A desktop editor has no host in a browser.
    if (vscode.kind === 'served') results.push(...(await runOutside(vscode, run, vsix, 'browser')));
  }
  const failed = results.filter(({ ok }) => !ok).length;
  return { passed: results.length - failed, failed };
}

if (process.argv[1] === at('scripts', 'test-editor.mjs')) {
  await ensureInstalled();
  await build();
  const { passed, failed } = await testEditor();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
