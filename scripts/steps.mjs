/** The checks of `npm run check` and `npm test`: each is one step, or a suite that counts its tests. */
import { build } from './build.mjs';
import { at, run, runTool } from './process.mjs';
import { measureBundles } from './sizes.mjs';

/**
 * @typedef {{ passed: number, failed: number }} Count
 * @typedef {{ name: string, run: () => Promise<Count> }} Step
 */

/** A step that holds or not: it counts as one. */
const single = (name, command) => ({
  name,
  run: async () => ((await command()).code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }),
});

/** A script of this folder that ends with the line `N passed, N failed`. One that says nothing of the kind has failed. */
const suite = (name, script) => ({
  name,
  run: async () => {
    const lines = [];
    const { code } = await run(process.execPath, [at('scripts', script)], { onLine: (line) => lines.push(line) });
    const last = lines.map((line) => /^(\d+) passed, (\d+) failed$/.exec(line)).findLast((match) => match !== null);
    const count = { passed: Number(last?.[1] ?? 0), failed: Number(last?.[2] ?? 0) };
    if (last === undefined || (code !== 0 && count.failed === 0) || count.passed + count.failed === 0) {
      console.log(`The suite ended with ${code} and ${last === undefined ? 'without a count' : `"${last[0]}"`}.`);
      count.failed++;
    }
    return count;
  },
});

/** What runs without an editor and without a browser. @returns {Step[]} */
export function checkSteps() {
  return [
    single('types', () => runTool('typescript/bin/tsc', ['-b'])),
    single('lint', () => runTool('eslint/bin/eslint.js', ['.', '--max-warnings', '0'])),
    single('format', () => runTool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])),
    single('dependency rules', () =>
      runTool('dependency-cruiser/bin/dependency-cruise.mjs', ['src', 'webview', 'test', '--output-type', 'err']),
    ),
    single('build', async () => {
      await build();
      return { code: 0 };
    }),
    { name: 'unit tests', run: runUnitTests },
    single('bundle sizes', measureBundles),
  ];
}

/** What needs a real browser and a real VS Code. @returns {Step[]} */
export function suiteSteps() {
  return [suite('browser suite', 'test-browser.mjs'), suite('in-editor suite', 'test-editor.mjs')];
}

/** Vitest with its own report on the terminal, and its counts from a file. A file that cannot be loaded counts as failed. */
async function runUnitTests() {
  const file = at('.cache', 'unit-tests.json');
  const { readFileSync, rmSync } = await import('node:fs');
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const { code } = await runTool('vitest/vitest.mjs', ['run', ...reporters]);
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  const unloadable = testResults.filter(({ status, assertionResults }) => {
    return status === 'failed' && assertionResults.every((result) => result.status !== 'failed');
  });
  const failed = numFailedTests + unloadable.length;
  return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/**
 * Runs steps one after the other, all of them, and prints how long each took.
 * @param {Step[]} steps
 * @returns {Promise<Count>} the sum.
 */
export async function runSteps(steps) {
  const total = { passed: 0, failed: 0 };
  const rows = [];
  for (const { name, run: runStep } of steps) {
    console.log(`\n── ${name}`);
    const start = Date.now();
    const { passed, failed } = await runStep().catch((error) => {
      console.log(error instanceof Error ? error.message : String(error));
      return { passed: 0, failed: 1 };
    });
    total.passed += passed;
    total.failed += failed;
    const seconds = ((Date.now() - start) / 1000).toFixed(1);
    rows.push(`${failed === 0 ? '✓' : '✗'} ${name}: ${passed} passed, ${failed} failed, ${seconds} s`);
    console.log(rows.at(-1));
  }
  console.log(`\n${rows.join('\n')}\n`);
  return total;
}

/** Prints the one closing line and ends with the right code. @param {Count} total */
export function conclude({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
