import * as vscode from 'vscode';
import type { Documents, LossPlace } from './documents';
import type { LossTarget } from './landscapes';

/** A loss named by a link: its document as a URI string, and its name. */
export interface LossArgument {
  readonly document: string;
  readonly loss: string;
}

/** What a command is given by a link or a lens; anything else counts as nothing. */
export function readArgument(value: unknown): LossArgument | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { document, loss } = value as Record<string, unknown>;
  return typeof document === 'string' && typeof loss === 'string' ? { document, loss } : undefined;
}

/** The target of the worker's questions about a loss. */
export function targetOf({ region, loss }: LossPlace): LossTarget {
  return { owner: region.document.uri.toString(), text: region.text, loss: loss.name, files: region.files };
}

/**
 * The loss a command is about: the one of its argument, else the one at the cursor of the active editor, else the one
 * of `otherwise` (the panel). Says what to do where there is none.
 */
export async function findLoss(
  documents: Documents,
  argument: unknown,
  otherwise: LossArgument | undefined,
): Promise<LossPlace | undefined> {
  const named = readArgument(argument);
  if (named !== undefined) return openNamed(documents, named);
  const editor = vscode.window.activeTextEditor;
  if (editor !== undefined && documents.speaks(editor.document)) {
    const place = documents.nearestLoss(editor.document, editor.selection.active);
    if (place !== undefined) return place;
    void vscode.window.showInformationMessage(noLoss(documents, editor.document));
    return undefined;
  }
  if (otherwise !== undefined) return openNamed(documents, otherwise);
  void vscode.window.showInformationMessage(
    'There is no loss here. Open a .loss file or a Markdown file with a ```loss block, or try the command "Losscape: Open Example".',
  );
  return undefined;
}

function noLoss(documents: Documents, document: vscode.TextDocument): string {
  const written = documents.regionsOf(document).some(({ model }) => model.losses.length > 0);
  if (written) return 'The loss has mistakes. The Problems view lists them.';
  return 'This document has no loss yet. Write one: loss bowl(x, y) = x^2 + y^2';
}

async function openNamed(documents: Documents, { document, loss }: LossArgument): Promise<LossPlace | undefined> {
  try {
    const opened = await vscode.workspace.openTextDocument(vscode.Uri.parse(document, true));
    const place = documents.lossNamed(opened, loss);
    if (place === undefined)
      void vscode.window.showInformationMessage(`"${loss}" is no longer a sound loss of that document.`);
    return place;
  } catch {
    void vscode.window.showInformationMessage('That document cannot be opened any more.');
    return undefined;
  }
}
