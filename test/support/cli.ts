import { execFileSync } from 'node:child_process';

/** Bundles the command line into a file, as the build does. */
export function bundleCli(file: string): void {
  execFileSync('node_modules/.bin/esbuild', [
    'src/cli/main.ts',
    '--bundle',
    '--platform=node',
    '--format=cjs',
    `--outfile=${file}`,
    '--log-level=error',
  ]);
}
