/** Checks of pointing, pinning, zooming and of the way by keyboard. */
import { hiddenFocus, namelessControls } from './faults';
import { axisTexts, moveSlider, picture, samePicture, plotPoint, textOf } from './visit';
import type { Register } from './visit';

export function pointChecks(check: Register): void {
  check('reads gradient and curvature at the pointer, and pins them', {}, async ({ page, expect, eventually }) => {
    const [x, y] = await plotPoint(page, 0.7, 0.6);
    await page.mouse.move(x, y);
    await eventually(() => document.querySelectorAll('.part-probe .bar').length === 2, 'two eigenvalues as bars');
    const text = await textOf(page, '.part-probe');
    // At (2, 1): L = 36 + 16 = 52; ∇L = (4·2·(4+1−11) + 2(2+1−7), 2(4+1−11) + 4·1·(2+1−7)) = (−56, −28).
    const near = (label: string, wanted: number): boolean => {
      const found = new RegExp(`${label}\\s+\\(?(−?[\\d.]+)`).exec(text)?.[1]?.replace('−', '-');
      return Math.abs(Number(found) - wanted) < 2;
    };
    expect(near('loss', 52), `the loss is about 52: ${text}`);
    expect(near('gradient', -56), `the gradient begins with about −56: ${text}`);
    expect(near('gradient norm', 62.6), 'the norm of the gradient is about 62.6');
    expect(text.includes('condition number'), 'the condition number is told');
    expect((await page.locator('.plot .eigenvector').count()) === 2, 'two eigenvectors are drawn');
    expect((await page.locator('.plot .taylor').count()) >= 2, 'the level sets of the model are drawn');
    await page.mouse.click(x, y);
    await page.mouse.move(5, 5);
    await page.waitForTimeout(100);
    expect((await textOf(page, '.part-probe')).includes('condition number'), 'the pinned point stays');
    await page.focus('.plot');
    await page.keyboard.press('Escape');
    await eventually(() => document.querySelector('.plot .probe') === null, 'Escape lets it go');
  });

  check(
    'shows how the error of the model shrinks with the step',
    { loss: 'flat' },
    async ({ page, expect, eventually }) => {
      const [x, y] = await plotPoint(page, 0.75, 0.75);
      await page.click('.part-remainder summary');
      expect((await textOf(page, '.part-remainder')).includes('Pin a point'), 'without a point there is a hint');
      await page.mouse.click(x, y);
      await eventually(() => document.querySelectorAll('.remainders .remainder').length > 8, 'points are drawn');
      expect((await textOf(page, '.part-remainder')).includes('power 3.0'), 'the slope is 3');
      expect((await page.locator('.remainders .fitted').count()) === 1, 'with the fitted line');
      await page.selectOption('.part-remainder select', 'eigenvector-0');
      expect((await textOf(page, '.part-remainder')).includes('the power'), 'along an eigenvector too');
    },
  );

  check(
    'shades where units are dead, and tells who dies',
    { loss: 'dead' },
    async ({ page, expect, eventually, settled }) => {
      await settled();
      await eventually(() => document.querySelector('.dead-units .dead') !== null, 'a dead region is shaded');
      await eventually(
        () => document.querySelector('.dead-label')?.textContent === 'unit dead',
        'and named where there is room',
      );
      const [x, y] = await plotPoint(page, 0.25, 0.3);
      await page.mouse.click(x, y);
      await eventually(
        () =>
          document.querySelector<HTMLElement>('.part-units')?.innerText.includes('dead: silent on all 2 rows') === true,
        'the point is in it, with its rows',
      );
      await moveSlider(page, 'Constant leak', 0.1);
      await eventually(() => document.querySelector('.dead-units .dead') === null, 'a leak cures it');
      await moveSlider(page, 'Constant leak', 0);
      await eventually(() => document.querySelector('.dead-units .dead') !== null, 'without it, it comes back');
      const before = await page.getAttribute('.start[data-key="1"]', 'transform');
      await moveSlider(page, 'Constant bias', 1.5);
      await eventually(
        () => document.querySelector('.dead-units .dead') !== null,
        'the slider of the bias leaves the region',
      );
      const after = await page.getAttribute('.start[data-key="1"]', 'transform');
      expect(before !== after, `but moves the start: ${before ?? ''}`);
      await page.uncheck('.part-units input');
      await eventually(() => document.querySelector('.dead-units .dead') === null, 'the shading can be turned off');
    },
  );

  check('has a crosshair for the keyboard', {}, async ({ page, expect, eventually }) => {
    await page.focus('.plot');
    await page.keyboard.press('c');
    await eventually(() => document.querySelector('.plot .probe') !== null, 'the crosshair appears');
    const before = await textOf(page, '.part-probe');
    for (let press = 0; press < 5; press++) await page.keyboard.press('Shift+ArrowRight');
    await page.waitForTimeout(60);
    expect((await textOf(page, '.part-probe')) !== before, 'the arrows move it');
    await page.keyboard.press('Enter');
    await eventually(
      () => [...document.querySelectorAll('.part-probe button')].some((button) => !(button as HTMLElement).hidden),
      'Enter pins',
    );
    await page.keyboard.press('s');
    await eventually(() => document.querySelectorAll('.start').length === 2, 's puts a start there');
  });

  check('glyphs can be reached by Tab and arrows, and explained', {}, async ({ page, expect, eventually }) => {
    await page.waitForSelector('.glyph');
    await page.focus('.plot');
    await page.keyboard.press('Tab');
    await eventually(() => document.activeElement?.getAttribute('role') === 'button', 'Tab leads to a glyph');
    await eventually(() => document.querySelector('.part-selected .kind svg') !== null, 'its details are shown');
    const first = await textOf(page, '.part-selected');
    for (const word of ['Minimum', 'proved', 'value', 'reason', 'λ₁', 'λ₂'])
      expect(first.includes(word), `the details tell: ${word}`);
    expect((await page.locator('.part-selected .bar').count()) === 2, 'its eigenvalues are drawn as bars');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(60);
    const second = await textOf(page, '.part-selected');
    expect(second !== first, 'the arrow key leads to the next');
    const name = await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    expect(/at \(.*\), value .*, proved/.test(name), `a glyph says what it is: ${name}`);
    const stops = await page.locator('.glyph[tabindex="0"]').count();
    expect(stops === 1, `one glyph is the stop of Tab, not ${String(stops)}`);
  });

  check('a click on a glyph selects it', {}, async ({ page, eventually }) => {
    const box = (await page.locator('.glyph[data-kind=maximum]').boundingBox())!;
    // Beside it, within the reach of a finger.
    await page.mouse.click(box.x + box.width / 2 + 9, box.y + box.height / 2 + 6);
    await eventually(
      () => document.querySelector('.part-selected')?.textContent?.includes('Maximum') === true,
      'the maximum is explained',
    );
  });

  check(
    'zooms and pans by wheel, drag, keys and buttons, and comes back to the box',
    {},
    async ({ page, expect, settled }) => {
      const box = (await axisTexts(page)).join();
      let last = await picture(page);
      const changed = async (what: string): Promise<void> => {
        await page.waitForTimeout(220);
        await settled();
        const now = await picture(page);
        expect(!samePicture(now, last), `${what} samples another view`);
        last = now;
      };
      const [x, y] = await plotPoint(page, 0.3, 0.3);
      await page.mouse.move(x, y);
      await page.mouse.wheel(0, -240);
      await changed('the wheel');
      await page.mouse.down();
      await page.mouse.move(x + 60, y - 40, { steps: 4 });
      await page.mouse.up();
      await changed('a drag');
      await page.focus('.plot');
      for (const key of ['ArrowLeft', 'ArrowUp', '+', '-', 'ArrowDown']) {
        await page.keyboard.press(key);
        await changed(key);
      }
      await page.click('button[aria-label="Zoom in"]');
      await changed('the button');
      expect((await axisTexts(page)).join() !== box, 'the ticks have changed');
      await page.focus('.plot');
      await page.keyboard.press('0');
      await page.waitForTimeout(220);
      await settled();
      expect((await axisTexts(page)).join() === box, '0 shows the box again');
      await page.click('button[aria-label="Zoom out"]');
      await page.click('button[aria-label="Back to the box"]');
      await page.waitForTimeout(220);
      expect((await axisTexts(page)).join() === box, 'and so does the button');
    },
  );

  check(
    'is coarse while it moves, fine at rest, and quick',
    { loss: 'rosenbrock' },
    async ({ page, expect, settled, note }) => {
      const times = await page.evaluate(async () => {
        const plot = document.querySelector<HTMLElement>('.plot')!;
        const frame = document.querySelector('.plot .axes rect')!.getBoundingClientRect();
        const work: number[] = [];
        const gaps: number[] = [];
        const qualities = new Set<string>();
        let last = performance.now();
        for (let step = 0; step < 60; step++) {
          plot.dispatchEvent(
            new WheelEvent('wheel', {
              deltaY: step < 30 ? -30 : 30,
              clientX: frame.left + frame.width / 2,
              clientY: frame.top + frame.height / 2,
              bubbles: true,
              cancelable: true,
            }),
          );
          await new Promise((resolve) => requestAnimationFrame(resolve));
          const now = performance.now();
          gaps.push(now - last);
          last = now;
          work.push(Number(plot.dataset['milliseconds']));
          qualities.add(plot.dataset['quality'] ?? '');
        }
        const middle = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
        return { work: middle(work), gap: middle(gaps), qualities: [...qualities] };
      });
      note(
        `while zooming: contours in ${times.work.toFixed(1)} ms, a frame every ${times.gap.toFixed(1)} ms (medians)`,
      );
      expect(times.qualities.includes('coarse'), 'a moving picture is coarse');
      expect(times.work < 40, `a moving picture takes ${String(times.work)} ms`);
      await settled();
      note(`at rest: contours in ${(await page.getAttribute('.plot', 'data-milliseconds')) ?? ''} ms`);
    },
  );

  check('every control has a name', { loss: 'flat' }, async ({ page, expect }) => {
    for (const loss of ['flat', 'three', 'curve'] as const) {
      await page.evaluate((key) => {
        window.fakeHost.use(key);
        window.fakeHost.push();
      }, loss);
      await page.waitForTimeout(200);
      await page.evaluate(() => document.querySelector('details')!.setAttribute('open', ''));
      await page.waitForTimeout(80);
      const nameless = await namelessControls(page);
      expect(nameless.length === 0, `${loss}: without a name: ${nameless.join(' ')}`);
    }
  });

  check('every control shows its focus', { loss: 'flat' }, async ({ page, expect }) => {
    const plain = await hiddenFocus(page, 45);
    expect(plain.length === 0, `no visible focus: ${plain.join(' ')}`);
  });

  check('nothing overflows at 400 pixels', { loss: 'flat', width: 400 }, async ({ page, expect }) => {
    for (const loss of ['flat', 'himmelblau', 'hole', 'curve', 'three', 'net'] as const) {
      await page.evaluate((key) => {
        window.fakeHost.use(key);
        window.fakeHost.push();
      }, loss);
      await page.waitForTimeout(250);
      const [scroll, client, tall] = await page.evaluate(() => {
        const root = document.documentElement;
        return [
          root.scrollWidth,
          root.clientWidth,
          document.querySelector('.plot')!.getBoundingClientRect().height,
        ] as const;
      });
      expect(scroll <= client, `${loss}: ${String(scroll)} pixels in ${String(client)}`);
      expect(tall >= 200, `${loss}: the plot keeps its height`);
    }
  });
}
