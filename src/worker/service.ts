import { describeLoss, drawPicture, findCriticalPoints, writeReport } from '../landscape/landscape';
import type { CriticalReport, LossView } from '../landscape/views';
import { Channel, type Handlers, type Port } from '../protocol/channel';
import { workerValidators } from '../protocol/validateWorker';
import type { LossRequest, WorkerApi } from '../protocol/workerApi';
import { RecentCache } from '../protocol/recentCache';
import { SharedWork } from './sharedWork';

/** How many losses, reports and pictures are kept. */
const keptViews = 32;
const keptReports = 64;
const keptPictures = 32;

/** Lets messages in between two slices of work. */
export type Pause = () => Promise<void>;

/** Answers requests over `port` with the landscape. */
export function serve(port: Port, pause: Pause): Channel<WorkerApi, Record<never, never>> {
  return new Channel<WorkerApi, Record<never, never>>(port, createHandlers(pause), workerValidators);
}

/** The handlers, with their caches. What was once computed for a text, a loss and values of constants is kept. */
export function createHandlers(pause: Pause): Handlers<WorkerApi> {
  const views = new RecentCache<LossView>(keptViews);
  const reports = new RecentCache<{ readonly report: CriticalReport; readonly budget: number }>(keptReports);
  const pictures = new RecentCache<string>(keptPictures);
  const searches = new SharedWork<CriticalReport>();

  const search = async (request: LossRequest, budget: number, signal: AbortSignal): Promise<CriticalReport> => {
    const key = keyOf(request);
    const known = reports.get(key);
    if (known !== undefined && (known.report.complete || known.budget >= budget)) return known.report;
    return searches.join(`${key}${budget}`, signal, async (shared) => {
      // The reply to a request that came with this one goes out before the search takes the thread.
      await pause();
      const report = await findCriticalPoints(request, { budget, signal: shared, yield: pause });
      if (!shared.aborted) reports.set(key, { report, budget });
      return report;
    });
  };

  return {
    ping: () => null,
    loss: (request) => {
      const key = keyOf(request);
      const known = views.get(key);
      if (known !== undefined) return known;
      const view = describeLoss(request);
      views.set(key, view);
      return view;
    },
    criticalPoints: ({ budget, ...request }, signal) => search(request, budget, signal),
    picture: (params) => {
      const { report, theme, width, bytes, ...request } = params;
      const marks = report === null ? null : [report.points.length, report.complete, report.milliseconds];
      const key = `${keyOf(request)}${JSON.stringify([theme, width, bytes, marks])}`;
      const known = pictures.get(key);
      if (known !== undefined) return known;
      const picture = drawPicture(params);
      pictures.set(key, picture);
      return picture;
    },
    report: ({ budget, ...request }, signal) => writeReport(request, { budget, signal, yield: pause }),
  };
}

/** One string for a text, a loss and values of constants; unequal requests never share it. */
function keyOf({ text, loss, overrides }: LossRequest): string {
  const values = Object.entries(overrides).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([loss, values, text]);
}
