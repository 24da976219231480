/** The panel's side of the channel: asks the extension, checks what comes back, and reports what fails. */
import { Channel, RequestError } from '../../src/protocol/channel';
import type { Handlers, Port } from '../../src/protocol/channel';
import type { AtRevision, HostApi, PanelApi, PanelSnapshot, RevealTarget } from '../../src/protocol/panelApi';
import type {
  BifurcationProgress,
  BifurcationQuestion,
  BifurcationView,
  PathQuestion,
  PathView,
} from '../../src/landscape/branches/views';
import type {
  ExplanationView,
  PathsView,
  RaceProgressView,
  RaceView,
  StartMapProgress,
  StartMapView,
} from '../../src/landscape/dynamics/views';
import type {
  CurvatureView,
  PredictionView,
  SliceProgress,
  SliceView,
  TrainingProgress,
  TrainingView,
} from '../../src/landscape/explore/views';
import type { SpectrumProgress, SpectrumView } from '../../src/landscape/spectra/views';
import type { PointRequest, RunRequest } from '../../src/landscape/requests';
import type { PairView, SamplingProgress, SamplingView } from '../../src/landscape/population/views';
import type { CriticalProgress, CriticalReport, LossView } from '../../src/landscape/views';
import {
  isCurvatureView,
  isPredictionView,
  isShare,
  isSliceProgress,
  isSliceView,
  isTrainingProgress,
  isTrainingView,
} from '../network/host/validateAnswers';
import type { SliceQuestion } from '../network/model/requests';
import { isBifurcationProgress, isBifurcationView, isPathView } from '../studies/host/validateBranches';
import {
  isExplanationView,
  isPathsView,
  isRaceProgress,
  isRaceView,
  isStartMapProgress,
  isStartMapView,
} from '../studies/host/validateStudies';
import { isPairView, isSamplingProgress, isSamplingView } from '../studies/host/validatePopulation';
import type { MapQuestion, PathsQuestion, RaceQuestion, WhyQuestion } from '../studies/model/questions';
import type { PairQuestion, SamplingQuestion } from '../studies/model/samples';
import { isSpectrumProgress, isSpectrumView } from '../spectrum/host/validateSpectrum';
import { isCriticalProgress, isCriticalReport, isLossView, isSnapshot, panelValidators } from '../validate';

/** The part of the webview's API that is used. */
export interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

export class HostClient {
  private readonly channel: Channel<PanelApi, HostApi>;

  /** `complain` hears, in words, what a request of the person's could not do. */
  constructor(
    api: VsCodeApi,
    handlers: Handlers<PanelApi>,
    private readonly complain: (message: string) => void,
  ) {
    this.channel = new Channel<PanelApi, HostApi>(webviewPort(api), handlers, panelValidators);
  }

  async ready(): Promise<PanelSnapshot> {
    const snapshot: unknown = await this.channel.request('ready', null);
    if (!isSnapshot(snapshot)) throw new RequestError('The extension sent a snapshot this panel cannot read.', false);
    return snapshot;
  }

  /** All critical points; those found are told on the way, where they come in a sound form. */
  async criticalPoints(
    revision: number,
    constants: readonly number[],
    signal: AbortSignal,
    progress: (progress: CriticalProgress) => void,
  ): Promise<CriticalReport> {
    const params = { revision, constants };
    const hear = sound(isCriticalProgress, progress);
    const report: unknown = await this.channel.request('criticalPoints', params, signal, hear);
    if (!isCriticalReport(report))
      throw new RequestError('The critical points came in a form this panel cannot read.', false);
    return report;
  }

  /** A run on a loss of n parameters. What is told on the way is passed on where it is sound. */
  async train(
    at: AtRevision,
    run: RunRequest,
    n: number,
    signal: AbortSignal,
    progress: (progress: TrainingProgress) => void,
  ): Promise<TrainingView> {
    const params = { ...at, run };
    const view: unknown = await this.channel.request('train', params, signal, sound(isTrainingProgress, progress));
    if (!isTrainingView(view, n)) throw unreadable('The run');
    return view;
  }

  async slice(
    at: AtRevision,
    question: SliceQuestion,
    signal: AbortSignal,
    progress: (progress: SliceProgress) => void,
  ): Promise<SliceView> {
    const params = { ...at, ...question };
    const view: unknown = await this.channel.request('slice', params, signal, sound(isSliceProgress, progress));
    if (!isSliceView(view)) throw unreadable('The slice');
    return view;
  }

