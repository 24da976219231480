import * as vscode from 'vscode';
import { check } from '../language/check';
import { fencedRegions } from '../language/editor/markdown';
import type { CsvState, LossSymbol, Model } from '../language/model';
import { parse } from '../language/parse';
import type { Span } from '../language/tree';

/** The documents that may hold losses. */
export const lossSelector: vscode.DocumentSelector = [{ language: 'loss' }, { language: 'markdown' }];

/** What is known of the csv files that documents name. */
export interface DataLookup {
  /** Grows with every change. */
  readonly version: number;
  stateOf(document: vscode.TextDocument, path: string): CsvState;
  /** The worker's name of a file. */
  idOf(document: vscode.TextDocument, path: string): string | undefined;
}

/** A part of a document that is a file of the language: all of a `.loss` file, or one fence of a Markdown file. */
export class Region {
  private checked: Model | undefined;

  constructor(
    readonly document: vscode.TextDocument,
    /** Offset of the region in its document; all other offsets here are the region's own. */
    readonly start: number,
    readonly text: string,
    private readonly data: DataLookup,
  ) {}

  /** Ids of the csv files its text names, by path; those that can be used. */
  get files(): Readonly<Record<string, string>> {
    const ids: [path: string, id: string][] = [];
    for (const { csv } of this.model.tables.values()) {
      const id = csv === undefined ? undefined : this.data.idOf(this.document, csv.path);
      if (csv !== undefined && id !== undefined) ids.push([csv.path, id]);
    }
    return Object.fromEntries(ids);
  }

  /** The checked model; computed when first asked for. */
  get model(): Model {
    if (this.checked === undefined) {
      const { file, diagnostics } = parse(this.text);
      this.checked = check(file, diagnostics, (path) => this.data.stateOf(this.document, path));
    }
    return this.checked;
  }

  /** Whether the document's offset lies in the region, its end included. */
  contains(documentOffset: number): boolean {
    return documentOffset >= this.start && documentOffset <= this.start + this.text.length;
  }

  offsetAt(position: vscode.Position): number {
    return this.document.offsetAt(position) - this.start;
  }

  positionAt(offset: number): vscode.Position {
    return this.document.positionAt(this.start + offset);
  }

  rangeOf(span: Span): vscode.Range {
    return new vscode.Range(this.positionAt(span.start), this.positionAt(span.end));
  }

  get soundLosses(): readonly LossSymbol[] {
    return this.model.losses.filter(({ sound }) => sound);
  }
}

/** A loss in a region. */
export interface LossPlace {
  readonly region: Region;
  readonly loss: LossSymbol;
}

/** The regions of the open documents, kept for as long as a document's version stays the same. */
export class Documents {
  private readonly known = new WeakMap<
    vscode.TextDocument,
    { version: number; data: number; regions: readonly Region[] }
  >();

  constructor(private readonly data: DataLookup) {}

  /** True for languages whose documents may hold losses. */
  speaks(document: vscode.TextDocument): boolean {
    return document.languageId === 'loss' || document.languageId === 'markdown';
  }

  regionsOf(document: vscode.TextDocument): readonly Region[] {
    const known = this.known.get(document);
    if (known?.version === document.version && known.data === this.data.version) return known.regions;
    const regions = readRegions(document, this.data);
    this.known.set(document, { version: document.version, data: this.data.version, regions });
    return regions;
  }

  regionAt(document: vscode.TextDocument, position: vscode.Position): Region | undefined {
    if (!this.speaks(document)) return undefined;
    const offset = document.offsetAt(position);
    return this.regionsOf(document).find((region) => region.contains(offset));
  }

  /** The loss whose statement the position stands in. */
  lossAt(document: vscode.TextDocument, position: vscode.Position): LossPlace | undefined {
    const region = this.regionAt(document, position);
    if (region === undefined) return undefined;
    const offset = region.offsetAt(position);
    const loss = region.model.losses.find(({ statement: { span } }) => span.start <= offset && offset <= span.end);
    return loss === undefined ? undefined : { region, loss };
  }

  /** The loss at the position, else the last sound one above it, else the first sound one of the document. */
  nearestLoss(document: vscode.TextDocument, position: vscode.Position): LossPlace | undefined {
    const here = this.lossAt(document, position);
    if (here?.loss.sound === true) return here;
    const all = this.soundLosses(document);
    const offset = document.offsetAt(position);
    return all.findLast(({ region, loss }) => region.start + loss.statement.span.start <= offset) ?? all[0];
  }

  /** All sound losses of a document, in order. */
  soundLosses(document: vscode.TextDocument): readonly LossPlace[] {
    if (!this.speaks(document)) return [];
    return this.regionsOf(document).flatMap((region) => region.soundLosses.map((loss) => ({ region, loss })));
  }

  /** The sound loss of this name; of several, the one in the region that begins at `preferredStart`. */
  lossNamed(document: vscode.TextDocument, name: string, preferredStart?: number): LossPlace | undefined {
    const named = this.soundLosses(document).filter(({ loss }) => loss.name === name);
    return named.find(({ region }) => region.start === preferredStart) ?? named[0];
  }
}

function readRegions(document: vscode.TextDocument, data: DataLookup): Region[] {
  const text = document.getText();
  if (document.languageId === 'loss') return [new Region(document, 0, text, data)];
  return fencedRegions(text).map((fence) => new Region(document, fence.start, fence.text, data));
}
