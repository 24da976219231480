/** Which parts of a document are files of the loss language. Pure: offsets in, offsets out. */

/** A part of a document, as offsets of the document. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

const opening = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^\s`{]*)[^`]*$/;

/**
 * The contents of the ```` ```loss ```` fences of a Markdown text, in order. A fence ends at a line of at least as many
 * of the same characters, or with the text. Fences may be indented, as they are in lists.
 */
export function lossFences(text: string): TextRange[] {
  const found: TextRange[] = [];
  let fence: { readonly mark: string; readonly loss: boolean; readonly start: number } | undefined;
  for (let lineStart = 0; lineStart <= text.length;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    const next = newline === -1 ? text.length + 1 : newline + 1;
    const line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
    if (fence === undefined) {
      const match = opening.exec(line);
      const mark = match?.[2];
      if (mark !== undefined && !(mark.startsWith('~') && line.includes('`')))
        fence = { mark, loss: match?.[3]?.toLowerCase() === 'loss', start: Math.min(next, text.length) };
    } else if (closes(line, fence.mark)) {
      if (fence.loss) found.push({ start: fence.start, end: lineStart });
      fence = undefined;
    }
    lineStart = next;
  }
  if (fence?.loss === true) found.push({ start: fence.start, end: text.length });
  return found;
}

function closes(line: string, mark: string): boolean {
  const trimmed = line.trim();
  return trimmed.length >= mark.length && trimmed === mark.charAt(0).repeat(trimmed.length);
}
