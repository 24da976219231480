/** Checks of races, explanations, maps and paths, with the real worker's handlers. */
import { writeFileSync } from 'node:fs';
import { readGif } from '../support/gif';
import { textOf } from './visit';
import type { Register } from './visit';

export function studyChecks(check: Register): void {
  check('methods have all their options, and Gauss–Newton runs', { loss: 'rosenbrock' }, async ({ page, expect }) => {
    const path = (): Promise<string | null> => page.getAttribute('.run-path >> nth=0', 'd');
    const before = await path();
    await page.click('summary[aria-label="More options of Gradient descent"]');
    await page.selectOption('select[aria-label="Gradient descent: schedule"]', { label: 'cosine' });
    await page.fill('input[aria-label="Gradient descent: max_norm"]', '1');
    await page.waitForTimeout(80);
    expect((await path()) !== before, 'schedule and clipping change the path');
    await page.selectOption('select[aria-label="Gradient descent: line_search"]', { index: 1 });
    await page.selectOption('select[aria-label="Add an optimizer"]', 'gauss-newton');
    await page.waitForTimeout(80);
    const text = await textOf(page, '.part-optimizers');
    expect(/Gauss–Newton[\s\S]*converged after \d+ steps?/.test(text), `it converges: ${text}`);
  });

  check('a race fills its table, which sorts by keyboard and is saved as CSV', {}, async ({ page, expect }) => {
    await page.selectOption('select[aria-label="Add an optimizer"]', 'newton');
    await page.click('.part-race button:has-text("Race")');
    await page.waitForSelector('.race-table tbody tr');
    const methods = (): Promise<string[]> =>
      page.evaluate(() => [...document.querySelectorAll('.race-table tbody th')].map((cell) => cell.textContent ?? ''));
    expect((await methods()).join() === 'Gradient descent,Adam,Newton', `a row a method: ${(await methods()).join()}`);
    expect(/minimum at \(/.test(await textOf(page, '.race-table')), 'critical points are named');
    const text = await textOf(page, '.part-race');
    expect(text.includes('1000 steps and 1000 gradient-equivalents'), `the budget is told: ${text}`);
    await page.focus('.race-table .sort:has-text("Steps")');
    await page.keyboard.press('Enter');
    expect((await methods())[0] === 'Newton', 'sorted by steps');
    const order = await page.getAttribute('.race-table th:has(.sort:has-text("Steps"))', 'aria-sort');
    expect(order === 'ascending', 'and the column says so');
    await page.click('.part-race button:has-text("Save as CSV")');
    const saved = await page.evaluate(() => window.fakeHost.requests('saveText').map(({ params }) => params));
    const { text: csv, suggestedName } = saved[0] as { text: string; suggestedName: string };
    expect(suggestedName === 'himmelblau-race.csv' && csv.startsWith('method,options,start'), 'the table is saved');
    await page.fill('input[aria-label="Gradient descent: lr"]', '0.005');
    await page.waitForTimeout(100);
    expect((await textOf(page, '.part-race')).includes('Something has changed'), 'an old table says that it is old');
  });

  check(
    'the runs are saved as an animation, the same each time, and that can be cancelled',
    {},
    async ({ page, expect }) => {
      const button = '.animation button:has-text("Save as GIF")';
      const saved = async (count: number): Promise<{ gif: Uint8Array; suggestedName: string }> => {
        await page.waitForFunction((n) => window.fakeHost.requests('saveAnimation').length === n, count, {
          timeout: 30_000,
        });
        return page.evaluate((n) => {
          const { gif, suggestedName } = window.fakeHost.requests('saveAnimation')[n - 1]!.params as {
            gif: Uint8Array;
            suggestedName: string;
          };
          return { gif: [...gif] as unknown as Uint8Array, suggestedName };
        }, count);
      };
      await page.fill('input[aria-label="Largest number of steps"]', '20');
      await page.click(button);
      const { gif, suggestedName } = await saved(1);
      expect(suggestedName === 'himmelblau.gif', suggestedName);
      const { width, height, loops, frames } = readGif(Uint8Array.from(gif));
      const plot = await page.evaluate(() => document.querySelector('.plot-picture')!.getBoundingClientRect().width);
      expect(
        loops && width === Math.floor(plot) && height > 300,
        `${String(width)} by ${String(height)} for ${String(plot)}`,
      );
      expect(frames.length === 21 && frames.at(-1)!.hundredths === 200, `${String(frames.length)} frames`);
      const different = frames.slice(1).filter(({ colours }, i) => colours.some((c, k) => c !== frames[i]!.colours[k]));
      expect(different.length === 20, 'each frame shows something new');
      await page.click(button);
      expect((await saved(2)).gif.join() === gif.join(), 'the same runs give the same file');
      if (process.env['LOSSCAPE_KEEP'] !== undefined) writeFileSync(process.env['LOSSCAPE_KEEP'], Uint8Array.from(gif));
      await page.click(button);
      await page.click('button[aria-label="Cancel: animation"]');
      await page.waitForFunction(() => document.querySelector('.animation')!.textContent.includes('Cancelled'));
      expect((await page.evaluate(() => window.fakeHost.requests('saveAnimation').length)) === 2, 'nothing is saved');
    },
  );

  check('a race searches for learning rates where it is asked to', {}, async ({ page, expect }) => {
    await page.check('.part-race input[type=checkbox]');
    await page.fill('input[aria-label="Race: steps"]', '100');
    await page.click('.part-race button:has-text("Race")');
    await page.waitForSelector('.race-rates li');
    const text = await textOf(page, '.race-rates');
    expect(/best of 9 from 0.0001 to 1/.test(text) && /Adam: \S+/.test(text), `the choices are told: ${text}`);
  });

  check('a race that fails says why, and can be cancelled', { loss: 'himmelblau' }, async ({ page, expect }) => {
    await page.evaluate(() => void (window.fakeHost.failures.race = 'The worker is away.'));
    await page.click('.part-race button:has-text("Race")');
    await page.waitForSelector('.part-race .is-failed');
    expect((await textOf(page, '.part-race')).includes('The worker is away.'), 'the reason is told');
    await page.evaluate(() => {
      delete window.fakeHost.failures.race;
      window.fakeHost.pause = 60;
    });
    await page.fill('input[aria-label="Race: steps"]', '100000');
    await page.fill('input[aria-label="Race: gradient-equivalents"]', '1000000');
    await page.fill('input[aria-label="Race: tolerance"]', '0');
    await page.click('.part-race button.primary');
    await page.click('.part-race button:has-text("Cancel")');
    await page.waitForTimeout(100);
    expect((await textOf(page, '.part-race')).includes('Cancelled'), 'and that it was cancelled');
  });

  check('a cancelled race shows the runs it made', {}, async ({ page, expect }) => {
    await page.evaluate(() => void (window.fakeHost.pause = 60));
    for (const optimizer of ['lbfgs', 'newton'])
      await page.selectOption('select[aria-label="Add an optimizer"]', optimizer);
    await page.fill('input[aria-label="Race: steps"]', '100000');
    await page.fill('input[aria-label="Race: gradient-equivalents"]', '1000000');
    await page.fill('input[aria-label="Race: tolerance"]', '0');
    await page.click('.part-race button.primary');
    await page.waitForSelector('.race-table tbody tr');
    await page.click('.part-race button:has-text("Cancel")');
    await page.waitForTimeout(100);
    const rows = await page.locator('.race-table tbody tr').count();
    const text = await textOf(page, '.part-race');
    expect(
      rows >= 1 && rows < 4 && text.includes(`So far ${String(rows)} of 4 runs were made`),
      `the table stays: ${text}`,
    );
    expect(await page.isVisible('.part-race button:has-text("Save as CSV")'), 'and can be saved');
  });

  check('the step shown is explained, and follows the playhead', { loss: 'flat' }, async ({ page, expect }) => {
    expect((await page.evaluate(() => window.fakeHost.requests('explain').length)) === 0, 'nothing is asked unasked');
    await page.click('.part-why summary');
    await page.fill('input[aria-label="Step shown"]', '0');
    const sentence = (): Promise<string> => textOf(page, '.why-sentence');
    await page.waitForFunction(() => document.querySelector('.why-sentence')?.textContent?.startsWith('Step 1 of '));
    expect(/^Step 1 of Gradient descent: .*\.$/.test(await sentence()), `a sentence: ${await sentence()}`);
    const details = await textOf(page, '.part-why .details');
    for (const word of ['model falls by', 'loss falls by', '2/λmax', 'nearest critical point'])
      expect(details.includes(word), `the details hold ${word}: ${details}`);
    expect((await page.locator('.why-circle .multiplier').count()) >= 2, 'multipliers are drawn');
    const label = await page.getAttribute('.why-components', 'aria-label');
    expect(/λ = /.test(label ?? ''), `and told in words: ${label ?? ''}`);
    await page.click('button[aria-label="One step on"]');
    await page.waitForFunction(() => document.querySelector('.why-sentence')?.textContent?.startsWith('Step 2 of '));
    await page.selectOption('.part-why select', { label: 'Adam, start 1' });
    await page.waitForFunction(() => document.querySelector('.why-sentence')?.textContent?.includes('Adam'));
  });
}

export function mapChecks(check: Register): void {
  check('a map of starts refines, names what is reached, and is exported', {}, async ({ page, expect }) => {
    await page.click('.part-map button.primary');
    await page.waitForSelector('.map-picture .map-class');
    await page.waitForFunction(() => document.querySelector('.part-map progress')?.closest('[hidden]') !== null);
    const legend = await textOf(page, '.map-legend');
    expect(/minimum at \(3, 2\): \d/.test(legend), `the legend names the minima: ${legend}`);
    const summary = await textOf(page, '.map-summary');
    expect(summary.includes('Of the starts shown: minimum at'), `a summary in words: ${summary}`);
    expect(
      (await page.getAttribute('.map-picture', 'aria-label'))?.includes('Of the starts') === true,
      'also for readers',
    );
    expect((await page.locator('.map-class').count()) === 4, 'four basins');
    await page.click('button[aria-label="Export the map as SVG"]');
    const saved = await page.evaluate(() => window.fakeHost.requests('savePicture').map(({ params }) => params));
    const { svg, suggestedName } = saved[0] as { svg: string; suggestedName: string };
    expect(suggestedName === 'himmelblau-map.svg' && svg.includes('minimum at (3, 2)'), 'the picture has its legend');
    expect(!svg.includes('href') && !svg.includes('var('), 'and needs nothing else');
    await page.click('button[aria-label="Zoom in"]');
    await page.waitForTimeout(200);
    expect((await textOf(page, '.part-map')).includes('Something has changed'), 'an old map says that it is old');
  });

  check('maps of learning rates and of momentum', {}, async ({ page, expect }) => {
    await page.selectOption('.map-kind', 'rates');
    await page.selectOption('.part-map label:has-text("pixels") select', '64');
    await page.click('.part-map button.primary');
    await page.waitForSelector('.map-picture .map-class');
    await page.waitForFunction(() => document.querySelector('.map-legend')?.textContent?.includes('diverges'));
    expect((await textOf(page, '.map-summary')).includes('diverges'), 'high rates diverge');
    await page.selectOption('.map-kind', 'stability');
    await page.waitForSelector('.map-boundary');
    const summary = await textOf(page, '.map-summary');
    expect(/converges below η = \S+ at β = 0/.test(summary), `the boundary in words: ${summary}`);
    // The state is kept a moment after the last change.
    await page.waitForTimeout(400);
    await page.reload();
    await page.waitForSelector('.map-boundary');
  });

  check(
    'a loss of one parameter, or without a method, says why there is no map',
    { loss: 'curve' },
    async ({ page, expect }) => {
      expect((await textOf(page, '.part-map')).includes('has no plane of starts'), 'no plane');
      expect(await page.isDisabled('.part-map button.primary'), 'and no way to ask');
      await page.selectOption('.map-kind', 'rates');
      await page.click('.part-map button.primary');
      await page.waitForSelector('.map-picture .map-class');
      await page.click('button[aria-label="Remove Adam"]');
      await page.click('button[aria-label="Remove Gradient descent"]');
      await page.waitForTimeout(100);
      expect((await textOf(page, '.part-map')).includes('Add an optimizer'), 'nothing to map');
      expect((await textOf(page, '.part-race')).includes('needs an optimizer'), 'nothing to race');
    },
  );

  check(
    'paths are drawn on wish, with a legend, and are in the exported picture',
    { loss: 'flat' },
    async ({ page, expect }) => {
      expect((await page.evaluate(() => window.fakeHost.requests('paths').length)) === 0, 'nothing is asked unasked');
      await page.check('.part-paths input');
      await page.waitForSelector('.paths .path-stable', { state: 'attached' });
      for (const kind of ['flow', 'unstable', 'stable', 'floor'])
        expect((await page.locator(`.paths .path-${kind}`).count()) > 0, `${kind} is drawn`);
      expect((await page.locator('.path-legend li').count()) === 4, 'and named');
      await page.click('button[aria-label="Export picture as SVG"]');
      const svg = await page.evaluate(
        () => (window.fakeHost.requests('savePicture')[0]!.params as { svg: string }).svg,
      );
      expect(svg.includes('valley floor through a saddle'), 'the exported picture has the legend');
      await page.uncheck('.part-paths input');
      await page.waitForFunction(() => document.querySelectorAll('.paths path').length === 0);
      expect(await page.isHidden('.path-legend'), 'and all of it goes away');
    },
  );

  check('malformed answers about studies are refused with a sentence', {}, async ({ page, expect }) => {
    await page.evaluate(() => void (window.fakeHost.disguise = () => ({ rows: 7 })));
    await page.check('.part-paths input');
    await page.click('.part-race button.primary');
    await page.click('.part-map button.primary');
    await page.waitForFunction(() => document.querySelectorAll('.is-failed.answer-text').length >= 3);
    for (const part of ['race', 'map', 'paths'])
      expect((await textOf(page, `.part-${part}`)).includes('in a form this panel cannot read'), `${part} says so`);
  });

  for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'])
    check(`studies fit a narrow panel: ${theme}`, { theme, width: 360, loss: 'three' }, async ({ page, expect }) => {
      await page.check('.part-paths input');
      await page.click('.part-why summary');
      await page.click('.part-race button.primary');
      await page.waitForSelector('.race-table tbody tr');
      await page.selectOption('.part-map label:has-text("pixels") select', '64');
      await page.click('.part-map button.primary');
      await page.waitForSelector('.map-picture .map-class');
      await page.waitForFunction(() => document.querySelector('.why-sentence')?.textContent !== '');
      const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(over <= 0, `nothing is wider than the panel: ${String(over)} px`);
    });
}
