/** Checks of optimizers, starts and playback. */
import { plotPoint, textOf } from './visit';
import type { Register } from './visit';

const pathOf = (): string => document.querySelector('.run-path')?.getAttribute('d') ?? '';
const stepShown = (): number => Number(document.querySelector('.playhead')?.getAttribute('data-step') ?? NaN);

export function runChecks(check: Register): void {
  check('plays, pauses, steps, scrubs and restarts; both plots share the playhead', {}, async ({ page, expect }) => {
    const whole = await page.evaluate(pathOf);
    await page.click('button[aria-label="Back to the starts"]');
    await page.waitForTimeout(60);
    expect((await page.evaluate(stepShown)) === 0, 'restart goes to step 0');
    await page.click('button[aria-label="One step on"]');
    await page.click('button[aria-label="One step on"]');
    await page.waitForTimeout(60);
    expect((await page.evaluate(stepShown)) === 2, 'two steps on');
    expect((await page.evaluate(pathOf)).split('L').length === 3, 'the path has two pieces');
    await page.click('button[aria-label="One step back"]');
    await page.waitForTimeout(60);
    expect((await page.evaluate(stepShown)) === 1, 'one step back');
    await page.click('button[aria-label="Play"]');
    await page.waitForTimeout(700);
    await page.click('button[aria-label="Pause"]');
    await page.waitForTimeout(60);
    const paused = await page.evaluate(stepShown);
    expect(paused > 8 && paused < 60, `0.7 s at 30 steps/s is about 21 steps, not ${String(paused)}`);
    await page.waitForTimeout(200);
    expect((await page.evaluate(stepShown)) === paused, 'paused, it stands still');
    const scrub = page.locator('input[aria-label="Step shown"]');
    await scrub.fill('200');
    await page.waitForTimeout(60);
    expect((await page.evaluate(pathOf)) === whole, 'scrubbed to the end, the whole path is shown');
    const plot = (await page.locator('.loss-plot').boundingBox())!;
    await page.mouse.click(plot.x + plot.width / 2, plot.y + plot.height / 2);
    await page.waitForTimeout(60);
    const middle = await page.evaluate(stepShown);
    expect(middle > 60 && middle < 140, `a click in the loss plot moves the playhead to ${String(middle)}`);
    const line = (await page.locator('.loss-plot .playhead').boundingBox())!;
    expect(Math.abs(line.x - plot.x - plot.width / 2) < 4, 'and its line stands where the click was');
    expect((await textOf(page, '.step-count')) === `${String(middle)} / 200`, 'and the count follows');
  });

  check('reduced motion goes straight to the end', { query: 'still' }, async ({ page, expect }) => {
    await page.click('button[aria-label="Back to the starts"]');
    await page.click('button[aria-label="Go to the end of the runs"]');
    await page.waitForTimeout(60);
    expect((await page.evaluate(stepShown)) === 200, 'the final path at once');
    await page.click('button[aria-label="One step back"]');
    await page.waitForTimeout(60);
    expect((await page.evaluate(stepShown)) === 199, 'steps still work');
  });

  check(
    'runs several optimizers, each with options, a colour and a stop reason',
    {},
    async ({ page, expect, eventually }) => {
      await page.selectOption('select[aria-label="Add an optimizer"]', 'newton');
      await page.selectOption('select[aria-label="Add an optimizer"]', 'momentum');
      await page.selectOption('select[aria-label="Add an optimizer"]', 'rmsprop');
      await eventually(() => document.querySelectorAll('.run-row').length === 5, 'five optimizers');
      const colours = await page.evaluate(() =>
        [...document.querySelectorAll('.run-path')].map((path) => path.getAttribute('stroke')),
      );
      expect(new Set(colours).size === 5, `five colours: ${colours.join(' ')}`);
      const text = await textOf(page, '.part-optimizers');
      expect(
        /converged after \d+ steps/.test(text) && text.includes('all 200 steps taken'),
        `stop reasons in words: ${text}`,
      );
      const before = await page.evaluate(pathOf);
      await page.fill('input[aria-label="Gradient descent: lr"]', '0.03');
      await page.waitForTimeout(80);
      expect((await page.evaluate(pathOf)) !== before, 'an option changes the path');
      await page.fill('input[aria-label="Gradient descent: lr"]', '-4');
      await page.waitForTimeout(40);
      expect(
        (await page.getAttribute('input[aria-label="Gradient descent: lr"]', 'aria-invalid')) === 'true',
        'a value out of range is refused',
      );
      await page.click('button[aria-label="Remove Adam"]');
      await eventually(() => document.querySelectorAll('.run-row').length === 4, 'and it can be removed');
    },
  );

  check('says when a run diverges', { loss: 'flat' }, async ({ page, expect }) => {
    const text = await textOf(page, '.part-optimizers');
    expect(/diverged after \d+ steps/.test(text), `a diverging run says so: ${text}`);
    const labels = await page.evaluate(() =>
      [...document.querySelectorAll('.loss-plot text')].map((label) => label.textContent ?? '').join(' '),
    );
    expect(!/e[3-9]\d/.test(labels), `and does not stretch the loss axis: ${labels}`);
  });

  check('starts are dragged, added, typed and removed', {}, async ({ page, expect, eventually }) => {
    const before = await page.evaluate(pathOf);
    const start = (await page.locator('.start').first().boundingBox())!;
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(start.x - 80, start.y - 50, { steps: 6 });
    await page.mouse.up();
    await page.waitForTimeout(60);
    const dragged = await page.evaluate(pathOf);
    expect(dragged !== before, 'dragging a start changes the path');
    const [x, y] = await plotPoint(page, 0.5, 0.8);
    await page.click('button[aria-label^="Add a start where"]');
    await page.mouse.click(x, y);
    await eventually(() => document.querySelectorAll('.start').length === 2, 'a click adds one');
    await page.keyboard.down('Shift');
    await page.mouse.click(x - 90, y);
    await page.keyboard.up('Shift');
    await eventually(() => document.querySelectorAll('.start').length === 3, 'and so does Shift and a click');
    await page.fill('input[aria-label="Start 1: x"]', '-2');
    await page.waitForTimeout(60);
    expect((await page.evaluate(pathOf)) !== dragged, 'typing a coordinate changes the path');
    await page.click('button[aria-label="Remove start 3"]');
    await eventually(() => document.querySelectorAll('.start').length === 2, 'one is removed');
    await page.click('.part-starts button:has-text("Reset")');
    await eventually(() => document.querySelectorAll('.start').length === 1, 'and reset brings the first back');
    expect((await page.evaluate(pathOf)) === before, 'with its path');
  });

  check('the loss axis is linear or logarithmic', {}, async ({ page, expect }) => {
    const labels = (): Promise<string> =>
      page.evaluate(() => [...document.querySelectorAll('.loss-plot text')].map((text) => text.textContent).join(' '));
    await page.selectOption('.part-playback label:has-text("Loss axis") select', 'logarithmic');
    await page.waitForTimeout(60);
    expect((await labels()).includes('10⁻'), `powers of ten: ${await labels()}`);
    await page.selectOption('.part-playback label:has-text("Loss axis") select', 'linear');
    await page.waitForTimeout(60);
    expect(!(await labels()).includes('10⁻'), `plain numbers: ${await labels()}`);
  });
}
