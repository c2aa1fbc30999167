// Makes broken inputs out of good ones: pieces cut, doubled, swapped, mixed with hostile characters. The same for a seed.

export type Random = () => number;

/** Numbers from 0 to below 1; the same sequence for the same seed. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}

export function pick<T>(list: readonly T[], random: Random): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError("there is nothing to pick");
  return found;
}

const hostile = [
  "\u202E",
  "\u2028",
  "\u200B",
  "\uFEFF",
  "\r",
  "\u0000",
  "\uD800",
  "а",
  "`",
  '"',
  "'",
  "/*",
  "*/",
  "//",
  "///",
  "\\",
  "\\u",
  "${",
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  ",",
  ":",
  ".",
  "-",
  "--",
  "=",
  "==",
  "<=",
  "&&",
  "9007199254740993",
  "1e9",
  "0x5",
  "-1",
  "1.5",
  "_",
  "@",
  "@baseclass",
  "\t",
  "\n",
  "\f",
  "😀",
] as const;

/** Cuts a text into words, blanks and signs. */
function pieces(text: string): string[] {
  return text.match(/[A-Za-z0-9_-]+|\s+|[^\sA-Za-z0-9_-]/gu) ?? [];
}

/** One to four edits of a stretch of a good text, up to some 400 characters. */
export function broken(good: readonly string[], random: Random): string {
  const source = pieces(pick(good, random));
  const from = Math.floor(random() * source.length);
  const parts = source.slice(from, from + 10 + Math.floor(random() * 80));
  for (let edits = 1 + Math.floor(random() * 4); edits > 0; edits--) edit(parts, random, good);
  return parts.join("");
}

function edit(parts: string[], random: Random, good: readonly string[]): void {
  const at = Math.floor(random() * (parts.length + 1));
  switch (Math.floor(random() * 6)) {
    case 0:
      parts.splice(at, 1 + Math.floor(random() * 4));
      return;
    case 1:
      parts.splice(at, 0, ...parts.slice(at, at + 1 + Math.floor(random() * 8)));
      return;
    case 2:
      parts.splice(at, 0, pick(hostile, random));
      return;
    case 3:
      parts.splice(at, 0, ...pieces(pick(good, random)).slice(0, 5));
      return;
    case 4:
      parts.splice(at, 1, String.fromCharCode(Math.floor(random() * 0x250)));
      return;
    default:
      parts.splice(at, 0, pick(["(", "not ", "{", "[", "- ", "."], random).repeat(1 + Math.floor(random() * 90)));
  }
}

/** Bytes that are no longer UTF-8, now and then. */
export function bytesOf(text: string, random: Random): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 0 && random() < 0.2) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}
