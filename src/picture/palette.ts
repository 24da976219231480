/** The colours of an animation: so few that they fit a GIF, the same ones for the same pictures. */

/** Pixels as red, green, blue and opacity, a byte each. */
export type Pixels = Uint8ClampedArray | Uint8Array;

/** Bits a channel by which colours are counted together. */
const bits = 5;

/**
 * Up to `most` colours for some pictures, three bytes each: first those of `kept`, so that lines and text have exactly
 * their colours; then the means of the commonest groups of near colours.
 */
export function paletteOf(
  pictures: readonly Pixels[],
  kept: readonly (readonly [number, number, number])[],
  most: number,
): Uint8Array {
  const counts = new Uint32Array(1 << (3 * bits));
  const sums = new Float64Array(3 * counts.length);
  for (const pixels of pictures) {
    for (let i = 0; i < pixels.length; i += 4) {
      const group = groupOf(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!);
      counts[group]!++;
      for (let c = 0; c < 3; c++) sums[3 * group + c]! += pixels[i + c]!;
    }
  }
  const groups = [...counts.keys()].filter((group) => counts[group]! > 0);
  // Equal counts in the order of the colours, so that nothing is left to chance.
  groups.sort((a, b) => counts[b]! - counts[a]! || a - b);
  const colours = [...kept.slice(0, most)];
  for (const group of groups.slice(0, most - colours.length)) {
    const mean = (c: number): number => Math.round(sums[3 * group + c]! / counts[group]!);
    colours.push([mean(0), mean(1), mean(2)]);
  }
  return Uint8Array.from(colours.flat());
}

function groupOf(red: number, green: number, blue: number): number {
  const drop = 8 - bits;
  return ((red >> drop) << (2 * bits)) | ((green >> drop) << bits) | (blue >> drop);
}

/** Finds the nearest colours of a palette; each colour once. */
export class NearestColours {
  private readonly known = new Map<number, number>();

  constructor(private readonly palette: Uint8Array) {}

  /** The number of the nearest colour for each pixel. */
  indices(pixels: Pixels): Uint8Array {
    const result = new Uint8Array(pixels.length / 4);
    for (let k = 0, i = 0; k < result.length; k++, i += 4) {
      const key = (pixels[i]! << 16) | (pixels[i + 1]! << 8) | pixels[i + 2]!;
      let nearest = this.known.get(key);
      if (nearest === undefined)
        this.known.set(key, (nearest = this.nearest(pixels[i]!, pixels[i + 1]!, pixels[i + 2]!)));
      result[k] = nearest;
    }
    return result;
  }

  private nearest(red: number, green: number, blue: number): number {
    const { palette } = this;
    let [best, least] = [0, Infinity];
    for (let j = 0; j < palette.length; j += 3) {
      // Eyes see green best and blue least: the weights of luminance, roughly.
      const distance =
        3 * (palette[j]! - red) ** 2 + 6 * (palette[j + 1]! - green) ** 2 + (palette[j + 2]! - blue) ** 2;
      if (distance < least) [best, least] = [j / 3, distance];
    }
    return best;
  }
}
