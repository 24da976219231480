import * as vscode from 'vscode';
import { openUntitled, readExamples, titleOf, type Example } from './examples';
import { lossSelector } from './documents';

const storedUnder = 'losscape.chapter';
const walkthrough = 'losscape.losscape#losscape.chapter';

/** The files of the chapter in their order: each opens as a copy to play with, its landscape beside it. */
export class Chapter implements vscode.CodeLensProvider {
  /** Numbers of the copies that are open, by their documents. */
  private readonly open = new Map<string, number>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly extensionUri: vscode.Uri,
    /** Remembers the number of the file opened last. */
    private readonly memory: vscode.Memento,
  ) {}

  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.languages.registerCodeLensProvider(lossSelector, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.open.delete(uri.toString())),
      this.changed,
    );
  }

  /** Opens a file of the chapter by its number from 1, or lets the user choose one, the next one first. */
  async choose(wanted: unknown): Promise<void> {
    const files = await this.files();
    const number = typeof wanted === 'number' && files[wanted - 1] !== undefined ? wanted : await this.ask(files);
    if (number !== undefined) await this.show(files, number);
  }

  /** Opens the file behind the one opened last; behind the last one comes the first. */
  async next(): Promise<void> {
    const files = await this.files();
    await this.show(files, (this.last % files.length) + 1);
  }

  /** Opens the walkthrough that leads through the files. */
  async walk(): Promise<void> {
    await vscode.commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false);
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const number = this.open.get(document.uri.toString());
    if (number === undefined) return [];
    const top = new vscode.Range(0, 0, 0, 0);
    return [
      new vscode.CodeLens(top, {
        title: `Chapter, file ${number}`,
        tooltip: 'Choose another file of the chapter',
        command: 'losscape.openChapter',
      }),
      new vscode.CodeLens(top, {
        title: 'Next file',
        tooltip: 'Opens the next file of the chapter with its landscape',
        command: 'losscape.nextChapter',
      }),
    ];
  }

  private get last(): number {
    return this.memory.get<number>(storedUnder, 0);
  }

  private async files(): Promise<readonly Example[]> {
    const files = (await readExamples(this.extensionUri)).filter(({ name }) => name.startsWith('chapter/'));
    if (files.length === 0) throw new Error('The files of the chapter are missing.');
    return files.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private async ask(files: readonly Example[]): Promise<number | undefined> {
    const items = files.map(({ name, text }, k) => ({
      label: titleOf(name),
      description: k + 1 === this.last ? 'opened last' : '',
      detail: firstSentence(text),
      number: k + 1,
    }));
    const ahead = this.last % files.length;
    const chosen = await vscode.window.showQuickPick([...items.slice(ahead), ...items.slice(0, ahead)], {
      title: 'Losscape: Open Chapter',
      placeHolder: 'A copy is opened with its landscape; change it as you like',
      matchOnDetail: true,
    });
    return chosen?.number;
  }

  private async show(files: readonly Example[], number: number): Promise<void> {
    const document = await openUntitled(files[number - 1]!.text);
    this.open.set(document.uri.toString(), number);
    this.changed.fire();
    await this.memory.update(storedUnder, number);
    // The walkthrough ticks its step.
    await vscode.commands.executeCommand('setContext', `losscape.chapter${number}`, true);
    await vscode.commands.executeCommand('losscape.openLandscape');
  }
}

/** The first sentence of the comment at the top. */
function firstSentence(text: string): string {
  const comment = /^(?:#[^\n]*\n)+/.exec(text)?.[0] ?? '';
  const words = comment.replaceAll(/^#\s?/gm, '').replaceAll(/\s+/g, ' ').trim();
  return /^.*?\.(?=\s|$)/.exec(words)?.[0] ?? words;
}
