import * as vscode from 'vscode';
import { hoverCommands, pictureBytes, pictureWidth, renderLossHover } from './hoverMarkdown';
import type { Documents, LossPlace } from './documents';
import type { Landscapes } from './landscapes';
import { settings } from './settings';
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
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | undefined> {
    const place = this.documents.lossAt(document, position);
    if (place?.loss.sound !== true) return undefined;
    const markdown = new vscode.MarkdownString(await this.render(place));
    markdown.isTrusted = { enabledCommands: hoverCommands };
    return new vscode.Hover(markdown, place.region.rangeOf(place.loss.statement.span));
  }

  private async render(place: LossPlace): Promise<string> {
    const target = targetOf(place);
    const asked = Promise.allSettled([this.landscapes.view(target), this.landscapes.search(target)]);
    await within(asked, patience);
    const { view, report, searching, failure } = this.landscapes.known(target);
    const drawn =
      settings.hoverPicture() && view !== undefined ? await this.draw(place, report !== undefined) : undefined;
    return renderLossHover({
      target: { document: target.owner, loss: target.loss },
      view,
      report,
      picture: drawn,
      searching,
      failure,
    });
  }

  /** The picture, unless it takes too long or there is none for this loss. */
  private draw(place: LossPlace, reportKnown: boolean): Promise<string | undefined> {
    const drawing = this.landscapes.picture(targetOf(place), pictureTheme(), pictureWidth, pictureBytes);
    return within(drawing, reportKnown ? picturePatience : patience).catch(() => undefined);
  }
}

/** The value, or undefined where it is not there after so many milliseconds. */
function within<T>(work: Promise<T>, milliseconds: number): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), milliseconds);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
