/** How long the extension takes to start in a real VS Code, measured from inside its extension host. A section of the report. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from '../scripts/build.mjs';
import { openEditor } from '../scripts/editor-page.mjs';
import { findVSCode } from '../scripts/find-vscode.mjs';
import { at } from '../scripts/process.mjs';

const patience = 120_000;
const text = 'loss himmelblau(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2 on x in [-6, 6], y in [-6, 6]\n';

/** @param {number} rounds starts of the editor for each of the two figures. */
export async function editorSection(rounds) {
  await build();
  const vscode = await findVSCode({ visible: false });
  const taken = { activation: [], hover: [] };
  for (let round = 0; round < rounds; round++) {
    for (const part of ['activation', 'hover']) {
      try {
        taken[part].push(await start(vscode, part));
      } catch (error) {
        // On a busy machine a start may take too long; the others count.
        if (round === rounds - 1 && taken[part].length === 0) throw error;
      }
      process.stderr.write(`  start, ${part}\n`);
    }
  }
  const cells = (list) => {
    const sorted = [...list].sort((a, b) => a - b);
    return [sorted[sorted.length >> 1], sorted[0], sorted.at(-1)].map((value) => value.toFixed(0));
  };
  const lines = [
    ['activation', ...cells(taken.activation)],
    ['from opening a file to the first hover, activation and the start of the worker within', ...cells(taken.hover)],
  ];
  const head = ['ms', 'median', 'least', 'most'];
  return {
    title: 'Start in the real editor',
    about:
      `The extension as it is built, in ${vscode.origin}, started anew up to ${rounds} times for each row; timed inside of the extension host. ` +
      'The sizes of the bundles are kept by `npm run check`, and so is the memory after 3000 texts (test/worker/typing.test.ts).',
    cases: [],
    more: [head, head.map(() => '---'), ...lines].map((row) => `| ${row.join(' | ')} |`).join('\n'),
  };
}

async function start(vscode, part) {
  const folder = mkdtempSync(path.join(tmpdir(), 'losscape-bench-'));
  const answer = path.join(folder, 'answer.json');
  mkdirSync(path.join(folder, 'work'));
  // Outside of the open folder, where the extension would wake up by itself.
  const file = path.join(folder, 'start.loss');
  writeFileSync(file, text);
  let editor;
  try {
    editor = await openEditor(vscode, {
      folder: path.join(folder, 'work'),
      data: path.join(folder, 'data'),
      tests: at('bench', 'native', 'startProbe.cjs'),
      env: { LOSSCAPE_PROBE: answer, LOSSCAPE_PROBE_PART: part, LOSSCAPE_PROBE_FILE: file },
      onExit: () => undefined,
    });
    for (const end = Date.now() + patience; !existsSync(answer);) {
      if (Date.now() > end) throw new Error('The editor did not answer in time.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    return JSON.parse(readFileSync(answer, 'utf8'));
  } finally {
    await editor?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
