/**
 * What in-editor tests ask of the world outside the extension host: the panel's page, keys, a screenshot. A small
 * server on the loopback address, since the extension host is another process.
 */
import { createServer } from 'node:http';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { panelFrame } from './editor-page.mjs';
import { at } from './process.mjs';

/**
 * @param {{ page: () => import('playwright-core').Page | undefined, report: (result: object) => void }} world
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 */
export async function startDriver(world) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', async () => {
      response.setHeader('content-type', 'application/json');
      response.setHeader('access-control-allow-origin', '*');
      try {
        const { method, params } = JSON.parse(body);
        const value = await answer(world, method, params);
        response.end(JSON.stringify({ ok: true, value: value ?? null }));
      } catch (error) {
        response.end(JSON.stringify({ ok: false, error: error instanceof Error ? error.message : String(error) }));
      }
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(world, method, params) {
  if (method === 'report') return world.report(params);
  const page = world.page();
  if (page === undefined) throw new Error('The page is not open.');
  switch (method) {
    /** The text of the first match in the panel, and how many there are. */
    case 'panelQuery': {
      const frame = await panelFrame(page);
      return frame.evaluate((selector) => {
        const found = [...document.querySelectorAll(selector)];
        return { count: found.length, text: found[0]?.textContent ?? '' };
      }, params.selector);
    }
    case 'panelClick': {
      const frame = await panelFrame(page);
      return frame.click(params.selector, { timeout: 10_000 });
    }
    case 'panelClickText': {
      const frame = await panelFrame(page);
      return frame.getByRole('button', { name: params.text, exact: true }).click({ timeout: 10_000 });
    }
    case 'panelFill': {
      const frame = await panelFrame(page);
      await frame.fill(params.selector, params.value, { timeout: 10_000 });
      return frame.press(params.selector, 'Enter');
    }
    case 'panelStyle': {
      const frame = await panelFrame(page);
      return frame.$eval(params.selector, (element, name) => getComputedStyle(element)[name], params.property);
    }
    case 'pageText':
      return page.evaluate(
        (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent ?? ''),
        params.selector,
      );
    case 'pageClasses':
      return page.evaluate(
        (selector) => [...document.querySelectorAll(selector)].map((element) => element.className),
        params.selector,
      );
    case 'type':
      return page.keyboard.type(params.text, { delay: 20 });
    case 'press':
      return page.keyboard.press(params.key);
    case 'screenshot': {
      const file = at('.cache', 'screenshots', `${params.name}.png`);
      mkdirSync(path.dirname(file), { recursive: true });
      return page.screenshot({ path: file }).then(() => null);
    }
    default:
      throw new Error(`The driver knows no "${method}".`);
  }
}
