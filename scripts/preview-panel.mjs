/**
 * The panel in a plain browser: bundles it and a stand-in for the extension, and serves both on the loopback interface
 * under the policy the editor gives it. By itself it prints an address to open; the browser suite imports it.
 *
 * Query of the page: `loss` (a name from test/browser/fixtures.ts), `theme`, `still` for reduced motion.
 */
import { build } from 'esbuild';
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

async function bundle(entry, minify, format = 'iife') {
  const result = await build({
    entryPoints: [`${root}${entry}`],
    bundle: true,
    write: false,
    format,
    platform: 'browser',
    target: 'es2022',
    minify,
    logLevel: 'warning',
    tsconfigRaw: { compilerOptions: { target: 'ES2022', useDefineForClassFields: true } },
  });
  return result.outputFiles[0].text;
}

/** The page the extension itself makes, with the stand-in in front of the panel's script. */
async function pageMaker() {
  const code = await bundle('src/extension/panelHtml.ts', false, 'esm');
  const { panelHtml } = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  return () => {
    const nonce = randomBytes(16).toString('hex');
    const html = panelHtml({ script: '/panel.js', style: '/panel.css', cspSource: "'self'", nonce });
    return html.replace('<script ', `<script nonce="${nonce}" src="/host.js"></script>\n<script `);
  };
}

/** Bundles and serves. `address` ends without a slash; `close` stops it. `sizes` are of the bundles, in bytes. */
export async function servePreview({ port = 0, minify = true } = {}) {
  const [panel, host, page] = await Promise.all([
    bundle('webview/main.ts', minify),
    bundle('test/browser/fakeHost.ts', false),
    pageMaker(),
  ]);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const send = (type, body) => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
      response.end(body);
    };
    if (pathname === '/') send('text/html', page());
    else if (pathname === '/panel.js') send('text/javascript', panel);
    else if (pathname === '/host.js') send('text/javascript', host);
    else if (pathname === '/panel.css') send('text/css', await readFile(`${root}media/panel.css`));
    else response.writeHead(404).end();
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
    sizes: { panel: Buffer.byteLength(panel) },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { address } = await servePreview({ port: Number(process.argv[2] ?? 0), minify: false });
  console.log(`${address}/?loss=himmelblau&theme=dark\nCtrl-C ends.`);
}
