/** The picture: contours, holes, curves, zoom and pan, levels. */
import { check, ensure, equal, near } from './harness';

const horizontalTicks = '.axes text[text-anchor="middle"]';

check('contours are drawn with axes, a legend and levels in distinct colours', async (open) => {
  const panel = await open('himmelblau');
  const paths = await panel.attributes('.contours path', 'd');
  ensure(paths.length >= 8 && paths.every((path) => (path ?? '').length > 20), `only ${paths.length} bands`);
  equal(new Set(await panel.attributes('.contours path', 'fill')).size, paths.length, 'distinct fills');
  const ticks = await panel.texts(horizontalTicks);
  ensure(
    ['−4', '0', '4', 'x', 'y'].every((label) => ticks.includes(label)),
    `labels: ${ticks.join(' ')}`,
  );
  equal(await panel.count('.colour-legend > rect[fill^="rgb"]'), paths.length, 'swatches of the legend');
  ensure((await panel.texts('.colour-legend text')).length >= 4, 'the legend has too few labels');
});

check('a hole ends the contours where the loss is undefined, and the legend names it', async (open) => {
  const panel = await open('hole');
  const frame = await panel.frame();
  const box = await panel.page.locator('.contours path').first().boundingBox();
  ensure(box !== null, 'no base band');
  // log(x) is defined right of x = 0, a quarter into [-1, 3].
  near(box.x, frame.x + frame.width / 4, 2, 'left edge of the domain');
  ensure((await panel.texts('.colour-legend text')).includes('undefined'), 'the legend does not say "undefined"');
  await panel.hover(0.1, 0.5);
  ensure((await panel.text('.part-probe')).includes('undefined'), 'the read-out does not say "undefined"');
});

check('one parameter gives a curve, with gaps where it is undefined', async (open) => {
  const panel = await open('log');
  equal(await panel.count('.contours path'), 0, 'contours');
  ensure(((await panel.attributes('.curve-line', 'd'))[0] ?? '').length > 200, 'no curve');
  const [frame, gap] = [await panel.frame(), await panel.page.locator('.gap').first().boundingBox()];
  ensure(gap !== null, 'no gap');
  near(gap.x, frame.x, 2, 'the gap begins at the left edge');
  near(gap.x + gap.width, frame.x + frame.width / 5, 3, 'the gap ends at p = 0');
  equal(await panel.isVisible('.toolbar select'), false, 'choice of levels');
  await panel.hover(0.6, 0.5);
  equal(await panel.count('.taylor'), 1, 'the parabola of the Taylor model');
});

check('three parameters give a slice: chosen axes, and a slider for the rest', async (open) => {
  const panel = await open('three');
  equal(await panel.page.getByRole('slider', { name: 'Parameter w' }).count(), 1, 'slider for w');
  const before = await panel.contours();
  await panel.slide('Parameter w', [-0.5, 0.5, 1.5]);
  await panel.settled();
  ensure((await panel.contours()) !== before, 'the slider leaves the contours as they were');
  await panel.page.getByLabel('Up').selectOption({ label: 'w' });
  await panel.settled();
  ensure((await panel.texts(horizontalTicks)).includes('w'), 'w is not on an axis');
  equal(await panel.page.getByRole('slider', { name: 'Parameter v' }).count(), 1, 'slider for v');
  await panel.page.getByLabel('Across').selectOption({ label: 'w' });
  await panel.frames();
  equal(await panel.page.getByLabel('Up').inputValue(), '0', 'the axes are swapped');
});

check('the wheel zooms about the pointer; reset goes back to the box', async (open) => {
  const panel = await open('himmelblau');
  const [ticks, contours] = [await panel.texts(horizontalTicks), await panel.contours()];
  await panel.hover(0.8, 0.7);
  const under = await panel.text('.part-probe dd');
  await panel.page.mouse.wheel(0, -600);
  await panel.settled();
  ensure(JSON.stringify(await panel.texts(horizontalTicks)) !== JSON.stringify(ticks), 'the ticks are the same');
  ensure((await panel.contours()) !== contours, 'the contours are the same');
  equal(await panel.count('.box'), 1, 'outline of the box');
  await panel.hover(0.8, 0.7);
  const [x, y] = numbersIn(await panel.text('.part-probe dd'));
  const [oldX, oldY] = numbersIn(under);
  near(x!, oldX!, 0.05, 'x under the pointer');
  near(y!, oldY!, 0.05, 'y under the pointer');
  await panel.page.getByRole('button', { name: 'Back to the box' }).click();
  await panel.settled();
  equal(await panel.texts(horizontalTicks), ticks, 'ticks after the reset');
});

check('drag, keys and buttons pan and zoom', async (open) => {
  const panel = await open('himmelblau');
  const ticks = (): Promise<string> => panel.texts(horizontalTicks).then((all) => all.join(' '));
  const seen = [await ticks()];
  const differs = async (what: string): Promise<void> => {
    await panel.settled();
    const now = await ticks();
    ensure(now !== seen.at(-1), `${what} changes nothing`);
    seen.push(now);
  };
  await panel.drag([0.5, 0.45], [0.2, 0.45]);
  await differs('a drag');
  await panel.page.locator('.plot').focus();
  for (const key of ['ArrowRight', '+', '-', 'Shift+ArrowLeft', '0']) {
    await panel.page.keyboard.press(key);
    await differs(key);
  }
  equal(seen.at(-1), seen[0], 'view after 0');
  await panel.page.getByRole('button', { name: 'Zoom in' }).click();
  await differs('Zoom in');
  await panel.page.getByRole('button', { name: 'Zoom out' }).click();
  await differs('Zoom out');
});

check('the scale of the levels is chosen by what shows the most, or by hand', async (open) => {
  const panel = await open('rosenbrock');
  const scale = async (): Promise<string | null> => (await panel.attributes('.plot', 'data-scale'))[0] ?? null;
  equal(await scale(), 'logarithmic', 'scale of Rosenbrock');
  for (const name of ['linear', 'quantile', 'logarithmic']) {
    await panel.page.getByLabel('Levels').selectOption(name);
    await panel.settled();
    equal(await scale(), name, 'scale chosen');
  }
  const thresholds = await panel.texts('.colour-legend text');
  await panel.page.getByLabel('Levels').selectOption('linear');
  await panel.settled();
  ensure(JSON.stringify(await panel.texts('.colour-legend text')) !== JSON.stringify(thresholds), 'the legend stays');
});

function numbersIn(text: string): readonly number[] {
  return [...text.replaceAll('−', '-').matchAll(/-?\d+(\.\d+)?/g)].map((match) => Number(match[0]));
}
