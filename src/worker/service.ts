import { ClaimChecker } from '../landscape/claims/claimChecker';
import { bifurcationOf } from '../landscape/branches/bifurcation';
import { pathOf } from '../landscape/branches/path';
import type { BifurcationProgress, BifurcationRequest, PathRequest } from '../landscape/branches/views';
import { lossSource } from '../landscape/lossSource';
import { describeLoss, drawPicture, findCriticalPoints, writeReport } from '../landscape/landscape';
import type { CriticalProgress, CriticalReport, LossView, SearchProgress } from '../landscape/views';
import { Channel, type Handlers, type Port } from '../protocol/channel';
import { workerValidators } from '../protocol/validateWorker';
import { type Desk, deskFor } from '../landscape/dynamics/desk';
import { spectrumPicture } from '../landscape/spectra/picture';
import { findSpectrum, keyOfSpectrum } from '../landscape/spectra/spectrum';
import type { SpectrumProgress, SpectrumView } from '../landscape/spectra/views';
import { pairView } from '../landscape/population/pair';
import { samplingStudy } from '../landscape/population/study';
import { type Explorer, explore } from '../landscape/explore/explorer';
import type { SpectrumRequest } from '../landscape/requests';
import type { LossRequest, Sent, Studying, WorkerApi } from '../protocol/workerApi';
import { RecentCache } from '../protocol/recentCache';
import { SharedWork } from './sharedWork';
import { Tables } from './tables';
import { Turns } from './turns';
import { Watchers } from './watchers';

/** How many losses, reports and pictures are kept. */
const keptViews = 32;
const keptReports = 64;
const keptPictures = 32;
const keptExplorers = 4;
const keptCheckers = 8;
const keptDesks = 4;
const keptSpectra = 16;

