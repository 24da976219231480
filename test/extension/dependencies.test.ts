import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

function sources(folder: string): string[] {
  return readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

it('the dependency rules hold, and every module was read', () => {
  const output = execFileSync(
    process.execPath,
    [
      `${root}node_modules/dependency-cruiser/bin/dependency-cruise.mjs`,
      'src',
      'webview',
      '--output-type',
      'json',
      '--config',
      '.dependency-cruiser.cjs',
    ],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  const { modules, summary } = JSON.parse(output) as {
    modules: { source: string; dependencies: unknown[] }[];
    summary: { violations: { rule: { name: string }; from: string; to: string }[] };
  };
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  const seen = new Set(modules.map(({ source }) => source));
  const own = [...sources('src'), ...sources('webview')];
  expect(own.length).toBeGreaterThan(100);
  expect(own.filter((file) => !seen.has(file))).toEqual([]);
  // A compiler that cannot be read yields modules without imports.
  const imports = modules.filter(({ source }) => /^(?:src|webview)\//.test(source)).flatMap((it) => it.dependencies);
  expect(imports.length).toBeGreaterThan(300);
});
