import type { Span } from '../tree';

/** The inside of one fenced block of the language. Add `start` to an offset in `text` to get its place in the file. */
export interface FencedRegion extends Span {
  readonly text: string;
}

const opening = /^([ \t]*)(`{3,}|~{3,})[ \t]*(.*)$/;
const listItem = /^([ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+)\S/;

/**
 * The ```` ```loss ```` blocks of a Markdown text, in order. A fence has three or more backticks or tildes, its info
 * string begins with the word `loss`, and it stands at most three spaces in from the text around it, a list item
 * included; one that is never closed goes on to the end of the text. Fences in block quotes, which carry a `>` on
 * every line, are not found.
 */
export function fencedRegions(markdown: string): FencedRegion[] {
  const regions: FencedRegion[] = [];
  let open: { fence: string; isLoss: boolean; start: number } | undefined;
  let margin = 0;
  for (const { start, end, next } of linesOf(markdown)) {
    const line = markdown.slice(start, end);
    if (open !== undefined) {
      if (!closes(line, open.fence)) continue;
      if (open.isLoss) regions.push({ start: open.start, end: start, text: markdown.slice(open.start, start) });
      open = undefined;
      continue;
    }
    if (line.trim() === '') continue;
    const item = listItem.exec(line);
    const indent = widthOf(/^[ \t]*/.exec(line)![0]);
    if (item !== null && indent <= margin + 3) margin = widthOf(item[1]!);
    else if (indent < margin) margin = 0;
    const match = opening.exec(line);
    if (match === null || indent > margin + 3) continue;
    const fence = match[2]!;
    const info = match[3]!;
    // A backtick in the info string makes the line a code span, not a fence (CommonMark 4.5).
    if (fence.startsWith('`') && info.includes('`')) continue;
    open = { fence, isLoss: /^loss(?:$|[\s{,:])/i.test(info), start: next };
  }
  if (open?.isLoss === true) {
    regions.push({ start: open.start, end: markdown.length, text: markdown.slice(open.start) });
  }
  return regions;
}

/** The region that holds an offset, its ends included. */
export function regionAt(regions: readonly FencedRegion[], offset: number): FencedRegion | undefined {
  return regions.find(({ start, end }) => offset >= start && offset <= end);
}

function widthOf(white: string): number {
  let width = 0;
  for (const char of white) width += char === '\t' ? 4 - (width % 4) : 1;
  return width;
}

function closes(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= fence.length && trimmed === fence[0]!.repeat(trimmed.length);
}

/** The lines of a text: where each begins and ends, and where the next one begins. */
function* linesOf(text: string): Generator<{ start: number; end: number; next: number }> {
  const lineBreak = /\r\n|\r|\n/g;
  let start = 0;
  for (let match = lineBreak.exec(text); match !== null; match = lineBreak.exec(text)) {
    yield { start, end: match.index, next: lineBreak.lastIndex };
    start = lineBreak.lastIndex;
  }
  yield { start, end: text.length, next: text.length };
}
