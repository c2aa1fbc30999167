// Bytes and texts: base64url, and lists of fields as bytes that no other list gives.

const encoder = new TextEncoder();

export function toBase64url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Each field with its length in front of it: `["ab", "c"]` and `["a", "bc"]` differ. */
export function fieldBytes(fields: readonly string[]): Uint8Array<ArrayBuffer> {
  const parts = fields.map((field) => encoder.encode(field));
  const all = new Uint8Array(parts.reduce((size, part) => size + 4 + part.length, 0));
  const view = new DataView(all.buffer);
  let at = 0;
  for (const part of parts) {
    view.setUint32(at, part.length);
    all.set(part, at + 4);
    at += 4 + part.length;
  }
  return all;
}

/** Also for bytes that another realm made. */
export function isBytes(value: unknown): value is Uint8Array {
  return Object.prototype.toString.call(value) === "[object Uint8Array]";
}
