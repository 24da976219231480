/** What the extension asks of the worker that computes. */
import type { LossRequest, PictureRequest } from '../landscape/requests';
import type { CriticalReport, LossView } from '../landscape/views';

export type { LossRequest, PictureTheme } from '../landscape/requests';

export type WorkerApi = {
  /** The loss compiled, with its formulas. */
  loss: { params: LossRequest; result: LossView };
  /** All critical points, within the budget in milliseconds. */
  criticalPoints: { params: LossRequest & { readonly budget: number }; result: CriticalReport };
  /** A small standalone SVG of the contours with the critical points, of at most `bytes` bytes. */
  picture: { params: PictureRequest; result: string };
  /** The report document of `Show Critical Points`, as Markdown. */
  report: { params: LossRequest & { readonly budget: number }; result: string };
  /** The answer shows that the worker is alive. */
  ping: { params: null; result: null };
};
