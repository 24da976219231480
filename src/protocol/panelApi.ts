/** What the panel and the extension say to each other. */
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
  CurvatureView,
  PredictionView,
  SliceProgress,
  SliceView,
  TrainingProgress,
  TrainingView,
} from '../landscape/explore/views';
import type {
  CurvatureRequest,
  LossRequest,
  PredictionRequest,
  SliceRequest,
  TrainingRequest,
} from '../landscape/requests';
import type { SpectrumHead, SpectrumProgress, SpectrumView } from '../landscape/spectra/views';
import type { PairRequest, SamplingRequest } from '../landscape/population/requests';
import type { PairView, SamplingProgress, SamplingView } from '../landscape/population/views';
import type { CriticalProgress, CriticalReport, LossView } from '../landscape/views';

/** A complete picture of what the panel shows; never a delta, since a hidden panel keeps only the newest. */
export interface PanelSnapshot {
  /** Grows with every snapshot; answers that carry an older one are dropped. */
  readonly revision: number;
  /** The document, as a URI string: the panel's state survives a restart under it. */
  readonly document: string;
  /** Names of all sound losses of the document, in order. */
  readonly lossNames: readonly string[];
  readonly loss: LossView | null;
  /** A spectrum that is shown instead of a loss; `loss` is null then. */
  readonly spectrum: SpectrumHead | null;
  /** Set while the newest text has no sound loss to show: a quiet note; `loss` is then the last good one. */
  readonly note: string | null;
  /** The shown loss stays when the cursor moves to another. */
  readonly pinned: boolean;
}

/** A place in the source that the panel can reveal. */
export type RevealTarget =
  | { readonly kind: 'loss'; readonly name: string }
  | { readonly kind: 'constant'; readonly name: string }
  | { readonly kind: 'spectrum'; readonly index: number }
  | { readonly kind: 'start'; readonly name: string; readonly index: number };

/** The loss or spectrum shown, with these values of all its constants; a request fails as stale where `revision` is old. */
export interface AtRevision {
  readonly revision: number;
  readonly constants: readonly number[];
}

/** What the extension answers to the panel. */
export type HostApi = {
  /** The panel has loaded: send the newest snapshot. */
  ready: { params: null; result: PanelSnapshot };
  /** All critical points; those that are found are told on the way. */
  criticalPoints: { params: AtRevision; result: CriticalReport; progress: CriticalProgress };
  /** A run of an optimizer on a loss of many parameters. */
  train: {
    params: AtRevision & Omit<TrainingRequest, keyof LossRequest>;
    result: TrainingView;
    progress: TrainingProgress;
  };
  /** A slice through a loss of many parameters. */
  slice: { params: AtRevision & Omit<SliceRequest, keyof LossRequest>; result: SliceView; progress: SliceProgress };
  /** The Hessian's spectrum at a point; tells the share done. */
  curvature: {
    params: AtRevision & Omit<CurvatureRequest, keyof LossRequest>;
    result: CurvatureView;
    progress: number;
  };
  /** The model's prediction beside its data, or null. */
  prediction: { params: AtRevision & Omit<PredictionRequest, keyof LossRequest>; result: PredictionView | null };
  /** Methods against each other on a loss of few parameters. */
  race: { params: AtRevision & Omit<RaceRequest, keyof LossRequest>; result: RaceView; progress: RaceProgressView };
  /** Why a step of a run went as it did. */
  explain: { params: AtRevision & Omit<ExplanationRequest, keyof LossRequest>; result: ExplanationView };
  /** Where many starts lead; coarse images come first. */
  startMap: {
    params: AtRevision & Omit<StartMapRequest, keyof LossRequest>;
    result: StartMapView;
    progress: StartMapProgress;
  };
  /** The gradient flow, and the curves of the saddles; tells the share done. */
  paths: { params: AtRevision & Omit<PathsRequest, keyof LossRequest>; result: PathsView; progress: number };
  /** The spectrum shown, at these values of its constants; the first draw comes on the way. */
  spectrum: { params: AtRevision; result: SpectrumView; progress: SpectrumProgress };
  /** All critical points against a constant; samples are told as they are known. */
  bifurcation: {
    params: AtRevision & Omit<BifurcationRequest, keyof LossRequest>;
    result: BifurcationView;
    progress: BifurcationProgress;
  };
  /** The straight line and the minimum-energy path between two points; tells the share done. */
  path: { params: AtRevision & Omit<PathRequest, keyof LossRequest>; result: PathView; progress: number };
  /** The loss shown at other values of constants that tables are drawn by. */
  rebuild: { params: AtRevision; result: LossView };
  /** The loss shown beside a partner, over a sample and over the population, for one draw. */
  pair: { params: AtRevision & Omit<PairRequest, keyof LossRequest>; result: PairView };
  /** Both over many draws of several sizes. */
  sampling: {
    params: AtRevision & Omit<SamplingRequest, keyof LossRequest>;
    result: SamplingView;
    progress: SamplingProgress;
  };
  selectLoss: { params: { readonly name: string }; result: null };
  setPinned: { params: { readonly pinned: boolean }; result: null };
  reveal: { params: RevealTarget; result: null };
  /** Writes the values of these constants into the source, as one undoable edit. */
  writeConstants: {
    params: {
      readonly revision: number;
      readonly values: readonly { readonly name: string; readonly value: number }[];
    };
    result: null;
  };
  /** Saves a picture through the editor's save dialog; true where it was saved. */
  savePicture: { params: { readonly svg: string; readonly suggestedName: string }; result: boolean };
  /** Saves a table as CSV through the editor's save dialog; true where it was saved. */
  saveText: { params: { readonly text: string; readonly suggestedName: string }; result: boolean };
  /** Saves an animation as GIF through the editor's save dialog; true where it was saved. */
  saveAnimation: { params: { readonly gif: Uint8Array; readonly suggestedName: string }; result: boolean };
  copyText: { params: { readonly text: string }; result: null };
  /** An error inside the panel, for the log. */
  reportError: { params: { readonly message: string }; result: null };
};

/** What the panel answers to the extension. */
export type PanelApi = {
  snapshot: { params: PanelSnapshot; result: null };
  /** Palette commands that act inside the panel. */
  command: { params: { readonly command: 'run-optimizers' | 'export-picture' | 'reset-view' }; result: null };
};
