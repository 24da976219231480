/** Checks of samples beside their population, and of sliders that draw anew, with the real worker's handlers. */
import type { Page } from 'playwright-core';
import { textOf } from './visit';
import type { Register } from './visit';

export function samplesChecks(check: Register): void {
  const opened = async (page: Page): Promise<void> => {
    await page.check('.part-samples input[type=checkbox]');
    await page.waitForSelector('.pair-picture .pair-minimum');
  };
  const said = (page: Page, words: string): Promise<unknown> =>
    page.waitForFunction((text) => document.querySelector('.part-samples')?.textContent?.includes(text), words);

  check(
    'a slider that a sample is drawn by asks for the loss anew',
    { loss: 'sampled' },
    async ({ page, expect, eventually }) => {
      await page.waitForFunction(() => document.querySelectorAll('.glyphs [data-key]').length === 3);
      const step = await page.getAttribute('input[type=range][aria-label="Constant n"]', 'step');
      expect(step === '1', 'it moves by whole numbers');
      // 48 of 80: the minima lie closer, at ±√0.2.
      await page.fill('input[aria-label="Constant n, as a number"]', '80');
      await page.waitForFunction(() => window.fakeHost.requests('rebuild').length > 0);
      await page.waitForFunction(() => document.querySelector('.glyphs')?.innerHTML.includes('0.447'));
      await page.click('summary:has-text("Formulas")');
      await eventually(
        () => document.querySelector<HTMLElement>('.formulas-body')?.innerText.includes('48') === true,
        'the formula is that of the new draw',
      );
      await page.click('button:has-text("Reset")');
      await page.waitForFunction(() => document.querySelector('.glyphs')?.innerHTML.includes('0.632'));
      // A slider that only places the draw needs no question.
      const asked = await page.evaluate(() => window.fakeHost.requests('rebuild').length);
      await page.fill('input[aria-label="Constant a, as a number"]', '1.5');
      await page.waitForTimeout(200);
      expect(
        (await page.evaluate(() => window.fakeHost.requests('rebuild').length)) === asked,
        'a is an input of the tape',
      );
    },
  );

  check('a sample stands beside its population', { loss: 'sampled' }, async ({ page, expect }) => {
    expect((await page.evaluate(() => window.fakeHost.requests('pair').length)) === 0, 'nothing is asked unasked');
    await opened(page);
    const text = await textOf(page, '.part-samples');
    expect(text.includes('10 rows, 3 of them -a, 7 of them a'), `the draw is told: ${text}`);
    expect(text.includes('barrier of 0.04') && text.includes('population: one minimum'), `and the minima: ${text}`);
    const minima = await page.evaluate(() =>
      [...document.querySelectorAll('.pair-picture')].map((plot) => plot.querySelectorAll('.pair-minimum').length),
    );
    expect(minima.join() === '2,1', `minima are drawn: ${minima.join()}`);
    const levels = await page.evaluate(() =>
      [...document.querySelectorAll('.pair-picture')].map((plot) => plot.querySelectorAll('path[fill-rule]').length),
    );
    expect(levels[0] === levels[1], 'both have the same levels');
    const words = await page.getAttribute('.pair-picture >> nth=0', 'aria-label');
    expect(words?.includes('minima at (') === true, `a plot says what it shows: ${String(words)}`);
    await page.focus('input[type=range][aria-label="Sample: rows with the second value"]');
    for (let k = 0; k < 2; k++) await page.keyboard.press('ArrowLeft');
    await said(page, '5 of them -a, 5 of them a');
    expect((await textOf(page, '.part-samples')).includes('sampled: one minimum'), 'an even sample has one basin');
    await page.fill('input[aria-label="Sample: rows, as a number"]', '20');
    await said(page, '20 rows, 7 of them -a, 13 of them a');
    await page.click('.part-samples button:has-text("As in the file")');
    await said(page, '10 rows, 3 of them -a, 7 of them a');
  });

  check('many samples show the law of the barrier', { loss: 'sampled' }, async ({ page, expect }) => {
    await opened(page);
    await page.fill('input[aria-label="Sample: draws of each size"]', '12');
    await page.click('.part-samples button:has-text("Draw many")');
    await said(page, 'Predicted barrier');
    const text = await textOf(page, '.part-samples');
    expect(/law 0\.125·n\^−1; fitted/.test(text), `the law is told: ${text}`);
    const rows = await page.evaluate(() => document.querySelectorAll('.part-samples tbody tr').length);
    const bars = await page.evaluate(() => document.querySelectorAll('.sampling-error').length);
    expect(rows === 7 && bars >= 6, `a row a size, a bar a mean: ${String(rows)}, ${String(bars)}`);
    await page.selectOption('.part-samples select:has(option[value=distance])', 'distance');
    await said(page, 'distance: law 0.822');
    await page.click('.part-samples button:has-text("Save as CSV")');
    const saved = await page.evaluate(() => window.fakeHost.requests('saveText').map(({ params }) => params));
    const { text: csv, suggestedName } = saved[0] as { text: string; suggestedName: string };
    expect(suggestedName === 'sampled-samples.csv' && csv.startsWith('n,draws,split'), 'the table is saved');
  });

  check('a loss without a sample says what to write; draws can be cancelled', {}, async ({ page, expect }) => {
    await page.check('.part-samples input[type=checkbox]');
    await said(page, 'is over a sample');
    expect((await textOf(page, '.part-samples')).includes('data draw(s) = sample('), 'the remedy is told');
    await page.evaluate(() => {
      window.fakeHost.use('sampled');
      window.fakeHost.push();
    });
    await page.waitForSelector('.pair-picture .pair-minimum');
    await page.evaluate(() => void (window.fakeHost.pause = 40));
    await page.click('.part-samples button:has-text("Draw many")');
    await page.click('button[aria-label="Cancel: draws"]');
    await said(page, 'Cancelled');
  });
}
