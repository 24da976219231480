/**
 * `npm test`: everything, on a fresh clone too: it installs what it needs. The last line is `N passed, N failed`, the
 * sum of all steps and suites; a suite that did not run counts as failed.
 */
import { ensureInstalled } from './bootstrap.mjs';

await ensureInstalled();
const { checkSteps, conclude, runSteps, suiteSteps } = await import('./steps.mjs');
conclude(await runSteps([...checkSteps(), ...suiteSteps()]));
