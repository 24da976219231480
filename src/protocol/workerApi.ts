/** What the extension asks of the worker. */
import type {
  BifurcationProgress,
  BifurcationRequest,
  BifurcationView,
  PathRequest,
  PathView,
} from '../landscape/branches/views';
import type { ExplanationRequest, PathsRequest, RaceRequest, StartMapRequest } from '../landscape/dynamics/requests';
import type {
  ExplanationView,
  PathsView,
  RaceProgressView,
  RaceView,
  StartMapProgress,
  StartMapView,
} from '../landscape/dynamics/views';
import type {
  ClaimRequest,
  CurvatureRequest,
  LossRequest,
  PictureRequest,
  PredictionRequest,
  SliceRequest,
  SpectrumPictureRequest,
  SpectrumRequest,
  TrainingRequest,
} from '../landscape/requests';
import type {
  CurvatureView,
  PredictionView,
  SliceProgress,
  SliceView,
  TrainingProgress,
  TrainingView,
} from '../landscape/explore/views';
import type { SpectrumProgress, SpectrumView } from '../landscape/spectra/views';
import type { PairRequest, SamplingRequest } from '../landscape/population/requests';
import type { PairView, SamplingProgress, SamplingView } from '../landscape/population/views';
import type { ClaimResult } from '../landscape/claims/views';
import type { CriticalProgress, CriticalReport, LossView } from '../landscape/views';
import type { CsvState } from '../language/model';

export type { LossRequest, PictureTheme } from '../landscape/requests';

/** A request whose data files were sent before: their ids by the paths the text names. */
export type Sent<Request extends LossRequest | ClaimRequest | SpectrumRequest> = Omit<Request, 'files'> & {
  readonly files: Readonly<Record<string, string>>;
};

/** A question that needs the critical points: with the milliseconds that the search for them may take. */
export type Studying<Request extends LossRequest> = Sent<Request> & { readonly budget: number };

/** What a csv file holds, without its numbers; or why it can't be read. */
export type TableSummary = Exclude<CsvState, { readonly kind: 'pending' }>;

export type WorkerApi = {
  /** Reads a csv file and keeps it under the id. */
  readTable: { params: { readonly id: string; readonly bytes: Uint8Array }; result: TableSummary };
  /** Forgets files that nobody needs any more. */
  dropTables: { params: { readonly ids: readonly string[] }; result: null };
  /** The loss compiled, with its formulas. */
  loss: { params: Sent<LossRequest>; result: LossView };
  /** All critical points, within the budget in milliseconds; those that are found are told on the way. */
  criticalPoints: {
    params: Sent<LossRequest> & { readonly budget: number };
    result: CriticalReport;
    progress: CriticalProgress;
  };
  /** A small standalone SVG of the contours with the critical points, of at most `bytes` bytes. */
  picture: { params: Sent<PictureRequest>; result: string };
  /** The report document of `Show Critical Points`, as Markdown. */
  report: { params: Sent<LossRequest> & { readonly budget: number }; result: string };
  /** Checks a claim, within the budget in milliseconds. */
  claim: { params: Sent<ClaimRequest> & { readonly budget: number }; result: ClaimResult };
  /** A run of an optimizer on a loss of many parameters. */
  train: { params: Sent<TrainingRequest>; result: TrainingView; progress: TrainingProgress };
  /** A slice through a loss of many parameters; coarse ones come first. */
  slice: { params: Sent<SliceRequest>; result: SliceView; progress: SliceProgress };
  /** The Hessian's spectrum at a point; tells the share done. */
  curvature: { params: Sent<CurvatureRequest>; result: CurvatureView; progress: number };
  /** A model's prediction beside its data; null where the loss compares none, or over more than two columns. */
  prediction: { params: Sent<PredictionRequest>; result: PredictionView | null };
  /** Methods against each other on a loss of few parameters. */
  race: { params: Studying<RaceRequest>; result: RaceView; progress: RaceProgressView };
  /** Why a step of a run went as it did. */
  explain: { params: Studying<ExplanationRequest>; result: ExplanationView };
  /** Where many starts lead; coarse images come first. */
  startMap: { params: Studying<StartMapRequest>; result: StartMapView; progress: StartMapProgress };
  /** The gradient flow, and the curves of the saddles; tells the share done. */
  paths: { params: Studying<PathsRequest>; result: PathsView; progress: number };
  /** A spectrum; tells the share done, and the first draw on the way. */
  spectrum: { params: Sent<SpectrumRequest>; result: SpectrumView; progress: SpectrumProgress };
  /** A small standalone SVG of it. */
  spectrumPicture: { params: Sent<SpectrumPictureRequest>; result: string };
  /** All critical points against a constant, within the budget; samples are told as they are known. */
  bifurcation: { params: Studying<BifurcationRequest>; result: BifurcationView; progress: BifurcationProgress };
  /** The straight line and the minimum-energy path between two points; tells the share done. */
  path: { params: Studying<PathRequest>; result: PathView; progress: number };
  /** A loss over a sample beside the one over the population, for one draw. */
  pair: { params: Sent<PairRequest>; result: PairView };
  /** Both over many draws of several sizes. */
  sampling: { params: Sent<SamplingRequest>; result: SamplingView; progress: SamplingProgress };
  /** The answer shows that the worker is alive. */
  ping: { params: null; result: null };
};
