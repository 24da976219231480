/** The sizes of the bundles as they are shipped, and their limits. */
import { bundles, optionsOf } from './build.mjs';

/** Kilobytes (1000 bytes) of each bundle, minified. A new dependency shows here; raise a limit only on purpose. */
const limits = {
  'extension.node.js': 270,
  'extension.web.js': 270,
  'worker.node.js': 850,
  'worker.web.js': 850,
  'panel.js': 510,
  'cli.js': 810,
};

/** Bundles into memory and prints each size. @returns {Promise<{ code: number }>} 1 where a limit is passed. */
export async function measureBundles() {
  const esbuild = await import('esbuild');
  const sizes = await Promise.all(
    bundles.map(async (bundle) => {
      const { outputFiles } = await esbuild.build({ ...optionsOf(bundle, true), write: false });
      return { name: bundle.out, bytes: outputFiles.reduce((sum, { contents }) => sum + contents.byteLength, 0) };
    }),
  );
  let code = 0;
  for (const { name, bytes } of sizes) {
    const limit = limits[name];
    const fits = limit !== undefined && bytes <= limit * 1000;
    if (!fits) code = 1;
    const verdict = limit === undefined ? 'has no limit in scripts/sizes.mjs' : `of ${limit} kB`;
    console.log(`  ${fits ? '✓' : '✗'} ${name}: ${(bytes / 1000).toFixed(1)} kB ${verdict}`);
  }
  return { code };
}
