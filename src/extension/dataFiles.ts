import * as vscode from 'vscode';
import type { CsvState } from '../language/model';
import { mostBytes } from '../tables/limits';
import type { WorkerApi } from '../protocol/workerApi';
import type { WorkerHost } from './workerHost';

/** Files that are watched at once. */
const mostFiles = 64;

/** A csv file that a document names. */
interface DataFile {
  readonly uri: vscode.Uri;
  state: CsvState;
  /** Names this content of the file to the worker; empty while there is none. */
  id: string;
  reading: Promise<void> | undefined;
  /** Asked for again while it was being read. */
  isStale: boolean;
}

/**
 * The csv files of the open documents: read through the editor's file system, parsed by the worker, and read again when
 * they change. Only files inside the workspace are read; for a document outside of it, those beside it and below.
 */
export class DataFiles implements vscode.Disposable {
  private readonly files = new Map<string, DataFile>();
  private readonly watchers = new Map<string, vscode.Disposable>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  /** Grows with every change of what is known. */
  version = 0;
  private readings = 0;
  /** The start of the worker that has the files, and which it has. */
  private sent = { start: -1, ids: new Set<string>() };

  constructor(
    private readonly worker: WorkerHost,
    private readonly log: Pick<vscode.LogOutputChannel, 'warn'>,
    /** The folder of the examples that ship: an unsaved copy of one finds its data there. */
    private readonly examples: vscode.Uri,
  ) {}

  /** What is known of the file behind a path of a document; it is read with the first question. */
  stateOf(document: vscode.TextDocument, path: string): CsvState {
    const place = this.resolve(document.uri, path);
    if (place.kind === 'problem') return place;
    const { state } = this.file(place.uri);
    return place.isShipped && state.kind === 'problem' ? problem(saveFirst) : state;
  }

  /** The worker's name of that file; undefined where it can't be used. */
  idOf(document: vscode.TextDocument, path: string): string | undefined {
    const place = this.resolve(document.uri, path);
    if (place.kind === 'problem') return undefined;
    const { state, id } = this.file(place.uri);
    return state.kind === 'table' ? id : undefined;
  }

  /** Asks the worker, after it has been given the files a request needs. */
  readonly request: WorkerHost['request'] = async (method, params, signal, onProgress) => {
    const ids = typeof params === 'object' && params !== null && 'files' in params ? Object.values(params.files) : [];
    if (ids.length > 0) await this.send(ids);
    return this.worker.request(method, params, signal, onProgress);
  };

  dispose(): void {
    for (const watcher of this.watchers.values()) watcher.dispose();
    this.changed.dispose();
  }

  /** Where a path of a document leads, if it may be read. */
  private resolve(document: vscode.Uri, path: string): Place {
    if (document.scheme === 'untitled') {
      if (!/^[\w-]+\.csv$/.test(path)) return problem(saveFirst);
      return { kind: 'file', uri: vscode.Uri.joinPath(this.examples, path), isShipped: true };
    }
    if (/^([/\\]|[A-Za-z]:|[a-z][a-z0-9+.-]*:\/\/)/.test(path))
      return problem(`"${path}" is not relative: write the path from this file's folder on.`);
    const folder = vscode.Uri.joinPath(document, '..');
    const uri = vscode.Uri.joinPath(folder, path.replace(/\\/g, '/'));
    const workspace = vscode.workspace.getWorkspaceFolder(document)?.uri ?? folder;
    const root = workspace.path.endsWith('/') ? workspace.path : `${workspace.path}/`;
    if (uri.authority === workspace.authority && uri.path.startsWith(root))
      return { kind: 'file', uri, isShipped: false };
    return problem(`"${path}" lies outside the workspace: only files inside it are read.`);
  }

  private file(uri: vscode.Uri): DataFile {
    const key = uri.toString();
    const known = this.files.get(key);
    if (known !== undefined) {
      this.files.delete(key);
      this.files.set(key, known);
      return known;
    }
    const file: DataFile = { uri, state: { kind: 'pending' }, id: '', reading: undefined, isStale: false };
    this.files.set(key, file);
    this.dropOldest();
    this.watch(file);
    this.read(file);
    return file;
  }

