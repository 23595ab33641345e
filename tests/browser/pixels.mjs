// Pixels of a screenshot, and the contrast of two colours as WCAG 2 defines it.
import { inflateSync } from "node:zlib";

// A PNG as Chromium writes it: 8 bits a channel, RGB or RGBA, not interlaced.
export function decode(png) {
  const data = [];
  let width, height, channels;
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      channels = { 2: 3, 6: 4 }[body[9]];
      if (body[8] !== 8 || !channels || body[12] !== 0) throw new Error("another PNG than Chromium's");
    }
    if (type === "IDAT") data.push(body);
    at += 12 + length;
  }
  const bytes = inflateSync(Buffer.concat(data));
  const row = width * channels;
  for (let y = 0; y < height; y++) unfilter(bytes, y * (row + 1), row, channels, y > 0);
  return { width, height, channels, bytes, row: row + 1 };
}

// A row's first byte names what its bytes are the difference to: left, above, their mean, Paeth's.
function unfilter(bytes, at, row, channels, hasAbove) {
  const filter = bytes[at];
  if (filter === 0) return;
  const first = at + 1;
  const above = first - (row + 1);
  for (let x = 0; x < row; x++) {
    const left = x >= channels ? bytes[first + x - channels] : 0;
    const up = hasAbove ? bytes[above + x] : 0;
    const corner = hasAbove && x >= channels ? bytes[above + x - channels] : 0;
    let guess;
    if (filter === 1) guess = left;
    else if (filter === 2) guess = up;
    else if (filter === 3) guess = (left + up) >> 1;
    else guess = paeth(left, up, corner);
    bytes[first + x] += guess;
  }
}

function paeth(left, up, corner) {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function linear(channel) {
  const value = channel / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function luminance([red, green, blue]) {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

export function contrast(one, other) {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

// What is seen of a colour (red, green, blue, opacity) before another.
export function over([red, green, blue, opacity], behind) {
  return [red, green, blue].map((channel, i) => opacity * channel + (1 - opacity) * behind[i]);
}

// The colours of a box of an image, with how many pixels have each.
function coloursOf(image, { left, top, right, bottom }) {
  const colours = new Map();
  const [x0, x1] = [Math.max(0, Math.floor(left)), Math.min(image.width, Math.ceil(right))];
  const [y0, y1] = [Math.max(0, Math.floor(top)), Math.min(image.height, Math.ceil(bottom))];
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const at = y * image.row + 1 + x * image.channels;
      const key = (image.bytes[at] << 16) | (image.bytes[at + 1] << 8) | image.bytes[at + 2];
      colours.set(key, (colours.get(key) ?? 0) + 1);
    }
  }
  return colours;
}

// The contrast that a colour has before nine tenths of a box or more:
// one thin line behind a word leaves it readable.
export function contrastBefore(image, box, colour) {
  let pixels = 0;
  const found = [];
  for (const [key, count] of coloursOf(image, box)) {
    const behind = [key >> 16, (key >> 8) & 255, key & 255];
    found.push([contrast(over(colour, behind), behind), count]);
    pixels += count;
  }
  let left = 0.1 * pixels;
  for (const [ratio, count] of found.sort((a, b) => a[0] - b[0])) {
    left -= count;
    if (left < 0) return ratio;
  }
  return Infinity; // an empty box
}
