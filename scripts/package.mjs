/** Builds for production and packs the extension with @vscode/vsce. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled } from './bootstrap.mjs';
import { at, runTool } from './process.mjs';

/** Packs into `out` and returns it. The manifest's prepublish script builds. */
export async function packageExtension(out) {
  mkdirSync(path.dirname(out), { recursive: true });
  const args = ['package', '--no-dependencies', '--skip-license', '--out', out];
  const { code, output } = await runTool('@vscode/vsce/vsce', args, { quiet: true, timeout: 300_000 });
  if (code !== 0) throw new Error(`Packing failed.\n${output}`);
  return out;
}

if (process.argv[1] === at('scripts', 'package.mjs')) {
  await ensureInstalled();
  console.log(await packageExtension(at('losscape.vsix')));
}
