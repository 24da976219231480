import * as vscode from 'vscode';
import type { FormulaLossView } from '../landscape/views';
import type { ClaimCounts, ClaimTests } from './claimTests';
import type { Chapter } from './chapter';
import type { Documents, LossPlace } from './documents';
import { openExample, openNewFile } from './examples';
import type { Landscapes } from './landscapes';
import { gradientLatex, hessianLatex } from './latex';
import { savePicture } from './panelActions';
import type { PanelManager } from './panelManager';
import type { Reports } from './report';
import { argumentOf, readSpectrumArgument, spectraIn, spectrumAt } from './spectra';
import { findLoss, targetOf } from './target';
import type { WorkerHost } from './workerHost';

export interface CommandServices {
  readonly documents: Documents;
  readonly landscapes: Landscapes;
  readonly panels: PanelManager;
  readonly reports: Reports;
  readonly claimTests: ClaimTests;
  readonly chapter: Chapter;
  readonly worker: WorkerHost;
  readonly log: vscode.LogOutputChannel;
  readonly extensionUri: vscode.Uri;
}

/** Size of an exported picture, and the most bytes it may have. */
const exportWidth = 640;
const exportBytes = 2_000_000;

type Command = (argument?: unknown) => Promise<unknown>;

/** All commands by their names; `losscape.` stands before each. */
function commandTable(services: CommandServices): Record<string, Command> {
  const { documents, landscapes, panels, reports, claimTests, chapter, worker, extensionUri } = services;
  const onLoss =
    (action: (place: LossPlace) => Promise<unknown>): Command =>
    async (argument) => {
      const place = await findLoss(documents, argument, panels.shown);
      return place === undefined ? undefined : action(place);
    };
  const copy = async (what: string, text: string): Promise<void> => {
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(`${what} copied as LaTeX`, 3_000);
  };
  const copyFormulas = async (
    what: string,
    place: LossPlace,
    print: (view: FormulaLossView) => string,
  ): Promise<void> => {
    const view = await landscapes.view(targetOf(place));
    if (view.form === 'formulas') return copy(what, print(view));
    const count = view.parameters.length;
    void vscode.window.showInformationMessage(`${view.name} has ${count} parameters: too many for formulas.`);
  };
  return {
    openLandscape: onLoss(async (place) => void (await panels.open(place))),
    openSpectrum: (argument) => openSpectrum(documents, panels, argument),
    runOptimizers: onLoss(async (place) => (await panels.open(place)).command('run-optimizers')),
    showCriticalPoints: onLoss(({ region, loss }) =>
      reports.open({ document: region.document.uri.toString(), loss: loss.name }),
    ),
    copyGradient: onLoss(async (place) => copyFormulas('Gradient', place, gradientLatex)),
    copyHessian: onLoss(async (place) => copyFormulas('Hessian', place, hessianLatex)),
    exportPicture: onLoss(async (place) => exportPicture(landscapes, place)),
    checkClaims: () => checkClaims(documents, claimTests),
    newFile: openNewFile,
    openExample: (argument) => openExample(extensionUri, argument),
    openChapter: (argument) => chapter.choose(argument),
    nextChapter: () => chapter.next(),
    walkChapter: () => chapter.walk(),
    restartWorker: () => {
      worker.restart();
      landscapes.forgetFailures();
      panels.retry();
      vscode.window.setStatusBarMessage('Losscape: the worker was restarted', 3_000);
      return Promise.resolve();
    },
  };
}

/** Checks the claims of the active editor, and says how many came out how. */
async function checkClaims(documents: Documents, claimTests: ClaimTests): Promise<ClaimCounts | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !documents.speaks(document)) {
    void vscode.window.showInformationMessage('Open a .loss file to check its claims.');
    return undefined;
  }
  const counts = await claimTests.checkDocument(document);
  const { holds, fails, undecided } = counts;
  const total = holds + fails + undecided;
  const message =
    total === 0
      ? 'This file has no claims yet. Write one: claim f has 1 minimum'
      : `Claims: ${holds} of ${total} hold, ${fails} fail, ${undecided} undecided`;
  vscode.window.setStatusBarMessage(message, 5_000);
  return counts;
}

/** The spectrum of the argument, else the one at the cursor, else the first of the active editor. */
async function openSpectrum(documents: Documents, panels: PanelManager, argument: unknown): Promise<void> {
  const named = readSpectrumArgument(argument);
  if (named !== undefined) return panels.openSpectrum(named);
  const editor = vscode.window.activeTextEditor;
  const here = editor === undefined ? undefined : spectrumAt(documents, editor.document, editor.selection.active);
  const first = editor === undefined ? undefined : spectraIn(documents, editor.document)[0];
  const place = here?.spectrum.sound === true ? here : first;
  if (place !== undefined) return panels.openSpectrum(argumentOf(place));
  void vscode.window.showInformationMessage(
    'There is no spectrum here. Write one: spectrum goe(n = 400, spikes = (3, 2), seed = 1)',
  );
}

/** The picture on white paper, with the critical points; it goes where the user says. */
async function exportPicture(landscapes: Landscapes, place: LossPlace): Promise<void> {
  const target = targetOf(place);
  await landscapes.search(target);
  const paper = { dark: false, highContrast: false };
  const svg = await landscapes.picture(target, paper, exportWidth, exportBytes);
  await savePicture(place.region.document.uri, svg, `${place.loss.name}.svg`);
}

/** Registers all commands; a failure is logged and shown as its sentence. */
export function registerCommands(services: CommandServices): vscode.Disposable {
  const registered = Object.entries(commandTable(services)).map(([name, command]) =>
    vscode.commands.registerCommand(`losscape.${name}`, async (argument?: unknown) => {
      try {
        return await command(argument);
      } catch (error) {
        services.log.error(`losscape.${name}`, error instanceof Error ? error : String(error));
        void vscode.window.showErrorMessage(`Losscape: ${error instanceof Error ? error.message : String(error)}`);
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}
