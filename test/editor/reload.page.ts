import type { Page } from 'playwright-core';
import { check, eventually, test } from './harness';

async function palette(page: Page, command: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${command}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: command }).first().click();
}

async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').first().fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.monaco-editor .view-lines').first().waitFor();
}

/** The text of the panel's page. */
function panelText(page: Page): Promise<string> {
  return eventually(
    'the panel',
    async () => {
      for (const frame of page.frames()) {
        const text = await frame
          .evaluate(() => document.querySelector('#app')?.textContent ?? undefined)
          .catch(() => undefined);
        if (text !== undefined && text.length > 20) return text;
      }
      return undefined;
    },
    40_000,
  );
}

test('the packaged extension opens its landscape', async (given) => {
  const page = given as Page;
  await page.locator('.monaco-workbench').waitFor({ timeout: 40_000 });
  await openFile(page, 'flat.loss');
  await eventually('the extension', async () =>
    (await page.locator('.codelens-decoration', { hasText: 'Open landscape' }).count()) > 0 ? true : undefined,
  );
  await palette(page, 'Losscape: Open Landscape');
  check((await panelText(page)).includes('flat'), 'the panel does not show the loss');
});

test('the landscape survives a reload', async (given) => {
  const page = given as Page;
  await page.waitForTimeout(2_000);
  await page.reload();
  await page.locator('.monaco-workbench').waitFor({ timeout: 40_000 });
  check((await panelText(page)).includes('flat'), 'the panel does not show the loss');
});
