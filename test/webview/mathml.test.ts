// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { parseMath } from '../../webview/ui/mathml';

const namespace = 'http://www.w3.org/1998/Math/MathML';

beforeEach(() => vi.restoreAllMocks());

test('a formula becomes elements of mathematics', () => {
  const math = parseMath('<math display="block"><mfrac><mi>x</mi><mn>2</mn></mfrac></math>');
  expect(math?.namespaceURI).toBe(namespace);
  expect(math?.getAttribute('display')).toBe('block');
  expect(math?.firstElementChild?.localName).toBe('mfrac');
  expect(math?.firstElementChild?.namespaceURI).toBe(namespace);
  expect(math?.textContent).toBe('x2');
});

test('escaped names stay text', () => {
  expect(parseMath('<math><mi>a&lt;b&amp;</mi></math>')?.textContent).toBe('a<b&');
});

test('elements and attributes that are no mathematics are left out', () => {
  const math = parseMath(
    '<math onclick="x()" style="color:red"><mi href="javascript:x()">x</mi><script>x()</script><img src="y"/></math>',
  );
  expect(math?.outerHTML).not.toMatch(/script|onclick|style|href|img/);
  expect(math?.textContent).toBe('x');
});

test.each(['', 'x', '<svg><script/></svg>', '<p>x</p>', '<math><mi>'])('%j is no formula, or an empty one', (text) => {
  const math = parseMath(text);
  expect(math === undefined || math.querySelector('script') === null).toBe(true);
});
