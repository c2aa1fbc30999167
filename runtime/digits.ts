// Reads numbers from a packed text: the digits of base64, five bits each.
import { newIds } from "./ids.ts";
import type { Ids } from "./ids.ts";

/** A number is written in digits of five bits, lowest first; a digit of 32 or more says that another follows. */
export class Digits {
  private readonly text: string;
  /** Where the next number begins. */
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  /** Throws RangeError if there is none below `limit`. */
  next(limit: number): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const digit = DIGITS[this.text.charCodeAt(this.at++)] ?? 64;
      if (digit > 63) throw new RangeError("a digit that is none, or a number without its end");
      value += (digit & 31) * scale;
      if (digit < 32) break;
      scale *= 32;
    }
    if (value >= limit) throw new RangeError("a number out of range");
    return value;
  }

  /** So many numbers below `limit`. After a number that equals the one before it comes how many times more it is repeated. */
  list(length: number, limit: number): Ids {
    const ids = newIds(length, limit);
    let previous = -1;
    for (let filled = 0; filled < length;) {
      const value = this.next(limit);
      ids[filled++] = value;
      if (value === previous) {
        const more = this.next(length - filled + 1);
        ids.fill(value, filled, (filled += more));
        previous = -1;
      } else previous = value;
    }
    return ids;
  }
}

const DIGITS = new Uint8Array(128).fill(64);
for (let i = 0; i < 64; i++) {
  DIGITS["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".charCodeAt(i)] = i;
}
