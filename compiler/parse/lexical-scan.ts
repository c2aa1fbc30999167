// Looks through a whole text for characters that may stand nowhere in it, or only inside texts.
import type { Token } from "../../grammar/index.ts";
import { codePoint, isBidiControl, isOddLineBreak } from "./lexical-characters.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import type { SourceFile } from "../source.ts";

const NOWHERE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]|\r(?!\n)|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const LINE_BREAKS = /[\u0085\u2028\u2029]/g;
/** Not the joiners and variation selectors, which some scripts and emoji need. In names all are errors. */
const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u2060-\u2064]|(?!^)\ufeff/g;
const BREAK_HELP = "lines end with a line feed, or a carriage return and a line feed";

/** Most files have nothing to look for; this finds that out fast. */
export function isPlain(text: string): boolean {
  return !/[^\t\n\r -~]|\r(?!\n)/.test(text);
}

/** Reports what may not stand anywhere, not even in a comment or a text. */
export function scanCharacters(file: SourceFile, sink: Sink): void {
  for (const match of file.text.matchAll(NOWHERE)) {
    const code = match[0].charCodeAt(0);
    const span = { file, start: match.index, end: match.index + 1 };
    const point = codePoint(code);
    if (isBidiControl(code)) {
      sink.report(kinds.bidiControl, span, { point }, { help: "remove it", fix: { title: `Remove ${point}`, edits: [{ span, text: "" }] } });
    } else if (isOddLineBreak(code)) {
      sink.report(kinds.lineBreak, span, { point }, { help: BREAK_HELP });
    } else if (code >= 0xd800) {
      sink.report(kinds.loneSurrogate, span, { point }, { help: "the file was damaged before it was read; write the whole character" });
    } else {
      sink.report(kinds.controlCharacter, span, { point }, { help: `remove it; in a text, write \`\\u${code.toString(16).padStart(4, "0")}\`` });
    }
  }
}

/** Reports line breaks of other kinds outside texts: what they seem to end goes on. */
export function scanOutsideTexts(file: SourceFile, tokens: readonly Token[], comments: readonly Token[], sink: Sink): void {
  for (const token of [...tokens, ...comments]) {
    if (token.image.startsWith('"')) continue;
    for (const match of token.image.matchAll(LINE_BREAKS)) {
      const start = token.startOffset + match.index;
      sink.report(kinds.lineBreak, { file, start, end: start + 1 }, { point: codePoint(match[0].charCodeAt(0)) }, { help: BREAK_HELP });
    }
  }
}

/** Reports invisible characters in texts and comments, where they make two different texts look the same. */
export function scanInvisible(file: SourceFile, tokens: readonly Token[], comments: readonly Token[], sink: Sink): void {
  for (const token of [...tokens, ...comments]) {
    if (!/^["/]/.test(token.image)) continue;
    for (const match of token.image.matchAll(INVISIBLE)) {
      const start = token.startOffset + match.index;
      const point = codePoint(match[0].charCodeAt(0));
      const help = token.image.startsWith('"') ? `it is invisible; remove it, or write \`\\u${point.slice(2).toLowerCase()}\`` : "it is invisible; remove it";
      sink.report(kinds.strangeCharacter, { file, start, end: start + 1 }, { shown: point }, { help });
    }
  }
}
