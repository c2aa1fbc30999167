// Texts of random and hashed bytes, and comparing them.
import { toBase64url } from "../bytes.ts";

const encoder = new TextEncoder();

/** Whether a text is what `toBase64url` gives for `size` bytes: one spelling only, so unused bits are zero. */
export function isBase64url(text: string, size: number): boolean {
  if (text.length !== Math.ceil((size * 4) / 3) || !/^[A-Za-z0-9_-]+$/.test(text)) return false;
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return toBase64url(Uint8Array.from(binary, (character) => character.charCodeAt(0))) === text;
}

/** `size` random bytes from the system's generator, as base64url. */
export function randomText(size: number): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(size)));
}

/** From one to two times `milliseconds`, so that those who wait together do not come back together. */
export function jitter(milliseconds: number): number {
  const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
  return milliseconds * (1 + byte / 255);
}

export async function sha256(text: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest("SHA-256", encoder.encode(text))));
}

/** In a time that does not depend on where they differ. Nothing equals what could not be computed. */
export function equalTexts(a: string, b: string | undefined): boolean {
  if (b === undefined || b === "") return false;
  let difference = a.length ^ b.length;
  for (let i = 0; i < b.length; i++) difference |= (a.charCodeAt(i) || 0) ^ b.charCodeAt(i);
  return difference === 0;
}

/** Not empty, not too long, and without lone surrogates, which would all become the same bytes. */
export function isPlainText(value: unknown, longest: number): value is string {
  return typeof value === "string" && value.length > 0 && value.length <= longest && !/\p{Surrogate}|\0/u.test(value);
}
