import type { ClaimTarget } from './claims';
import type { Documents, Region } from './documents';
import type * as vscode from 'vscode';

/** A claim of a document, ready to be asked about. */
export interface ClaimPlace {
  readonly region: Region;
  readonly index: number;
  readonly target: ClaimTarget;
  readonly range: vscode.Range;
  /** It can be checked; where it is false, its messages say why. */
  readonly sound: boolean;
  /** The claim on one line, without its first word. */
  readonly text: string;
}

/** The claims of a region, in order. */
export function claimsOf(region: Region): ClaimPlace[] {
  const { document, text, model } = region;
  if (model.claims.length === 0) return [];
  const { files } = region;
  return model.claims.map(({ statement, sound }, index) => ({
    region,
    index,
    sound,
    target: { owner: document.uri.toString(), text, claim: index, files },
    range: region.rangeOf(statement.span),
    text: claimLabel(text.slice(statement.span.start, statement.span.end)),
  }));
}

export function claimsIn(documents: Documents, document: vscode.TextDocument): ClaimPlace[] {
  return documents.speaks(document) ? documents.regionsOf(document).flatMap(claimsOf) : [];
}

/** `claim f has 1 minimum` as `f has 1 minimum`, on one line and not too long. */
export function claimLabel(source: string): string {
  const line = source.replace(/^claim\s*/, '').replace(/\s+/g, ' ');
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
