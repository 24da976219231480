/** Checks of the surface of minima: turned by keys and by dragging, saved, and absent where there is none. */
import type { Page } from 'playwright-core';
import { textOf } from './visit';
import type { Register } from './visit';

export function surfaceChecks(check: Register): void {
  const picture = '.surface-picture';
  const drawn = (page: Page): Promise<unknown> =>
    page.waitForFunction(() => Number(document.querySelector('.surface-picture')?.getAttribute('data-faces')) > 2000);
  const pixels = (page: Page): Promise<string> =>
    page.evaluate(() => document.querySelector<HTMLCanvasElement>('.surface-picture')!.toDataURL());

  check('a surface of minima turns by keys and by dragging', { loss: 'chain' }, async ({ page, expect }) => {
    await drawn(page);
    const first = await pixels(page);
    const words = await page.getAttribute(picture, 'aria-label');
    expect(
      words?.includes('a surface of minima at value 0, w₁·w₂·w₃ − 1 = 0') === true,
      `it is described: ${String(words)}`,
    );
    expect(words?.includes('with largest curvature 3') === true, 'and its flattest point');
    const labels = await page.getAttribute(picture, 'data-labels');
    expect(
      ['w1', 'w2', 'w3', 'flattest'].every((name) => labels?.includes(name)),
      `labels: ${String(labels)}`,
    );
    await page.focus(picture);
    await page.keyboard.press('ArrowRight');
    await drawn(page);
    await page.waitForTimeout(300);
    const turned = await pixels(page);
    expect(turned !== first, 'an arrow key turns it');
    await page.keyboard.press('+');
    await page.waitForFunction(() => document.querySelector('.surface-picture')?.getAttribute('data-zoom') === '1.200');
    await page.keyboard.press('0');
    await page.waitForFunction(() => document.querySelector('.surface-picture')?.getAttribute('data-zoom') === '1.000');
    const before = await page.getAttribute(picture, 'data-turn');
    await page.locator(picture).scrollIntoViewIfNeeded();
    const box = (await page.locator(picture).boundingBox())!;
    await page.mouse.move(box.x + 200, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 260, box.y + 170, { steps: 4 });
    await page.mouse.up();
    await page.waitForFunction(
      (old) => document.querySelector('.surface-picture')?.getAttribute('data-turn') !== old,
      before,
    );
    await drawn(page);
    expect(true, 'dragging turns it, and at rest it is fine again');
  });

  check(
    'what the flow keeps stands beside the surface, which can be saved',
    { loss: 'chain' },
    async ({ page, expect }) => {
      await drawn(page);
      const text = await textOf(page, '.part-surface');
      expect(text.includes('gradient flow, start 1') && text.includes('w₁² − w₃²'), `the table: ${text}`);
      const drifts = await page.evaluate(() =>
        [...document.querySelectorAll('.part-surface tbody tr')].map((row) => [
          row.firstElementChild!.textContent,
          row.lastElementChild!.textContent,
        ]),
      );
      expect(
        drifts.every(([path, drift]) => path!.startsWith('gradient flow') === (drift === 'none')),
        `the flow keeps it, gradient descent drifts: ${JSON.stringify(drifts)}`,
      );
      await page.click('.part-surface button:has-text("Save picture")');
      const saved = await page.evaluate(() => JSON.stringify(window.fakeHost.requests('savePicture')));
      expect(saved.includes('<svg') && saved.includes('chain-surface.svg'), 'it is saved as SVG');
    },
  );

  check('a loss without a surface has no such part', { loss: 'three' }, async ({ page, expect }) => {
    await page.waitForSelector('.plot');
    await page.waitForTimeout(500);
    expect(await page.locator('.part-surface').isHidden(), 'it is absent');
  });
}
