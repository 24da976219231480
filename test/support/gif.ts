/** Reads GIF files as their specification says, independently of the writer. */
export interface GifFrame {
  readonly hundredths: number;
  /** Red, green and blue of each pixel of the whole picture once this frame is drawn. */
  readonly colours: Uint8Array;
}

export function readGif(file: Uint8Array): { width: number; height: number; loops: boolean; frames: GifFrame[] } {
  let at = 0;
  const byte = (): number => file[at++]!;
  const word = (): number => byte() + 256 * byte();
  const text = (length: number): string => String.fromCharCode(...file.subarray(at, (at += length)));
  if (text(6) !== 'GIF89a') throw new Error('not a GIF89a');
  const [width, height, flags] = [word(), word(), byte()];
  at += 2;
  if ((flags & 0x80) === 0) throw new Error('no global palette');
  const palette = file.subarray(at, (at += 3 * (2 << (flags & 7))));
  const screen = new Uint8Array(3 * width * height);
  const frames: GifFrame[] = [];
  let [loops, hundredths, transparent] = [false, 0, -1];
  const blocks = (): number[] => {
    const data: number[] = [];
    for (let length = byte(); length > 0; length = byte()) data.push(...file.subarray(at, (at += length)));
    return data;
  };
  for (;;) {
    const kind = byte();
    if (kind === 0x3b) {
      if (at !== file.length) throw new Error('something stands behind the end');
      return { width, height, loops, frames };
    }
    if (kind === 0x21) {
      const label = byte();
      const data = blocks();
      if (label === 0xff) loops = String.fromCharCode(...data.slice(0, 11)) === 'NETSCAPE2.0' && data[12] === 0;
      if (label === 0xf9) {
        hundredths = data[1]! + 256 * data[2]!;
        transparent = (data[0]! & 1) === 1 ? data[3]! : -1;
      }
      continue;
    }
    if (kind !== 0x2c) throw new Error(`block ${kind}`);
    const [left, top, wide, high] = [word(), word(), word(), word()];
    at++;
    const pixels = decompressed(byte(), blocks());
    if (pixels.length !== wide * high) throw new Error(`${pixels.length} pixels, not ${wide * high}`);
    pixels.forEach((colour, k) => {
      if (colour === transparent) return;
      const to = 3 * ((top + Math.floor(k / wide)) * width + left + (k % wide));
      screen.set(palette.subarray(3 * colour, 3 * colour + 3), to);
    });
    frames.push({ hundredths, colours: screen.slice() });
  }
}

function decompressed(least: number, data: readonly number[]): number[] {
  const clear = 1 << least;
  let table: number[][] = [];
  let [size, bit] = [least + 1, 0];
  const reset = (): void => {
    table = Array.from({ length: clear + 2 }, (_, i) => [i]);
    size = least + 1;
  };
  const next = (): number => {
    let code = 0;
    for (let i = 0; i < size; i++, bit++) code |= ((data[bit >> 3]! >> (bit & 7)) & 1) << i;
    return code;
  };
  reset();
  const out: number[] = [];
  let last: number[] | undefined;
  for (;;) {
    const code = next();
    if (code === clear) {
      reset();
      last = undefined;
      continue;
    }
    if (code === clear + 1) return out;
    const entry = code < table.length ? table[code]! : last === undefined ? undefined : [...last, last[0]!];
    if (entry === undefined || code > table.length) throw new Error(`code ${code} of ${table.length}`);
    for (const pixel of entry) out.push(pixel);
    if (last !== undefined && table.length < 4096) table.push([...last, entry[0]!]);
    if (table.length === 1 << size && size < 12) size++;
    last = entry;
  }
}