  async curvature(
    at: AtRevision,
    point: PointRequest,
    n: number,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<CurvatureView> {
    const params = { ...at, at: point };
    const view: unknown = await this.channel.request('curvature', params, signal, sound(isShare, progress));
    if (!isCurvatureView(view, n)) throw unreadable('The curvature');
    return view;
  }

  async spectrum(
    at: AtRevision,
    signal: AbortSignal,
    progress: (progress: SpectrumProgress) => void,
  ): Promise<SpectrumView> {
    const view: unknown = await this.channel.request('spectrum', at, signal, sound(isSpectrumProgress, progress));
    if (!isSpectrumView(view)) throw unreadable('The spectrum');
    return view;
  }

  async prediction(at: AtRevision, point: PointRequest, signal: AbortSignal): Promise<PredictionView | null> {
    const view: unknown = await this.channel.request('prediction', { ...at, at: point }, signal);
    if (view !== null && !isPredictionView(view)) throw unreadable('The prediction');
    return view;
  }

  /** A race; what is told on the way is passed on where it is sound, here as below. */
  async race(
    at: AtRevision,
    question: RaceQuestion,
    signal: AbortSignal,
    progress: (progress: RaceProgressView) => void,
  ): Promise<RaceView> {
    const params = { ...at, ...question };
    const [racers, starts] = [question.racers.length, question.starts.length];
    const isProgress = (raw: unknown): raw is RaceProgressView => isRaceProgress(raw, racers, starts);
    const view: unknown = await this.channel.request('race', params, signal, sound(isProgress, progress));
    if (!isRaceView(view, racers, starts)) throw unreadable('The race');
    return view;
  }

  async explain(at: AtRevision, question: WhyQuestion, signal: AbortSignal): Promise<ExplanationView> {
    const view: unknown = await this.channel.request('explain', { ...at, ...question }, signal);
    if (!isExplanationView(view, question.start.length)) throw unreadable('The explanation');
    return view;
  }

  async startMap(
    at: AtRevision,
    question: MapQuestion,
    signal: AbortSignal,
    progress: (progress: StartMapProgress) => void,
  ): Promise<StartMapView> {
    const params = { ...at, ...question };
    const view: unknown = await this.channel.request('startMap', params, signal, sound(isStartMapProgress, progress));
    if (!isStartMapView(view)) throw unreadable('The map');
    return view;
  }

  async paths(
    at: AtRevision,
    question: PathsQuestion,
    n: number,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<PathsView> {
    const view: unknown = await this.channel.request('paths', { ...at, ...question }, signal, sound(isShare, progress));
    if (!isPathsView(view, n)) throw unreadable('The paths');
    return view;
  }

  async bifurcation(
    at: AtRevision,
    question: BifurcationQuestion,
    n: number,
    signal: AbortSignal,
    progress: (progress: BifurcationProgress) => void,
  ): Promise<BifurcationView> {
    const isProgress = (raw: unknown): raw is BifurcationProgress => isBifurcationProgress(raw, n);
    const view: unknown = await this.channel.request(
      'bifurcation',
      { ...at, ...question },
      signal,
      sound(isProgress, progress),
    );
    if (!isBifurcationView(view, n)) throw unreadable('The diagram');
    return view;
  }

  async path(
    at: AtRevision,
    question: PathQuestion,
    n: number,
    signal: AbortSignal,
    progress: (share: number) => void,
  ): Promise<PathView> {
    const view: unknown = await this.channel.request('path', { ...at, ...question }, signal, sound(isShare, progress));
    if (!isPathView(view, n)) throw unreadable('The path');
    return view;
  }

  /** The loss shown at other values of constants that tables are drawn by. */
  async rebuild(at: AtRevision, signal: AbortSignal): Promise<LossView> {
    const view: unknown = await this.channel.request('rebuild', at, signal);
    if (!isLossView(view)) throw unreadable('The loss');
    return view;
  }

  async pair(at: AtRevision, question: PairQuestion, signal: AbortSignal): Promise<PairView> {
    const view: unknown = await this.channel.request('pair', { ...at, ...question }, signal);
    if (!isPairView(view)) throw unreadable('The sample');
    return view;
  }

  async sampling(
    at: AtRevision,
    question: SamplingQuestion,
    signal: AbortSignal,
    progress: (progress: SamplingProgress) => void,
  ): Promise<SamplingView> {
    const params = { ...at, ...question };
    const view: unknown = await this.channel.request('sampling', params, signal, sound(isSamplingProgress, progress));
    if (!isSamplingView(view)) throw unreadable('The draws');
    return view;
  }

  selectLoss(name: string): void {
    this.try(this.channel.request('selectLoss', { name }));
  }

  setPinned(pinned: boolean): void {
    this.try(this.channel.request('setPinned', { pinned }));
  }

  reveal(target: RevealTarget): void {
    this.try(this.channel.request('reveal', target));
  }

  writeConstants(revision: number, values: readonly { readonly name: string; readonly value: number }[]): void {
    this.try(this.channel.request('writeConstants', { revision, values }));
  }

  savePicture(svg: string, suggestedName: string): void {
    this.try(this.channel.request('savePicture', { svg, suggestedName }));
  }

  saveText(text: string, suggestedName: string): void {
    this.try(this.channel.request('saveText', { text, suggestedName }));
  }

  saveAnimation(gif: Uint8Array, suggestedName: string): void {
    this.try(this.channel.request('saveAnimation', { gif, suggestedName }));
  }

  copyText(text: string): void {
    this.try(this.channel.request('copyText', { text }));
  }

  reportError(message: string): void {
    this.channel.request('reportError', { message }).catch(() => undefined);
  }

  private try(request: Promise<unknown>): void {
    request.catch((error: unknown) => this.complain(error instanceof Error ? error.message : String(error)));
  }
}

function unreadable(what: string): RequestError {
  return new RequestError(`${what} came in a form this panel cannot read.`, false);
}

/** Passes on what is sound. */
function sound<T>(isSound: (raw: unknown) => raw is T, hear: (value: T) => void): (raw: unknown) => void {
  return (raw) => {
    if (isSound(raw)) hear(raw);
  };
}

/** Messages to and from the extension. Windows of other origins can post here too; the channel's checks refuse them. */
function webviewPort(api: VsCodeApi): Port {
  return {
    post: (message) => api.postMessage(message),
    listen: (receive) => {
      window.addEventListener('message', (event) => receive(event.data));
    },
  };
}
