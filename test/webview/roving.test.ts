// @vitest-environment happy-dom
import { describe, expect, test } from 'vitest';
import { nextIndex, roveWithin } from '../../webview/ui/roving';
import { svg } from '../../webview/ui/dom';

describe('the next of four', () => {
  test.each([
    ['ArrowRight', 0, 1],
    ['ArrowDown', 3, 0],
    ['ArrowLeft', 0, 3],
    ['ArrowUp', 2, 1],
    ['Home', 2, 0],
    ['End', 1, 3],
    ['a', 1, undefined],
  ] as const)('%s from %i is %s', (key, now, next) => {
    expect(nextIndex(key, now, 4)).toBe(next);
  });

  test('there is none among none', () => {
    expect(nextIndex('End', 0, 0)).toBeUndefined();
  });
});

test('hidden glyphs are passed over', () => {
  const group = svg('g');
  const glyphs = [0, 1, 2].map((index) => svg('g', { role: 'button', tabindex: index === 0 ? 0 : -1 }));
  glyphs[1]!.setAttribute('aria-hidden', 'true');
  group.append(...glyphs);
  document.body.append(group);
  roveWithin(group);
  glyphs[0]!.focus();
  glyphs[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
  expect(glyphs[2]!.getAttribute('tabindex')).toBe('0');
  expect(document.activeElement).toBe(glyphs[2]);
});
