import type { ClaimResult } from '../landscape/claims/views';
import type { CriticalPointView, CriticalReport, LossView } from '../landscape/views';
import type { NameTarget } from '../language/editor/hoverTarget';
import { formatLongPoint, formatNumber, formatPoint } from '../picture/numbers';
import { codeBlock, commandLink, escapeMarkdown, svgImage } from './markdown';
import { formatKind, soFar } from './wording';

/** The editor cuts a hover at 100 000 characters; a hover stays below this. */
export const hoverLimit = 95_000;
/** As wide as leaves the whole picture in sight in a hover of the editor's least height, 250 pixels. */
export const pictureWidth = 200;
/** Most bytes of the picture, so that its Base64 and the text stay within the limit. */
export const pictureBytes = 60_000;

/** The commands a hover may run. */
export const hoverCommands = [
  'losscape.openLandscape',
  'losscape.openSpectrum',
  'losscape.copyGradient',
  'losscape.showCriticalPoints',
];

/** As many rows as stand beside the picture without scrolling. */
const shownPoints = 9;
const shownGradient = 6;
const shownFormula = 400;
/** A formula of so many characters fits beside the picture. */
const shortFormula = 44;
const shownEigenvalues = 4;
const shownCoordinates = 4;

/** Keeps two columns apart: a hover's table has next to no padding. */
const gap = '&nbsp;&nbsp;';

/** What a hover on a loss shows; what is not yet known is undefined. */
export interface LossHover {
  /** The argument of the commands behind the links. */
  readonly target: { readonly document: string; readonly loss: string };
  readonly view: LossView | undefined;
  readonly report: CriticalReport | undefined;
  readonly picture: string | undefined;
  readonly searching: boolean;
  /** The points found so far, while the search goes on. */
  readonly partial?: readonly CriticalPointView[] | undefined;
  readonly failure: string | undefined;
}

/** The Markdown of a hover on a loss. It never exceeds `hoverLimit`: the picture, and then the table, give way. */
export function renderLossHover(hover: LossHover): string {
  const { view, report, picture, target } = hover;
  const head = verdict(hover);
  const table = pointTable(report?.points ?? hover.partial ?? [], target);
  const image = picture === undefined ? '' : svgImage(picture, 'Contours of the loss', pictureWidth);
  const rest = [report === undefined ? '' : otherSets(report), view === undefined ? '' : gradient(view), links(hover)];
  // What is short stands beside the picture too; else it follows below.
  const beside = image !== '' && isShort(hover) ? join([table, ...rest]) : table;
  const below = beside === table ? rest : [];
  for (const parts of [
    [head, sideBySide(image, beside), ...below],
    [head, table, ...rest],
  ]) {
    const text = join(parts);
    if (text.length <= hoverLimit) return text;
  }
  return [head, links(hover)].join('\n\n');
}

