import type * as vscode from 'vscode';
import type { SpectrumHead, SpectrumView } from '../landscape/spectra/views';
import { evaluateConstant } from '../language/evaluate';
import type { Model, SpectrumSymbol } from '../language/model';
import type { ConstantStatement, Statement } from '../language/tree';
import type { PictureTheme } from '../protocol/workerApi';
import type { DataFiles } from './dataFiles';
import type { Documents, Region } from './documents';

/** A spectrum in a region, by its number. */
export interface SpectrumPlace {
  readonly region: Region;
  readonly index: number;
  readonly spectrum: SpectrumSymbol;
}

/** A spectrum named by a lens: its document as a URI string, where its region begins, and its number there. */
export interface SpectrumArgument {
  readonly document: string;
  readonly region: number;
  readonly spectrum: number;
}

/** What a command or a kept panel is given; anything else counts as nothing. */
export function readSpectrumArgument(value: unknown): SpectrumArgument | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { document, region, spectrum } = value as Record<string, unknown>;
  const isNumbered = Number.isSafeInteger(region) && Number.isSafeInteger(spectrum);
  return typeof document === 'string' && isNumbered
    ? { document, region: region as number, spectrum: spectrum as number }
    : undefined;
}

export function argumentOf({ region, index }: SpectrumPlace): SpectrumArgument {
  return { document: region.document.uri.toString(), region: region.start, spectrum: index };
}

/** All sound spectra of a document, in order. */
export function spectraIn(documents: Documents, document: vscode.TextDocument): SpectrumPlace[] {
  if (!documents.speaks(document)) return [];
  return documents
    .regionsOf(document)
    .flatMap((region) =>
      region.model.spectra.flatMap((spectrum, index) => (spectrum.sound ? [{ region, index, spectrum }] : [])),
    );
}

/** The spectrum whose statement a position stands in, sound or not. */
export function spectrumAt(
  documents: Documents,
  document: vscode.TextDocument,
  position: vscode.Position,
): SpectrumPlace | undefined {
  const region = documents.regionAt(document, position);
  if (region === undefined) return undefined;
  const offset = region.offsetAt(position);
  const index = region.model.spectra.findIndex(({ statement: { span } }) => span.start <= offset && offset <= span.end);
  return index < 0 ? undefined : { region, index, spectrum: region.model.spectra[index]! };
}

/** The sound spectrum that an argument names; of a text that has changed, the one of that number. */
export function spectrumNamed(
  documents: Documents,
  document: vscode.TextDocument,
  { region, spectrum }: SpectrumArgument,
): SpectrumPlace | undefined {
  const all = spectraIn(documents, document);
  const same = all.filter(({ index }) => index === spectrum);
  return same.find((place) => place.region.start === region) ?? same[0];
}

/** The worker's request about a spectrum of its text as it is. */
export function spectrumRequest({ region, index }: SpectrumPlace): {
  readonly text: string;
  readonly spectrum: number;
  readonly overrides: Readonly<Record<string, number>>;
  readonly files: Readonly<Record<string, string>>;
} {
  return { text: region.text, spectrum: index, overrides: {}, files: region.files };
}

/** What the panel is told of a spectrum before it asks. */
export function headOf({ region, index, spectrum }: SpectrumPlace): SpectrumHead {
  const { statement } = spectrum;
  const { span, documentation, form } = statement;
  const line = region.text
    .slice(span.start, span.end)
    .replace(/^spectrum\s*/, '')
    .replace(/\s+/g, ' ');
  return {
    index,
    region: region.start,
    form: form.kind === 'hessian' ? 'hessian' : 'goe',
    title: line.length > 120 ? `${line.slice(0, 119)}…` : line,
    documentation,
    constants: movable(region.model, statement),
  };
}

/** The constants with a range that a statement uses, however far. */
function movable(model: Model, statement: Statement): SpectrumHead['constants'] {
  const reached = new Set<Statement>([statement]);
  for (const { span } of reached) {
    for (const { span: place, symbol } of model.references) {
      if (place.start >= span.start && place.end <= span.end) reached.add(symbol.statement);
    }
  }
  const ranged = [...reached].filter(
    (used): used is ConstantStatement => used.kind === 'constant' && used.range !== undefined,
  );
  return ranged
    .sort((a, b) => a.span.start - b.span.start)
    .flatMap(({ name, value, range, documentation }) => {
      const [known, low, high] = [value, range!.low, range!.high].map((end) => evaluateConstant(end, model));
      if (known === undefined || low === undefined || high === undefined) return [];
      return [{ name: name.name, value: known, range: [low, high] as const, documentation }];
    });
}

/** Asks the worker about spectra. */
export class Spectra {
  constructor(private readonly data: Pick<DataFiles, 'request'>) {}

  find(place: SpectrumPlace, signal?: AbortSignal): Promise<SpectrumView> {
    return this.data.request('spectrum', spectrumRequest(place), signal);
  }

  picture(place: SpectrumPlace, width: number, theme: PictureTheme): Promise<string> {
    return this.data.request('spectrumPicture', { ...spectrumRequest(place), width, theme });
  }
}
