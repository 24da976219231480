import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { OptionSpecification } from '../../src/optimizers/optimizer';
import { optimizers } from '../../src/optimizers/registry';

const file = 'docs/optimizers.md';
const [open, close] = [/<!-- methods:.*-->\n/u, '<!-- end of methods -->'];

const optionText = ({ name, choices, default: standard }: OptionSpecification): string =>
  `\`${name}\` [${choices?.[standard] ?? standard}]`;

/** The reference of all methods, from their definitions. */
function reference(): string {
  const shared = optimizers.find(({ name }) => name === 'adam')!.modifiers ?? [];
  const names = new Set(shared.map(({ name }) => name));
  const methods = optimizers.map(({ name, title, options, modifiers = [], rule, source }) => {
    const own = [...options, ...modifiers.filter((option) => !names.has(option.name))];
    return `### ${title}\n\n\`${name}\`: ${own.map(optionText).join(', ')}.\n\n> ${rule}\n\n${source}.`;
  });
  const common =
    '### Options of all first-order methods\n\nExcept L-BFGS; a method that has one of these of its own keeps its own.\n\n' +
    shared.map((option) => `- ${optionText(option)}: ${option.description}`).join('\n');
  return `\n${[...methods, common].join('\n\n')}\n\n`;
}

test('the page of optimizers lists every method with its rule, its options and its source', () => {
  const text = readFileSync(file, 'utf8');
  const start = open.exec(text)!;
  const from = start.index + start[0].length;
  const to = text.indexOf(close);
  if (process.env['UPDATE_GOLDEN'] === '1')
    writeFileSync(file, `${text.slice(0, from)}${reference()}${text.slice(to)}`);
  expect(readFileSync(file, 'utf8')).toContain(reference());
});

test('it explains every situation a step can be in', () => {
  const text = readFileSync(file, 'utf8');
  const source = readFileSync('src/dynamics/explain/rules.ts', 'utf8');
  const listed = source.slice(source.indexOf('export type Situation'), source.indexOf('export interface Rule'));
  const situations = [...listed.matchAll(/\| '([a-z-]+)'/gu)].map((match) => match[1]!);
  expect(situations.length).toBeGreaterThan(20);
  const rows = [...text.matchAll(/^\| ([a-z-]+) +\|/gmu)].map((match) => match[1]!);
  expect(rows.filter((row) => row !== 'situation')).toEqual(situations);
});