/** Whether all there is to say fits beside the picture. */
function isShort({ report, view }: LossHover): boolean {
  const formulas = view?.form === 'formulas' ? view.gradient : [];
  const sets = report === undefined ? 0 : report.manifolds.length + report.plateaus.length + report.kinks.length;
  const rows = (report?.points.length ?? 0) + formulas.length;
  return rows <= 5 && sets === 0 && formulas.every(({ text }) => text.length <= shortFormula);
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Two pieces of Markdown in two cells, so that both are in sight in a hover's small height. Needs `supportHtml`. */
function sideBySide(left: string, right: string): string {
  if (left === '' || right === '') return left + right;
  return `<table><tr><td>\n\n${left}\n\n</td><td>\n\n${right}\n\n</td></tr></table>`;
}

/** The Markdown of a hover on a name: its definition, its value and its documentation. */
export function renderNameHover({ source, note, value, documentation }: NameTarget): string {
  // A constant that is written as a plain number needs no second telling of its value.
  const told = value === undefined || new RegExp(`= *${String(value).replaceAll('.', '\\.')}(?![0-9.])`).test(source);
  const parts = [
    ...(source === '' ? [] : [codeBlock(source, 'loss')]),
    ...(told ? [] : [`Value: ${escapeMarkdown(formatNumber(value))}`]),
    ...(note === '' ? [] : [escapeMarkdown(note)]),
    ...(documentation === '' ? [] : [documentation.split(/\r?\n/).map(escapeMarkdown).join('  \n')]),
  ];
  return parts.join('\n\n');
}

/** What a hover on a claim says: its state in a word, and the sentence. */
export function renderClaim({ status, message }: ClaimResult): string {
  const word = { holds: 'Holds', fails: 'Fails', undecided: 'Undecided' }[status];
  return `**${word}.** ${escapeMarkdown(message)}`;
}

/** What a hover on a spectrum shows; undefined is not known yet. */
export function renderSpectrum(
  sentence: string | undefined,
  picture: string | undefined,
  argument: { readonly document: string; readonly region: number; readonly spectrum: number },
): string {
  const head = sentence === undefined ? '*The eigenvalues are being computed …*' : escapeMarkdown(sentence);
  const image = picture === undefined ? '' : svgImage(picture, 'Histogram of the eigenvalues', pictureWidth);
  const text = join([
    head,
    image,
    commandLink('Open spectrum', 'losscape.openSpectrum', argument, 'Show it beside the editor'),
  ]);
  return text.length <= hoverLimit ? text : head;
}

/** What a hover on a name inside a loss says of the loss: one line and the way to the rest. */
export function renderLossLine(hover: LossHover): string {
  return join([verdict(hover), links(hover)]);
}

function verdict({ report, searching, failure, partial }: LossHover): string {
  if (report !== undefined) return `**${escapeMarkdown(report.verdict)}**`;
  if (failure !== undefined) return `Critical points are not known: ${escapeMarkdown(failure)}`;
  if (partial !== undefined) return `*Searching for critical points: ${soFar(partial.length)}*`;
  return searching ? '*Searching for critical points …*' : '*Critical points have not been searched yet.*';
}

function pointTable(points: readonly CriticalPointView[], target: LossHover['target']): string {
  if (points.length === 0) return '';
  const rows = points.slice(0, shownPoints).map(pointRow);
  const rest = points.length - rows.length;
  const more =
    rest > 0
      ? `\n\n… and ${rest} more: ${commandLink('all of them', 'losscape.showCriticalPoints', target, 'Show the report')}`
      : '';
  return [`| Point | Value | ${gap}Kind | ${gap}Eigenvalues |`, '|:--|--:|:--|:--|', ...rows].join('\n') + more;
}

function pointRow(view: CriticalPointView): string {
  const eigenvalues = view.eigenvalues
    .slice(0, shownEigenvalues)
    .map((value) => formatNumber(value))
    .join(', ');
  const kind = view.proof === 'proved' ? formatKind(view.kind) : `${formatKind(view.kind)}, numerical`;
  const more = view.eigenvalues.length > shownEigenvalues ? ', …' : '';
  return `| ${formatLongPoint(view.point, shownCoordinates)} | ${formatNumber(view.value)} | ${gap}${kind} | ${gap}${eigenvalues}${more} |`;
}

/** What the report holds besides isolated points, a line each. */
function otherSets({ manifolds, plateaus, kinks, unresolved, notes = [], audit }: CriticalReport): string {
  const lines = [
    ...manifolds.map(({ reason }) => reason),
    ...plateaus.map(({ reason }) => reason),
    ...kinks.map(({ kind, point, reason }) => `${formatKind(kind)} at ${formatPoint(point)}: ${reason}`),
  ];
  const shown = lines.slice(0, 4).map((line) => `- ${escapeMarkdown(line)}`);
  if (lines.length > shown.length) shown.push(`- … and ${lines.length - shown.length} more`);
  // What concerns the whole, but for the audit, which is told where it does not agree.
  const told = notes.filter((note) => note !== audit?.reason || audit.status === 'mismatch');
  shown.push(...told.map((note) => `- ${escapeMarkdown(note)}`));
  if (unresolved.length > 0)
    shown.push(`- ${unresolved.length} ${unresolved.length === 1 ? 'box is' : 'boxes are'} not decided`);
  return shown.join('\n');
}

function gradient(view: LossView): string {
  if (view.form === 'program') return blocks(view);
  const { gradient: formulas, parameters } = view;
  const lines = formulas
    .slice(0, shownGradient)
    .map(({ text }, index) => `∂L/∂${parameters[index]?.name ?? '?'} = ${shorten(text)}`);
  if (formulas.length > shownGradient) lines.push(`… and ${formulas.length - shownGradient} more`);
  return codeBlock(lines.join('\n'));
}

/** The parameters of a loss of many: each array with its shape. */
function blocks({ blocks: all, parameters }: LossView): string {
  const shown = all
    .slice(0, shownGradient * 2)
    .map(({ name, shape }) => (shape.length === 0 ? name : `${name}[${shape.join(', ')}]`));
  const more = all.length > shown.length ? ', …' : '';
  return `${parameters.length} parameters: ${escapeMarkdown(shown.join(', ') + more)}`;
}

function shorten(text: string): string {
  return text.length <= shownFormula ? text : `${text.slice(0, shownFormula)} …`;
}

function links({ target }: LossHover): string {
  return [
    commandLink('Open Landscape', 'losscape.openLandscape', target, 'Contours and optimizers beside the editor'),
    commandLink('Copy Gradient as LaTeX', 'losscape.copyGradient', target, 'Copy the gradient as LaTeX'),
    commandLink('Show Report', 'losscape.showCriticalPoints', target, 'All critical points as a document'),
  ].join(' · ');
}
