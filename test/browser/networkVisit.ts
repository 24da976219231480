/** Helpers of the checks of the network view. */
import type { Page } from 'playwright-core';

/** Waits until the slice asked for is drawn whole. */
export async function sliced(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('.slice[data-status="ready"]') !== null &&
      document.querySelector('.slice.is-old') === null &&
      document.querySelector('.slice .contours path, .slice .curve-line') !== null,
    undefined,
    { timeout: 10_000 },
  );
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
}

/** Trains the runs that are set up, and waits for them and for the slice after them. */
export async function trained(page: Page): Promise<void> {
  await page.click('.part-training button:has-text("Train")');
  await page.waitForFunction(
    () =>
      [...document.querySelectorAll('.run-result')].some((result) => /steps taken|converged/.test(result.textContent)),
    undefined,
    { timeout: 10_000 },
  );
  await page.waitForTimeout(60);
  await sliced(page);
}

export function choosePlane(page: Page, kind: string): Promise<unknown> {
  return page.selectOption('.slice-controls label:has-text("Plane") select', kind);
}

/** The parameters of the newest request for a slice. */
export function lastSlice(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(() => window.fakeHost.requests('slice').at(-1)!.params as Record<string, unknown>);
}

/** How many requests of a method were sent. */
export function countOf(page: Page, method: string): Promise<number> {
  return page.evaluate((name) => window.fakeHost.requests(name).length, method);
}
