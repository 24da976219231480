/** Questions to the façade, as plain data. */
import type { DataFiles } from './dataFiles';
import type { CriticalReport } from './views';

/** A loss in a text; the text is whole, so nobody keeps state that can go stale. */
export interface LossRequest {
  readonly text: string;
  readonly loss: string;
  /** Values that replace those of the file's constants, by name. */
  readonly overrides: Readonly<Record<string, number>>;
  /** What was read of the csv files the text names. */
  readonly files?: DataFiles;
}

/** A claim in a text, by its number from 0. */
export interface ClaimRequest {
  readonly text: string;
  readonly claim: number;
  readonly files?: DataFiles;
}

/** A spectrum in a text, by its number from 0. */
export interface SpectrumRequest {
  readonly text: string;
  readonly spectrum: number;
  /** Values that replace those of the file's constants, by name. */
  readonly overrides: Readonly<Record<string, number>>;
  readonly files?: DataFiles;
}

/** The kind of theme a standing picture is drawn for. */
export interface PictureTheme {
  readonly dark: boolean;
  readonly highContrast: boolean;
}

export interface SpectrumPictureRequest extends SpectrumRequest {
  readonly width: number;
  readonly theme: PictureTheme;
}

export interface PictureRequest extends LossRequest {
  readonly width: number;
  /** The most bytes the picture may have. */
  readonly bytes: number;
  readonly theme: PictureTheme;
  /** What to mark, or null where it is not known yet. */
  readonly report: CriticalReport | null;
}

/** A run of an optimizer, told so that anyone can make it again. */
export interface RunRequest {
  readonly optimizer: string;
  /** Options that differ from their defaults. */
  readonly options: Readonly<Record<string, number>>;
  /** One of the loss's starts by its number from 0, or a point. */
  readonly from: PointRequest;
  readonly steps: number;
}

/** A point of a loss by what it is. */
export type PointRequest =
  | { readonly kind: 'start'; readonly index: number }
  | { readonly kind: 'given'; readonly point: Float64Array }
  /** Where a run ends. */
  | { readonly kind: 'end'; readonly run: RunRequest };

/** How the plane of a picture lies. */
export type PlaneRequest =
  | { readonly kind: 'coordinates'; readonly first: number; readonly second: number }
  /** With directions as long as the weights they change where `filterNormalized` is true. */
  | { readonly kind: 'random'; readonly seed: number; readonly filterNormalized: boolean }
  /** Along the lowest and the highest curvature, the two lowest, or the two highest. */
  | { readonly kind: 'eigenvectors'; readonly choice: 'ends' | 'lowest' | 'highest' }
  /** Along the principal components of a run. */
  | { readonly kind: 'path'; readonly run: RunRequest }
  /** From the centre to another point: a line. */
  | { readonly kind: 'line'; readonly to: PointRequest }
  /** Through the centre and two more points. */
  | { readonly kind: 'through'; readonly second: PointRequest; readonly third: PointRequest };

/** A slice through a loss of many parameters. */
export interface SliceRequest extends LossRequest {
  readonly centre: PointRequest;
  readonly plane: PlaneRequest;
  /** The part of the plane shown, in its own units; null chooses one. */
  readonly window: { readonly a: readonly [number, number]; readonly b: readonly [number, number] } | null;
  /** The finest grid has 2^finest + 1 points a side. */
  readonly finest: number;
  /** Runs whose paths are projected onto it. */
  readonly runs: readonly RunRequest[];
}

export interface CurvatureRequest extends LossRequest {
  readonly at: PointRequest;
}

export interface TrainingRequest extends LossRequest {
  readonly run: RunRequest;
}

export interface PredictionRequest extends LossRequest {
  readonly at: PointRequest;
}
