import type { Piece } from './layout';

/**
 * Sets the gaps before comments at line ends: a comment keeps its column where there are two spaces before it, and
 * comments that stood under one another go on standing so.
 *
 * @param gaps the white space before each piece, changed in place.
 */
export function alignComments(
  text: string,
  pieces: readonly Piece[],
  gaps: string[],
  fixed: ReadonlySet<number>,
): void {
  let block: { pieces: number[]; widths: number[]; column: number } | undefined;
  const settle = (): void => {
    if (block === undefined) return;
    const column = Math.max(block.column, ...block.widths.map((width) => width + 2));
    block.pieces.forEach((piece, k) => (gaps[piece] = ' '.repeat(column - block!.widths[k]!)));
    block = undefined;
  };
  let width = 0;
  let lineHadComment = false;
  for (const [i, piece] of pieces.entries()) {
    const gap = gaps[i]!;
    const lastBreak = Math.max(gap.lastIndexOf('\n'), gap.lastIndexOf('\r'));
    if (lastBreak >= 0 || i === 0) {
      if (!lineHadComment || (gap.match(/\r\n|\r|\n/g) ?? []).length > 1) settle();
      width = gap.length - lastBreak - 1;
      lineHadComment = false;
    } else if (piece.token !== undefined) {
      width += gap.length;
    }
    // A comment at the end of a line belongs to what stands before it.
    const owner = piece.group ?? pieces[i - 1]?.group;
    const frozen = owner !== undefined && fixed.has(owner);
    if (piece.token === undefined) {
      if (lastBreak < 0 && i > 0 && !frozen) {
        const column = columnOf(text, piece.span.start);
        if (block !== undefined && block.column !== column) settle();
        block ??= { pieces: [], widths: [], column };
        block.pieces.push(i);
        block.widths.push(width);
        lineHadComment = true;
      }
    } else {
      width += piece.span.end - piece.span.start;
    }
  }
  settle();
}

function columnOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !/[\r\n]/.test(text[start - 1]!)) start--;
  return offset - start;
}
