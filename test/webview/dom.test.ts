// @vitest-environment happy-dom
import { describe, expect, test, vi } from 'vitest';
import { numberField, setNumber } from '../../webview/ui/controls';
import { changes, html, keyed, setAttributes } from '../../webview/ui/dom';

describe('keyed children', () => {
  const fill = (parent: Element, items: readonly string[]): void =>
    keyed(
      parent,
      items,
      (item) => item,
      (item) => html('li', '', { text: item }),
      (element, _, index) => element.setAttribute('data-place', String(index)),
    );

  test('are reused, moved, added and removed', () => {
    const list = html('ul');
    fill(list, ['a', 'b', 'c']);
    const b = list.children[1]!;
    fill(list, ['c', 'b', 'd']);
    expect([...list.children].map((child) => child.textContent)).toEqual(['c', 'b', 'd']);
    expect(list.children[1]).toBe(b);
    expect([...list.children].map((child) => child.getAttribute('data-place'))).toEqual(['0', '1', '2']);
    fill(list, []);
    expect(list.childElementCount).toBe(0);
  });
});

test('attributes: undefined and false take one away, true sets an empty one', () => {
  const element = html('input');
  setAttributes(element, { min: 0, disabled: true, title: 'x' });
  expect([element.getAttribute('min'), element.getAttribute('disabled')]).toEqual(['0', '']);
  setAttributes(element, { disabled: false, title: undefined });
  expect(element.hasAttribute('disabled') || element.hasAttribute('title')).toBe(false);
});

test('text from a document never becomes markup', () => {
  expect(html('p', '', { text: '<img src=x onerror=alert(1)>' }).childElementCount).toBe(0);
});

test('changes are seen once', () => {
  const changed = changes();
  expect([changed(1, 'a'), changed(1, 'a'), changed(1, 'b'), changed(NaN), changed(NaN)]).toEqual([
    true,
    false,
    true,
    true,
    false,
  ]);
});

describe('a number field', () => {
  test('tells valid numbers only, and goes back to the last good one', () => {
    const change = vi.fn();
    const field = numberField({ name: 'rate', minimum: 0, maximum: 1, change });
    setNumber(field, 0.5);
    for (const text of ['0.25', '7', '']) {
      field.value = text;
      field.dispatchEvent(new Event('input'));
    }
    expect(change.mock.calls).toEqual([[0.25]]);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    field.dispatchEvent(new Event('change'));
    expect(field.value).toBe('0.5');
    expect(field.hasAttribute('aria-invalid')).toBe(false);
  });
});
