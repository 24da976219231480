/** Checks of races, explanations, maps and paths, with the real worker's handlers. */
import { textOf } from './visit';
import type { Register } from './visit';

export function studyChecks(check: Register): void {
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

  check('the step shown is explained, and follows the playhead', { loss: 'flat' }, async ({ page, expect }) => {
    expect((await page.evaluate(() => window.fakeHost.requests('explain').length)) === 0, 'nothing is asked unasked');
    await page.click('.part-why summary');
    await page.fill('input[aria-label="Step shown"]', '0');
    const sentence = (): Promise<string> => textOf(page, '.why-sentence');
    await page.waitForFunction(() => document.querySelector('.why-sentence')?.textContent?.startsWith('Step 1:'));
    expect(/^Step 1: Gradient descent .*\.$/.test(await sentence()), `a sentence: ${await sentence()}`);
    const details = await textOf(page, '.part-why .details');
    for (const word of ['model falls by', 'loss falls by', '2/λmax', 'nearest critical point'])
      expect(details.includes(word), `the details hold ${word}: ${details}`);
    expect((await page.locator('.why-circle .multiplier').count()) >= 2, 'multipliers are drawn');
    const label = await page.getAttribute('.why-components', 'aria-label');
    expect(/λ = /.test(label ?? ''), `and told in words: ${label ?? ''}`);
    await page.click('button[aria-label="One step on"]');
    await page.waitForFunction(() => document.querySelector('.why-sentence')?.textContent?.startsWith('Step 2:'));
    await page.selectOption('.part-why select', { label: 'Adam, start 1' });
    await page.waitForFunction(() => document.querySelector('.why-sentence')?.textContent?.includes('Adam'));
  });
}