  /** A path that is being typed names many files: those not asked for longest are forgotten. */
  private dropOldest(): void {
    if (this.files.size <= mostFiles) return;
    const [key, oldest] = [...this.files][0]!;
    this.files.delete(key);
    this.watchers.get(key)?.dispose();
    this.watchers.delete(key);
    if (oldest.id !== '') void this.forget(oldest.id);
  }

  private watch(file: DataFile): void {
    const folder = vscode.Uri.joinPath(file.uri, '..');
    const name = file.uri.path.slice(file.uri.path.lastIndexOf('/') + 1).replace(/[*?{}[\]]/g, '?');
    const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, name));
    const again = (): void => this.read(file);
    this.watchers.set(
      file.uri.toString(),
      vscode.Disposable.from(
        watcher,
        watcher.onDidChange(again),
        watcher.onDidCreate(again),
        watcher.onDidDelete(again),
        vscode.workspace.onDidSaveTextDocument(({ uri }) => {
          if (uri.toString() === file.uri.toString()) again();
        }),
      ),
    );
  }

  private read(file: DataFile): void {
    if (file.reading !== undefined) {
      file.isStale = true;
      return;
    }
    file.reading = this.load(file).finally(() => {
      file.reading = undefined;
      this.version++;
      this.changed.fire();
      if (file.isStale) {
        file.isStale = false;
        this.read(file);
      }
    });
  }

  private async load(file: DataFile): Promise<void> {
    const former = file.id;
    try {
      const { size, mtime, type } = await vscode.workspace.fs.stat(file.uri);
      if ((type & vscode.FileType.SymbolicLink) !== 0) {
        file.state = problem('The file is a link, which may lead outside the workspace: put the file itself there.');
        return;
      }
      if (size > mostBytes) {
        file.state = problem(`The file has more than ${mostBytes / 2 ** 20} MB: take fewer rows.`);
        return;
      }
      // A file may change within one tick of its clock: every reading has a name of its own.
      file.id = `${file.uri.toString()} ${mtime} ${size} ${++this.readings}`;
      file.state = await this.give(file.id, file.uri);
    } catch (error) {
      file.state = problem(reasonOf(error));
      this.log.warn(`${file.uri.toString()}: ${String(error)}`);
    } finally {
      if (former !== '' && former !== file.id) await this.forget(former);
    }
  }

  private async give(id: string, uri: vscode.Uri): Promise<WorkerApi['readTable']['result']> {
    const bytes = await vscode.workspace.fs.readFile(uri);
    const summary = await this.worker.request('readTable', { id, bytes });
    this.sentTo().add(id);
    return summary;
  }

  /** Files of the worker that runs now; a new worker has none. */
  private sentTo(): Set<string> {
    if (this.sent.start !== this.worker.starts) this.sent = { start: this.worker.starts, ids: new Set() };
    return this.sent.ids;
  }

  private async send(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (this.sentTo().has(id)) continue;
      const file = [...this.files.values()].find((candidate) => candidate.id === id);
      if (file !== undefined) await this.give(id, file.uri);
    }
  }

  private async forget(id: string): Promise<void> {
    if (!this.sentTo().delete(id)) return;
    await this.worker.request('dropTables', { ids: [id] }).catch(() => undefined);
  }
}

const saveFirst = 'Save this file first: the path of a csv file is relative to the file that names it.';

type Place =
  | { readonly kind: 'file'; readonly uri: vscode.Uri; readonly isShipped: boolean }
  | (CsvState & { readonly kind: 'problem' });

function problem(message: string): CsvState & { readonly kind: 'problem' } {
  return { kind: 'problem', message };
}

function reasonOf(error: unknown): string {
  const code = error instanceof vscode.FileSystemError ? error.code : '';
  if (code === 'FileNotFound') return 'There is no such file: check the path, which is relative to this file.';
  if (code === 'FileIsADirectory') return 'This is a folder: name a csv file in it.';
  return `The file cannot be read: ${error instanceof Error ? error.message : String(error)}.`;
}
