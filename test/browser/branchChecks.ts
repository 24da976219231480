/** Checks of bifurcation diagrams and of ways between points, with the real worker's handlers. */
import { textOf } from './visit';
import type { Register } from './visit';

export function branchChecks(check: Register): void {
  check(
    'a diagram is followed, names its bifurcations, and its cursor is the slider',
    { loss: 'cusp' },
    async (visit) => {
      const { page, expect } = visit;
      expect(
        (await page.evaluate(() => window.fakeHost.requests('bifurcation').length)) === 0,
        'nothing is asked unasked',
      );
      await page.selectOption('select[aria-label="Bifurcations: constant along the horizontal axis"]', 'b');
      await page.click('.part-bifurcation button.primary');
      await page.waitForSelector('.diagram-mark');
      expect((await page.locator('.diagram-mark').count()) === 2, 'two folds');
      expect((await page.locator('.diagram-line').count()) === 3, 'three pieces of curves');
      const dashes = await page.evaluate(() => [
        document.querySelector('.diagram-minimum')?.getAttribute('stroke-dasharray') ?? 'solid',
        document.querySelector('.diagram-maximum')?.getAttribute('stroke-dasharray') ?? 'solid',
      ]);
      expect(dashes[0] === 'solid' && dashes[1] !== 'solid', `kinds have line styles: ${dashes.join()}`);
      const points = await textOf(page, '.diagram-points');
      expect(/fold at b = −0.3849/.test(points) && points.includes('proved'), `named, with their proof: ${points}`);
      expect(/A minimum and a maximum meet/.test(points), 'and explained');
      expect(
        /2 folds along b/.test((await page.getAttribute('.diagram-picture', 'aria-label')) ?? ''),
        'also for readers',
      );
      expect((await page.locator('.diagram-table tbody tr').count()) === 25, 'a row a sample');
      const now = async (): Promise<number> => Number(await page.getAttribute('.diagram-cursor', 'aria-valuenow'));
      await page.focus('.diagram-cursor');
      await page.keyboard.press('ArrowRight');
      await page.waitForFunction(
        () => document.querySelector('.diagram-cursor')?.getAttribute('aria-valuenow') === '0.01',
      );
      await page.keyboard.press('End');
      await page.waitForFunction(
        () => document.querySelector('.diagram-cursor')?.getAttribute('aria-valuenow') === '1',
      );
      const slider = await page.inputValue('input.slider[aria-label="Constant b"]');
      expect(Number(slider) === 1, `the slider follows: ${slider}`);
      expect(!(await textOf(page, '.part-bifurcation')).includes('Something has changed'), 'and the diagram stays');
      await page.locator('.diagram-picture').scrollIntoViewIfNeeded();
      const box = (await page.locator('.diagram-picture').boundingBox())!;
      await page.mouse.move(box.x + box.width / 2, box.y + 60);
      await page.mouse.down();
      await page.mouse.move(box.x + box.width / 2 + 40, box.y + 60, { steps: 4 });
      await page.mouse.up();
      await page.waitForTimeout(80);
      const dragged = await now();
      expect(dragged > 0 && dragged < 0.6, `dragging moves it: ${String(dragged)}`);
      await page.click('.diagram-points button >> nth=1');
      await page.waitForTimeout(80);
      expect(Math.abs((await now()) - 0.3849) < 1e-3, 'a bifurcation is gone to');
      await page.fill('input[aria-label="Constant a, as a number"]', '-0.5');
      await page.waitForTimeout(150);
      expect(
        (await textOf(page, '.part-bifurcation')).includes('Something has changed'),
        'an old diagram says that it is old',
      );
    },
  );

  check(
    'a pitchfork is proved by its symmetry, with the loss upwards on wish',
    { loss: 'split' },
    async ({ page, expect }) => {
      await page.click('.part-bifurcation button.primary');
      await page.waitForSelector('.diagram-mark');
      const points = await textOf(page, '.diagram-points');
      expect(/pitchfork at m = 0, \(w, v\) = \(0, 0\)/.test(points), `named: ${points}`);
      expect(points.includes('by the symmetry w → −w'), 'and proved');
      const d = await page.getAttribute('.diagram-line >> nth=0', 'd');
      await page.selectOption('select[aria-label="Bifurcations: vertical axis"]', { label: 'the loss' });
      await page.waitForTimeout(80);
      expect((await page.getAttribute('.diagram-line >> nth=0', 'd')) !== d, 'another height');
      expect((await page.locator('.diagram-label').count()) === 1, 'the label stays');
    },
  );

  check(
    'without a constant with a range it says so; failures and malformed answers, too',
    {},
    async ({ page, expect }) => {
      expect(
        (await textOf(page, '.part-bifurcation')).includes('No constant of this loss has a range'),
        'the empty state',
      );
      expect(await page.isHidden('.part-bifurcation button.primary'), 'and nothing to press');
      await page.evaluate(() => void (window.fakeHost.disguise = () => ({ branches: 7 })));
      await page.click('.part-way button.primary');
      await page.waitForSelector('.part-way .is-failed');
      expect((await textOf(page, '.part-way')).includes('in a form this panel cannot read'), 'a malformed way');
    },
  );

  check(
    'the way between twins is drawn, numbered and told, with its barriers',
    { loss: 'swap' },
    async ({ page, expect }) => {
      await page.selectOption('select[aria-label="Way: from"]', { label: 'minimum (1, 2)' });
      await page.selectOption('select[aria-label="Way: to"]', 'twin');
      await page.selectOption('select[aria-label="Way: barrier against a constant"]', 'lambda');
      await page.click('.part-way button.primary');
      await page.waitForSelector('.ways .way-path', { state: 'attached' });
      expect((await page.locator('.ways .way-line').count()) === 1, 'the straight line is drawn');
      expect((await page.locator('.ways .way-saddle').count()) === 1, 'and the saddle is numbered');
      const told = await textOf(page, '.way-sentences');
      for (const words of ['twin by w1 ↔ w2', 'barrier is 0.015625', '0.00493847', 'is proved', 'lowers the barrier'])
        expect(told.includes(words), `told: ${words} in ${told}`);
      expect((await page.locator('.way-profile .profile-path').count()) === 1, 'a profile');
      expect((await page.locator('.way-barriers .barrier-higher').count()) === 1, 'barriers against the constant');
      expect((await textOf(page, '.part-way .way-table')).includes('proved'), 'the saddles as a table');
      expect((await page.locator('.way-legend li').count()) === 2, 'a legend');
      await page.selectOption('select[aria-label="Way: to"]', { label: 'minimum (2, 1)' });
      await page.waitForFunction(() => document.querySelectorAll('.ways path').length === 0);
      expect((await textOf(page, '.part-way')).includes('Something has changed'), 'an old way is not drawn');
    },
  );

  for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'])
    check(
      `diagrams and ways fit a narrow panel: ${theme}`,
      { theme, width: 360, loss: 'swap' },
      async ({ page, expect }) => {
        await page.click('.part-bifurcation button.primary');
        await page.waitForSelector('.diagram-line');
        await page.selectOption('select[aria-label="Way: to"]', 'twin');
        await page.click('.part-way button.primary');
        await page.waitForSelector('.way-profile .profile-path');
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(over <= 0, `nothing is wider than the panel: ${String(over)} px`);
      },
    );
}
