import * as vscode from 'vscode';
import { isObject, isString } from '../protocol/validate';

export interface Example {
  readonly name: string;
  readonly text: string;
}

/** What a new file holds. */
export const newFileText = `# A loss reads like its formula. Rest the pointer on it to see its critical points.
const alpha = 0.5 in [0, 2]

loss first(x, y) = x^2/2 + alpha*x^2*y^2 - y^4
  on x in [-2, 2], y in [-2, 2]
  from (1, 0.1), (0, 0.1)
`;

/** Opens a new, unsaved loss file. */
export async function openNewFile(): Promise<void> {
  await openUntitled(newFileText);
}

/** Lets the user choose one of the shipped examples and opens a copy of it, unsaved, to play with. */
export async function openExample(extensionUri: vscode.Uri, wanted: unknown): Promise<void> {
  const examples = await readExamples(extensionUri);
  const named = examples.find(({ name }) => name === wanted);
  const chosen =
    named ??
    (await vscode.window.showQuickPick(
      examples.map((example) => ({ label: titleOf(example.name), detail: firstComment(example.text), ...example })),
      { title: 'Losscape: Open Example', placeHolder: 'A copy is opened; change it as you like', matchOnDetail: true },
    ));
  if (chosen !== undefined) await openUntitled(chosen.text);
}

/** Opens a new document of the language, unsaved, in the first column. */
export async function openUntitled(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'loss', content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
  return document;
}

/** The build gathers the examples into one file, since folders cannot be listed in a browser. */
export async function readExamples(extensionUri: vscode.Uri): Promise<readonly Example[]> {
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', 'examples.json'));
  const parsed: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!Array.isArray(parsed)) throw new Error('The list of examples is damaged.');
  return parsed.filter((item): item is Example => isObject(item) && isString(item['name']) && isString(item['text']));
}

/** `himmelblau.loss` as `Himmelblau`, `chapter/05-flat-saddle.loss` as `Chapter 5: flat saddle`. */
export function titleOf(name: string): string {
  const words = name
    .replace(/\.loss$/, '')
    .replace(/^(\w+)\/0*(\d+)-/, '$1 $2: ')
    .replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function firstComment(text: string): string {
  return /^#\s*(.*)$/m.exec(text)?.[1] ?? '';
}
