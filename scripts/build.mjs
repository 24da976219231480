/**
 * Bundles the extension, its worker, the panel and the command line into dist/.
 * `--watch` keeps building, `--production` minifies without source maps.
 */
import { ensureInstalled } from './bootstrap.mjs';
import { at } from './process.mjs';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

/** Each bundle: its entry, and what it runs on. */
export const bundles = [
  { out: 'extension.node.js', entry: 'src/extension/main.node.ts', platform: 'node', format: 'cjs' },
  { out: 'extension.web.js', entry: 'src/extension/main.web.ts', platform: 'browser', format: 'cjs' },
  { out: 'worker.node.js', entry: 'src/worker/main.node.ts', platform: 'node', format: 'cjs' },
  { out: 'worker.web.js', entry: 'src/worker/main.web.ts', platform: 'browser', format: 'iife' },
  { out: 'panel.js', entry: 'webview/main.ts', platform: 'browser', format: 'iife' },
  { out: 'cli.js', entry: 'src/cli/main.ts', platform: 'node', format: 'cjs', banner: '#!/usr/bin/env node' },
];

/** The esbuild options of one bundle. */
export function optionsOf(bundle, minify) {
  return {
    entryPoints: [at(bundle.entry)],
    outfile: at('dist', bundle.out),
    bundle: true,
    platform: bundle.platform,
    format: bundle.format,
    target: bundle.platform === 'node' ? 'node20' : 'es2022',
    // papaparse reads Node's streams where it is asked to, which nobody does here.
    external: bundle.out.startsWith('extension') ? ['vscode'] : ['stream'],
    define: { PAPA_BROWSER_CONTEXT: 'true' },
    conditions: bundle.platform === 'node' ? ['node'] : ['browser'],
    mainFields: ['module', 'main'],
    minify,
    sourcemap: !minify,
    sourcesContent: false,
    legalComments: 'none',
    banner: bundle.banner === undefined ? {} : { js: bundle.banner },
    logLevel: 'warning',
    tsconfigRaw: { compilerOptions: { target: 'ES2022', useDefineForClassFields: true } },
  };
}

/** Builds all bundles once. */
export async function build({ minify = false } = {}) {
  const esbuild = await import('esbuild');
  removeOthers();
  await Promise.all(bundles.map((bundle) => esbuild.build(optionsOf(bundle, minify))));
  finish();
}

/** What no bundler does: makes the command line executable, and gathers the examples. */
function finish() {
  for (const { out, banner } of bundles) if (banner !== undefined) chmodSync(at('dist', out), 0o755);
  gatherExamples();
}

/** Puts the examples into one file: in a browser the extension cannot list a folder. */
function gatherExamples() {
  const folder = at('media', 'examples');
  const names = readdirSync(folder, { recursive: true })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.loss'));
  const examples = names.sort().map((name) => ({ name, text: readFileSync(at('media', 'examples', name), 'utf8') }));
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(at('dist', 'examples.json'), JSON.stringify(examples));
}

/** Removes what an earlier build left that this one does not write. */
function removeOthers() {
  if (!existsSync(at('dist'))) return;
  const kept = new Set(['examples.json', ...bundles.flatMap(({ out }) => [out, `${out}.map`])]);
  for (const name of readdirSync(at('dist'))) if (!kept.has(name)) rmSync(at('dist', name), { recursive: true });
}

async function buildAndWatch() {
  const esbuild = await import('esbuild');
  removeOthers();
  const contexts = await Promise.all(
    bundles.map((bundle) => esbuild.context({ ...optionsOf(bundle, false), logLevel: 'info' })),
  );
  await Promise.all(contexts.map((context) => context.rebuild().catch(() => undefined)));
  finish();
  await Promise.all(contexts.map((context) => context.watch()));
  console.log('Watching; Ctrl-C ends.');
}

if (process.argv[1] === at('scripts', 'build.mjs')) {
  await ensureInstalled();
  if (watch) await buildAndWatch();
  else await build({ minify: production });
}
