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

async function bundle(entry, minify) {
  const result = await build({
    entryPoints: [`${root}${entry}`],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify,
    logLevel: 'warning',
    tsconfigRaw: { compilerOptions: { target: 'ES2022', useDefineForClassFields: true } },
  });
  return result.outputFiles[0].text;
}

function page(nonce) {
  const policy = ["default-src 'none'", `script-src 'nonce-${nonce}'`, "style-src 'self'", "img-src data: 'self'"].join(
    '; ',
  );
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/panel.css">
<title>Losscape</title>
</head>
<body class="vscode-dark">
<div id="app"></div>
<script nonce="${nonce}" src="/host.js"></script>
<script nonce="${nonce}" src="/panel.js"></script>
</body>
</html>`;
}

/** Bundles and serves. `address` ends without a slash; `close` stops it. `sizes` are of the bundles, in bytes. */
export async function servePreview({ port = 0, minify = true } = {}) {
  const [panel, host] = await Promise.all([
    bundle('webview/main.ts', minify),
    bundle('test/browser/fakeHost.ts', false),
  ]);
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const send = (type, body) => {
      response.writeHead(200, { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store' });
      response.end(body);
    };
    if (pathname === '/') send('text/html', page(randomBytes(16).toString('hex')));
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
