// Bytes to text, strictly: UTF-8 only, a byte order mark at the start removed, the first wrong byte told.

/** `rest` is what could be read before the wrong byte; `hint` says what the file may be instead. */
export type Decoded =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "invalid"; readonly offset: number; readonly byte: number; readonly before: string; readonly hint: string | undefined };

/** Never replaces a byte by U+FFFD. */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  const utf16 = looksLikeUtf16(bytes);
  const offset = utf16 === undefined ? invalidOffset(bytes) : utf16;
  if (offset === undefined) return { kind: "text", text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  return {
    kind: "invalid",
    offset,
    byte: bytes[offset] ?? 0,
    before: new TextDecoder("utf-8", { fatal: false }).decode(bytes.subarray(0, offset)),
    hint: utf16 === undefined ? undefined : "this looks like UTF-16; save the file as UTF-8",
  };
}

/** The offset of the first byte that is no part of a well-formed sequence: stray, cut off, overlong, a surrogate, or above U+10FFFF. */
function invalidOffset(bytes: Uint8Array): number | undefined {
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0;
    if (first < 0x80) {
      at++;
      continue;
    }
    const length = first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first >= 0xf0 && first <= 0xf4 ? 4 : 0;
    if (length === 0) return at;
    for (let next = 1; next < length; next++) {
      const byte = bytes[at + next] ?? 0;
      const [low, high] = next === 1 ? secondRange(first) : [0x80, 0xbf];
      // A sequence that is cut off or broken is wrong at its start.
      if (at + next >= bytes.length || byte < low || byte > high) return at;
    }
    at += length;
  }
  return undefined;
}

/** The bytes that may follow a first byte: others would be overlong, surrogates, or too large. */
function secondRange(first: number): readonly [number, number] {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  return first === 0xf4 ? [0x80, 0x8f] : [0x80, 0xbf];
}

/** The offset that shows it: of the byte order mark, or of the first zero byte of what would be ASCII. */
function looksLikeUtf16(bytes: Uint8Array): number | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return 0;
  const zeros = [0, 1].map((parity) => {
    for (let at = parity; at < Math.min(bytes.length, 16); at += 2) if (bytes[at] !== 0) return false;
    return bytes.length >= 4;
  });
  if (zeros[0] === zeros[1]) return undefined;
  return zeros[0] ? 0 : 1;
}
