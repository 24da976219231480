/** Checks of how the network view asks: what follows a slider, a window or a reload; progress, cancelling, failures. */
import { choosePlane, countOf, lastSlice, sliced, trained } from './networkVisit';
import { axisTexts, moveSlider, picture, plotPoint, samePicture, textOf } from './visit';
import type { Register } from './visit';

const bare = true;

export function networkHostChecks(check: Register): void {
  check(
    'network: a dragged slider asks for the last position, and queues nothing',
    { loss: 'moons', bare },
    async (visit) => {
      const { page, expect, eventually } = visit;
      await sliced(page);
      const before = await picture(page);
      const asked = await countOf(page, 'slice');
      await page.evaluate(() => (window.fakeHost.holding = true));
      for (let step = 1; step <= 30; step++) await moveSlider(page, 'Constant lambda', 0.003 * step);
      await page.waitForTimeout(400);
      const flights = await page.evaluate(() => {
        const cancelled = window.fakeHost.sent.filter(({ kind }) => kind === 'cancel').map(({ id }) => id);
        return window.fakeHost.held.filter(({ method, id }) => method === 'slice' && !cancelled.includes(id)).length;
      });
      expect(flights === 1, `one slice is under way, not ${String(flights)}`);
      expect((await countOf(page, 'slice')) - asked <= 6, 'thirty positions make a few requests');
      expect(((await lastSlice(page))['constants'] as number[])[0] === 0.09, 'the last one bears the last position');
      expect(samePicture(await picture(page), before), 'the old picture stays');
      expect((await page.locator('.slice.is-old').count()) === 1, 'and is faded');
      await page.evaluate(() => {
        window.fakeHost.holding = false;
        window.fakeHost.held.forEach((_, index) => window.fakeHost.release(index));
      });
      await eventually(() => document.querySelector('.slice.is-old') === null, 'until the new one comes');
      await sliced(page);
      expect(!samePicture(await picture(page), before), 'which is another');
    },
  );

  // With long pauses: a slice itself takes no longer than the check takes to begin looking.
  check(
    'network: coarse pictures come first',
    { loss: 'moons', bare, query: 'pause=200' },
    async ({ page, expect }) => {
      const grids = await page.evaluate(async () => {
        const seen = new Set<string>();
        const end = performance.now() + 6000;
        while (performance.now() < end && !seen.has('65')) {
          seen.add(document.querySelector<HTMLElement>('.slice')?.dataset['grid'] ?? 'none');
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return [...seen];
      });
      const order = grids.filter((grid) => grid !== 'none').map(Number);
      expect(order.length >= 3 && order.at(-1) === 65, `ever finer: ${grids.join(' ')}`);
      expect(
        order.every((grid, at) => at === 0 || grid > order[at - 1]!),
        `ever finer: ${order.join(' ')}`,
      );
    },
  );

  check(
    'network: what takes long shows how far it is, and can be cancelled',
    { loss: 'moons', bare },
    async (visit) => {
      const { page, expect, eventually } = visit;
      await sliced(page);
      await page.evaluate(() => (window.fakeHost.pause = 60));
      await page.fill('input[aria-label="Adam: steps"]', '20000');
      await page.click('.part-training button:has-text("Train")');
      await eventually(
        () => document.querySelector<HTMLProgressElement>('.run-row progress')?.checkVisibility() === true,
        'a bar appears',
      );
      await page.waitForTimeout(500);
      const now = await page.evaluate(() => ({
        share: document.querySelector<HTMLProgressElement>('.run-row progress')!.value,
        text: document.querySelector('.run-result')!.textContent ?? '',
        curve: document.querySelector('.loss-plot path[stroke-width="1.8"]')?.getAttribute('d')?.split('L').length ?? 0,
      }));
      expect(now.share > 0 && now.share < 1, `a share: ${String(now.share)}`);
      expect(/^step \d+ of 20000, loss /.test(now.text), now.text);
      expect(now.curve > 2, 'the curve grows while it trains');
      await page.click('button[aria-label="Cancel: Adam"]');
      await eventually(() => window.fakeHost.sent.some(({ kind }) => kind === 'cancel'), 'the host hears of it');
      await eventually(
        () => document.querySelector('.run-row .answer-text')?.textContent?.startsWith('Cancelled') === true,
        'and it is said',
      );
      expect(
        (await textOf(page, '.slice ~ .glyph-legend')).includes('centre: start 1'),
        'the centre stays at the start',
      );
      await page.evaluate(() => (window.fakeHost.pause = 0));
      await page.fill('input[aria-label="Adam: steps"]', '100');
      await eventually(
        () => document.querySelector('.run-result')?.textContent?.includes('all 100 steps taken') === true,
        'with fewer steps it goes through',
      );
    },
  );

  check('network: failures are told in a sentence, and can be tried again', { loss: 'moons', bare }, async (visit) => {
    const { page, expect, eventually } = visit;
    await sliced(page);
    await page.evaluate(() => (window.fakeHost.failures.slice = 'The worker was restarted.'));
    await choosePlane(page, 'random');
    await eventually(
      () =>
        document
          .querySelector('.slice ~ .answer-line')
          ?.textContent?.includes('The slice could not be computed: The worker was restarted.') === true,
      'the sentence of the host',
    );
    expect((await page.locator('.slice .contours path').count()) > 0, 'the old picture stays');
    await page.evaluate(() => delete window.fakeHost.failures.slice);
    await page.click('button[aria-label="Retry: slice"]');
    await page.waitForTimeout(60);
    await sliced(page);
    expect((await axisTexts(page)).includes('random direction 1'), 'tried again, it comes');
  });

  check('network: malformed answers are refused', { loss: 'moons', bare }, async ({ page, eventually }) => {
    await sliced(page);
    await page.evaluate(() => {
      window.fakeHost.disguise = (_, value) => ({ ...(value as object), a: 'wide', lowest: 7, features: 3, end: [] });
    });
    await choosePlane(page, 'random');
    await moveSlider(page, 'Constant lambda', 0.05);
    for (const [part, what] of [
      ['.slice ~ .answer-line', 'The slice'],
      ['.part-spectrum .answer-line', 'The curvature'],
      ['.part-data .answer-line', 'The prediction'],
    ] as const)
      await page.waitForFunction(
        ([selector, name]) =>
          document.querySelector(selector)?.textContent?.includes(`${name} came in a form this panel cannot read.`),
        [part, what] as const,
      );
    await page.click('.part-training button:has-text("Train")');
    await eventually(
      () => document.querySelector('.run-row .answer-line')?.textContent?.includes('The run came in a form') === true,
      'a run, too',
    );
  });

  check('network: the window is moved by wheel, drag, keys and buttons', { loss: 'moons', bare }, async (visit) => {
    const { page, expect } = visit;
    await sliced(page);
    const whole = (await axisTexts(page)).join();
    const [x, y] = await plotPoint(page, 0.5, 0.5);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, -300);
    await page.waitForTimeout(50);
    await sliced(page);
    const window = (await lastSlice(page))['window'] as { a: [number, number]; b: [number, number] };
    expect(window.a[1] - window.a[0] < 1.7 && window.a[0] < 0 && window.a[1] > 0, `zoomed: ${JSON.stringify(window)}`);
    await page.mouse.down();
    await page.mouse.move(x + 100, y, { steps: 5 });
    await page.mouse.up();
    await page.waitForTimeout(50);
    await sliced(page);
    const dragged = (await lastSlice(page))['window'] as typeof window;
    expect(
      dragged.a[0] < window.a[0] && dragged.b[0] === window.b[0],
      'dragged to the right, it shows more of the left',
    );
    await page.focus('.slice');
    for (const key of ['ArrowUp', '+', '-', 'ArrowDown']) await page.keyboard.press(key);
    await page.waitForTimeout(250);
    await sliced(page);
    const back = (await lastSlice(page))['window'] as typeof window;
    expect(Math.abs(back.b[1] - dragged.b[1]) < 0.15, `the keys undo each other: ${JSON.stringify(back)}`);
    await page.keyboard.press('0');
    await page.waitForTimeout(250);
    await sliced(page);
    expect((await axisTexts(page)).join() === whole, '0 shows the whole slice again');
    await page.click('button[aria-label="Zoom in"]');
    await page.waitForTimeout(250);
    await sliced(page);
    expect((await axisTexts(page)).join() !== whole, 'a button zooms');
  });

  check('network: the loss is read off the slice', { loss: 'moons', bare }, async ({ page, expect, eventually }) => {
    await sliced(page);
    const [x, y] = await plotPoint(page, 0.25, 0.75);
    await page.mouse.move(x, y);
    await eventually(
      () => /^at \(−0\.5, 0\.5\): loss ≈ [\d.]+$/.test(document.querySelector('.toolbar .readout')?.textContent ?? ''),
      'under the pointer',
    );
    await page.mouse.move(2, 2);
    await eventually(() => document.querySelector('.toolbar .readout')?.textContent === '', 'and not beside it');
    await page.focus('.slice');
    await page.keyboard.press('c');
    await page.keyboard.press('ArrowRight');
    await eventually(
      () => /^at \(0\.04, 0\)/.test(document.querySelector('.toolbar .readout')?.textContent ?? ''),
      'by keys',
    );
    expect(await page.locator('.slice .crosshair').isVisible(), 'with a crosshair');
    await page.keyboard.press('Escape');
    expect(!(await page.locator('.slice .crosshair').isVisible()), 'until Escape');
  });

  check('network: its setup survives a reload', { loss: 'moons', bare }, async ({ page, expect, eventually }) => {
    await sliced(page);
    await trained(page);
    await choosePlane(page, 'filter');
    await page.click('button[aria-label="Other random directions"]');
    await page.waitForTimeout(100);
    await sliced(page);
    await page.click('button[aria-label="Zoom in"]');
    await page.waitForTimeout(400);
    await sliced(page);
    const before = { ticks: (await axisTexts(page)).join(), picture: await picture(page) };
    await page.reload();
    await eventually(
      () => document.querySelector('.run-result')?.textContent?.includes('all 300 steps taken') === true,
      'the run is made again',
    );
    await page.waitForTimeout(100);
    await sliced(page);
    expect((await axisTexts(page)).join() === before.ticks, 'plane and window are back');
    expect(samePicture(await picture(page), before.picture), 'with the same picture');
    const state = await page.evaluate(() => sessionStorage.getItem('panel-state') ?? '');
    expect(!state.includes('badges') && state.length < 4000, 'no answer of the host is kept');
  });

  check(
    'network: keeps its setup while the text is edited, and goes to a small loss and back',
    { loss: 'moons', bare },
    async (visit) => {
      const { page, expect, eventually } = visit;
      await sliced(page);
      await choosePlane(page, 'coordinates');
      await page.waitForTimeout(60);
      await sliced(page);
      const asked = await countOf(page, 'slice');
      await page.evaluate(() => {
        window.fakeHost.useText(`${window.fakeHost.text}\n# a comment`);
        window.fakeHost.push();
      });
      await page.waitForTimeout(300);
      expect((await countOf(page, 'slice')) === asked, 'a comment asks for nothing');
      await page.evaluate(() => {
        window.fakeHost.useText(window.fakeHost.text.replace('norm(W1)^2', '2*norm(W1)^2'));
        window.fakeHost.push();
      });
      await eventually(() => document.querySelector('.slice.is-old') !== null, 'a changed formula does');
      await sliced(page);
      expect((await axisTexts(page)).includes('W1[1,2]'), 'along the plane that was chosen');
      await page.evaluate(() => {
        window.fakeHost.use('flat');
        window.fakeHost.push();
      });
      await page.waitForSelector('.plot[data-quality="fine"]');
      expect((await page.locator('.slice').count()) === 0, 'a loss of two parameters has its own view');
      await page.evaluate(() => {
        window.fakeHost.use('moons');
        window.fakeHost.push();
      });
      await sliced(page);
      expect((await axisTexts(page)).includes('W1[1,2]'), 'and back, the plane is as it was');
    },
  );

  check(
    'network: obeys the palette and exports its picture',
    { loss: 'moons', bare },
    async ({ page, expect, eventually }) => {
      await sliced(page);
      await page.evaluate(() => window.fakeHost.notify('command', { command: 'run-optimizers' }));
      await eventually(
        () => document.querySelector('.run-result')?.textContent?.includes('all 300 steps taken') === true,
        'runs are trained',
      );
      await page.waitForTimeout(60);
      await sliced(page);
      await page.evaluate(() => window.fakeHost.notify('command', { command: 'export-picture' }));
      await eventually(() => window.fakeHost.requests('savePicture').length === 1, 'the picture is sent');
      const { svg } = await page.evaluate(
        () => window.fakeHost.requests('savePicture')[0]!.params as { svg: string; suggestedName: string },
      );
      for (const bad of ['var(', '<script', 'class=', 'href', '<style', 'tabindex', 'currentColor', 'hidden'])
        expect(!svg.includes(bad), `there is no ${bad} in it`);
      const isXml = await page.evaluate(
        (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
        svg,
      );
      expect(
        isXml && svg.includes('Adam, projected') && svg.includes('not in this plane'),
        'with its legend and badges',
      );
    },
  );
}
