import { formatLongPoint, formatNumber, formatPoint } from '../picture/numbers';
import { boxText } from './verdict';
import type { CriticalPointView, CriticalReport, LossView } from './views';

/** Coordinates of a point on one line, and lines of a point. */
const mostColumns = 8;
const mostLines = 32;
/** Rows of a table in the document, before it says how many more there are. */
const mostRows = 1000;

/** All that is known about a loss's critical points, as a Markdown document for people. */
export function reportDocument(loss: LossView, report: CriticalReport): string {
  const parts = [
    `# Critical points of ${code(loss.name)}`,
    ...(loss.documentation === '' ? [] : [quote(loss.documentation)]),
    `**${report.verdict}**`,
    formulas(loss),
    pointTable(report),
    ...report.points.slice(0, 60).map((point, i) => pointSection(report, point, i)),
    setSection(report),
    noteSection(report),
    unresolvedSection(report),
    meaning,
    `Found in ${formatNumber(report.milliseconds, 3)} ms over ${boxText(report.box)}.`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

const meaning = [
  '## What the words mean',
  '',
  '- **proved**: interval arithmetic with outward rounding shows that exactly one critical point lies in the enclosure, and of which kind it is.',
  '- **numerical**: computed in floating point; likely, but not proved. The reason says why.',
  '- **none missed**: everything in the box outside the listed enclosures is proved to hold no critical point.',
].join('\n');

function formulas(loss: LossView): string {
  const lines = [
    `L = ${loss.formula.text}`,
    ...(loss.form === 'program' ? [] : loss.parameters.map(({ name }, i) => `∂L/∂${name} = ${loss.gradient[i]!.text}`)),
  ];
  const constants = loss.constants.map(({ name, value }) => `${name} = ${formatNumber(value)}`);
  if (constants.length > 0) lines.push(`with ${constants.join(', ')}`);
  return ['## Formulas', '', '```text', ...lines, '```'].join('\n');
}

function pointTable(report: CriticalReport): string {
  if (report.points.length === 0) return '';
  const rows = report.points
    .slice(0, mostRows)
    .map(
      ({ point, value, kind, eigenvalues, proof }, i) =>
        `| ${i + 1} | ${formatLongPoint(point, mostColumns)} | ${formatNumber(value)} | ${kind.replace(/-/g, ' ')} | ${listed(eigenvalues)} | ${proof} |`,
    );
  const more = report.points.length - rows.length;
  return [
    '## Points',
    '',
    `| | ${report.parameters.length > mostColumns ? 'point' : report.parameters.map(code).join(', ')} | value | kind | eigenvalues | proof |`,
    '|---|---|---|---|---|---|',
    ...rows,
    ...(more > 0 ? ['', `… and ${more} more.`] : []),
  ].join('\n');
}

/** All of a few, else both ends. */
function listed(values: readonly number[]): string {
  const texts = values.map((value) => formatNumber(value));
  return texts.length <= mostColumns
    ? texts.join(', ')
    : `${texts.slice(0, 3).join(', ')}, …, ${texts.slice(-3).join(', ')}`;
}

function pointSection(report: CriticalReport, point: CriticalPointView, index: number): string {
  return [
    `### ${index + 1}. ${capital(point.kind.replace(/-/g, ' '))} at ${formatLongPoint(point.point, mostColumns, 8)}`,
    '',
    point.reason,
    '',
    ...report.parameters.slice(0, mostLines).map((name, i) => {
      const [low, high] = point.enclosure[i]!;
      const enclosed = point.proof === 'proved' ? `, enclosed in [${low}, ${high}]` : '';
      return `- ${code(name)} = ${formatNumber(point.point[i]!, 12)}${enclosed}`;
    }),
    ...(report.parameters.length > mostLines ? [`- … ${report.parameters.length} parameters in all`] : []),
    `- value ${formatNumber(point.value, 12)}, Morse index ${point.morseIndex}`,
    ...point.eigenvectors.map(
      (vector, i) =>
        `- eigenvalue ${formatNumber(point.eigenvalues[i]!, 8)} along ${formatLongPoint(vector, mostColumns, 5)}`,
    ),
  ].join('\n');
}

/** What a report holds besides isolated points, a sentence each. */
export function setLines({ manifolds, plateaus, kinks }: CriticalReport): string[] {
  return [
    ...manifolds.map(
      ({ dimension, value, stability, morseIndex, reason }) =>
        `a set of dimension ${dimension}, ${value === null ? 'on which the loss varies' : `value ${formatNumber(value)}`}, ${stability}${morseIndex === null ? '' : `, Morse index ${morseIndex}`}: ${reason}`,
    ),
    ...plateaus.map(({ value, reason }) => `a plateau of value ${formatNumber(value)}: ${reason}`),
    ...kinks.map(
      ({ point, value, kind, reason }) =>
        `${kind.replace(/-/g, ' ')} at ${formatPoint(point)}, value ${formatNumber(value)}: ${reason}`,
    ),
  ];
}

function setSection(report: CriticalReport): string {
  const lines = setLines(report).map((line) => `- ${line}`);
  return lines.length === 0 ? '' : ['## Sets, plateaus and kinks', '', ...lines].join('\n');
}

function noteSection({ notes = [] }: CriticalReport): string {
  return notes.length === 0 ? '' : ['## The whole', '', ...notes.map((note) => `- ${note}`)].join('\n');
}

function unresolvedSection({ unresolved }: CriticalReport): string {
  if (unresolved.length === 0) return '';
  const shown = unresolved.slice(0, 40).map((box) => `- ${box.map(([low, high]) => `[${low}, ${high}]`).join(' × ')}`);
  const more = unresolved.length - shown.length;
  return [
    '## Unresolved boxes',
    '',
    'Whether these hold critical points is not decided. Everything else is.',
    '',
    ...shown,
    ...(more > 0 ? [`- … and ${more} more`] : []),
  ].join('\n');
}

function code(name: string): string {
  return `\`${name}\``;
}

/** Comment text quoted, its Markdown made harmless. */
function quote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line.replace(/[\\`*_{}[\]()#+!|<>~-]/g, '\\$&')}`)
    .join('\n');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
