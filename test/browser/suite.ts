/** The browser suite: the panel in a real Chromium, against a stand-in for the extension. */
import { chromium } from 'playwright-core';
import { drawingChecks } from './drawingChecks';
import { followChecks } from './followChecks';
import { streamChecks } from './streamChecks';
import { networkChecks } from './networkChecks';
import { networkHostChecks } from './networkHostChecks';
import { runChecks as runAll } from './visit';
import type { Check, Register } from './visit';
import { pointChecks } from './pointChecks';
import { runChecks } from './runChecks';
import { branchChecks } from './branchChecks';
import { spectrumChecks } from './spectrumChecks';
import { samplesChecks } from './samplesChecks';
import { surfaceChecks } from './surfaceChecks';
import { mapChecks, studyChecks } from './studyChecks';

export interface SuiteOptions {
  readonly executablePath: string;
  readonly env: Record<string, string>;
  readonly arguments: readonly string[];
  readonly address: string;
  /** Runs only the checks whose names contain this. */
  readonly only: string;
}

/** Runs all checks; the number that failed. */
export async function runSuite(options: SuiteOptions): Promise<number> {
  const checks: Check[] = [];
  const register: Register = (name, page, run) => checks.push({ name, options: page, run });
  drawingChecks(register);
  pointChecks(register);
  runChecks(register);
  streamChecks(register);
  followChecks(register);
  networkChecks(register);
  networkHostChecks(register);
  studyChecks(register);
  mapChecks(register);
  branchChecks(register);
  spectrumChecks(register);
  samplesChecks(register);
  surfaceChecks(register);
  const browser = await chromium.launch({
    executablePath: options.executablePath,
    env: options.env,
    args: [...options.arguments],
  });
  try {
    return await runAll(browser, options.address, checks, options.only);
  } finally {
    await browser.close();
  }
}
