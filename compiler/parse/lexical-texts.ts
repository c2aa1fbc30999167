// Text literals: whether they are whole, what their escapes mean, and how long they are.
import type { Token } from "../../grammar/index.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { codePoint } from "./lexical-characters.ts";
import type { SourceFile } from "../source.ts";

export const MAX_TEXT_BYTES = 4096;

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
const ESCAPE = /\\(?:u([0-9a-fA-F]{4})|[^]?)/g;

/** Reports a literal that does not end, bad escapes, tabs, halves of characters, and too many bytes. */
export function checkText(file: SourceFile, token: Token, sink: Sink): void {
  const image = token.image;
  const start = token.startOffset;
  if (!isClosed(image)) {
    sink.report(kinds.openText, { file, start, end: start + image.length }, {}, { help: 'close it with `"`; a line break inside a text is written `\\n`' });
    return;
  }
  if (image.length < MAX_TEXT_BYTES / 3 && !/[\\\t]/.test(image)) return;
  const tab = image.indexOf("\t");
  if (tab !== -1) {
    sink.report(
      kinds.controlCharacter,
      { file, start: start + tab, end: start + tab + 1 },
      { point: codePoint(9) },
      { help: "write a tab in a text as `\\t`" },
    );
  }
  checkEscapes(file, token, sink);
  const length = byteLength(textOf(token));
  if (length > MAX_TEXT_BYTES) {
    sink.report(
      kinds.longText,
      { file, start, end: start + image.length },
      { length, limit: MAX_TEXT_BYTES },
      { help: "a condition on so long a text belongs into the application, as a property" },
    );
  }
}

/** What a text literal stands for; wrong escapes, which have been reported, stand for nothing. */
export function textOf(token: Token): string {
  const inner = token.image.slice(1, isClosed(token.image) ? -1 : undefined);
  if (!inner.includes("\\")) return inner;
  return inner.replace(ESCAPE, (escape: string, code: string | undefined) =>
    code === undefined ? (ESCAPES.get(escape.slice(1)) ?? "") : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

export function isClosed(image: string): boolean {
  if (image.length < 2 || !image.endsWith('"')) return false;
  let slashes = 0;
  while (image[image.length - 2 - slashes] === "\\") slashes++;
  return slashes % 2 === 0;
}

function checkEscapes(file: SourceFile, token: Token, sink: Sink): void {
  const image = token.image;
  let high: { readonly span: { file: SourceFile; start: number; end: number }; readonly point: string } | undefined;
  for (const match of image.matchAll(ESCAPE)) {
    const start = token.startOffset + match.index;
    const span = { file, start, end: start + match[0].length };
    const code = match[1] === undefined ? undefined : Number.parseInt(match[1], 16);
    const isLow = code !== undefined && code >= 0xdc00 && code <= 0xdfff;
    const pairs = isLow && high?.span.end === start;
    if (high !== undefined && !pairs) reportHalf(high, sink);
    if (isLow && !pairs) reportHalf({ span, point: codePoint(code) }, sink);
    high = code !== undefined && code >= 0xd800 && code <= 0xdbff ? { span, point: codePoint(code) } : undefined;
    if (code === undefined && !ESCAPES.has(match[0].slice(1))) {
      sink.report(
        kinds.badEscape,
        span,
        { escape: match[0] },
        { help: 'the escapes are those of JSON: `\\"`, `\\\\`, `\\/`, `\\b`, `\\f`, `\\n`, `\\r`, `\\t` and `\\u` with four hexadecimal digits' },
      );
    }
  }
  if (high !== undefined) reportHalf(high, sink);
}

function reportHalf(half: { readonly span: { file: SourceFile; start: number; end: number }; readonly point: string }, sink: Sink): void {
  sink.report(kinds.loneSurrogate, half.span, { point: half.point }, { help: "such a character is written as two escapes, as in `\\ud83d\\ude00`" });
}

function byteLength(text: string): number {
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return length;
}
