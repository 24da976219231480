/**
 * `npm run bench`: installs the peers, compiles what is in C, runs the sections one after the other, each in a process of its own, and
 * writes RESULTS.md. `quick` makes it short; names of sections run those alone, and write nothing.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from '../scripts/bootstrap.mjs';
import { at, mustRun, onPath, run } from '../scripts/process.mjs';
import { dragSection } from './drag.mjs';
import { drawingSection } from './drawing.mjs';
import { editorSection } from './editor.mjs';

const folder = at('bench');
const built = path.join(folder, '.cache');

/** The flags of both builds: strict arithmetic, no errno; sine and cosine apart, so that each can stand side by side. */
const commonFlags =
  '-O3 -std=c11 -D_GNU_SOURCE -fno-math-errno -fno-trapping-math -ffp-contract=off -fopenmp-simd -fno-builtin-sin -fno-builtin-cos'.split(
    ' ',
  );
const builds = {
  c128: process.arch === 'x64' ? ['-march=x86-64', '-msse4.2', '-mno-avx'] : [],
  c512: process.arch === 'x64' ? ['-march=native', '-mprefer-vector-width=512'] : ['-march=native'],
};

async function installPeers() {
  const wanted = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).dependencies;
  const isThere = ([name, version]) => {
    const manifest = path.join(folder, 'node_modules', name, 'package.json');
    return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === version;
  };
  if (!Object.entries(wanted).every(isThere)) {
    console.log('Installing the peers …');
    await mustRun('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder, quiet: true });
  }
  return wanted;
}

/** Bundles the sections and the report; the peers stay outside. */
async function bundle(peers) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: { main: path.join(folder, 'main.ts'), report: path.join(folder, 'report.ts') },
    outdir: built,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: peers,
    define: { PAPA_BROWSER_CONTEXT: 'true' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
}

/** The first C compiler there is, by its first line of words about itself. */
async function compileC() {
  const compiler = [process.env.CC, 'gcc', 'cc', 'clang'].find((name) => name !== undefined && onPath(name));
  const programs = { c128: null, c512: null };
  if (compiler === undefined) return { programs, compiler: 'no compiler: not measured' };
  for (const [name, flags] of Object.entries(builds)) {
    const out = path.join(built, name);
    const source = path.join(folder, 'native', 'kernels.c');
    const { code } = await run(compiler, [...commonFlags, ...flags, source, '-o', out, '-lm'], { quiet: true });
    if (code === 0) programs[name] = out;
  }
  const { output } = await run(compiler, ['--version'], { quiet: true });
  return {
    programs,
    compiler: `${output.split('\n')[0]}, \`${commonFlags.join(' ')}\` and \`${builds.c128.join(' ')}\` (C128) or \`${builds.c512.join(' ')}\` (C512)`,
  };
}

/** Runs a section in a process of its own, which leaves its result in a file. */
async function section(name, settings) {
  const out = path.join(built, 'section.json');
  const env = { LOSSCAPE_BENCH: JSON.stringify(settings) };
  const args = ['--expose-gc', path.join(built, 'main.mjs'), name, out];
  const { code } = await run(process.execPath, args, { env });
  if (code !== 0) throw new Error(`The section "${name}" failed.`);
  return JSON.parse(readFileSync(out, 'utf8'));
}

/** A section, or that its program cannot be had here. */
async function whereThere(title, measured) {
  try {
    return await measured();
  } catch (error) {
    return { title, about: `Not measured: ${String(error).split('\n')[0].slice(0, 120)}`, cases: [] };
  }
}

await ensureInstalled();
mkdirSync(built, { recursive: true });
const peers = await installPeers();
await bundle(Object.keys(peers));
const { programs, compiler } = await compileC();
const words = process.argv.slice(2);
const quick = words.includes('quick');
const python = onPath('python3') ?? onPath('python') ?? null;
const settings = { quick, ...programs, python, peers: path.join(folder, 'native', 'peers.py') };
const names = await section('list', settings);
/** What is measured in other programs than Node. */
const inPrograms = {
  drag: () => whereThere('A slider dragged in the real panel', () => dragSection(quick ? 1500 : 3000)),
  drawing: () => whereThere('Contours as SVG paths and on a canvas', drawingSection),
  editor: () => whereThere('Start in the real editor', () => editorSection(quick ? 2 : 5)),
};
const chosen = words.filter((word) => names.includes(word) || word in inPrograms);
const sections = [];
for (const name of chosen.length > 0 ? chosen : [...names, ...Object.keys(inPrograms)]) {
  console.log(`── ${name}`);
  sections.push(name in inPrograms ? await inPrograms[name]() : await section(name, settings));
}
const { report } = await import(pathToFileURL(path.join(built, 'report.mjs')).href);
const text = report({
  quick,
  machine: {
    CPU: `${os.cpus()[0]?.model ?? 'unknown'}, ${os.cpus().length} cores`,
    system: `${os.type()} ${process.arch}`,
    Node: process.versions.node,
    V8: process.versions.v8,
    load: os.loadavg()[0].toFixed(1),
  },
  versions: { ...peers, ...(await section('versions', settings)) },
  compiler,
  sections,
  reasons: JSON.parse(readFileSync(path.join(folder, 'reasons.json'), 'utf8')),
});
if (chosen.length > 0) console.log(text);
else writeFileSync(path.join(folder, 'RESULTS.md'), text);
