/** What a person does in an editor's page: run a command, open a file, rest the pointer on a word. */

/** Waits until the editor has drawn itself. @param {import('playwright-core').Page} page */
export async function waitForEditor(page) {
  await page.locator('.monaco-workbench .part.editor').waitFor({ timeout: 60_000 });
  await page.locator('.explorer-folders-view .monaco-list-row').first().waitFor({ timeout: 60_000 });
}

/** Runs a command by its title in the palette. */
export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** Opens a file of the folder by its name. */
export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').first().fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.monaco-editor .view-line').first().waitFor();
}

/** Rests the pointer on the first appearance of a text in the editor. */
export async function pointAt(page, text) {
  const place = await page.evaluate((wanted) => {
    for (const line of document.querySelectorAll('.monaco-editor .view-line')) {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      const nodes = [];
      while (walker.nextNode()) nodes.push(walker.currentNode);
      const whole = nodes
        .map((node) => node.data)
        .join('')
        .replaceAll('\u00a0', ' ');
      let offset = whole.indexOf(wanted);
      if (offset === -1) continue;
      offset += Math.floor(wanted.length / 2);
      for (const node of nodes) {
        if (offset < node.length) {
          const range = document.createRange();
          range.setStart(node, offset);
          range.setEnd(node, offset + 1);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
        offset -= node.length;
      }
    }
    return undefined;
  }, text);
  if (place === undefined) throw new Error(`"${text}" is not in sight.`);
  await page.mouse.move(place.x - 40, place.y + 60);
  await page.mouse.move(place.x, place.y, { steps: 4 });
}

/** Hovers a text until the hover says `wanted`, and leaves the hover open. */
export async function hoverUntil(page, text, wanted, timeout = 30_000) {
  const end = Date.now() + timeout;
  for (;;) {
    await pointAt(page, text);
    const hover = page.locator('.monaco-hover:visible', { hasText: wanted });
    const seen = await hover
      .first()
      .waitFor({ timeout: 2_500 })
      .then(
        () => true,
        () => false,
      );
    if (seen) return hover.first();
    if (Date.now() > end) throw new Error(`The hover on "${text}" never said "${wanted}".`);
    await page.mouse.move(5, 5);
    await page.waitForTimeout(500);
  }
}
