/**
 * Animations as GIF89a (CompuServe 1990; LZW as in its appendix F): one palette of up to 256 colours, frames that hold what
 * has changed alone.
 */

/** The colour that leaves what is there: the last of the palette is kept for it. */
const transparent = 255;

/** Colours a picture may have beside the transparent one. */
export const mostColours = 255;

/** The most bytes that a frame's data come in at a time. */
const blockLength = 255;

export class GifWriter {
  private readonly parts: Uint8Array[] = [];
  private before: Uint8Array | undefined;
  private readonly width: number;
  private readonly height: number;

  /** @param palette up to 255 colours, three bytes each. */
  constructor({ width, height, palette }: { width: number; height: number; palette: Uint8Array }) {
    this.width = width;
    this.height = height;
    const colours = new Uint8Array(256 * 3);
    colours.set(palette.subarray(0, mostColours * 3));
    this.parts.push(
      ascii('GIF89a'),
      // A global table of 2^8 colours, 8 bits each.
      Uint8Array.of(...word(width), ...word(height), 0xf7, 0, 0),
      colours,
      // Begins again at its end, for ever.
      Uint8Array.of(0x21, 0xff, 11),
      ascii('NETSCAPE2.0'),
      Uint8Array.of(3, 1, 0, 0, 0),
    );
  }

  /**
   * Adds a frame: the number of a colour for each pixel, by rows, shown for so many hundredths of a second.
   */
  add(pixels: Uint8Array, hundredths: number): void {
    const { width } = this;
    const box = this.before === undefined ? [0, 0, width, this.height] : this.changed(pixels, this.before);
    const [left, top, right, bottom] = box as [number, number, number, number];
    const part = new Uint8Array((right - left) * (bottom - top));
    for (let y = top, k = 0; y < bottom; y++) {
      for (let x = left; x < right; x++, k++) {
        const at = y * width + x;
        part[k] = this.before?.[at] === pixels[at] ? transparent : pixels[at]!;
      }
    }
    this.before = pixels.slice();
    this.parts.push(
      // Stays where it is; the last colour is transparent.
      Uint8Array.of(0x21, 0xf9, 4, 0b101, ...word(Math.max(0, Math.min(65_535, hundredths))), transparent, 0),
      Uint8Array.of(0x2c, ...word(left), ...word(top), ...word(right - left), ...word(bottom - top), 0),
      compressed(part),
    );
  }

  /** The whole file. */
  finish(): Uint8Array<ArrayBuffer> {
    const all = [...this.parts, Uint8Array.of(0x3b)];
    const file = new Uint8Array(all.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of all) {
      file.set(part, at);
      at += part.length;
    }
    return file;
  }

  /** The smallest rectangle that holds all that has changed; one pixel where nothing has. */
  private changed(pixels: Uint8Array, before: Uint8Array): number[] {
    const { width, height } = this;
    let [left, top, right, bottom] = [width, height, 0, 0];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (pixels[y * width + x] === before[y * width + x]) continue;
        left = Math.min(left, x);
        right = Math.max(right, x + 1);
        top = Math.min(top, y);
        bottom = y + 1;
      }
    }
    return right === 0 ? [0, 0, 1, 1] : [left, top, right, bottom];
  }
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function word(value: number): [number, number] {
  return [value & 0xff, (value >> 8) & 0xff];
}

/** Codes have at most 12 bits. */
const mostCodes = 4096;
/** Slots of the table of known strings: a power of two, well above the number of codes. */
const slots = 1 << 14;

/** LZW with codes of 9 to 12 bits for bytes, in blocks with their lengths. */
function compressed(pixels: Uint8Array): Uint8Array {
  const [clear, end] = [256, 257];
  const keys = new Int32Array(slots).fill(-1);
  const codes = new Uint16Array(slots);
  const bytes: number[] = [8];
  let block: number[] = [];
  let [buffer, filled] = [0, 0];
  let size = 9;
  let next = end + 1;
  const flush = (): void => {
    bytes.push(block.length);
    for (const byte of block) bytes.push(byte);
    block = [];
  };
  const write = (code: number): void => {
    buffer |= code << filled;
    filled += size;
    while (filled >= 8) {
      block.push(buffer & 0xff);
      if (block.length === blockLength) flush();
      buffer >>>= 8;
      filled -= 8;
    }
  };
  write(clear);
  let prefix = pixels[0]!;
  for (let i = 1; i < pixels.length; i++) {
    const key = (prefix << 8) | pixels[i]!;
    let slot = (key * 0x9e3779b1) >>> 18;
    while (keys[slot] !== -1 && keys[slot] !== key) slot = (slot + 1) & (slots - 1);
    if (keys[slot] === key) {
      prefix = codes[slot]!;
      continue;
    }
    write(prefix);
    prefix = pixels[i]!;
    if (next < mostCodes) {
      keys[slot] = key;
      codes[slot] = next;
      // The reader learns a code one step later: its codes grow when this one is in use.
      if (next === 1 << size) size++;
      next++;
    } else {
      write(clear);
      keys.fill(-1);
      size = 9;
      next = end + 1;
    }
  }
  write(prefix);
  // The reader's table has grown by the string just written.
  if (next === 1 << size && size < 12) size++;
  write(end);
  if (filled > 0) block.push(buffer & 0xff);
  if (block.length > 0) flush();
  bytes.push(0);
  return Uint8Array.from(bytes);
}