/** Losses of up to this many parameters are searched for saddles before a path is. */
const mostSearched = 4;

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
  const watchers = new Watchers();
  const explorers = new RecentCache<Explorer>(keptExplorers);
  const desks = new RecentCache<Desk>(keptDesks);
  const tables = new Tables();
  const turns = new Turns();
  const checkers = new RecentCache<ClaimChecker>(keptCheckers);
  const claimTurns = new Turns();
  const spectra = new RecentCache<SpectrumView>(keptSpectra);

  const received = <R extends LossRequest>(request: Sent<R>): R =>
    ({ ...request, files: tables.files(request.files) }) as unknown as R;
  /** Explorers work one question at a time: their evaluators are not shared. */
  const exploring = <R extends LossRequest, Result>(
    request: Sent<R>,
    signal: AbortSignal,
    work: (explorer: Explorer, request: R) => Promise<Result>,
  ): Promise<Result> =>
    turns.take(signal, async () => {
      const key = keyOf(request);
      const explorer = explorers.get(key) ?? explore(received(request));
      explorers.set(key, explorer);
      return work(explorer, received(request));
    });

  const search = async (
    request: Sent<LossRequest>,
    budget: number,
    signal: AbortSignal,
    told?: (progress: CriticalProgress) => void,
  ): Promise<CriticalReport> => {
    const key = keyOf(request);
    const known = reports.get(key);
    if (known !== undefined && (known.report.complete || known.budget >= budget)) return known.report;
    const name = `${key}${budget}`;
    const progress = (step: SearchProgress): void => watchers.tell(name, step);
    const leave = watchers.add(name, told);
    const answer = searches.join(name, signal, async (shared) => {
      // The reply to a request that came with this one goes out before the search takes the thread.
      await pause();
      const report = await findCriticalPoints(received(request), { budget, signal: shared, yield: pause, progress });
      if (!shared.aborted) reports.set(key, { report, budget });
      return report;
    });
    return answer.finally(leave);
  };

  /** The loss's desk, once its critical points are known. */
  const deskOf = async (request: Studying<LossRequest>, signal: AbortSignal): Promise<Desk> => {
    const report = await search(request, request.budget, signal);
    const key = keyOf(request);
    const known = desks.get(key);
    const desk = known?.sets === report ? known : deskFor(received(request), report);
    desks.set(key, desk);
    return desk;
  };
  /** Long studies follow one another. */
  const studying = async <Result>(
    request: Studying<LossRequest>,
    signal: AbortSignal,
    work: (desk: Desk) => Promise<Result>,
  ): Promise<Result> => {
    const desk = await deskOf(request, signal);
    return turns.take(signal, () => work(desk));
  };

  const spectrumOf = (
    request: Sent<SpectrumRequest>,
    signal: AbortSignal,
    report?: (progress: SpectrumProgress) => void,
  ): Promise<SpectrumView> => {
    const { text, spectrum, overrides, files } = request;
    return turns.take(signal, async () => {
      const asked = { text, spectrum, overrides, files: tables.files(files) };
      const key = JSON.stringify([keyOfSpectrum(asked), Object.entries(files)]);
      const known = spectra.get(key);
      if (known !== undefined) return known;
      await pause();
      const view = await findSpectrum(asked, { signal, yield: pause, ...paced(report, (step) => step.view !== null) });
      spectra.set(key, view);
      return view;
    });
  };

  return {
    ping: () => null,
    readTable: ({ id, bytes }) => tables.read(id, bytes),
    dropTables: ({ ids }) => {
      tables.drop(ids);
      return null;
    },
    loss: (request) => {
      const key = keyOf(request);
      const known = views.get(key);
      if (known !== undefined) return known;
      const view = describeLoss(received(request));
      views.set(key, view);
      return view;
    },
    criticalPoints: ({ budget, ...request }, signal, report) => search(request, budget, signal, report),
    picture: async (params, signal) => {
      const { report, theme, width, bytes, ...request } = params;
      const marks = report === null ? null : [report.points.length, report.complete, report.milliseconds];
      const key = `${keyOf(request)}${JSON.stringify([theme, width, bytes, marks])}`;
      const known = pictures.get(key);
      if (known !== undefined) return known;
      const picture = await drawPicture(received(params), { signal, yield: pause });
      pictures.set(key, picture);
      return picture;
    },
    report: ({ budget, ...request }, signal) => writeReport(received(request), { budget, signal, yield: pause }),
    claim: ({ text, claim, files, budget }, signal) =>
      // One after the other, so that the time each may take is its own.
      claimTurns.take(signal, async () => {
        await pause();
        const key = JSON.stringify([Object.entries(files), text]);
        const checker = checkers.get(key) ?? new ClaimChecker({ text, files: tables.files(files) });
        checkers.set(key, checker);
        return checker.check(claim, {
          budget,
          signal,
          yield: pause,
          search: (loss, overrides) => search({ text, loss, overrides, files }, budget, signal),
        });
      }),
    spectrum: spectrumOf,
    spectrumPicture: async ({ width, theme, ...request }, signal) =>
      spectrumPicture('Spectrum', await spectrumOf(request, signal), width, theme),
    train: (request, signal, report) =>
      exploring(request, signal, (explorer, train) =>
        explorer.train(train, { signal, yield: pause, ...paced(report) }),
      ),
    slice: (request, signal, report) =>
      exploring(request, signal, (explorer, slice) =>
        explorer.slice(slice, { signal, yield: pause, ...paced(report, ({ view }) => view !== null) }),
      ),
    curvature: (request, signal, report) =>
      exploring(request, signal, (explorer, at) => explorer.curvature(at, { signal, yield: pause, ...paced(report) })),
    prediction: (request, signal) =>
      exploring(request, signal, (explorer, at) => explorer.prediction(at, { signal, yield: pause })),
    race: (request, signal, report) =>
      studying(request, signal, (desk) =>
        desk.race(received(request), { signal, yield: pause, ...paced(report, ({ view }) => view !== null) }),
      ),
    explain: async (request, signal) => (await deskOf(request, signal)).explain(received(request)),
    startMap: (request, signal, report) =>
      studying(request, signal, (desk) =>
        desk.map(received(request), { signal, yield: pause, ...paced(report, ({ view }) => view !== null) }),
      ),
    pair: (request, signal) => turns.take(signal, () => pairView(received(request), { signal, yield: pause })),
    sampling: (request, signal, report) =>
      turns.take(signal, () => samplingStudy(received(request), { signal, yield: pause, ...paced(report) })),
    paths: (request, signal, report) =>
      studying(request, signal, (desk) => desk.paths(received(request), { signal, yield: pause, ...paced(report) })),
    bifurcation: ({ budget, ...request }, signal, report) =>
      turns.take(signal, () => {
        const { along, samples, ...loss } = received(request as Sent<BifurcationRequest>);
        const isFresh = ({ fresh }: BifurcationProgress): boolean => fresh.length > 0;
        return bifurcationOf(
          lossSource(loss),
          { along, samples },
          { budget, signal, yield: pause, ...paced(report, isFresh) },
        );
      }),
    path: async ({ budget, ...request }, signal, report) => {
      const { from, to, along, ...loss } = received(request as Sent<PathRequest>);
      const source = lossSource(loss);
      const known =
        source({}).parameters.length <= mostSearched
          ? await search({ ...loss, files: request.files }, budget, signal)
          : null;
      return turns.take(signal, () =>
        pathOf(source, { from, to, along }, known, { budget, signal, yield: pause, ...paced(report) }),
      );
    },
  };
}

/** One string for a text, a loss and values of constants; unequal requests never share it. */
function keyOf({ text, loss, overrides, files }: Sent<LossRequest>): string {
  const values = Object.entries(overrides).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([loss, values, Object.entries(files), text]);
}

/** Milliseconds between two messages about how far a work is. */
const pace = 80;

/** Passes on what a work tells, but not more often than anyone can see; `always` is never held back. */
function paced<Progress>(
  report: ((progress: Progress) => void) | undefined,
  always: (progress: Progress) => boolean = () => false,
): { progress?: (progress: Progress) => void } {
  if (report === undefined) return {};
  let last = -Infinity;
  return {
    progress: (progress) => {
      const now = performance.now();
      if (!always(progress) && now - last < pace) return;
      last = now;
      report(progress);
    },
  };
}
