/** Faults that no picture of the panel may have, looked for in the page. */
import type { Page } from 'playwright-core';

/** Labels of pictures that touch each other or are cut off at an edge. */
export function labelFaults(page: Page, pictures: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const found: string[] = [];
    for (const picture of document.querySelectorAll(selector)) {
      const bounds = picture.getBoundingClientRect();
      const texts = [...picture.querySelectorAll('text')];
      const boxes = texts.map((text) => text.getBoundingClientRect());
      boxes.forEach((box, index) => {
        const label = texts[index]!.textContent ?? '';
        if (box.left < bounds.left - 1 || box.right > bounds.right + 1 || box.bottom > bounds.bottom + 1)
          found.push(`clipped: ${label}`);
        boxes.slice(index + 1).forEach((other, after) => {
          const apart =
            box.right <= other.left ||
            other.right <= box.left ||
            box.bottom <= other.top + 2 ||
            other.bottom <= box.top + 2;
          if (!apart) found.push(`overlap: ${label} and ${texts[index + 1 + after]!.textContent ?? ''}`);
        });
      });
    }
    return found;
  }, pictures);
}

/** Controls that a screen reader has no name for. */
export function namelessControls(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, select, summary, progress, [tabindex="0"]')]
      .filter((element) => element.closest('[hidden]') === null)
      .filter((element) => {
        const label = element.closest('label')?.textContent ?? '';
        const own = element.tagName === 'BUTTON' || element.tagName === 'SUMMARY' ? (element.textContent ?? '') : '';
        return `${element.getAttribute('aria-label') ?? ''}${label}${own}`.trim() === '';
      })
      .map((element) => element.outerHTML.slice(0, 100)),
  );
}

/** Tabs through the page; the controls that do not show that they have the focus. */
export async function hiddenFocus(page: Page, presses: number): Promise<string[]> {
  await page.keyboard.press('Tab');
  const plain: string[] = [];
  for (let press = 0; press < presses; press++) {
    const fault = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const style = getComputedStyle(element);
      const ring = element.querySelector('.glyph-ring');
      const ringed = ring !== null && getComputedStyle(ring).stroke !== 'none';
      return style.outlineStyle !== 'none' || ringed ? undefined : element.outerHTML.slice(0, 90);
    });
    if (fault !== undefined) plain.push(fault);
    await page.keyboard.press('Tab');
  }
  return plain;
}
