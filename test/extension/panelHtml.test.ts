import { expect, it } from 'vitest';
import { createNonce, panelHtml } from '../../src/extension/panelHtml';

const page = panelHtml({ script: 'S.js', style: 'P.css', cspSource: 'https://source', nonce: 'abc' });
const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)![1]!;

it('forbids everything that is not named', () => {
  expect(policy.split('; ')).toEqual([
    "default-src 'none'",
    'img-src https://source data:',
    'style-src https://source',
    "script-src 'nonce-abc' 'wasm-unsafe-eval'",
  ]);
  expect(policy).not.toMatch(/unsafe-(?:inline|hashes)|'unsafe-eval'/);
});

it('holds one script, with the nonce, and no code of its own', () => {
  const scripts = [...page.matchAll(/<script[^>]*>[^]*?<\/script>/g)].map(([script]) => script);
  expect(scripts).toEqual(['<script nonce="abc" src="S.js"></script>']);
  expect(page).not.toMatch(/ style=| on\w+=/);
  expect(page).toContain('<div id="app"></div>');
});

it('makes a fresh nonce each time', () => {
  const nonces = new Set(Array.from({ length: 100 }, createNonce));
  expect(nonces.size).toBe(100);
  for (const nonce of nonces) expect(nonce).toMatch(/^[0-9a-f]{32}$/);
});
