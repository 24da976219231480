import * as vscode from 'vscode';
import { hoverTarget } from '../language/editor/hover';
import type { ClaimTarget, SpectrumTarget } from '../language/editor/hoverTarget';
import { claimsOf } from './claimTarget';
import type { Claims } from './claims';
import type { Documents, LossPlace, Region } from './documents';
import {
  hoverCommands,
  pictureBytes,
  pictureWidth,
  renderClaim,
  renderLossHover,
  renderLossLine,
  renderNameHover,
  renderSpectrum,
  type LossHover,
} from './hoverMarkdown';
import type { Landscapes } from './landscapes';
import { escapeMarkdown } from './markdown';
import { settings } from './settings';
import { type Spectra, argumentOf } from './spectra';
import { targetOf } from './target';
import { pictureTheme } from './theme';

/** A hover waits this long for what is nearly done, and then shows what is known. */
const patience = 150;
/** A known report needs only its picture: worth a little longer. */
const picturePatience = 600;

/** The hover of losses: at once what is known, the rest with the next hover. */
export class LossHoverProvider implements vscode.HoverProvider {
  constructor(
    private readonly documents: Documents,
    private readonly landscapes: Landscapes,
    private readonly claims: Claims,
    private readonly spectra: Spectra,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const region = this.documents.regionAt(document, position);
    if (region === undefined) return undefined;
    const target = hoverTarget(region.model, region.offsetAt(position));
    if (target === undefined) return undefined;
    if (target.kind === 'claim') {
      const text = await this.renderClaim(region, target);
      return new vscode.Hover(trusted(text), region.rangeOf(target.span));
    }
    if (target.kind === 'spectrum') {
      const text = await this.renderSpectrum(region, target);
      return new vscode.Hover(trusted(text), region.rangeOf(target.span));
    }
    const place = this.documents.lossAt(document, position);
    const loss = place?.loss.sound === true ? place : undefined;
    const contents: string[] = [];
    if (target.kind === 'name') contents.push(renderNameHover(target));
    else if (target.parameter !== undefined) contents.push(escapeMarkdown(target.parameter));
    if (loss !== undefined) contents.push(await this.render(loss, target.kind === 'name'));
    if (contents.length === 0) return undefined;
    return new vscode.Hover(contents.map(trusted), region.rangeOf(target.span));
  }

  /** What is known of a claim; it is checked where it isn't yet. */
  private async renderClaim(region: Region, { index, sound }: ClaimTarget): Promise<string> {
    if (!sound) return 'This claim, or something it needs, has a mistake: see its message.';
    const { target } = claimsOf(region)[index]!;
    const result = await within(this.claims.check(target), patience).catch(() => undefined);
    return result === undefined ? 'This claim is being checked …' : renderClaim(result);
  }

  /** What is known of a spectrum, with a small picture; it is computed where it isn't yet. */
  private async renderSpectrum(region: Region, { index, sound }: SpectrumTarget): Promise<string> {
    if (!sound) return 'This spectrum, or something it needs, has a mistake: see its message.';
    const place = { region, index, spectrum: region.model.spectra[index]! };
    try {
      const view = await within(this.spectra.find(place), picturePatience);
      const wanted = view !== undefined && settings.hoverPicture();
      const picture = wanted
        ? await within(this.spectra.picture(place, pictureWidth, pictureTheme()), patience)
        : undefined;
      return renderSpectrum(view?.sentence, picture, argumentOf(place));
    } catch (error) {
      return escapeMarkdown(error instanceof Error ? error.message : String(error));
    }
  }

  private async render(place: LossPlace, brief: boolean): Promise<string> {
    const target = targetOf(place);
    const asked = Promise.allSettled([this.landscapes.view(target), this.landscapes.search(target)]);
    await within(asked, patience);
    const { view, report, searching, failure, partial } = this.landscapes.known(target);
    const drawn =
      settings.hoverPicture() && view !== undefined ? await this.draw(place, report !== undefined) : undefined;
    const hover: LossHover = {
      target: { document: target.owner, loss: target.loss },
      view,
      report,
      picture: drawn,
      searching,
      partial,
      failure,
    };
    return brief ? renderLossLine(hover) : renderLossHover(hover);
  }

  /** The picture, unless it takes too long or there is none for this loss. */
  private draw(place: LossPlace, reportKnown: boolean): Promise<string | undefined> {
    const drawing = this.landscapes.picture(targetOf(place), pictureTheme(), pictureWidth, pictureBytes);
    return within(drawing, reportKnown ? picturePatience : patience).catch(() => undefined);
  }
}

/** Markdown that may run the commands of its links, and no others. */
function trusted(text: string): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(text);
  markdown.supportHtml = true;
  markdown.isTrusted = { enabledCommands: hoverCommands };
  return markdown;
}

/** The value, or undefined where it is not there after so many milliseconds. */
function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
