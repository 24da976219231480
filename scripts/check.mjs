/** `npm run check`: everything that needs neither a browser nor an editor. */
import { ensureInstalled } from './bootstrap.mjs';

await ensureInstalled();
const { checkSteps, conclude, runSteps } = await import('./steps.mjs');
conclude(await runSteps(checkSteps()));
