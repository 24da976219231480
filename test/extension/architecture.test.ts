import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICruiseResult, IModule } from 'dependency-cruiser';
import { beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(__dirname, '../..');
let modules: IModule[];
let summary: ICruiseResult['summary'];

function sources(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
}

describe('the dependency rules', () => {
  beforeAll(() => {
    const tool = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const args = [tool, 'src', 'webview', 'test', '--output-type', 'json'];
    const output = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 27 });
    ({ modules, summary } = JSON.parse(output) as ICruiseResult);
  });

  it('read every module', () => {
    const read = new Set(modules.map(({ source }) => source));
    const missing = [...sources('src'), ...sources('webview')].filter((file) => !read.has(file));
    expect(missing).toEqual([]);
    expect(read.size).toBeGreaterThan(150);
  });

  it('followed imports, also those of types alone', () => {
    const host = modules.find(({ source }) => source === 'src/extension/workerHost.ts');
    const imported = Object.fromEntries(
      (host?.dependencies ?? []).map(({ resolved, dependencyTypes }) => [
        resolved,
        dependencyTypes.includes('type-only'),
      ]),
    );
    expect(imported).toMatchObject({ 'src/protocol/channel.ts': false, 'src/protocol/workerApi.ts': true });
  });

  it('are kept', () => {
    expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});

describe('the sources', () => {
  it('know the editor only in src/extension', () => {
    const knowing = [...sources('src'), ...sources('webview')].filter((file) =>
      /from 'vscode'/.test(readFileSync(path.join(root, file), 'utf8')),
    );
    expect(knowing.filter((file) => !file.startsWith('src/extension/'))).toEqual([]);
    expect(knowing.length).toBeGreaterThan(10);
  });
});
