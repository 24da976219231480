import { expect, it } from 'vitest';
import { base64, escapeMarkdown } from '../../src/extension/markdown';

it('escapes what Markdown would read', () => {
  expect(escapeMarkdown('a_b * [c](d) <e> &amp; `f`\n# g')).toBe(
    'a\\_b \\* \\[c\\]\\(d\\) &lt;e\\> &amp;amp; \\`f\\` \\# g',
  );
});

it('encodes text of any script and length as Base64 of its UTF-8', () => {
  for (const text of ['', 'α·x²', 'é'.repeat(20_000)]) expect(base64(text)).toBe(Buffer.from(text).toString('base64'));
});
