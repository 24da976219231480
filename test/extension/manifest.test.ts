import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(__dirname, '../..');
const read = (...parts: string[]): string => readFileSync(path.join(root, ...parts), 'utf8');

interface Manifest {
  engines: { vscode: string };
  main: string;
  browser: string;
  bin: Record<string, string>;
  icon: string;
  activationEvents: string[];
  dependencies?: Record<string, string>;
  devDependencies: Record<string, string>;
  scripts: Record<string, string>;
  capabilities: { virtualWorkspaces: boolean; untrustedWorkspaces: { supported: boolean } };
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, { command: string }[]>;
    configuration: { properties: Record<string, { default: unknown; markdownDescription?: string; type: string }> };
    languages: { configuration: string; icon: { light: string; dark: string } }[];
    grammars: { path: string }[];
    snippets: { path: string }[];
    semanticTokenScopes: { scopes: Record<string, string[]> }[];
    walkthroughs: {
      steps: { description: string; media: { markdown: string }; completionEvents: string[] }[];
    }[];
  };
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const sources = readdirSync(path.join(root, 'src/extension')).map((name) => read('src/extension', name));
const commands = contributes.commands.map(({ command }) => command);

describe('the manifest', () => {
  it('names files that exist', () => {
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const files = [
      manifest.icon,
      ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
      ...contributes.grammars.map((grammar) => grammar.path),
      ...contributes.snippets.map((snippets) => snippets.path),
      ...steps.map(({ media }) => media.markdown),
      ...Object.values(manifest.scripts).flatMap((script) => /scripts\/[\w-]+\.mjs/.exec(script) ?? []),
    ];
    for (const file of files) expect(existsSync(path.join(root, file)), file).toBe(true);
  });

  it('names bundles that the build makes', () => {
    const build = read('scripts/build.mjs');
    for (const file of [manifest.main, manifest.browser, ...Object.values(manifest.bin)])
      expect(build).toContain(`'${path.basename(file)}'`);
  });

  it('registers each command it names, and names each it registers', () => {
    const table = read('src/extension/commands.ts');
    for (const command of commands) expect(table).toMatch(new RegExp(`\\b${command.replace('losscape.', '')}:`));
    const used = sources
      .flatMap((source) => source.match(/'losscape\.[a-zA-Z]+'/g) ?? [])
      .map((text) => text.slice(1, -1));
    const known = new Set([...commands, 'losscape.loss', 'losscape.landscape']);
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  it('puts every command into the category Losscape', () => {
    for (const { category, title } of contributes.commands) expect(`${category}: ${title}`).toMatch(/^Losscape: [A-Z]/);
    expect(new Set(commands).size).toBe(commands.length);
  });

  it('uses only its own commands in menus and in the walkthrough', () => {
    const inMenus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    const linked = steps.flatMap(({ description, completionEvents }) => [
      ...[...description.matchAll(/\(command:([\w.]+)\)/g)].map(([, command]) => command),
      ...completionEvents.map((event) => event.replace('onCommand:', '')),
    ]);
    for (const command of [...inMenus, ...linked]) expect(commands).toContain(command);
  });

  it('describes each setting, and reads each with the same default', () => {
    const settings = read('src/extension/settings.ts');
    for (const [name, { default: standard, markdownDescription }] of Object.entries(
      contributes.configuration.properties,
    )) {
      expect(markdownDescription, name).toMatch(/\.$/);
      const short = name.replace('losscape.', '');
      expect(settings.replaceAll('_', '')).toContain(`read('${short}', ${String(standard)})`);
    }
    const read_ = [...settings.matchAll(/read\('([\w.]+)'/g)].map(([, name]) => `losscape.${name!}`);
    expect(read_.sort()).toEqual(Object.keys(contributes.configuration.properties).sort());
  });

  it('ships no dependency, and types of the oldest editor it promises', () => {
    expect(manifest.dependencies ?? {}).toEqual({});
    const minor = (version: string): string => /(\d+\.\d+)/.exec(version)![1]!;
    expect(minor(manifest.devDependencies['@types/vscode']!)).toBe(minor(manifest.engines.vscode));
    expect(manifest.devDependencies['@types/vscode']).toMatch(/^~/);
  });

  it('works in virtual and untrusted workspaces', () => {
    expect(manifest.capabilities).toEqual({ virtualWorkspaces: true, untrustedWorkspaces: { supported: true } });
  });

  it('has a scope for each semantic token type of its own', () => {
    const scopes = contributes.semanticTokenScopes[0]!.scopes;
    for (const list of Object.values(scopes)) for (const scope of list) expect(scope).toMatch(/\.loss$/);
  });

  it('locks no address of a registry', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> };
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
  });
});
