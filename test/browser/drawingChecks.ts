/** Checks of what is drawn. */
import { labelFaults } from './faults';
import { axisTexts, moveSlider, picture, samePicture, plotPoint, textOf } from './visit';
import type { Register } from './visit';

export function drawingChecks(check: Register): void {
  check('draws filled contours with axes, names and a legend', {}, async ({ page, expect }) => {
    const fills = await page.evaluate(() =>
      [...document.querySelectorAll('.contours path')].map((path) => path.getAttribute('fill')),
    );
    expect(fills.length >= 8, `at least 8 bands, not ${String(fills.length)}`);
    expect(new Set(fills).size === fills.length, 'each band has a colour of its own');
    const bandsSeen = new Set((await picture(page)).split(' '));
    expect(bandsSeen.size >= 6, `places lie in different bands: ${[...bandsSeen].join()}`);
    const texts = await axisTexts(page);
    expect(texts.includes('x') && texts.includes('y'), 'the axes bear the names of the parameters');
    expect(
      texts.includes('−5') && texts.includes('5') && texts.includes('0'),
      `ticks reach the box: ${texts.join(' ')}`,
    );
    const legend = await page.getAttribute('.colour-legend', 'aria-label');
    expect(/^Colour scale, \w+, from/.test(legend ?? ''), `the legend says its scale: ${legend ?? ''}`);
  });

  check('offers linear, logarithmic and quantile levels', {}, async ({ page, expect, settled }) => {
    const seen = new Set<string>();
    for (const scale of ['linear', 'logarithmic', 'quantile']) {
      await page.selectOption('.toolbar label:has-text("Levels") select', scale);
      await settled();
      expect((await page.getAttribute('.plot', 'data-scale')) === scale, `the picture is on the ${scale} scale`);
      seen.add(await picture(page));
    }
    expect(seen.size === 3, 'the three scales give three pictures');
  });

  check(
    'leaves a hole where the loss is undefined, up to its very edge, and names it',
    { loss: 'hole' },
    async ({ page, expect }) => {
      const inside = async (across: number): Promise<boolean> => {
        const [x, y] = await plotPoint(page, across, 0.5);
        return page.evaluate(
          ([px, py]) => {
            const base = document.querySelector<SVGPathElement>('.contours path')!;
            const point = new DOMPoint(px, py).matrixTransform(base.getScreenCTM()!.inverse());
            return base.isPointInFill(point);
          },
          [x, y] as const,
        );
      };
      // The box is [−1, 3], so x = 0 is a quarter of the way.
      expect(!(await inside(0.1)) && !(await inside(0.247)), 'nothing is drawn where x < 0');
      expect((await inside(0.253)) && (await inside(0.9)), 'everything is drawn where x > 0');
      const legend = await page.evaluate(() => document.querySelector('.colour-legend')?.textContent ?? '');
      expect(legend.includes('undefined'), 'the legend names the hatching');
      const hatch = await page.getAttribute('.holes', 'fill');
      expect(hatch === 'url(#plot-hatch)', 'the hole is hatched');
    },
  );

  check('draws a curve for one parameter', { loss: 'curve' }, async ({ page, expect }) => {
    const path = (await page.getAttribute('.curve-line', 'd')) ?? '';
    expect(path.split('L').length > 500, 'the curve has many points');
    expect((await picture(page)) === '', 'there are no contours');
    const texts = await axisTexts(page);
    expect(texts.includes('t') && texts.includes('wave'), 'the axes are the parameter and the loss');
    expect((await page.locator('.glyph[data-kind=minimum]').count()) >= 2, 'its minima stand on the curve');
  });

  check('breaks a curve where the loss is undefined', { loss: 'log' }, async ({ page, expect }) => {
    const gap = await page.locator('.gap').boundingBox();
    const [zero] = await plotPoint(page, 0.2, 0.5);
    expect(gap !== null && Math.abs(gap.x + gap.width - zero) < 2, 'the hatching ends at p = 0');
  });

  check(
    'shows two of three parameters and a slider for the third',
    { loss: 'three' },
    async ({ page, expect, settled, eventually }) => {
      const before = await picture(page);
      await moveSlider(page, 'Parameter w', 2);
      await settled();
      await page.waitForTimeout(200);
      expect(!samePicture(await picture(page), before), 'the contours follow the slider');
      await page.selectOption('.toolbar label:has-text("Across") select', { label: 'w' });
      await settled();
      const texts = await axisTexts(page);
      expect(
        texts.includes('w') && texts.includes('v') && !texts.includes('u'),
        `the axes are w and v: ${texts.join(' ')}`,
      );
      await eventually(
        () => document.querySelector('input[aria-label="Parameter u"]') !== null,
        'the parameter that left its axis has a slider',
      );
    },
  );

  check('marks critical points by shape and colour, hollow where not proved', {}, async ({ page, expect }) => {
    await page.waitForSelector('.glyph');
    const marks = await page.evaluate(() =>
      [...document.querySelectorAll('.glyph')].map((mark) => ({
        kind: mark.getAttribute('data-kind'),
        proof: mark.getAttribute('data-proof'),
        path: mark.children[1]!.getAttribute('d'),
        fill: mark.children[1]!.getAttribute('fill'),
      })),
    );
    expect(marks.length === 9, `Himmelblau has 9 points, not ${String(marks.length)}`);
    const count = (kind: string): number => marks.filter((mark) => mark.kind === kind).length;
    expect(count('minimum') === 4 && count('saddle') === 4 && count('maximum') === 1, '4 minima, 4 saddles, 1 maximum');
    const shapes = new Set(marks.map((mark) => mark.path));
    const colours = new Set(marks.map((mark) => mark.fill));
    expect(shapes.size === 3 && colours.size === 3, 'three shapes and three colours');
    const legend = await textOf(page, '.glyph-legend');
    expect(legend.includes('minimum, proved') && legend.includes('saddle, proved'), `the legend names them: ${legend}`);
    const verdict = await textOf(page, '.verdict');
    expect(verdict.includes('9 critical points'), `the verdict stands above: ${verdict}`);
  });

  check('draws a numerical point hollow', { loss: 'flat', query: 'numerical' }, async ({ page, expect }) => {
    await page.waitForSelector('.glyph[data-proof=numerical]');
    const [fill, stroke] = await page.evaluate(() => {
      const shape = document.querySelector('.glyph[data-proof=numerical]')!.children[1]!;
      return [shape.getAttribute('fill'), shape.getAttribute('stroke')];
    });
    expect(fill === 'rgb(31, 31, 31)', `its inside is the background: ${fill ?? ''}`);
    expect(stroke !== fill, 'its outline has the colour');
  });

  check('draws sets, plateaus, kinks and unresolved boxes', { query: 'decorate' }, async ({ page, expect }) => {
    await page.waitForSelector('.glyph[data-kind=unresolved]');
    const legend = await textOf(page, '.glyph-legend');
    for (const name of [
      'set of minima',
      'plateau',
      'minimum on a kink',
      'maximum on a kink',
      'saddle on a kink',
      'unresolved box',
    ])
      expect(legend.includes(name), `the legend names: ${name}`);
    expect((await page.locator('.plot path[stroke-dasharray="4 3"]').count()) === 1, 'the unresolved box is dashed');
  });

  check('has no overlapping and no clipped labels, at any width', { loss: 'rosenbrock' }, async ({ page, expect }) => {
    for (const width of [1200, 700, 400]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(300);
      const faults = await labelFaults(page, 'svg.plot-picture, svg.colour-legend, svg.loss-plot');
      expect(faults.length === 0, `at ${String(width)} px: ${faults.join(', ')}`);
    }
  });

  check('exports a standalone picture', { loss: 'hole', query: 'decorate' }, async ({ page, expect, eventually }) => {
    await page.click('button[aria-label="Export picture as SVG"]');
    await eventually(() => window.fakeHost.requests('savePicture').length === 1, 'the picture is sent');
    const { svg, suggestedName } = await page.evaluate(
      () => window.fakeHost.requests('savePicture')[0]!.params as { svg: string; suggestedName: string },
    );
    expect(suggestedName === 'hole.svg', `it has a name: ${suggestedName}`);
    for (const bad of ['var(', '<script', 'class=', 'http://localhost', 'href', '<style', 'tabindex', 'currentColor'])
      expect(!svg.includes(bad), `there is no ${bad} in it`);
    const isXml = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror') === null,
      svg,
    );
    expect(isXml && svg.includes('xmlns="http://www.w3.org/2000/svg"'), 'it is well-formed SVG');
    expect(
      svg.includes('undefined') && svg.includes('unresolved box') && svg.includes('>hole<') && svg.includes('rgb('),
      'legend, title and colours are in it',
    );
  });

  check('a theme change recolours the picture', {}, async ({ page, expect }) => {
    const colours = (): Promise<string> =>
      page.evaluate(() =>
        [...document.querySelectorAll('.contours path, .glyph-shape, .run-path, .axes text')]
          .map((element) => `${element.getAttribute('fill') ?? ''} ${element.getAttribute('stroke') ?? ''}`)
          .join(),
      );
    const seen = new Set<string>();
    for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light']) {
      await page.evaluate((name) => window.setTheme(name), theme);
      await page.waitForTimeout(100);
      seen.add(await colours());
    }
    expect(seen.size === 4, 'four themes give four colourings');
  });
}
