/** Checks of what the network view draws: slices, runs, data, spectrum, parameters. */
import { labelFaults, namelessControls, hiddenFocus } from './faults';
import { choosePlane, lastSlice, sliced, trained } from './networkVisit';
import { axisTexts, picture, textOf } from './visit';
import type { Register } from './visit';

const bare = true;

export function networkChecks(check: Register): void {
  check('draws a slice of a network with its axes, legend and badges', { loss: 'moons', bare }, async (visit) => {
    const { page, expect } = visit;
    await sliced(page);
    expect((await page.getAttribute('.slice', 'data-grid')) === '65', 'the grid is the finest one');
    const bands = new Set((await picture(page)).split(' '));
    expect(bands.size >= 3, `places lie in different bands: ${[...bands].join()}`);
    const axes = (await axisTexts(page)).join(' ');
    expect(
      /lowest curvature −?\d/.test(axes) && axes.includes('highest curvature'),
      `the axes say what they are: ${axes}`,
    );
    const badges = await textOf(page, '.badges');
    expect(badges.includes('not in this plane'), `what is hidden is told: ${badges}`);
    const legend = await textOf(page, '.slice ~ .glyph-legend');
    expect(legend.includes('centre: start 1') && legend.includes('starts, projected'), `the legend: ${legend}`);
    expect((await page.locator('.projected-start').count()) >= 1, 'the other start is drawn');
    expect((await page.locator('.slice .centre').count()) === 1, 'the centre is marked');
    const requests = await page.evaluate(() => window.fakeHost.sent.map(({ method }) => method).join(' '));
    expect(requests.split('slice').length === 2, `one slice is asked for: ${requests}`);
  });

  check('trains, draws the path as projected, and moves to its end', { loss: 'moons', bare }, async (visit) => {
    const { page, expect } = visit;
    await sliced(page);
    expect((await textOf(page, '.part-training')).includes('No run yet'), 'nothing has run');
    const before = await picture(page);
    await trained(page);
    const result = await textOf(page, '.run-result');
    expect(/loss 0\.\d+ · gradient norm .* · all 300 steps taken/.test(result), `how it ended: ${result}`);
    const curve = (await page.getAttribute('.part-training .loss-plot path[stroke-width="1.8"]', 'd')) ?? '';
    expect(curve.split('L').length > 100, 'the loss of every step is drawn');
    const dashes = await page.evaluate(() =>
      [...document.querySelectorAll('.projected-path')].map((path) => path.getAttribute('stroke-dasharray')),
    );
    expect(dashes.length > 0 && dashes.every((dash) => dash !== null), 'the path is dashed');
    expect((await textOf(page, '.slice ~ .glyph-legend')).includes('Adam, projected'), 'and called projected');
    expect(/Adam: .*squared movement/.test(await textOf(page, '.badges')), 'how much of it is seen is told');
    const centre = await page.$eval(
      '.slice-controls label:has-text("Centre") select',
      (select) => (select as HTMLSelectElement).selectedOptions[0]?.textContent,
    );
    expect(centre === 'end of Adam', `the centre is its end: ${centre ?? ''}`);
    expect((await picture(page)) !== before, 'and the picture is that of the end');
  });

  check('explains a step of a trained run', { loss: 'moons', bare }, async ({ page, expect }) => {
    await sliced(page);
    await page.click('.part-why summary');
    expect((await textOf(page, '.part-why')).includes('Train a run'), 'without a run it says what to do');
    await trained(page);
    const begins = (words: string): Promise<unknown> =>
      page.waitForFunction(
        (start) => document.querySelector('.why-sentence')?.textContent?.startsWith(start) === true,
        words,
        { timeout: 20_000 },
      );
    await begins('Step 1 of Adam: ');
    expect((await page.locator('.why-components rect').count()) === 8, 'the directions with most of the gradient');
    expect((await textOf(page, '.part-why')).includes('8 of 105 eigenvectors'), 'and it is said that they are some');
    const details = await textOf(page, '.part-why .details');
    for (const word of ['model falls by', '2/λmax', 'the largest of 105'])
      expect(details.includes(word), `the details hold ${word}: ${details}`);
    await page.fill('input[aria-label="Step explained"]', '200');
    await begins('Step 200 of Adam: ');
    await page.click('.part-why summary');
    await page.waitForTimeout(60);
    const before = await page.evaluate(() => window.fakeHost.requests('explain').length);
    await page.fill('.part-training input[aria-label*="lr"]', '0.02');
    await page.waitForTimeout(100);
    expect(
      (await page.evaluate(() => window.fakeHost.requests('explain').length)) === before,
      'closed, it asks nothing',
    );
  });

  check('cuts along every kind of plane', { loss: 'moons', bare }, async ({ page, expect }) => {
    await sliced(page);
    await trained(page);
    const names: Readonly<Record<string, RegExp>> = {
      lowest: /2nd lowest curvature/,
      highest: /2nd highest curvature/,
      coordinates: /W1\[1,2\]/,
      random: /^(?!.*filter).*random direction 2/,
      filter: /filter-normalised random direction 2/,
      path: /principal component 2/,
      through: /towards the third point/,
    };
    for (const [kind, name] of Object.entries(names)) {
      await choosePlane(page, kind);
      await page.waitForTimeout(60);
      await sliced(page);
      const texts = (await axisTexts(page)).join(' ');
      expect(name.test(texts), `${kind}: ${texts}`);
    }
    expect((await page.locator('.projected-path').count()) > 0, 'paths are drawn in each');
    expect((await page.locator('.badges li').count()) >= 3, 'badges stand under each');
  });

  check('picks any of many parameters by name', { loss: 'moons', bare }, async ({ page, expect, eventually }) => {
    await sliced(page);
    await choosePlane(page, 'coordinates');
    await page.selectOption('select[aria-label="Across: parameter"]', { label: 'W2' });
    await page.fill('input[aria-label="Across: row"]', '3');
    await page.fill('input[aria-label="Across: column"]', '5');
    await page.selectOption('select[aria-label="Up: parameter"]', { label: 'c' });
    await eventually(
      () => document.querySelector('.parameter-name')?.textContent === 'W2[3,5]',
      'the picker names the parameter',
    );
    await page.waitForTimeout(100);
    await sliced(page);
    const texts = await axisTexts(page);
    expect(texts.includes('W2[3,5]') && texts.includes('c'), `the axes bear the names: ${texts.join(' ')}`);
    await page.fill('input[aria-label="Across: row"]', '99');
    expect((await lastSlice(page))['plane'] !== undefined, 'a row there is not changes nothing');
    expect((await axisTexts(page)).includes('W2[3,5]'), 'the axis stays');
  });

  check('draws a line between two points with its barrier', { loss: 'moons', bare }, async ({ page, expect }) => {
    await sliced(page);
    await page.selectOption('select[aria-label="Add an optimizer"]', 'adam');
    await page.selectOption('.run-row:nth-child(2) .run-start', { value: '1' });
    await page.fill('.run-row:nth-child(2) [data-option=lr]', '0.05');
    await trained(page);
    await choosePlane(page, 'line');
    await page.waitForTimeout(60);
    await sliced(page);
    await page.selectOption('.slice-controls label:has(> span:text-is("To")) select', 'end 2');
    await page.waitForTimeout(60);
    await sliced(page);
    const points = ((await page.getAttribute('.slice .curve-line', 'd')) ?? '').split('L').length;
    expect(points === 257, `the curve has ${String(points)} points`);
    const texts = await page.evaluate(() =>
      [...document.querySelectorAll('.slice text')].map((text) => text.textContent ?? '').join(' | '),
    );
    expect(texts.includes('end of Adam') && texts.includes('end of Adam 2'), `both ends are named: ${texts}`);
    expect(
      texts.includes('barrier ') && (await page.locator('.slice .barrier').count()) === 1,
      'its barrier is marked',
    );
    expect((await textOf(page, '.badges')).includes('The barrier on the straight line is'), 'and told');
  });

  check('shows the model beside two features, and one', { loss: 'moons', bare }, async (visit) => {
    const { page, expect } = visit;
    await sliced(page);
    await trained(page);
    expect((await page.locator('.data-plot .row').count()) === 80, 'every row has a mark');
    const shapes = await page.evaluate(
      () => new Set([...document.querySelectorAll('.data-plot .row')].map((row) => row.getAttribute('d'))).size,
    );
    expect(shapes === 2, 'the two classes differ in shape');
    expect((await page.locator('.data-plot .field path').count()) === 10, 'the field has ten bands');
    const words = await textOf(page, '.part-data');
    for (const word of ['y = 0', 'y = 1', 'probability', '80 rows of data.'])
      expect(words.includes(word), `${word} in: ${words}`);
    await page.evaluate(() => {
      window.fakeHost.use('sine');
      window.fakeHost.push();
    });
    await page.waitForSelector('.model-curve');
    expect((await page.locator('.data-plot .row').count()) === 40, 'the scatter has every row');
    await page.evaluate(() => {
      window.fakeHost.use('bare');
      window.fakeHost.push();
    });
    await page.waitForFunction(() => document.querySelector('.part-data')?.textContent?.includes('compares no model'));
    expect(!(await page.locator('.data-plot').isVisible()), 'and nothing is drawn where there are no data');
  });

  check('shows the spectrum, exact or estimated', { loss: 'moons', bare }, async ({ page, expect }) => {
    await sliced(page);
    await page.waitForSelector('.spectrum-plot .bar');
    expect((await page.locator('.spectrum-plot .rug').count()) === 105, 'every eigenvalue has its mark');
    expect((await page.locator('.spectrum-plot .zero').count()) === 1, 'zero is marked');
    expect((await page.locator('.spectrum-plot .semicircle').count()) === 1, 'a semicircle is fitted');
    const words = await textOf(page, '.part-spectrum');
    for (const word of [
      'semicircle fitted',
      'outside of it',
      'eigenvalues are negative',
      'lowest',
      'highest',
      'trace',
      'all eigenvalues',
    ])
      expect(words.includes(word), `${word} in: ${words}`);
    await page.evaluate(() => {
      window.fakeHost.use('large');
      window.fakeHost.push();
    });
    await page.waitForSelector('.spectrum-plot .density');
    expect((await page.locator('.spectrum-plot .band').count()) === 1, 'a density has a band of its error');
    const estimated = await textOf(page, '.part-spectrum');
    expect(/negative\s+about .*at least/.test(estimated), `an estimate is called one: ${estimated}`);
    expect(estimated.includes('by products with vectors'), 'and how it was found');
  });

  check('shows parameters in their shapes, read by pointer and keys', { loss: 'moons', bare }, async (visit) => {
    const { page, expect, eventually } = visit;
    await sliced(page);
    await page.locator('.heat').first().scrollIntoViewIfNeeded();
    await page.waitForFunction(() => (document.querySelector('.heat canvas') as HTMLCanvasElement).width === 2);
    const caption = await textOf(page, '.heat figcaption');
    expect(/^W1: 8 × 2 matrix, from −[\d.]+ to [\d.]+\.$/.test(caption), caption);
    expect(/c\s+−?[\d.]+/.test(await textOf(page, '.part-parameters .numbers')), 'a number is a number');
    await page.focus('.heat-surface');
    await eventually(
      () => /^W1\[1,1\] = /.test(document.querySelector('.part-parameters .readout')?.textContent ?? ''),
      'the focus reads the first entry',
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await eventually(
      () => /^W1\[2,2\] = /.test(document.querySelector('.part-parameters .readout')?.textContent ?? ''),
      'arrows read the others',
    );
    await page.click('.heat-values summary');
    await eventually(() => document.querySelectorAll('.heat-table td').length === 16, 'a table has the values');
    await page.evaluate(() => {
      window.fakeHost.use('large');
      window.fakeHost.push();
    });
    await page.waitForFunction(() => document.querySelector('.heat figcaption')?.textContent?.startsWith('A:'));
    const large = await textOf(page, '.heat figcaption');
    expect(large.includes('Each cell shows the entry of largest magnitude of 3 × 2'), large);
  });

  check('says what is missing', { loss: 'lost', bare }, async ({ page, expect, eventually }) => {
    await eventually(
      () => document.querySelector('.slice-waiting')?.textContent?.includes('undefined at the centre') === true,
      'the loss is undefined at the start',
    );
    expect((await textOf(page, '.answer-line')).includes('could not be computed'), 'with the reason');
    await choosePlane(page, 'path');
    await eventually(
      () => document.querySelector('.slice-controls .hint')?.textContent?.includes('Train a run first') === true,
      'a path needs a run',
    );
    const empty = await textOf(page, '.part-spectrum');
    expect(empty.includes('The Hessian is not defined at this point.'), empty);
  });

  check('a critical point becomes the centre', { loss: 'large', bare }, async ({ page, expect }) => {
    await sliced(page);
    await page.waitForSelector('.point-row button');
    const row = await textOf(page, '.point-row');
    expect(/minimum 1\s+value −0\.3/.test(row) && row.includes('index 0'), row);
    await page.click('.point-row button');
    await page.waitForTimeout(60);
    await sliced(page);
    const kind = await page.evaluate(() => {
      const { centre } = window.fakeHost.requests('slice').at(-1)!.params as {
        centre: { kind: string; point: unknown };
      };
      return `${centre.kind} ${String(centre.point instanceof Float64Array)}`;
    });
    expect(kind === 'given true', `the centre is given: ${kind}`);
    expect((await page.getAttribute('.point-row button', 'aria-pressed')) === 'true', 'and marked in the list');
  });

  check('network: every control has a name and shows its focus', { loss: 'moons', bare }, async ({ page, expect }) => {
    await sliced(page);
    await trained(page);
    for (const kind of ['coordinates', 'filter', 'path', 'through']) {
      await choosePlane(page, kind);
      await page.waitForTimeout(80);
      const nameless = await namelessControls(page);
      expect(nameless.length === 0, `${kind}: without a name: ${nameless.join(' ')}`);
    }
    const plain = await hiddenFocus(page, 50);
    expect(plain.length === 0, `no visible focus: ${plain.join(' ')}`);
  });

  check('network: nothing is clipped, covered or too wide', { loss: 'moons', bare }, async ({ page, expect }) => {
    await sliced(page);
    await trained(page);
    for (const kind of ['ends', 'coordinates', 'line'])
      for (const width of [1200, 700, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await choosePlane(page, kind);
        await page.waitForTimeout(150);
        await sliced(page);
        const pictures = 'svg.slice-picture, svg.colour-legend, svg.loss-plot, svg.spectrum-plot, svg.data-plot';
        const faults = await labelFaults(page, pictures);
        expect(faults.length === 0, `${kind} at ${String(width)} px: ${faults.join(', ')}`);
        const [scroll, client] = await page.evaluate(() => {
          const root = document.documentElement;
          return [root.scrollWidth, root.clientWidth] as const;
        });
        expect(scroll <= client, `${kind}: ${String(scroll)} pixels in ${String(client)}`);
      }
  });

  check('network: a theme change recolours every picture', { loss: 'moons', bare }, async ({ page, expect }) => {
    await sliced(page);
    await trained(page);
    const seen = new Set<string>();
    for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light']) {
      await page.evaluate((name) => window.setTheme(name), theme);
      await page.waitForTimeout(100);
      seen.add(
        await page.evaluate(() =>
          ['.contours path', '.projected-path', '.data-plot .field path', '.spectrum-plot .bar']
            .map((selector) => {
              const shape = document.querySelector(selector);
              return `${shape?.getAttribute('fill') ?? ''} ${shape?.getAttribute('stroke') ?? ''}`;
            })
            .join(' | '),
        ),
      );
    }
    expect(seen.size === 4, `four themes give four colourings: ${[...seen].join(' ; ')}`);
  });
}
