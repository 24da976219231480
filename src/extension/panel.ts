import * as vscode from 'vscode';
import type { Handlers } from '../protocol/channel';
import type { AtRevision, HostApi, PanelApi } from '../protocol/panelApi';
import type { LossRequest, Sent, Studying, WorkerApi } from '../protocol/workerApi';
import type { DataFiles } from './dataFiles';
import { Debounced } from './debounce';
import type { Documents, LossPlace } from './documents';
import { type Landscapes, requestOf } from './landscapes';
import { revealSource, saveAnimation, savePicture, saveTable, writeConstants } from './panelActions';
import { PanelConnection } from './panelConnection';
import { createNonce, panelHtml } from './panelHtml';
import { PanelSubject } from './panelSubject';
import { settings } from './settings';
import { type SpectrumArgument, argumentOf, spectrumAt, spectrumRequest } from './spectra';
import type { LossArgument } from './target';

/** Idle time after typing or moving the cursor before the panel follows. */
const delay = 150;

export interface PanelServices {
  readonly documents: Documents;
  readonly landscapes: Landscapes;
  readonly data: Pick<DataFiles, 'request' | 'onDidChange'>;
  readonly log: vscode.LogOutputChannel;
  readonly extensionUri: vscode.Uri;
}

/** The landscape beside the editor: follows text and cursor, and answers its page. */
export class LandscapePanel {
  private readonly subject: PanelSubject;
  private readonly connection: PanelConnection;
  private readonly subscriptions: vscode.Disposable[];
  private disposed = false;
  private readonly refreshSoon = new Debounced(() => void this.refresh(), delay);
  private readonly followSoon = new Debounced(() => this.followCursor(), delay);

