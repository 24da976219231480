/**
 * Contours as SVG paths against a canvas, in a real Chromium whose frames are not held back: how long a frame takes in which all of
 * them change. A section of the report.
 */
import { build } from 'esbuild';
import { at } from '../scripts/process.mjs';
import { findBrowser, browserArguments } from '../scripts/find-browser.mjs';

const functions = [
  ['Himmelblau', '(x, y) => (x*x + y - 11)**2 + (x + y*y - 7)**2', 5],
  ['Ackley', '(x, y) => 20 + Math.E - 20*Math.exp(-0.2*Math.sqrt((x*x + y*y)/2)) - Math.exp((Math.cos(2*Math.PI*x) + Math.cos(2*Math.PI*y))/2)', 5],
]; // prettier-ignore
/** Cells a side: while something moves, and at rest. */
const sides = [72, 200];
const size = 600;
const frames = 120;

/** What runs in the page: the project's own contours, drawn in two ways. */
const script = `
import { contourBands, samplePlaces } from './src/picture/contours';
import { chooseScale, levelsOn, summarize } from './src/picture/levels';

/** Two pictures that differ everywhere, so that each frame is new. */
function pictures(f, side, half) {
  return [1, 1.01].map((scale) => {
    const places = samplePlaces([-half * scale, half * scale], side);
    const values = new Float64Array(places.length ** 2);
    places.forEach((y, j) => places.forEach((x, i) => (values[j * places.length + i] = f(x, y))));
    const summary = summarize(values);
    const levels = levelsOn(chooseScale(summary, 16), summary, 16);
    return contourBands({ values, columns: places.length, rows: places.length }, levels, { width: ${size}, height: ${size}, left: 0, top: 0, innerWidth: ${size}, innerHeight: ${size} }).map(({ path }) => path);
  });
}

const colour = (k) => 'hsl(210 60% ' + (30 + 3 * k) + '%)';

function svgDrawer() {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('width', ${size});
  svg.setAttribute('height', ${size});
  document.body.replaceChildren(svg);
  const paths = [];
  return (bands) => bands.forEach((d, k) => {
    if (paths[k] === undefined) {
      paths[k] = svg.appendChild(document.createElementNS(svg.namespaceURI, 'path'));
      paths[k].setAttribute('fill', colour(k));
      paths[k].setAttribute('stroke', '#0006');
    }
    paths[k].setAttribute('d', d);
  });
}

function canvasDrawer() {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = ${size};
  document.body.replaceChildren(canvas);
  const context = canvas.getContext('2d');
  return (bands) => {
    context.clearRect(0, 0, ${size}, ${size});
    context.strokeStyle = '#0006';
    bands.forEach((d, k) => {
      const path = new Path2D(d);
      context.fillStyle = colour(k);
      context.fill(path);
      context.stroke(path);
    });
  };
}

window.measure = async (kind, source, side, half) => {
  const shown = pictures((0, eval)(source), side, half);
  const draw = kind === 'svg' ? svgDrawer() : canvasDrawer();
  const times = [];
  let last = performance.now();
  for (let k = 0; k < ${frames}; k++) {
    draw(shown[k % 2]);
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    if (k >= 20) times.push(now - last);
    last = now;
  }
  return times.sort((a, b) => a - b);
};
`;

export async function drawingSection() {
  const { chromium } = await import('playwright-core');
  const { outputFiles } = await build({
    stdin: { contents: script, resolveDir: at('.'), loader: 'js' },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
  });
  const found = await findBrowser();
  const free = ['--disable-frame-rate-limit', '--disable-gpu-vsync'];
  const browser = await chromium.launch({ executablePath: found.executablePath, env: found.env, args: [...browserArguments, ...free] });
  try {
    const page = await browser.newPage({ viewport: { width: size + 20, height: size + 20 } });
    await page.addScriptTag({ content: outputFiles[0].text });
    const lines = [];
    for (const [name, source, half] of functions)
      for (const side of sides) {
        const cells = [];
        for (const kind of ['svg', 'canvas']) {
          const times = await page.evaluate((given) => window.measure(...given), [kind, source, side, half]);
          cells.push(`${times[times.length >> 1].toFixed(1)} (${times[times.length >> 2].toFixed(1)}–${times[(3 * times.length) >> 2].toFixed(1)})`);
        }
        lines.push([`${name}, ${side}² cells`, ...cells]);
        process.stderr.write(`  contours drawn, ${name}, ${side}\n`);
      }
    const head = ['ms a frame', 'SVG paths', 'canvas'];
    return {
      title: 'Contours as SVG paths and on a canvas',
      about:
        `Sixteen filled and stroked bands of ${size}² pixels in Chromium ${browser.version()} without a graphics processor, whose frames are not held back to the screen's rate: the time from one frame to the next where every band changes, with all that the browser itself does.`,
      cases: [],
      more: [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
    };
  } finally {
    await browser.close();
  }
} // prettier-ignore
