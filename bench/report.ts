/** RESULTS.md from the sections' results. */
import type { Section } from './harness/bench';
import type { Case, Row } from './harness/measure';
import { median, quantile } from './harness/statistics';
import { type Outcome, outcomes } from './targets';

export interface Run {
  readonly quick: boolean;
  readonly machine: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, string>>;
  readonly compiler: string;
  readonly sections: readonly Section[];
  /** Why a target is not met: by work, subject and peer, by work and peer, or by work. */
  readonly reasons: Readonly<Record<string, string>>;
}

export function report(run: Run): string {
  const cases = run.sections.flatMap((section) => section.cases);
  const list = (entries: Readonly<Record<string, string>>): string =>
    Object.entries(entries)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
  const parts = [
    '# Results of the benchmark',
    `Written by \`npm run bench${run.quick ? ' -- quick' : ''}\`. ${list(run.machine)}. C by ${run.compiler}. ${list(run.versions)}.`,
    'All contenders of a table ran in one run, one thread each, in alternating short rounds; the load is what the whole machine had to do in the last minute. A figure is the median over the rounds of the milliseconds that one turn takes, and in brackets its interquartile range. ' +
      'Before a time counts, the result is compared with ours: "differs" stands where it is not the same, and no ratio is taken from there. Machines differ and are busy with other things, too: ratios of one run say more than milliseconds, and ones within a third of each other are about equal.',
    '## Targets',
    targetTable(
      outcomes(cases).filter(({ target }) => cases.some(({ work }) => work === target.work)),
      run.reasons,
    ),
    ...run.sections.flatMap((section) => [
      `## ${section.title}`,
      section.about,
      ...(section.cases.length === 0 ? [] : [caseTable(section.cases)]),
      ...(section.more === undefined ? [] : [section.more]),
    ]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function caseTable(cases: readonly Case[]): string {
  const names = [...new Set(cases.flatMap(({ rows }) => rows.map(({ name }) => name)))];
  const lines = names.map((name) => {
    const cells = cases.map(({ rows }) => cell(rows.find((row) => row.name === name)));
    return [name, ...cells, deviationText(cases, name)];
  });
  const head = ['ms', ...cases.map(({ subject }) => subject), 'largest deviation'];
  return markdownTable(head, lines);
}

function cell(row: Row | undefined): string {
  if (row === undefined) return '';
  if (row.samples.length === 0) return `*${row.note}*`;
  const [low, high] = [quantile(row.samples, 0.25), quantile(row.samples, 0.75)];
  const text = `${figure(median(row.samples))} (${figure(low)}–${figure(high)})`;
  return row.agrees ? text : `${text}, **differs**`;
}

function deviationText(cases: readonly Case[], name: string): string {
  const rows = cases.flatMap(({ rows: all }) => all.filter((row) => row.name === name && row.samples.length > 0));
  if (rows.length === 0 || name.startsWith('Losscape')) return rows.length === 0 ? '' : '–';
  const largest = Math.max(0, ...rows.filter(({ agrees }) => agrees).map(({ deviation }) => deviation));
  return largest === 0 ? '0' : largest.toExponential(0);
}

function targetTable(all: readonly Outcome[], reasons: Run['reasons']): string {
  const lines = all.map(({ target, subject, ratio, met }) => {
    const { work, bound, above, below, stretch } = target;
    // Which work of ours is meant, where there is more than one.
    const which = below.startsWith('Losscape, ') ? `, ${below.slice('Losscape, '.length)}` : '';
    const wanted = 'most' in bound ? `≤ ${bound.most}× ${below}` : `≥ ${bound.least}× ${above}${which}`;
    const peer = 'most' in bound ? below : above;
    const known = reasons[`${work}, ${subject}, ${peer}`] ?? reasons[`${work}, ${peer}`] ?? reasons[work];
    const reason = met === false ? (known ?? '') : '';
    const state = met === undefined ? 'not measured' : met ? 'met' : 'not met';
    return [work, subject, wanted + (stretch === true ? ' (stretch)' : ''), factor(ratio), state, reason];
  });
  return markdownTable(['work', 'on', 'target', 'measured', '', 'why not'], lines);
}

function factor(ratio: number): string {
  return Number.isNaN(ratio) ? '–' : `${figure(ratio)}×`;
}

/** Two digits, three from a hundred on. */
function figure(value: number): string {
  return String(Number(value.toPrecision(value >= 100 ? 3 : 2)));
}

function markdownTable(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
