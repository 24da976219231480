/** A small runner: each check gets a page of its own, and a page that complains fails its check. */
import type { Browser, Page } from 'playwright-core';
import type { FakeHost } from './fakeHost';

declare global {
  interface Window {
    fakeHost: FakeHost;
    setTheme(name: string, reduceMotion?: boolean): void;
  }
}

export interface PageOptions {
  readonly loss?: string;
  readonly theme?: string;
  readonly width?: number;
  /** More of the page's query, such as `hold`. */
  readonly query?: string;
  /** Do not wait for a drawn picture. */
  readonly bare?: boolean;
}

export interface Visit {
  readonly page: Page;
  /** Fails the check with this sentence where `holds` is false. */
  expect(holds: boolean, sentence: string): void;
  /** Waits up to three seconds for the condition to hold in the page. */
  eventually(condition: () => boolean, sentence: string): Promise<void>;
  /** Waits until the picture is drawn finely. */
  settled(): Promise<void>;
  /** A line for the log, such as a measured time. */
  note(text: string): void;
}

export interface Check {
  readonly name: string;
  readonly options: PageOptions;
  readonly run: (visit: Visit) => Promise<void>;
}

export type Register = (name: string, options: PageOptions, run: (visit: Visit) => Promise<void>) => void;

class Failure extends Error {}

/** Runs the checks one after another; the number that failed. `only` is a part of the names to run. */
export async function runChecks(
  browser: Browser,
  address: string,
  checks: readonly Check[],
  only = '',
): Promise<number> {
  let [passed, failed] = [0, 0];
  for (const check of checks) {
    if (!check.name.includes(only)) continue;
    const started = Date.now();
    const notes: string[] = [];
    try {
      await runOne(browser, address, check, notes);
      passed++;
      console.log(`  ok    ${check.name} (${String(Date.now() - started)} ms)`);
    } catch (error) {
      failed++;
      console.log(`  FAIL  ${check.name}\n        ${error instanceof Failure ? error.message : String(error)}`);
    }
    for (const text of notes) console.log(`        ${text}`);
  }
  console.log(`\n${String(passed)} passed, ${String(failed)} failed`);
  return passed === 0 ? Math.max(1, failed) : failed;
}

async function runOne(browser: Browser, address: string, check: Check, notes: string[]): Promise<void> {
  const { loss = 'himmelblau', theme = 'dark', width = 1200, query = '', bare = false } = check.options;
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(5_000);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${address}/?loss=${loss}&theme=${theme}&${query}`);
    const visit: Visit = {
      page,
      expect: (holds, sentence) => {
        if (!holds) throw new Failure(sentence);
      },
      eventually: async (condition, sentence) => {
        await page.waitForFunction(condition, undefined, { timeout: 3_000 }).catch(() => {
          throw new Failure(`Not within three seconds: ${sentence}`);
        });
      },
      settled: () => settled(page),
      note: (text) => notes.push(text),
    };
    if (!bare) await settled(page);
    await check.run(visit);
    complaints.push(...(await page.evaluate(() => window.fakeHost.problems)));
    if (complaints.length > 0) throw new Failure(`The page complained: ${complaints.join('; ')}`);
  } finally {
    await context.close();
  }
}

async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.plot[data-quality="fine"]') !== null || document.querySelector('.curve-line') !== null,
  );
  await twoFrames(page);
}

/** Two frames: one that draws what was asked for, one after it. */
function twoFrames(page: Page): Promise<void> {
  return page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

/**
 * How many bands lie over each place of a lattice, as one text: differs where the picture does, and not where the same
 * loss is only sampled more finely. Empty where there are no contours.
 */
export function picture(page: Page): Promise<string> {
  return page.evaluate(() => {
    const bands = [...document.querySelectorAll<SVGPathElement>('.contours path')];
    const frame = document.querySelector('.plot .axes rect')?.getBoundingClientRect();
    if (bands.length === 0 || frame === undefined) return '';
    const toPlot = bands[0]!.getScreenCTM()!.inverse();
    const counts: number[] = [];
    for (let across = 1; across < 12; across++)
      for (let up = 1; up < 12; up++) {
        // Odd fractions: round places lie on the contours of round losses.
        const x = frame.left + (frame.width * (across + 0.137)) / 12.391;
        const y = frame.top + (frame.height * (up + 0.211)) / 12.617;
        const point = new DOMPoint(x, y).matrixTransform(toPlot);
        counts.push(bands.filter((band) => band.isPointInFill(point)).length);
      }
    return counts.join(' ');
  });
}

/** Whether two pictures show the same: up to a few places so near a contour that sampling decides on which side they lie. */
export function samePicture(one: string, other: string): boolean {
  const [a, b] = [one.split(' '), other.split(' ')];
  return a.length === b.length && a.filter((count, index) => count !== b[index]).length <= 4;
}

/** The labels of the ticks and the names of the axes. */
export function axisTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll('.plot .axes text')].map((text) => text.textContent ?? ''));
}

/** The text of one part of the panel, once it has drawn what it was asked for. */
export async function textOf(page: Page, selector: string): Promise<string> {
  await twoFrames(page);
  return page.evaluate((found) => document.querySelector<HTMLElement>(found)?.innerText ?? '', selector);
}

/** Moves a slider as a person does: its value changes and `input` is heard. */
export function moveSlider(page: Page, name: string, value: number): Promise<void> {
  return page.evaluate(
    ([label, next]) => {
      const slider = document.querySelector<HTMLInputElement>(`input[type=range][aria-label="${label}"]`);
      if (slider === null) throw new Error(`There is no slider "${label}".`);
      slider.value = String(next);
      slider.dispatchEvent(new Event('input', { bubbles: true }));
    },
    [name, value] as const,
  );
}

/** The pixel of the page at fractions of the plot's inner frame, from its lower left corner. */
export async function plotPoint(page: Page, across: number, up: number): Promise<readonly [number, number]> {
  return page.evaluate(
    ([fx, fy]) => {
      const frame = document.querySelector('.plot .axes rect')!.getBoundingClientRect();
      return [frame.left + frame.width * fx, frame.top + frame.height * (1 - fy)] as const;
    },
    [across, up] as const,
  );
}
