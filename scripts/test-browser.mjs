/**
 * The browser suite. Bundles test/browser/suite.ts, serves the panel on the loopback interface and drives it in a real
 * Chromium. An argument runs only the checks whose names contain it. Ends with 1 where a check failed.
 */
import { build } from 'esbuild';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { browserArguments, findBrowser } from './find-browser.mjs';
import { servePreview } from './preview-panel.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}.cache/browser-suite/suite.mjs`;

await mkdir(`${root}.cache/browser-suite`, { recursive: true });
await build({
  entryPoints: [`${root}test/browser/suite.ts`],
  outfile: out,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['playwright-core'],
  logLevel: 'warning',
});
const { runSuite } = await import(pathToFileURL(out).href);
const browser = await findBrowser();
console.log(`Browser: ${browser.source}`);
const served = await servePreview();
console.log(`Panel: ${Math.round(served.sizes.panel / 1024)} KiB minified\n`);
let failed = 1;
try {
  failed = await runSuite({
    executablePath: browser.executablePath,
    env: browser.env,
    arguments: browserArguments,
    address: served.address,
    only: process.argv[2] ?? '',
  });
} finally {
  await served.close();
}
process.exit(failed === 0 ? 0 : 1);
