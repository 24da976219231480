/** The runs in the plot as an animated GIF: each frame the exported picture at one step. */
import { GifWriter, mostColours } from '../src/picture/gif';
import { NearestColours, paletteOf } from '../src/picture/palette';
import { drawRuns, seriesColour } from './draw/runLayer';
import type { Theme } from './draw/theme';
import { exportPicture } from './exportPicture';
import type { PictureParts } from './exportPicture';
import { frameSteps, frameTime, lastFrameTime } from './model/frames';
import type { Scene } from './model/scene';
import type { Projection } from './plot/projection';
import { html, svg } from './ui/dom';

/** Thrown where a person gave it up. */
export class AnimationCancelled extends Error {}

export interface AnimationSource {
  readonly scene: Scene;
  readonly theme: Theme;
  readonly projection: Projection;
  readonly parts: Omit<PictureParts, 'title'>;
}

/** The file. The share done is told after each frame; between frames the panel goes on. */
export async function exportAnimation(
  { scene, theme, projection, parts }: AnimationSource,
  signal: AbortSignal,
  progress: (share: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const plot = parts.plot.cloneNode(true) as SVGSVGElement;
  const glyphs = [...parts.glyphs, runNames(scene, theme)];
  const picture = (step: number): string => {
    const runs = svg('g', { class: 'runs' });
    drawRuns(runs, { ...scene, step }, projection, theme);
    plot.querySelector('.runs')!.replaceWith(runs);
    const title = `${scene.loss.name}: step ${String(step)} of ${String(scene.last)}`;
    return exportPicture({ ...parts, glyphs, plot, title }, theme);
  };
  const steps = frameSteps(scene.last);
  const easel = new Easel();
  const samples = [steps[0]!, steps[Math.floor(steps.length / 2)]!, steps.at(-1)!];
  const pictures: Uint8ClampedArray[] = [];
  for (const step of samples) pictures.push((await easel.draw(picture(step), signal)).data);
  const kept = [theme.background, theme.foreground, ...theme.series].map((colour) => easel.channels(colour));
  const palette = paletteOf(pictures, kept, mostColours);
  const nearest = new NearestColours(palette);
  let writer: GifWriter | undefined;
  for (const [i, step] of steps.entries()) {
    const { data, width, height } = await easel.draw(picture(step), signal);
    writer ??= new GifWriter({ width, height, palette });
    writer.add(nearest.indices(data), i === steps.length - 1 ? lastFrameTime : frameTime);
    progress((i + 1) / steps.length);
  }
  return writer!.finish();
}

/** The names of the optimizers with their colours, as the glyphs have theirs. */
function runNames(scene: Scene, theme: Theme): HTMLElement {
  const known = new Map(scene.runs.map(({ setup, definition }) => [setup.id, { setup, definition }]));
  return html(
    'ul',
    '',
    {},
    [...known.values()].map(({ setup, definition }) =>
      html('li', '', {}, [
        svg('svg', {}, [
          svg('line', { x1: -9, x2: 9, y1: 0, y2: 0, stroke: seriesColour(theme, setup.colour), 'stroke-width': 3 }),
        ]),
        html('span', '', { text: definition.title }),
      ]),
    ),
  );
}

/** Turns pictures into pixels. */
class Easel {
  private readonly canvas = document.createElement('canvas');
  private readonly context = this.canvas.getContext('2d', { willReadFrequently: true })!;

  async draw(text: string, signal: AbortSignal): Promise<ImageData> {
    if (signal.aborted) throw new AnimationCancelled();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    // The panel draws and hears in between.
    await new Promise((resolve) => setTimeout(resolve));
    if (signal.aborted) throw new AnimationCancelled();
    const [width, height] = [image.naturalWidth, image.naturalHeight];
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    this.context.clearRect(0, 0, width, height);
    this.context.drawImage(image, 0, 0);
    return this.context.getImageData(0, 0, width, height);
  }

  /** The channels of a colour as CSS writes it. */
  channels(colour: string): readonly [number, number, number] {
    this.canvas.width = 1;
    this.canvas.height = 1;
    this.context.fillStyle = colour;
    this.context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = this.context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  }
}
