/**
 * A slider dragged in the real panel in a real Chromium: frame times as histograms. The search is held back until the slider rests, as in
 * the editor it runs in another process; what moves meanwhile is the panel's own work. A section of the report.
 */
import { findBrowser, browserArguments } from '../scripts/find-browser.mjs';
import { servePreview } from '../scripts/preview-panel.mjs';

/** Each loss with a slider `s`, the box it is shown in. */
const losses = [
  ['flat saddle', 'const s = 0.5 in [0, 2]\nloss f(x, y) = x^2/2 + s*x^2*y^2 - y^4 on x in [-2, 2], y in [-2, 2]'],
  ['Himmelblau', 'const s = 11 in [5, 15]\nloss f(x, y) = (x^2 + y - s)^2 + (x + y^2 - 7)^2 on x in [-6, 6], y in [-6, 6]'],
  ['Rastrigin', 'const s = 10 in [5, 12]\nloss f(x, y) = 20 + x^2 - s*cos(2*pi*x) + y^2 - s*cos(2*pi*y) on x in [-2, 2], y in [-2, 2]'],
  ['Ackley', 'const s = 0.2 in [0.05, 1]\nloss f(x, y) = 20 + e - 20*exp(-s*sqrt((x^2 + y^2)/2)) - exp((cos(2*pi*x) + cos(2*pi*y))/2) on x in [-5, 5], y in [-5, 5]'],
  ['six-hump camel', 'const s = 2.1 in [1, 3]\nloss f(x, y) = (4 - s*x^2 + x^4/3)*x^2 + x*y + (4*y^2 - 4)*y^2 on x in [-3, 3], y in [-2, 2]'],
  ['two tanh units, 50 rows', `const s = 0.1 in [0, 1]\ndata units(u, v) = ${rows()}\nloss f(x, y) = mean((tanh(x*p.u + y) - tanh(x*p.u - y) - s*p.v)^2 for p in units) on x in [-4, 4], y in [-2, 2]`],
]; // prettier-ignore

function rows() {
  return Array.from({ length: 50 }, (_, k) => `(${(-2 + k * 0.08).toFixed(2)}, ${(((k * 37) % 50) / 25).toFixed(2)})`).join(', ');
} // prettier-ignore

/** Upper ends of the histogram's columns, in milliseconds. */
const ends = [17, 25, 34, 50, 100, Infinity];

/** @param {number} milliseconds of each drag. */
export async function dragSection(milliseconds) {
  const { chromium } = await import('playwright-core');
  const found = await findBrowser();
  const served = await servePreview();
  const browser = await chromium.launch({ executablePath: found.executablePath, env: found.env, args: browserArguments });
  try {
    const lines = [];
    for (const [name, text] of losses) {
      lines.push(row(name, await drag(browser, served.address, text, milliseconds)));
      process.stderr.write(`  slider drag, ${name}\n`);
    }
    const columns = ends.map((end, k) => (end === Infinity ? `> ${ends[k - 1]}` : `≤ ${end}`));
    const head = ['frames of so many ms', ...columns, 'median, ms', 'script a frame, ms', 'proved anew after, ms'];
    return section([head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n'), browser.version());
  } finally {
    await browser.close();
    await served.close();
  }
} // prettier-ignore

function section(table, version) {
  return {
    title: 'A slider dragged in the real panel',
    about:
      `The panel as it is shipped, in Chromium ${version} without a graphics processor, at 1000×800 pixels: the mouse drags a slider to and fro for some seconds, a position every 16 ms. Contours, runs, read-outs and the critical points, which are followed, are drawn anew each frame. ` +
      'Frames are the times between two calls of `requestAnimationFrame`, with all that the browser itself does in software here; "script" is the share of them that is JavaScript and WebAssembly of the panel. The search, which in the editor runs in another process, is held back until the slider rests.',
    cases: [],
    more: table,
  };
}

async function drag(browser, address, text, milliseconds) {
  const page = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  try {
    await page.goto(`${address}/?loss=flat`);
    await page.waitForSelector('.contours path');
    await page.evaluate((source) => {
      window.fakeHost.useText(source);
      window.fakeHost.push();
    }, text);
    const slider = page.locator('input[type=range][aria-label="Constant s"]');
    await slider.waitFor();
    await slider.scrollIntoViewIfNeeded();
    await page.waitForFunction(() => document.querySelector('.glyphs')?.getAttribute('aria-busy') !== 'true');
    await page.waitForTimeout(500);
    await page.evaluate(() => (window.fakeHost.holding = true));
    const place = await slider.boundingBox();
    const at = (share) => [place.x + 8 + (place.width - 16) * share, place.y + place.height / 2];
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const script = async () =>
      (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ScriptDuration').value;
    await page.mouse.move(...at(0.3));
    await page.mouse.down();
    await page.evaluate(() => {
      const frames = (window.frameTimes = []);
      let last = performance.now();
      const tick = (now) => {
        frames.push(now - last);
        last = now;
        window.ticking = requestAnimationFrame(tick);
      };
      window.ticking = requestAnimationFrame(tick);
    });
    const before = await script();
    const start = performance.now();
    for (let now = 0; now < milliseconds; now = performance.now() - start) {
      await page.mouse.move(...at(0.5 + 0.4 * Math.sin((now / 1000) * Math.PI)));
      await new Promise((resolve) => setTimeout(resolve, 16 - ((performance.now() - start) % 16)));
    }
    const spent = (await script()) - before;
    const frames = await page.evaluate(() => {
      cancelAnimationFrame(window.ticking);
      return window.frameTimes.slice(2);
    });
    await page.mouse.up();
    const rest = performance.now();
    await page.evaluate(() => {
      const host = window.fakeHost;
      host.holding = false;
      for (let k = 0; k < host.held.length; k++) host.release(k);
    });
    await page.waitForFunction(() => document.querySelector('.glyphs')?.getAttribute('aria-busy') !== 'true', null, {
      timeout: 20_000,
    });
    return { frames, script: (1000 * spent) / frames.length, anew: performance.now() - rest };
  } finally {
    await page.close();
  }
}

function row(name, { frames, script, anew }) {
  const sorted = [...frames].sort((a, b) => a - b);
  const counts = ends.map((end, k) => frames.filter((time) => time <= end && time > (ends[k - 1] ?? -1)).length);
  return [name, ...counts, sorted[sorted.length >> 1].toFixed(1), script.toFixed(1), anew.toFixed(0)];
}
