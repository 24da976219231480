import * as vscode from 'vscode';
import type { ClaimResult } from '../landscape/claims/views';
import { parse } from '../language/parse';
import { type ClaimPlace, claimLabel, claimsIn } from './claimTarget';
import type { Claims } from './claims';
import type { DataFiles } from './dataFiles';
import { Debounced } from './debounce';
import type { Documents } from './documents';

const pattern = '**/*.loss';
const excluded = '**/node_modules/**';
/** Files looked through for claims. */
const mostFiles = 5_000;
/** Milliseconds to wait for the csv files that a document names. */
const dataPatience = 10_000;

/** How many claims of a run came out how. */
export interface ClaimCounts {
  holds: number;
  fails: number;
  undecided: number;
}

/** A claim as a test is known by its text, so that its result stays where lines move. */
interface Listed {
  readonly text: string;
  readonly range: vscode.Range;
}

/** Claims in the Test Explorer: one item a file, one a claim; of open documents and of all loss files of the workspace. */
export class ClaimTests {
  private readonly controller = vscode.tests.createTestController('losscape.claims', 'Losscape claims');
  private readonly changed = new Set<vscode.TextDocument>();
  private readonly update = new Debounced(() => this.updateChanged(), 300);

  constructor(
    private readonly documents: Documents,
    private readonly claims: Claims,
    private readonly data: Pick<DataFiles, 'stateOf' | 'onDidChange'>,
  ) {}

  register(): vscode.Disposable {
    const { controller } = this;
    controller.resolveHandler = async (item) => {
      if (item === undefined) await this.discover();
    };
    controller.refreshHandler = (token) => this.discover(token);
    const run = (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> =>
      this.run(request, token).then(() => undefined);
    controller.createRunProfile('Check', vscode.TestRunProfileKind.Run, run, true);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    for (const document of vscode.workspace.textDocuments) this.changed.add(document);
    this.update.call();
    const touch = (document: vscode.TextDocument): void => {
      this.changed.add(document);
      this.update.call();
    };
    return vscode.Disposable.from(
      controller,
      this.update,
      watcher,
      watcher.onDidCreate((uri) => void this.read(uri)),
      watcher.onDidChange((uri) => void this.read(uri)),
      watcher.onDidDelete((uri) => controller.items.delete(uri.toString())),
      vscode.workspace.onDidOpenTextDocument(touch),
      vscode.workspace.onDidChangeTextDocument(({ document }) => touch(document)),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.changed.delete(document);
        if (document.isUntitled || document.languageId === 'markdown') controller.items.delete(document.uri.toString());
      }),
    );
  }

  /** Checks all claims of a document as a test run. */
  async checkDocument(document: vscode.TextDocument): Promise<ClaimCounts> {
    this.list(document);
    const file = this.controller.items.get(document.uri.toString());
    if (file === undefined) return { holds: 0, fails: 0, undecided: 0 };
    const source = new vscode.CancellationTokenSource();
    return this.run(new vscode.TestRunRequest([file]), source.token).finally(() => source.dispose());
  }

  private async discover(token?: vscode.CancellationToken): Promise<void> {
    const files = await vscode.workspace.findFiles(pattern, excluded, mostFiles, token);
    for (const uri of files) {
      if (token?.isCancellationRequested === true) return;
      await this.read(uri);
    }
    for (const document of vscode.workspace.textDocuments) this.list(document);
  }

  private updateChanged(): void {
    for (const document of this.changed) this.list(document);
    this.changed.clear();
  }

  /** Lists the claims of a file that may not be open. */
  private async read(uri: vscode.Uri): Promise<void> {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    if (open !== undefined) return this.list(open);
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
      this.put(uri, claimsOfText(text));
    } catch {
      this.controller.items.delete(uri.toString());
    }
  }

  private list(document: vscode.TextDocument): void {
    if (document.isClosed || !this.documents.speaks(document)) return;
    this.put(document.uri, claimsIn(this.documents, document));
  }

  private put(uri: vscode.Uri, claims: readonly Listed[]): void {
    const { controller } = this;
    const key = uri.toString();
    if (claims.length === 0) return controller.items.delete(key);
    let file = controller.items.get(key);
    if (file === undefined) {
      file = controller.createTestItem(key, uri.path.slice(uri.path.lastIndexOf('/') + 1), uri);
      file.description = vscode.workspace.asRelativePath(uri).replace(/[^/]*$/, '');
      controller.items.add(file);
    }
    const children = keyed(claims).map(([id, { text, range }], i) => {
      const item = file.children.get(id) ?? controller.createTestItem(id, text, uri);
      item.range = range;
      item.sortText = String(i).padStart(6, '0');
      return item;
    });
    file.children.replace(children);
  }

  /** Runs what a request names, file by file; what is undecided is an error, never passed. */
  private async run(request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<ClaimCounts> {
    const run = this.controller.createTestRun(request);
    const abort = new AbortController();
    const stop = vscode.Disposable.from(
      token.onCancellationRequested(() => abort.abort()),
      run.token.onCancellationRequested(() => abort.abort()),
    );
    const counts: ClaimCounts = { holds: 0, fails: 0, undecided: 0 };
    try {
      const items = itemsOf(request, this.controller.items);
      for (const item of items) run.enqueued(item);
      for (const [uri, group] of byFile(items)) {
        const places = abort.signal.aborted ? new Map<string, ClaimPlace>() : await this.places(uri);
        await Promise.all(group.map((item) => this.runItem(run, item, places.get(item.id), abort.signal, counts)));
      }
    } finally {
      stop.dispose();
      run.end();
    }
    return counts;
  }

  private async runItem(
    run: vscode.TestRun,
    item: vscode.TestItem,
    place: ClaimPlace | undefined,
    signal: AbortSignal,
    counts: ClaimCounts,
  ): Promise<void> {
    if (signal.aborted) return run.skipped(item);
    run.started(item);
    const start = Date.now();
    try {
      if (place === undefined) throw new Error('This claim is no longer in its file.');
      const result = await this.claims.check(place.target, signal);
      counts[result.status]++;
      tell(run, item, result, Date.now() - start);
    } catch (error) {
      if (signal.aborted) return run.skipped(item);
      counts.undecided++;
      run.errored(item, new vscode.TestMessage(error instanceof Error ? error.message : String(error)));
    }
  }

  /** The claims of a file by the ids of their items, once all its data is read. */
  private async places(uri: vscode.Uri): Promise<Map<string, ClaimPlace>> {
    try {
      const document = await vscode.workspace.openTextDocument(uri);
      await this.dataOf(document);
      return new Map(keyed(claimsIn(this.documents, document)));
    } catch {
      return new Map();
    }
  }

  private async dataOf(document: vscode.TextDocument): Promise<void> {
    const isPending = (): boolean =>
      this.documents
        .regionsOf(document)
        .flatMap(({ model }) => [...model.tables.values()])
        .some(({ csv }) => csv !== undefined && this.data.stateOf(document, csv.path).kind === 'pending');
    const end = Date.now() + dataPatience;
    while (isPending() && Date.now() < end) await this.nextChange(end - Date.now());
  }

  private nextChange(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        listener.dispose();
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      const listener = this.data.onDidChange(done);
    });
  }
}

