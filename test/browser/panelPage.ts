/** The panel as a person meets it: what it shows, and what can be done to it. */
import type { Page } from 'playwright-core';
import type { FakeHost, LossKey } from './fakeHost';
import type { ThemeName } from './themes';

declare global {
  interface Window {
    fakeHost: FakeHost;
    setTheme: (name: ThemeName, reduceMotion?: boolean) => void;
  }
}

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export class PanelPage {
  constructor(readonly page: Page) {}

  /** Waits until the fine picture is drawn and the answer about critical points is in. */
  async settled(): Promise<void> {
    await this.page.waitForFunction(() => {
      const [plot, verdict] = [document.querySelector('.plot'), document.querySelector('.verdict')];
      const drawn = plot?.getAttribute('data-quality') === 'fine' || document.querySelector('.curve-line') !== null;
      const waits = verdict?.classList.contains('is-pending') === true || verdict?.textContent?.includes('…') === true;
      return drawn && verdict !== null && !waits;
    });
    // Drawing follows a state by one frame, and the fine picture follows the last movement by its rest.
    await this.page.waitForTimeout(220);
    await this.page.waitForFunction(() => document.querySelector('.plot[data-quality="coarse"]') === null);
  }

  async texts(selector: string): Promise<readonly string[]> {
    return (await this.page.locator(selector).allTextContents()).map((text) => text.trim());
  }

  async text(selector: string): Promise<string> {
    return (await this.page.locator(selector).first().textContent()) ?? '';
  }

  /** The attribute of every element that fits, in order. */
  attributes(selector: string, name: string): Promise<readonly (string | null)[]> {
    return this.page
      .locator(selector)
      .evaluateAll((elements, attribute) => elements.map((element) => element.getAttribute(attribute)), name);
  }

  count(selector: string): Promise<number> {
    return this.page.locator(selector).count();
  }

  isVisible(selector: string): Promise<boolean> {
    return this.page.locator(selector).first().isVisible();
  }

  /** The outlines of the contours as one text. */
  async contours(): Promise<string> {
    return (await this.attributes('.contours path', 'd')).join('\n');
  }

  /** The inner rectangle of the plot, in pixels of the page. */
  async frame(): Promise<Rectangle> {
    const box = await this.page.locator('.axes rect').first().boundingBox();
    if (box === null) throw new Error('The plot has no frame.');
    return box;
  }

  /** Where the fractions (fx, fy) of the plot's inner rectangle lie on the page; (0, 0) is its lower left corner. */
  async placeOf(fx: number, fy: number): Promise<{ readonly x: number; readonly y: number }> {
    const { x, y, width, height } = await this.frame();
    return { x: x + fx * width, y: y + (1 - fy) * height };
  }

  async hover(fx: number, fy: number): Promise<void> {
    const { x, y } = await this.placeOf(fx, fy);
    await this.page.mouse.move(x, y);
    await this.frames();
  }

  async click(fx: number, fy: number): Promise<void> {
    const { x, y } = await this.placeOf(fx, fy);
    await this.page.mouse.click(x, y);
    await this.frames();
  }

  /** Presses at the first place, moves in steps, and lets go at the second. */
  async drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const [start, end] = [await this.placeOf(...from), await this.placeOf(...to)];
    await this.page.mouse.move(start.x, start.y);
    await this.page.mouse.down();
    await this.page.mouse.move(end.x, end.y, { steps: 5 });
    await this.page.mouse.up();
    await this.frames();
  }

  /** Moves a slider as a hand would: many values, one after the other. */
  async slide(name: string, values: readonly number[]): Promise<void> {
    await this.page.getByRole('slider', { name, exact: true }).evaluate((element, list) => {
      for (const value of list) {
        (element as HTMLInputElement).value = String(value);
        element.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }, values);
    await this.frames();
  }

  /** Waits for two drawn frames. */
  async frames(): Promise<void> {
    await this.page.evaluate(
      () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
    );
  }

  /** What the panel asked the extension by this method, oldest first. */
  asked(method: string): Promise<readonly unknown[]> {
    return this.page.evaluate((name) => window.fakeHost.requests(name).map(({ params }) => params), method);
  }

  /** Shows another loss, or the same in another text, as the extension would after typing. */
  async show(loss: LossKey, change: Record<string, unknown> = {}): Promise<void> {
    await this.page.evaluate(
      ([key, rest]) => {
        window.fakeHost.use(key, rest);
        window.fakeHost.push();
      },
      [loss, change] as const,
    );
    await this.frames();
  }

  async showText(text: string): Promise<void> {
    await this.page.evaluate((source) => {
      window.fakeHost.useText(source);
      window.fakeHost.push();
    }, text);
    await this.frames();
  }

  /** Posts any message to the panel. */
  async deliver(message: unknown): Promise<void> {
    await this.page.evaluate((raw) => window.fakeHost.deliver(raw), message);
    await this.frames();
  }
}
