import { describe, expect, test } from 'vitest';
import { GifWriter } from '../../src/picture/gif';
import { NearestColours, paletteOf } from '../../src/picture/palette';
import { readGif } from '../support/gif';
import { seeded } from '../support/random';

const grey = Uint8Array.from({ length: 255 * 3 }, (_, i) => Math.floor(i / 3));

function written(frames: readonly Uint8Array[], width: number, height: number): Uint8Array {
  const writer = new GifWriter({ width, height, palette: grey });
  frames.forEach((frame, i) => writer.add(frame, 5 + i));
  return writer.finish();
}

const shades = (colours: Uint8Array): number[] => [...colours].filter((_, i) => i % 3 === 0);

describe('a GIF that is read again', () => {
  const random = seeded(4);
  const noise = (length: number, levels: number): Uint8Array =>
    Uint8Array.from({ length }, () => Math.floor(random() * levels));
  test.each<[string, number, number, Uint8Array[]]>([
    ['one pixel', 1, 1, [Uint8Array.of(7)]],
    ['one colour', 40, 30, [new Uint8Array(1200).fill(3)]],
    ['few colours', 61, 37, [noise(61 * 37, 3)]],
    ['noise of all colours, which fills the table of codes often', 200, 150, [noise(30_000, 255)]],
    ['frames that differ in places', 50, 40, [noise(2000, 5), noise(2000, 5), noise(2000, 5)]],
  ])('%s', (_, width, height, frames) => {
    const gif = readGif(written(frames, width, height));
    expect(gif).toMatchObject({ width, height, loops: true });
    expect(gif.frames.map(({ hundredths }) => hundredths)).toEqual(frames.map((__, i) => 5 + i));
    gif.frames.forEach(({ colours }, i) => expect(shades(colours)).toEqual([...frames[i]!]));
  });

  test('every length from 1 to 3000, so that the codes end at every width', () => {
    for (let length = 1; length <= 3000; length += 1 + Math.floor(length / 97)) {
      const pixels = noise(length, 251);
      expect(shades(readGif(written([pixels], length, 1)).frames[0]!.colours)).toEqual([...pixels]);
    }
  });

  test('what stays is not written again', () => {
    const [first, second] = [noise(10_000, 255), new Uint8Array(10_000)];
    second.set(first);
    second[5050] = (second[5050]! + 1) % 255;
    const grown = written([first, second], 100, 100).length - written([first], 100, 100).length;
    expect(grown).toBeLessThan(40);
    expect(written([first, first], 100, 100).length - written([first], 100, 100).length).toBeLessThan(40);
  });
});

describe('palettes', () => {
  const picture = Uint8Array.from(
    { length: 4 * 3000 },
    (_, i) => [(i * 7) % 256, (i * 3) % 256, 90 + (Math.floor(i / 400) % 20), 255][i % 4]!,
  );

  test('have the colours that are kept, exactly', () => {
    const palette = paletteOf(
      [picture],
      [
        [1, 2, 3],
        [250, 128, 7],
      ],
      255,
    );
    expect([...palette.slice(0, 6)]).toEqual([1, 2, 3, 250, 128, 7]);
    expect(palette.length).toBeLessThanOrEqual(3 * 255);
    const near = new NearestColours(palette);
    expect([...near.indices(Uint8Array.of(250, 128, 7, 255, 1, 2, 3, 255, 249, 128, 8, 255))]).toEqual([1, 0, 1]);
  });

  test('are the same for the same pictures, and near to all of their colours', () => {
    const palette = paletteOf([picture], [], 255);
    expect(paletteOf([picture], [], 255)).toEqual(palette);
    const indices = new NearestColours(palette).indices(picture);
    indices.forEach((index, k) => {
      for (let c = 0; c < 3; c++) expect(Math.abs(palette[3 * index + c]! - picture[4 * k + c]!)).toBeLessThan(40);
    });
  });
});
