import * as vscode from 'vscode';
import type { Span } from '../language/tree';
import type { RevealTarget } from '../protocol/panelApi';
import type { Documents, Region } from './documents';
import { spectrumNamed } from './spectra';

/** A number as it is written into a source: short, and read back as the same value. */
export function sourceNumber(value: number): string {
  const short = Number(value.toPrecision(12));
  return String(Object.is(short, -0) ? 0 : short);
}

/** Puts values into `const` statements as one undoable edit: only the text of each value changes. Fails with a sentence. */
export async function writeConstants(
  documents: Documents,
  document: vscode.TextDocument,
  values: readonly { readonly name: string; readonly value: number }[],
  regionStart: number | undefined,
): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { name, value } of values) {
    const place = findConstant(documents, document, name, regionStart);
    if (place === undefined) throw new Error(`The source has no constant "${name}" any more.`);
    edit.replace(document.uri, place.region.rangeOf(place.value), sourceNumber(value));
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw new Error('The editor refused the edit.');
}

/** A constant of the region that begins at `regionStart`: fences may each have one of the same name. */
function findConstant(
  documents: Documents,
  document: vscode.TextDocument,
  name: string,
  regionStart: number | undefined,
): { region: Region; value: Span; name: Span } | undefined {
  const regions = documents.regionsOf(document);
  const region = regions.find(({ start }) => start === regionStart) ?? regions[0];
  const statement = region?.model.constants.get(name);
  if (region === undefined || statement === undefined) return undefined;
  return { region, value: statement.value.span, name: statement.name.span };
}

/** Shows a thing's source in the editor without taking the focus. */
export async function revealSource(
  documents: Documents,
  document: vscode.TextDocument,
  target: RevealTarget,
  regionStart: number | undefined,
): Promise<void> {
  const range = sourceOf(documents, document, target, regionStart);
  if (range === undefined) {
    const what = target.kind === 'spectrum' ? 'The spectrum' : `"${target.name}"`;
    throw new Error(`${what} is not in the source any more.`);
  }
  const visible = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  await vscode.window.showTextDocument(document, {
    viewColumn: visible?.viewColumn ?? vscode.ViewColumn.One,
    preserveFocus: true,
    selection: range,
  });
}

function sourceOf(
  documents: Documents,
  document: vscode.TextDocument,
  target: RevealTarget,
  regionStart: number | undefined,
): vscode.Range | undefined {
  if (target.kind === 'spectrum') {
    const named = { document: document.uri.toString(), region: regionStart ?? 0, spectrum: target.index };
    const place = spectrumNamed(documents, document, named);
    return place?.region.rangeOf(place.spectrum.statement.span);
  }
  if (target.kind === 'constant') {
    const place = findConstant(documents, document, target.name, regionStart);
    return place?.region.rangeOf(place.name);
  }
  const place = documents.lossNamed(document, target.name, regionStart);
  if (place === undefined) return undefined;
  const { statement } = place.loss;
  const span = target.kind === 'loss' ? statement.name.span : statement.from[target.index]?.span;
  return span === undefined ? undefined : place.region.rangeOf(span);
}

/** Saves a picture where the user says; false where they changed their mind. */
export function savePicture(document: vscode.Uri, svg: string, suggestedName: string): Promise<boolean> {
  return save(document, svg, suggestedName, 'svg', 'SVG picture', 'Save the picture');
}

/** Saves a table as CSV in the same way. */
export function saveTable(document: vscode.Uri, text: string, suggestedName: string): Promise<boolean> {
  return save(document, text, suggestedName, 'csv', 'CSV table', 'Save the table');
}

/** Saves an animation as GIF in the same way. */
export function saveAnimation(document: vscode.Uri, gif: Uint8Array, suggestedName: string): Promise<boolean> {
  return save(document, gif, suggestedName, 'gif', 'GIF animation', 'Save the animation');
}

async function save(
  document: vscode.Uri,
  content: string | Uint8Array,
  suggestedName: string,
  extension: string,
  kind: string,
  title: string,
): Promise<boolean> {
  const plain = suggestedName.replace(/[^\p{L}\p{N}_.-]+/gu, '-');
  const name = plain.toLowerCase().endsWith(`.${extension}`) ? plain : `${plain}.${extension}`;
  const folder = document.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : parentOf(document);
  const file = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [kind]: [extension] },
    title,
  });
  if (file === undefined) return false;
  await vscode.workspace.fs.writeFile(file, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  return true;
}

function parentOf(uri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(uri, '..');
}
