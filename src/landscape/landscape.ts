/** The façade: a text and a question in, plain data out. Every function throws an `Error` with a sentence where it cannot. */
import type { LossRequest, PictureRequest } from './requests';
import { type CompiledLoss, type FormulaLoss, type ProgramLoss, compileText } from './compileLoss';
import { lossView } from './describe';
import { searchLoss } from './findCriticalPoints';
import type { SearchOptions } from './searchOptions';
import type { DriveOptions } from './drive';
import { Explorer } from './explore/explorer';
import { type PictureStyle, renderPicture } from './picture/drawPicture';
import { renderSlice } from './picture/slicePicture';
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
export async function drawPicture(request: PictureRequest, options: DriveOptions<unknown>): Promise<string> {
  const loss = compile(request);
  const draw = loss.form === 'formulas' ? contours(loss, request) : await slice(loss, request, options);
  for (const [cells, levels] of details) {
    const picture = draw({ ...request.theme, width: request.width, cells, levels, legend: false });
    if (new TextEncoder().encode(picture).length <= request.bytes) return picture;
  }
  throw new Error(`The picture needs more than ${request.bytes} bytes.`);
}

type Draw = (style: PictureStyle) => string;

function contours(loss: FormulaLoss, { report }: PictureRequest): Draw {
  return (style) => renderPicture({ loss, report, runs: [] }, style);
}

/** A loss of many parameters is cut around its first start, along random directions as long as its weights. */
async function slice(loss: ProgramLoss, request: PictureRequest, options: DriveOptions<unknown>): Promise<Draw> {
  const plane = { kind: 'random', seed: 1, filterNormalized: true } as const;
  const cut = { ...request, centre: { kind: 'start', index: 0 }, plane, window: null, finest: 4, runs: [] } as const;
  const { signal, yield: pause } = options;
  const view = await new Explorer(loss).slice(cut, { signal, yield: pause });
  return (style) => renderSlice(loss.name, view, style);
}

/** The report document of a loss, as Markdown. */
export async function writeReport(request: LossRequest, options: SearchOptions): Promise<string> {
  const loss = compile(request);
  return reportDocument(lossView(loss), await searchLoss(loss, options));
}

function compile({ text, loss, overrides, files }: LossRequest): CompiledLoss {
  return compileText(text, loss, { constants: overrides, ...(files === undefined ? {} : { files }) });
}