function tell(
  run: vscode.TestRun,
  item: vscode.TestItem,
  { status, message, found }: ClaimResult,
  duration: number,
): void {
  if (status === 'holds') return run.passed(item, duration);
  const values = (value: (finding: (typeof found)[number]) => unknown): string =>
    found.map((finding) => String(value(finding) ?? 'unknown')).join(', ');
  const text =
    status === 'undecided' || found.length === 0
      ? new vscode.TestMessage(status === 'undecided' ? `Undecided: ${message}` : message)
      : vscode.TestMessage.diff(
          message,
          values(({ claimed }) => claimed),
          values((finding) => finding.found),
        );
  if (item.uri !== undefined && item.range !== undefined) text.location = new vscode.Location(item.uri, item.range);
  if (status === 'fails') run.failed(item, text, duration);
  else run.errored(item, text, duration);
}

/** The claims a request asks for: those of files it names, without what it leaves out. */
function itemsOf({ include, exclude = [] }: vscode.TestRunRequest, all: vscode.TestItemCollection): vscode.TestItem[] {
  const roots = include ?? [...all].map(([, item]) => item);
  const left = new Set(exclude);
  const items = roots
    .filter((item) => !left.has(item))
    .flatMap((item) => (item.children.size > 0 ? [...item.children].map(([, child]) => child) : [item]));
  return [...new Set(items)].filter((item) => !left.has(item) && item.parent !== undefined);
}

function byFile(items: readonly vscode.TestItem[]): [vscode.Uri, vscode.TestItem[]][] {
  const groups = new Map<string, [vscode.Uri, vscode.TestItem[]]>();
  for (const item of items) {
    const { uri } = item;
    if (uri === undefined) continue;
    const group = groups.get(uri.toString()) ?? [uri, []];
    group[1].push(item);
    groups.set(uri.toString(), group);
  }
  return [...groups.values()];
}

/** Ids: the text of a claim, and its number where another says the same. */
function keyed<Claim extends { readonly text: string }>(claims: readonly Claim[]): [string, Claim][] {
  const seen = new Map<string, number>();
  return claims.map((claim) => {
    const count = (seen.get(claim.text) ?? 0) + 1;
    seen.set(claim.text, count);
    return [count === 1 ? claim.text : `${claim.text} (${count})`, claim];
  });
}

/** The claims of a text that no document holds. */
function claimsOfText(text: string): Listed[] {
  if (!/^[ \t]*claim\b/m.test(text)) return [];
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map(({ 0: found, index }) => index + found.length)];
  const positionAt = (offset: number): vscode.Position => {
    const line = starts.findLastIndex((start) => start <= offset);
    return new vscode.Position(line, offset - starts[line]!);
  };
  return parse(text).file.statements.flatMap(({ kind, span }) =>
    kind === 'claim'
      ? [
          {
            text: claimLabel(text.slice(span.start, span.end)),
            range: new vscode.Range(positionAt(span.start), positionAt(span.end)),
          },
        ]
      : [],
  );
}
