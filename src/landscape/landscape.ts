/** The façade: a text and a question in, plain data out. Every function throws an `Error` with a sentence where it cannot. */
import type { LossRequest, PictureRequest } from './requests';
import { type CompiledLoss, compileText } from './compileLoss';
import { lossView } from './describe';
import { type SearchOptions, searchLoss } from './findCriticalPoints';
import { renderPicture } from './picture/drawPicture';
import { reportDocument } from './reportDocument';
import type { CriticalReport, LossView } from './views';

/** The loss compiled, with its formulas. */
export function describeLoss(request: LossRequest): LossView {
  return lossView(compile(request));
}

/** All critical points in the loss's box, within the budget. */
export function findCriticalPoints(request: LossRequest, options: SearchOptions): Promise<CriticalReport> {
  return searchLoss(compile(request), options);
}

/** Detail by falling size: cells along the wider side, and levels. */
const details = [
  [96, 14],
  [72, 12],
  [56, 10],
  [40, 8],
  [28, 6],
  [16, 4],
] as const;

/** A standing SVG picture of at most `bytes` bytes: detail is given up until it fits. */
export function drawPicture(request: PictureRequest): string {
  const loss = compile(request);
  const scene = { loss, report: request.report, runs: [] };
  let picture = '';
  for (const [cells, levels] of details) {
    picture = renderPicture(scene, { ...request.theme, width: request.width, cells, levels, legend: false });
    if (new TextEncoder().encode(picture).length <= request.bytes) return picture;
  }
  throw new Error(`The picture needs more than ${request.bytes} bytes.`);
}

/** The report document of a loss, as Markdown. */
export async function writeReport(request: LossRequest, options: SearchOptions): Promise<string> {
  const loss = compile(request);
  return reportDocument(lossView(loss), await searchLoss(loss, options));
}

function compile({ text, loss, overrides, files }: LossRequest): CompiledLoss {
  return compileText(text, loss, { constants: overrides, ...(files === undefined ? {} : { files }) });
}
