import type { Page } from 'playwright-core';
import { hoverUntil, openFile, runCommand, waitForEditor } from '../../scripts/editor-hands.mjs';
import { check, eventually, test } from './harness';

/** Waits until the panel's page shows a text. */
function panelShows(page: Page, wanted: string): Promise<true> {
  return eventually(
    `"${wanted}" in the panel`,
    async () => {
      for (const frame of page.frames()) {
        const text = await frame.evaluate(() => document.querySelector('#app')?.textContent).catch(() => undefined);
        if (text?.includes(wanted) === true) return true;
      }
      return undefined;
    },
    40_000,
  );
}

/** Whether the panel is in the layout that the editor has stored: it writes every few seconds, when it is idle. */
async function storedLandscape(page: Page): Promise<true | undefined> {
  const found = await page.evaluate(async () => {
    const result = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(new Error(String(request.error)));
      });
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith('vscode-web-state-db') !== true) continue;
      const database = await result(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const layout: unknown = await result(
          database.transaction(store).objectStore(store).get('memento/workbench.parts.editor'),
        );
        if (String(layout).includes('losscape.landscape')) return true;
      }
      database.close();
    }
    return false;
  });
  return found ? true : undefined;
}

test('the packaged extension shows a hover with the picture', async (given) => {
  const page = given as Page;
  await waitForEditor(page);
  await openFile(page, 'flat.loss');
  const hover = await hoverUntil(page, 'bowl', '1 minimum');
  const picture = hover.locator('img').first();
  const size = await eventually('the picture', async () => {
    const width = await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth).catch(() => 0);
    return width > 0 ? width : undefined;
  });
  check(size >= 150, `the picture is ${size} pixels wide`);
  await page.mouse.move(5, 5);
});

test('the packaged extension opens its landscape', async (given) => {
  const page = given as Page;
  await runCommand(page, 'Losscape: Open Landscape');
  await panelShows(page, 'flat');
});

test('the landscape survives a reload', async (given) => {
  const page = given as Page;
  await eventually('the editor to have stored its layout', () => storedLandscape(page), 40_000);
  await page.reload();
  await page.locator('.monaco-workbench').waitFor({ timeout: 40_000 });
  await panelShows(page, 'flat');
});
