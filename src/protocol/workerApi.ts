/** What the extension asks of the worker that computes. */
import type { CriticalReport, LossView } from '../landscape/views';

/** A loss in a text; the text is whole, so the worker keeps no state that can go stale. */
export interface LossRequest {
  readonly text: string;
  readonly loss: string;
  /** Values that replace those of the file's constants, by name. */
  readonly overrides: Readonly<Record<string, number>>;
}

/** Colours of the editor's theme for pictures outside the panel. */
export interface PictureTheme {
  readonly dark: boolean;
  readonly highContrast: boolean;
}

export type WorkerApi = {
  /** The loss compiled, with its formulas. */
  loss: { params: LossRequest; result: LossView };
  /** All critical points, within the budget in milliseconds. */
  criticalPoints: { params: LossRequest & { readonly budget: number }; result: CriticalReport };
  /** A small standalone SVG of the contours with the critical points, of at most `bytes` bytes. */
  picture: {
    params: LossRequest & {
      readonly width: number;
      readonly bytes: number;
      readonly theme: PictureTheme;
      readonly report: CriticalReport | null;
    };
    result: string;
  };
  /** The report document of `Show Critical Points`, as Markdown. */
  report: { params: LossRequest & { readonly budget: number }; result: string };
  /** The answer shows that the worker is alive. */
  ping: { params: null; result: null };
};
