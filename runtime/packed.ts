// Reads packed tables: runs of numbers in the digits of base64, five bits each.

/**
 * A number is written in digits of five bits, lowest first; a digit of 32 or more says that another follows.
 * After a number that equals the one before it comes a count: how many times more it is repeated.
 */
export function unpack(text: string, length: number, limit: number): Ids {
  const ids = newIds(length, limit);
  let filled = 0;
  let previous = -1;
  for (let i = 0; i < text.length;) {
    let value = 0;
    let scale = 1;
    let digit: number;
    do {
      digit = DIGITS[text.charCodeAt(i++)] ?? 64;
      if (digit > 63) throw new RangeError("a digit that is none, or a number without its end");
      value += (digit & 31) * scale;
      scale *= 32;
    } while (digit > 31);
    if (previous === REPEAT) {
      if (value > length - filled) throw new RangeError("too many numbers");
      ids.fill(ids[filled - 1] ?? 0, filled, filled + value);
      filled += value;
      previous = -1;
    } else {
      if (value >= limit || filled >= length) throw new RangeError("a number out of range");
      ids[filled++] = value;
      previous = value === previous ? REPEAT : value;
    }
  }
  if (filled !== length || previous === REPEAT) throw new RangeError("too few numbers");
  return ids;
}

export type Ids = Uint8Array | Uint16Array | Uint32Array;

/** Room for numbers below `limit`. */
export function newIds(length: number, limit: number): Ids {
  if (limit <= 0x100) return new Uint8Array(length);
  return limit <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}

const REPEAT = -2;
const DIGITS = new Uint8Array(128).fill(64);
for (let i = 0; i < 64; i++) {
  DIGITS["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".charCodeAt(i)] = i;
}
