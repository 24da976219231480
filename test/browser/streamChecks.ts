/** Checks of what is drawn and said while a search for critical points goes on. */
import type { Page } from 'playwright-core';
import { textOf } from './visit';
import type { Register } from './visit';

/** As if the search told of a minimum at (1, 1), and of something that is no point. */
function tellOfPoint(page: Page): Promise<void> {
  return page.evaluate(() => {
    const sides = [
      [0.99, 1.01],
      [0.99, 1.01],
    ];
    const axes = [
      [1, 0],
      [0, 1],
    ];
    const kinds = { kind: 'minimum', proof: 'proved', reason: 'Found first.', morseIndex: 0 };
    const point = { point: [1, 1], enclosure: sides, value: 0, eigenvalues: [1, 2], eigenvectors: axes, ...kinds };
    const { id } = window.fakeHost.held[0]!;
    const tell = (value: unknown): void => window.fakeHost.deliver({ kind: 'progress', id, value });
    tell({ fresh: [point], found: 1, waiting: 40 });
    tell({ fresh: [{ kind: 'nonsense' }], found: 2, waiting: 39 });
  });
}

export function streamChecks(check: Register): void {
  const options = { loss: 'flat', query: 'hold' };
  check('what a long search has found is drawn at once, and replaced by the whole answer', options, async (visit) => {
    const { page, expect, eventually } = visit;
    await eventually(() => window.fakeHost.held.length === 1, 'the request waits');
    await tellOfPoint(page);
    await eventually(() => document.querySelectorAll('.glyph').length === 1, 'the point found so far is drawn');
    expect((await textOf(page, '.verdict')).includes('1 critical point so far'), 'it is said that there may be more');
    expect((await page.locator('.stop-search:visible').count()) === 1, 'the search can be stopped');
    expect((await page.locator('.glyph[aria-label*="(1, 1)"]').count()) === 1, 'it is where it was found');
    await page.evaluate(() => window.fakeHost.release(0));
    await eventually(
      () => document.querySelector('.verdict')?.textContent?.includes('none missed') === true,
      'the whole answer is told',
    );
    await eventually(
      () => document.querySelectorAll('.glyph[aria-label*="(1, 1)"]').length === 0,
      'and takes the place of the first points',
    );
    expect((await page.locator('.stop-search:visible').count()) === 0, 'there is nothing left to stop');
    await page.click('.whole summary');
    const whole = await textOf(page, '.whole');
    for (const word of ['degree of the gradient', 'unbounded below', 'unchanged by'])
      expect(whole.includes(word), `what concerns the whole is told: ${word}`);
  });

  check('a long search can be stopped', options, async ({ page, expect, eventually }) => {
    await eventually(() => window.fakeHost.held.length === 1, 'the request waits');
    await tellOfPoint(page);
    await page.waitForSelector('.stop-search:visible');
    await page.focus('.stop-search');
    await page.keyboard.press('Enter');
    await eventually(() => window.fakeHost.sent.some(({ kind }) => kind === 'cancel'), 'the host is told');
    await eventually(
      () => document.querySelector('.verdict')?.textContent?.includes('stopped') === true,
      'the panel says so',
    );
    expect((await page.locator('.glyph').count()) === 1, 'what was found stays');
  });
}
