import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { hoverCommands } from '../../src/extension/hoverMarkdown';
import { semanticLegend } from '../../src/language/editor/semanticTokens';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(root + file, 'utf8');

interface Manifest {
  readonly version: string;
  readonly main: string;
  readonly browser: string;
  readonly icon: string;
  readonly bin: Record<string, string>;
  readonly engines: Record<string, string>;
  readonly activationEvents: string[];
  readonly extensionKind: string[];
  readonly capabilities: { virtualWorkspaces: boolean; untrustedWorkspaces: { supported: boolean } };
  readonly devDependencies: Record<string, string>;
  readonly dependencies?: Record<string, string>;
  readonly scripts: Record<string, string>;
  readonly contributes: {
    readonly languages: { id: string; configuration: string; icon: { light: string; dark: string } }[];
    readonly grammars: { scopeName: string; path: string }[];
    readonly snippets: { path: string }[];
    readonly commands: { command: string; title: string; category: string }[];
    readonly menus: Record<string, { command: string }[]>;
    readonly configuration: {
      properties: Record<
        string,
        { default: unknown; markdownDescription?: string; minimum?: number; maximum?: number }
      >;
    };
    readonly semanticTokenScopes: { scopes: Record<string, string[]> }[];
    readonly walkthroughs: {
      id: string;
      steps: { description: string; media: { markdown: string }; completionEvents: string[] }[];
    }[];
  };
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const { contributes } = manifest;
const commands = contributes.commands.map(({ command }) => command);
const sources = readdirSync(`${root}src/extension`).map((name) => read(`src/extension/${name}`));
const code = sources.join('\n');

describe('the commands of the manifest', () => {
  it('are those that are registered', () => {
    const table = /function commandTable[^]*?\n {2}return \{([^]*?)\n {2}\};/.exec(
      read('src/extension/commands.ts'),
    )![1]!;
    const registered = [...table.matchAll(/^ {4}(\w+)[:,]/gm)].map(([, name]) => `losscape.${name}`);
    expect(registered.sort()).toEqual([...commands].sort());
  });

  it('all stand in the category Losscape', () => {
    for (const { category, title } of contributes.commands)
      expect([category, title !== '']).toEqual(['Losscape', true]);
  });

  it('are the only ones that menus, walkthroughs, hovers and code name', () => {
    const menus = Object.values(contributes.menus).flatMap((items) => items.map(({ command }) => command));
    const steps = contributes.walkthroughs.flatMap(({ steps: all }) => all);
    const links = steps.flatMap(({ description }) =>
      [...description.matchAll(/\(command:([\w.]+)(?:\?[^)]*)?\)/g)].map(([, it]) => it),
    );
    const events = steps.flatMap(({ completionEvents }) =>
      completionEvents.flatMap((event) => (event.startsWith('onCommand:') ? [event.replace('onCommand:', '')] : [])),
    );
    const inCode = [...code.matchAll(/command: '(losscape\.\w+)'/g)].map(([, name]) => name);
    for (const name of [...menus, ...links, ...events, ...hoverCommands, ...inCode]) expect(commands).toContain(name);
  });
});

describe('the walkthrough of the chapter', () => {
  it('has a step a file, which opens it and is ticked by that', () => {
    const files = readdirSync(`${root}media/examples/chapter`).filter((name) => name.endsWith('.loss'));
    const walkthrough = contributes.walkthroughs.find(({ id }) => id === 'losscape.chapter')!;
    expect(walkthrough.steps).toHaveLength(files.length);
    walkthrough.steps.forEach(({ description, media, completionEvents }, k) => {
      const number = String(k + 1);
      expect(description).toContain(`(command:losscape.openChapter?%5B${number}%5D)`);
      expect(media.markdown).toContain(files[k]!.slice(0, 2));
      expect(completionEvents).toEqual([`onContext:losscape.chapter${number}`]);
    });
    expect(code).toContain('losscape.losscape#losscape.chapter');
  });
});

describe('the files of the manifest', () => {
  const files = [
    manifest.icon,
    ...contributes.languages.flatMap(({ configuration, icon }) => [configuration, icon.light, icon.dark]),
    ...contributes.grammars.map(({ path }) => path),
    ...contributes.snippets.map(({ path }) => path),
    ...contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown)),
    ...Object.values(manifest.scripts).flatMap((script) => /scripts\/[\w-]+\.mjs/.exec(script) ?? []),
  ];

  it.each(files)('%s is there', (file) => {
    expect(existsSync(root + file)).toBe(true);
  });

  it.each(files.filter((file) => /json|snippets$/.test(file)))('%s is JSON', (file) => {
    expect(() => JSON.parse(read(file)) as unknown).not.toThrow();
  });

  it('are built: each bundle that is named has an entry', () => {
    const build = read('scripts/build.mjs');
    for (const file of [manifest.main, manifest.browser, manifest.bin['losscape']!]) {
      const name = file.replace(/^(\.\/)?dist\//, '');
      const entry = new RegExp(`out: '${name.replaceAll('.', '\\.')}', entry: '([^']+)'`).exec(build)?.[1];
      expect(entry, name).toBeDefined();
      expect(existsSync(root + entry!), entry).toBe(true);
    }
  });

  it('are shipped: no file the extension reads at run time is left out', () => {
    const ignore = read('.vscodeignore');
    for (const kept of ['!dist/*.js', '!media/**', '!package.json']) expect(ignore).toContain(kept);
    expect(ignore.split('\n')[0]).toBe('**');
  });
});

describe('the manifest', () => {
  it('has a reader for each setting, and a description and a default', () => {
    const names = Object.keys(contributes.configuration.properties);
    const readers = [...read('src/extension/settings.ts').matchAll(/read\('([\w.]+)', ([^)]+)\)/g)];
    expect(readers.map(([, name]) => `losscape.${name}`).sort()).toEqual([...names].sort());
    for (const [, name, fallback] of readers) {
      const property = contributes.configuration.properties[`losscape.${name}`]!;
      expect(String(property.default), name).toBe(fallback!.replaceAll('_', ''));
      expect(property.markdownDescription?.length, name).toBeGreaterThan(20);
    }
  });

  it('gives a colour to each kind of semantic token', () => {
    const types = new Set(
      Object.keys(contributes.semanticTokenScopes[0]!.scopes).map((selector) => selector.split('.')[0]!),
    );
    expect([...types].sort()).toEqual([...semanticLegend.types].sort());
  });

  it('starts lazily', () => {
    expect(manifest.activationEvents).not.toContain('*');
    expect(manifest.activationEvents).not.toContain('onStartupFinished');
    expect(manifest.activationEvents).toContain('onWebviewPanel:losscape.landscape');
    expect(code).toContain("'losscape.landscape'");
  });

  it('runs on the web, in virtual and in untrusted workspaces', () => {
    expect(manifest.extensionKind).toContain('workspace');
    expect(manifest.capabilities).toEqual({ virtualWorkspaces: true, untrustedWorkspaces: { supported: true } });
  });

  it('ships no package: everything is bundled', () => {
    expect(manifest.dependencies).toBeUndefined();
  });

  it('is written against the oldest editor it allows', () => {
    const engine = manifest.engines['vscode']!.replace('^', '');
    expect(manifest.devDependencies['@types/vscode']).toBe(`~${engine}`);
  });

  it('names no registry in the lockfile', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved"/);
  });
});
