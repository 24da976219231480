/** Makes a screenshot small: 256 colours chosen by median cut, one byte a pixel, deflated hard. */
import { readFileSync, writeFileSync } from 'node:fs';
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Rewrites an 8-bit RGB or RGBA file without interlacing; transparency is dropped. */
export function shrinkPng(file) {
  const { width, height, pixels } = decode(readFileSync(file));
  const { palette, index } = chooseColours(pixels);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rows[y * (width + 1) + 1 + x] = index.get(pixels[y * width + x]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const parts = [
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ];
  writeFileSync(file, Buffer.concat([signature, ...parts]));
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** The pixels as numbers 0xRRGGBB, row by row. */
function decode(bytes) {
  const data = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    const body = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (type === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      channels = { 2: 3, 6: 4 }[body[9]];
      if (body[8] !== 8 || channels === undefined || body[12] !== 0) throw new Error('This kind of PNG is not read.');
    } else if (type === 'IDAT') data.push(body);
  }
  const raw = inflateSync(Buffer.concat(data));
  const stride = width * channels;
  const pixels = new Uint32Array(width * height);
  let above = Buffer.alloc(stride);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)];
    const row = raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1));
    for (let i = 0; i < stride; i++) {
      const left = i < channels ? 0 : row[i - channels];
      const corner = i < channels ? 0 : above[i - channels];
      row[i] += [0, left, above[i], (left + above[i]) >> 1, paeth(left, above[i], corner)][filter];
    }
    for (let x = 0; x < width; x++) {
      const i = x * channels;
      pixels[y * width + x] = (row[i] << 16) | (row[i + 1] << 8) | row[i + 2];
    }
    above = row;
  }
  return { width, height, pixels };
}

/** The predictor of the PNG specification, 9.4. */
function paeth(left, above, corner) {
  const estimate = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(estimate - value));
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

/** At most 256 colours, and which of them stands for each colour of the picture. */
function chooseColours(pixels) {
  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const part = (colour, channel) => (colour >> (16 - 8 * channel)) & 255;
  const boxes = [boxOf([...counts.keys()])];
  while (boxes.length < 256) {
    boxes.sort((a, b) => b.weight - a.weight);
    if (boxes[0].weight === 0) break;
    const { colours, channel } = boxes.shift();
    colours.sort((a, b) => part(a, channel) - part(b, channel));
    const middle = (part(colours[0], channel) + part(colours.at(-1), channel)) / 2;
    const cut = Math.max(
      1,
      colours.findIndex((colour) => part(colour, channel) > middle),
    );
    boxes.push(boxOf(colours.slice(0, cut)), boxOf(colours.slice(cut)));
  }
  const index = new Map(boxes.flatMap(({ colours }, i) => colours.map((colour) => [colour, i])));
  return { palette: boxes.map(({ colours }) => commonest(colours)), index };

  /** Weighted by its width and, less so, by how much of the picture it covers. */
  function boxOf(colours) {
    const widths = [0, 1, 2].map((channel) => {
      const values = colours.map((colour) => part(colour, channel));
      return values.reduce((a, b) => Math.max(a, b), 0) - values.reduce((a, b) => Math.min(a, b), 255);
    });
    const width = Math.max(...widths);
    const pixelsInside = colours.reduce((sum, colour) => sum + counts.get(colour), 0);
    return { colours, channel: widths.indexOf(width), weight: width * Math.sqrt(Math.sqrt(pixelsInside)) };
  }

  function commonest(colours) {
    return colours.reduce((best, colour) => (counts.get(colour) > counts.get(best) ? colour : best));
  }
}
