/** Checks of the view of eigenvalues. */
import type { Page } from 'playwright-core';
import { hiddenFocus, labelFaults, namelessControls } from './faults';
import { moveSlider, textOf } from './visit';
import type { Register } from './visit';

const bare = true;
const goe =
  'const b = 2 in [0, 5]\n# Two directions\nspectrum goe(n = 120, spikes = (3, b, -4), seed = 1, draws = 6)\n';

/** Shows a spectrum, and waits for the whole answer. */
async function shown(page: Page, text: string): Promise<void> {
  await page.evaluate((source) => {
    window.fakeHost.useSpectrum(source);
    window.fakeHost.push();
  }, text);
  await known(page);
}

async function known(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.spectrum-histogram .bar') !== null &&
      document.querySelector('.spectrum-view .is-old') === null &&
      document.querySelector('.part-convergence[hidden], .size-chart') !== null,
    undefined,
    { timeout: 10_000 },
  );
}

export function spectrumChecks(check: Register): void {
  check('spectrum: histogram, semicircle, outliers and numbers', { loss: 'flat', bare }, async ({ page, expect }) => {
    await shown(page, goe);
    expect((await page.locator('.spectrum-histogram .bar').count()) > 15, 'bars are drawn');
    expect((await page.getAttribute('.spectrum-histogram .semicircle', 'd'))!.length > 500, 'and the semicircle');
    expect((await page.locator('.spectrum-histogram .outlier').count()) === 3, 'three outliers are marked');
    expect((await page.locator('.spectrum-histogram .outlier-label').count()) === 3, 'and labelled');
    expect((await page.locator('.spectrum-histogram .predicted').count()) === 3, 'with where they are predicted');
    expect(
      (await labelFaults(page, '.spectrum-view svg')).length === 0,
      (await labelFaults(page, '.spectrum-view svg')).join('; '),
    );
    const spoken = (await page.getAttribute('.spectrum-histogram', 'aria-label')) ?? '';
    expect(spoken.includes('120 × 120 with 3 spikes: outliers at'), `the picture speaks: ${spoken}`);
    const rows = await page.locator('.part-outliers tbody tr').count();
    expect(rows === 3, `a row for each spike, not ${String(rows)}`);
    const table = await textOf(page, '.part-outliers');
    for (const word of ['3.333', '2.5', '−4.25', '0.8889', '±']) expect(table.includes(word), `${word} in: ${table}`);
    const facts = await textOf(page, '.part-facts');
    for (const word of ['formula for strong spikes', 'bounds', 'moments', '6, from seed 1'])
      expect(facts.includes(word), `${word} in: ${facts}`);
    expect((await page.locator('.size-chart').count()) === 3, 'three charts over n');
    expect((await page.locator('.size-chart').first().locator('.error-bar').count()) === 5, 'a mean with bars a size');
    expect((await textOf(page, '.documentation')).includes('Two directions'), 'the comment stands above');
    const nameless = await namelessControls(page);
    expect(nameless.length === 0, `controls without a name: ${nameless.join(' ')}`);
    const hidden = await hiddenFocus(page, 12);
    expect(hidden.length === 0, `focus that is not shown: ${hidden.join(' ')}`);
  });

  check(
    'spectrum: a slider moves an outlier into the crowd',
    { loss: 'flat', bare },
    async ({ page, expect, eventually }) => {
      await shown(page, goe);
      await moveSlider(page, 'Constant b', 0.5);
      await eventually(
        () => document.querySelectorAll('.spectrum-histogram .outlier').length === 2,
        'below the threshold it is none any more',
      );
      await known(page);
      expect((await textOf(page, '.part-outliers')).includes('edge 2'), 'and is said to stay at the edge');
      await page.click('.part-spectrum-sliders button:has-text("Write to file")');
      const written = await page.evaluate(() => window.fakeHost.requests('writeConstants').at(-1)?.params);
      expect(JSON.stringify(written).includes('"value":0.5'), `the value is written: ${JSON.stringify(written)}`);
    },
  );

  check('spectrum: the Hessian of a loss, and back to a loss', { loss: 'flat', bare }, async ({ page, expect }) => {
    await shown(page, 'loss f(w[30]) = sum(i*w[i]^2 for i in 1..30) + 900*w[1]*w[2]\nspectrum hessian(f)\n');
    expect((await page.locator('.spectrum-histogram .outlier').count()) === 2, 'two stand out');
    expect((await textOf(page, '.part-facts')).includes('semicircle fitted'), 'of the semicircle fitted');
    expect(!(await page.locator('.part-convergence').isVisible()), 'nothing converges here');
    expect(!(await page.locator('.part-spectrum-sliders').isVisible()), 'and there is no slider');
    await page.evaluate(() => {
      window.fakeHost.use('flat');
      window.fakeHost.push();
    });
    await page.waitForSelector('.plot .contours path');
    expect((await page.locator('.spectrum-view').count()) === 0, 'the landscape takes its place');
  });

  check(
    'spectrum: failures are said, with a way to ask again',
    { loss: 'flat', bare },
    async ({ page, expect, eventually }) => {
      await page.evaluate((text) => {
        window.fakeHost.failing = 'There are too many spikes.';
        window.fakeHost.useSpectrum(text);
        window.fakeHost.push();
      }, goe);
      await eventually(
        () => document.querySelector('.spectrum-view .answer-text')?.textContent?.includes('too many spikes') === true,
        'the reason is shown',
      );
      await page.evaluate(() => (window.fakeHost.failing = null));
      await page.click('.spectrum-view button:has-text("Retry")');
      await known(page);
      await page.evaluate(() => (window.fakeHost.holding = true));
      await moveSlider(page, 'Constant b', 4);
      await eventually(
        () =>
          [...document.querySelectorAll('button')].some(
            ({ ariaLabel, hidden }) => ariaLabel === 'Cancel: spectrum' && !hidden,
          ),
        'what takes long can be cancelled',
      );
      expect((await page.locator('.spectrum-view .is-old').count()) > 0, 'the old picture stays, faded');
      await page.click('button[aria-label="Cancel: spectrum"]');
      await eventually(
        () => document.querySelector('.spectrum-view .answer-text')?.textContent?.includes('Cancelled') === true,
        'and says so',
      );
    },
  );

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    check(
      `spectrum: narrow, with many outliers, ${theme}`,
      { loss: 'flat', bare, theme, width: 380 },
      async (visit) => {
        const { page, expect } = visit;
        await shown(
          page,
          'spectrum goe(n = 100, spikes = (2, 2.1, 2.2, 2.3, 2.4, 9, 5, 4.9, -2, -2.2, -8), draws = 2)\n',
        );
        const faults = await labelFaults(page, '.spectrum-view svg');
        expect(faults.length === 0, faults.join('; '));
        expect((await page.locator('.spectrum-histogram .outlier').count()) === 11, 'all are marked');
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wide <= 0, `nothing is wider than the panel: ${String(wide)}`);
      },
    );
  }

  check('spectrum: exports its picture', { loss: 'flat', bare }, async ({ page, expect }) => {
    await shown(page, goe);
    await page.click('.part-eigenvalues button[aria-label="Export picture as SVG"]');
    const saved = await page.evaluate(
      () => window.fakeHost.requests('savePicture').at(-1)?.params as { svg: string; suggestedName: string },
    );
    expect(saved.suggestedName === 'spectrum-goe.svg', saved.suggestedName);
    expect(saved.svg.includes('Spectrum of goe(n = 120') && !saved.svg.includes('class='), 'it stands alone');
  });
}
