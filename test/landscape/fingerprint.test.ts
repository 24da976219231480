import { expect, test } from 'vitest';
import { describeLoss } from '../../src/landscape/landscape';

const text = `const k = 2 in [0, 5]
data pts(x, y) = (0, 1), (1, 3), (2, 5)
loss fit(w[26]) = mean((dot(w, w)*p.x - k*p.y)^2 for p in pts) from zeros()`;

/** The fingerprint of the text with a part of it replaced. */
function fingerprint(from = '', to = '', overrides: Readonly<Record<string, number>> = {}): string {
  const view = describeLoss({ text: text.replace(from, to), loss: 'fit', overrides });
  if (view.form !== 'program') throw new Error('The loss has too few parameters.');
  return view.fingerprint;
}

test.each([
  ['a cell', '(2, 5)', '(2, 5.0000001)'],
  ['a row', ', (2, 5)', ''],
  ['a formula', 'k*p.y', 'p.y*k^2'],
  ['a shape', 'w[26]', 'w[27]'],
])('%s that differs shows', (_, from, to) => {
  expect(fingerprint(from, to)).not.toBe(fingerprint());
});

test.each([
  ['a comment', 'data', '# note\ndata'],
  ['the value of a slider, which is told beside it', 'k = 2', 'k = 3'],
  ['a start', 'zeros()', 'random(seed=1)'],
])('%s does not', (_, from, to) => {
  expect(fingerprint(from, to)).toBe(fingerprint());
});
