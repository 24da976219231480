import type { Model } from '../model';
import type { Span } from '../tree';
import { layoutOf } from './layout';

/** A stretch of more than one line that can be folded. */
export interface Fold extends Span {
  readonly kind: 'statement' | 'comment';
}

/** The folds of a file: statements of several lines, and comments of several lines, in order. */
export function folds(model: Model): Fold[] {
  const { text } = model.file;
  const { groups, comments } = layoutOf(model.file);
  const found: Fold[] = [];
  for (const group of groups) {
    const span = { start: group[0]!.span.start, end: group[group.length - 1]!.span.end };
    if (group.some((token, i) => i > 0 && token.startsLine)) found.push({ kind: 'statement', ...span });
  }
  let block: Span | undefined;
  const close = (): void => {
    if (block !== undefined && /[\r\n]/.test(text.slice(block.start, block.end))) {
      found.push({ kind: 'comment', ...block });
    }
    block = undefined;
  };
  for (const { span } of comments) {
    const before = text.slice(Math.max(text.lastIndexOf('\n', span.start - 1) + 1, 0), span.start);
    if (before.trim() !== '') {
      close();
      continue;
    }
    const gap = block === undefined ? '' : text.slice(block.end, span.start);
    if (block !== undefined && /^\r?\n[ \t]*$/.test(gap)) {
      block = { start: block.start, end: span.end };
    } else {
      close();
      block = span;
    }
  }
  close();
  return found.sort((a, b) => a.start - b.start);
}
