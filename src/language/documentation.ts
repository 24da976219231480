import type { Token } from './tokens';
import type { Comment } from './tree';

/** The comment lines directly above a statement, and the comment at the end of its first line. */
export function documentationOf(text: string, comments: readonly Comment[], group: readonly Token[]): string {
  if (comments.length === 0) return '';
  const start = group[0]!.span.start;
  const lines: string[] = [];
  let below = lineStart(text, start);
  for (let i = lastCommentBefore(comments, below); i >= 0; i--) {
    const { span } = comments[i]!;
    const first = lineStart(text, span.start);
    const alone = text.slice(first, span.start).trim() === '';
    if (!alone || !/^(?:\r\n|\r|\n)[ \t]*$/.test(text.slice(span.end, below))) break;
    lines.push(commentText(text, comments[i]!));
    below = first;
  }
  lines.reverse();
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  const trailing = comments[lastCommentBefore(comments, end + 1)];
  if (trailing !== undefined && trailing.span.start > start) lines.push(commentText(text, trailing));
  return lines.join('\n');
}

function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text[start - 1] !== '\n' && text[start - 1] !== '\r') start--;
  return start;
}

function lastCommentBefore(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comments[middle]!.span.start < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function commentText(text: string, comment: Comment): string {
  return text
    .slice(comment.span.start, comment.span.end)
    .replace(/^#+\s?/, '')
    .trimEnd();
}