  constructor(
    private readonly view: vscode.WebviewPanel,
    private readonly services: PanelServices,
    subject: LossArgument,
    pinned: boolean,
  ) {
    const { documents, landscapes, data, extensionUri } = services;
    this.subject = new PanelSubject(documents, landscapes, subject, pinned);
    this.connection = new PanelConnection(view.webview, this.handlers());
    this.subscriptions = [
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.toString() === this.subject.wanted.document) this.refreshSoon.call();
      }),
      vscode.window.onDidChangeTextEditorSelection(() => this.followSoon.call()),
      vscode.window.onDidChangeActiveTextEditor(() => this.followSoon.call()),
      view.onDidChangeViewState(() => {
        if (!view.visible) this.connection.lost();
      }),
      data.onDidChange(() => this.refreshSoon.call()),
      this.refreshSoon,
      this.followSoon,
    ];
    view.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'icon.png');
    view.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist'), vscode.Uri.joinPath(extensionUri, 'media')],
    };
    const address = (...parts: string[]): string =>
      view.webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, ...parts)).toString();
    view.webview.html = panelHtml({
      script: address('dist', 'panel.js'),
      style: address('media', 'panel.css'),
      cspSource: view.webview.cspSource,
      nonce: createNonce(),
    });
  }

  /** What the panel shows, for commands given while it is the active editor. */
  get shown(): LossArgument | undefined {
    return this.subject.wantedSpectrum === undefined ? this.subject.wanted : undefined;
  }

  get active(): boolean {
    return this.view.active;
  }

  /** Turns to this loss and comes to the front, without taking the focus. */
  async show(place: LossPlace): Promise<void> {
    this.view.reveal(undefined, true);
    this.subject.follow(place);
    await this.refresh();
  }

  /** Turns to this spectrum in the same way. */
  async showSpectrum(argument: SpectrumArgument): Promise<void> {
    this.view.reveal(undefined, true);
    this.subject.followSpectrum(argument);
    await this.refresh();
  }

  command(command: PanelApi['command']['params']['command']): void {
    this.connection.sendCommand({ command });
  }

  /** Lets the page ask anew for what it could not get. */
  retry(): void {
    this.subject.renew();
    this.connection.sendSnapshot(this.subject.snapshot);
  }

  /** Closes the tab, and with it the panel. */
  close(): void {
    this.view.dispose();
  }

  dispose(): void {
    this.disposed = true;
    this.connection.dispose();
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  private async refresh(): Promise<void> {
    const changed = await this.subject.refresh();
    if (this.disposed) return;
    const { loss, spectrum } = this.subject.snapshot;
    this.view.title = loss !== null ? `Landscape: ${loss.name}` : spectrum !== null ? 'Spectrum' : 'Landscape';
    if (changed) this.connection.sendSnapshot(this.subject.snapshot);
  }

  private followCursor(): void {
    const editor = vscode.window.activeTextEditor;
    if (editor === undefined || this.subject.pinned || !settings.followCursor()) return;
    const { documents } = this.services;
    // A loss that is being written is waited for; another is not shown in its place.
    if (documents.lossAt(editor.document, editor.selection.active)?.loss.sound === false) return;
    const spectrum = spectrumAt(documents, editor.document, editor.selection.active);
    if (spectrum !== undefined) {
      // One that is being written is waited for.
      if (!spectrum.spectrum.sound) return;
      this.subject.followSpectrum(argumentOf(spectrum));
      void this.refresh();
      return;
    }
    const place = documents.nearestLoss(editor.document, editor.selection.active);
    if (place === undefined) return;
    this.subject.follow(place);
    void this.refresh();
  }

  /** The worker's request about the loss shown, at the values the panel gives its constants; fails as stale. */
  private requestFor({ revision, constants }: AtRevision): Sent<LossRequest> {
    const { shown, snapshot } = this.subject;
    if (shown === undefined || revision !== snapshot.revision) throw new Error('The text has changed since.');
    const changed = shown.view.constants.flatMap(({ name, value }, index) => {
      const wanted = constants[index];
      return wanted === undefined || wanted === value ? [] : [[name, wanted] as const];
    });
    return { ...requestOf(shown.target), overrides: Object.fromEntries(changed) };
  }

  /** The worker's request about the spectrum shown; fails as stale in the same way. */
  private spectrumAsked({ revision, constants }: AtRevision): WorkerApi['spectrum']['params'] {
    const { shownSpectrum, snapshot } = this.subject;
    const { spectrum } = snapshot;
    if (shownSpectrum === undefined || spectrum === null || revision !== snapshot.revision)
      throw new Error('The text has changed since.');
    const changed = spectrum.constants.flatMap(({ name, value }, index) => {
      const wanted = constants[index];
      return wanted === undefined || wanted === value ? [] : [[name, wanted] as const];
    });
    return { ...spectrumRequest(shownSpectrum), overrides: Object.fromEntries(changed) };
  }

  /** The same, for a question that needs the critical points. */
  private study(at: AtRevision): Studying<LossRequest> {
    return { ...this.requestFor(at), budget: settings.searchBudget() };
  }

  private handlers(): Handlers<HostApi> {
    const { documents, landscapes, data, log } = this.services;
    const openDocument = async (): Promise<vscode.TextDocument> => {
      const document = await this.subject.document();
      if (document === undefined) throw new Error('The document cannot be opened any more.');
      return document;
    };
    return {
      ready: async () => {
        await this.subject.refresh();
        setTimeout(() => this.connection.flushCommands());
        return this.subject.snapshot;
      },
      criticalPoints: async (params, signal, report) => {
        const asked = this.requestFor(params);
        if (Object.keys(asked.overrides).length === 0) return landscapes.search(this.subject.shown!.target, report);
        return data.request('criticalPoints', { ...asked, budget: settings.searchBudget() }, signal, report);
      },
      train: async (params, signal, report) =>
        data.request('train', { ...this.requestFor(params), run: params.run }, signal, report),
      slice: async (params, signal, report) => {
        const { centre, plane, window, finest, runs } = params;
        const asked = { ...this.requestFor(params), centre, plane, window, finest, runs };
        return data.request('slice', asked, signal, report);
      },
      curvature: async (params, signal, report) =>
        data.request('curvature', { ...this.requestFor(params), at: params.at }, signal, report),
      prediction: async (params, signal) =>
        data.request('prediction', { ...this.requestFor(params), at: params.at }, signal),
      race: async ({ racers, starts, steps, cost, tolerance, search, ...at }, signal, report) =>
        data.request('race', { ...this.study(at), racers, starts, steps, cost, tolerance, search }, signal, report),
      explain: async ({ method, start, step, steps, ...at }, signal) =>
        data.request('explain', { ...this.study(at), method, start, step, steps }, signal),
      startMap: async ({ kind, method, base, axes, window, size, steps, ...at }, signal, report) =>
        data.request('startMap', { ...this.study(at), kind, method, base, axes, window, size, steps }, signal, report),
      paths: async ({ starts, ...at }, signal, report) =>
        data.request('paths', { ...this.study(at), starts }, signal, report),
      spectrum: async (at, signal, report) => data.request('spectrum', this.spectrumAsked(at), signal, report),
      bifurcation: async ({ along, samples, ...at }, signal, report) =>
        data.request('bifurcation', { ...this.study(at), along, samples }, signal, report),
      path: async ({ from, to, along, ...at }, signal, report) =>
        data.request('path', { ...this.study(at), from, to, along }, signal, report),
      rebuild: async (params, signal) => data.request('loss', this.requestFor(params), signal),
      pair: async ({ partner, sample, ...at }, signal) =>
        data.request('pair', { ...this.requestFor(at), partner, sample }, signal),
      sampling: async ({ partner, sizes, draws, seed, ...at }, signal, report) =>
        data.request('sampling', { ...this.requestFor(at), partner, sizes, draws, seed }, signal, report),
      selectLoss: async ({ name }) => {
        const place = documents.lossNamed(await openDocument(), name);
        if (place === undefined) throw new Error(`"${name}" is not a sound loss of the document.`);
        this.subject.follow(place);
        await this.refresh();
        return null;
      },
      setPinned: async ({ pinned }) => {
        this.subject.wantsPinned = pinned;
        await this.refresh();
        if (!pinned) this.followCursor();
        return null;
      },
      reveal: async (target) => {
        await revealSource(documents, await openDocument(), target, this.subject.regionStart);
        return null;
      },
      writeConstants: async ({ revision, values }) => {
        // The text may have moved since the panel's picture of it, but it must still be of the same loss.
        await this.refresh();
        if (!this.subject.isSameSubject(revision))
          throw new Error('The landscape has turned to another loss: set the value again.');
        await writeConstants(documents, await openDocument(), values, this.subject.regionStart);
        return null;
      },
      savePicture: ({ svg, suggestedName }) =>
        savePicture(vscode.Uri.parse(this.subject.wanted.document), svg, suggestedName),
      saveText: ({ text, suggestedName }) =>
        saveTable(vscode.Uri.parse(this.subject.wanted.document), text, suggestedName),
      saveAnimation: ({ gif, suggestedName }) =>
        saveAnimation(vscode.Uri.parse(this.subject.wanted.document), gif, suggestedName),
      copyText: async ({ text }) => {
        await vscode.env.clipboard.writeText(text);
        return null;
      },
      reportError: ({ message }) => {
        log.error(`Panel: ${message}`);
        return null;
      },
    };
  }
}
