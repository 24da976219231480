import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fencedRegions } from '../language/editor/markdown';
import { UsageError } from './usage';

const lossFile = /\.loss$/i;
const markdownFile = /\.(md|markdown|mdx)$/i;

/** Folders deeper than this are not gone into. */
const deepest = 40;

/** The files that a list of files and folders means, in order; of folders, those that hold losses. */
export function filesOf(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    if (path === '-' || !isFolder(path)) return [path];
    const files = filesIn(path, 0);
    if (files.length === 0)
      throw new UsageError(`${path} has no .loss file, nor a Markdown file with a \`\`\`loss fence.`);
    return files;
  });
}

export function isFolder(path: string): boolean {
  return path !== '-' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Hidden folders, node_modules and links are left out. */
function filesIn(folder: string, depth: number): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name.startsWith('.') || entry.name === 'node_modules' || depth >= deepest
        ? []
        : filesIn(path, depth + 1);
    }
    if (!entry.isFile()) return [];
    return lossFile.test(entry.name) || (markdownFile.test(entry.name) && hasLosses(path)) ? [path] : [];
  });
}

function hasLosses(path: string): boolean {
  return fencedRegions(readFileSync(path, 'utf8')).length > 0;
}
