import type { NameTarget } from '../language/editor/hover';
import { formatNumber } from '../picture/numbers';
import { codeBlock, escapeMarkdown } from './markdown';

/** The Markdown of a hover on a name: its definition, its value, and the comments that stand at it. */
export function renderNameHover({ source, note, value, documentation }: NameTarget): string {
  const shown = value === undefined || source.includes(`= ${value}`) ? '' : ` · value ${formatNumber(value, 12)}`;
  return [
    codeBlock(source, 'loss'),
    `*${escapeMarkdown(note)}*${escapeMarkdown(shown)}`,
    ...(documentation === '' ? [] : [escapeMarkdown(documentation)]),
  ].join('\n\n');
}
