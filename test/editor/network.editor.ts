import * as vscode from 'vscode';
import { closeAll, openText, positionOf } from './documents';
import { ask, check, eventually, test } from './harness';

/** The text of what is found in the panel; empty where nothing is. */
async function panelText(selector: string): Promise<string> {
  const found = (await ask('panelQuery', { selector }).catch(() => undefined)) as { text: string } | undefined;
  return found?.text ?? '';
}

const text = `data pts(x, y) = (-2, 0.3), (-1, -0.4), (0, 0.1), (1, 0.8), (2, -0.2)
loss relaxed(w[9], b[9], v[9]) = mean((dot(v, tanh(w*p.x + b)) - p.y)^2 for p in pts) +
    10*(sum(w^2) + sum(b^2) + sum(v^2))
  from random(seed=1)`;

test('a network is cut, trained and looked at from one of its critical points', async () => {
  const editor = await openText(text);
  const position = positionOf(editor.document, 'relaxed(');
  editor.selection = new vscode.Selection(position, position);
  await vscode.commands.executeCommand('losscape.openLandscape');
  const ready = async (what: string): Promise<unknown> =>
    eventually(what, async () => {
      const found = (await ask('panelQuery', {
        selector: '.slice[data-status="ready"]:not(.is-old) .contours path',
      }).catch(() => undefined)) as { count: number } | undefined;
      return (found?.count ?? 0) > 0 ? true : undefined;
    });
  await ready('the slice at the start');
  await ask('panelClickText', { text: 'Train' });
  await eventually('the end of the run', async () =>
    (await panelText('.run-result')).includes('steps taken') ? true : undefined,
  );
  await ready('the slice at its end');
  check((await panelText('.badges')).includes('squared movement'), 'how much of the path is seen is not told');
  // The point goes to the worker as an array of numbers, through two borders.
  await eventually('a critical point', async () => ((await panelText('.point-row')) === '' ? undefined : true));
  await ask('panelClick', { selector: '.point-row button' });
  await eventually('the centre', async () =>
    (await panelText('.slice ~ .glyph-legend')).includes('centre: minimum 1') ? true : undefined,
  );
  await ready('the slice at the critical point');
  check((await panelText('.part-data')).includes('5 rows of data.'), 'the data are not shown');
  check((await panelText('.part-spectrum')).includes('of 27 eigenvalues are negative'), 'the spectrum is not shown');
  await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.One);
  await vscode.commands.executeCommand('workbench.action.files.revert');
  await closeAll();
});
