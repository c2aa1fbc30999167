// Looks at single tokens: the form of names, paths, texts and numbers, and how long they are.
import type { Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { codePoint, isBidiControl, isInvisible, isOddLineBreak, looksLike, plainSign } from "./lexical-characters.ts";
import { checkText } from "./lexical-texts.ts";
import type { SourceFile, Span } from "../source.ts";

export const MAX_NAME = 128;

const PLAIN_NAME = /^[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9][A-Za-z0-9_]*)*-?$/;
const PLAIN_PATH = /^(?:operator|context)?(?:\.[A-Za-z][A-Za-z0-9_]*)+$/;
const PLAIN_NUMBER = /^[0-9]+(?:_[0-9]+)*(?:\.[0-9]+(?:_[0-9]+)*)?$/;

/** Reports what is wrong with a token by itself. */
export function checkToken(file: SourceFile, token: Token, sink: Sink): void {
  const type = token.tokenType;
  if (type === t.Name) checkName(file, token, sink);
  else if (type === t.Path) checkPath(file, token, sink);
  else if (type === t.Text) checkText(file, token, sink);
  else if (type === t.Digits) checkNumber(file, token, sink);
  else if (type === t.QuotedName) checkQuoted(file, token, sink);
  else if (type === t.BuiltInName) checkBuiltIn(file, token, sink);
  else if (type === t.OddCharacter) checkOdd(file, token, sink);
}

function whole(file: SourceFile, token: Token): Span {
  return { file, start: token.startOffset, end: token.startOffset + token.image.length };
}

function checkName(file: SourceFile, token: Token, sink: Sink): void {
  const name = token.image;
  checkLength(name, whole(file, token), sink);
  if (PLAIN_NAME.test(name)) return;
  if (checkAscii(file, token, sink)) return;
  sink.report(kinds.badName, whole(file, token), { name: shortened(name), why: whyNoName(name) }, helpForName(name));
}

function whyNoName(name: string): string {
  if (name.startsWith("_")) return "no name starts with `_`";
  if (/--/.test(name)) return "there are two dashes together";
  return "after a dash comes a letter or a digit";
}

function helpForName(name: string): { help: string } {
  if (name.startsWith("_")) return { help: "start it with a letter" };
  return { help: "a name is letters, digits and `_`, in parts with one dash between them" };
}

function checkPath(file: SourceFile, token: Token, sink: Sink): void {
  if (PLAIN_PATH.test(token.image) && token.image.length <= MAX_NAME) return;
  if (checkAscii(file, token, sink)) return;
  let start = token.startOffset;
  for (const segment of token.image.split(".")) {
    const span = { file, start, end: start + segment.length };
    start = span.end + 1;
    checkLength(segment, span, sink);
    if (segment.startsWith("_"))
      sink.report(kinds.propertyName, span, { name: shortened(segment), why: "no name starts with `_`" }, { help: "start it with a letter" });
    else if (segment.includes("-")) {
      sink.report(
        kinds.propertyName,
        span,
        { name: shortened(segment), why: "it has a dash" },
        { help: "a property's name is letters, digits and `_`; there is no arithmetic" },
      );
    }
  }
}

/** Reports the first character of a name that is not ASCII; whether there was one. */
function checkAscii(file: SourceFile, token: Token, sink: Sink): boolean {
  let offset = token.startOffset;
  let found = false;
  for (const character of token.image) {
    const code = character.codePointAt(0) ?? 0;
    const span = { file, start: offset, end: offset + character.length };
    offset = span.end;
    if (code < 0x80) continue;
    const reported = isBidiControl(code) || isOddLineBreak(code) || (code >= 0xd800 && code <= 0xdfff);
    if (!found && !reported) {
      const name = printable(token.image);
      sink.report(kinds.nonAsciiName, span, { point: codePoint(code), name: shortened(name) }, helpForLetter(character, code, span));
    }
    found = true;
  }
  return found;
}

function helpForLetter(character: string, code: number, span: Span): { help: string; fix?: { title: string; edits: { span: Span; text: string }[] } } {
  if (isInvisible(code)) {
    return { help: "it is invisible; remove it", fix: { title: `Remove ${codePoint(code)}`, edits: [{ span, text: "" }] } };
  }
  const letter = looksLike(character);
  if (letter === undefined) return { help: "write the name in ASCII" };
  return {
    help: `it looks like the ASCII letter \`${letter}\``,
    fix: { title: `Replace ${codePoint(code)} by \`${letter}\``, edits: [{ span, text: letter }] },
  };
}

function checkBuiltIn(file: SourceFile, token: Token, sink: Sink): void {
  if (token.image === "@baseclass") return;
  if (checkAscii(file, token, sink)) return;
  sink.report(
    kinds.badName,
    whole(file, token),
    { name: shortened(token.image), why: "only the built-in class starts with `@`" },
    { help: "it is called `@baseclass`; other names start with a letter" },
  );
}

function checkQuoted(file: SourceFile, token: Token, sink: Sink): void {
  const span = whole(file, token);
  const inner = token.image.slice(1).replace(/`$/, "");
  if (token.image.length < 2 || !token.image.endsWith("`")) {
    sink.report(kinds.openName, span, {}, { help: "close the name with a backtick" });
    return;
  }
  checkLength(inner, span, sink);
  if (inner === "") sink.report(kinds.badName, span, { name: "", why: "it is empty" }, { help: "write the name between the backticks" });
  if (!/^[ -~]*$/.test(inner) && !checkAscii(file, token, sink) && inner.includes("\t")) {
    sink.report(
      kinds.badName,
      span,
      { name: printable(token.image), why: "it has a tab" },
      { help: "between backticks stands any printable ASCII, but no tab" },
    );
  }
}

function checkLength(name: string, span: Span, sink: Sink): void {
  if (name.length > MAX_NAME) sink.report(kinds.longName, span, { length: name.length, limit: MAX_NAME }, { help: "give it a shorter name" });
}

function checkNumber(file: SourceFile, token: Token, sink: Sink): void {
  const image = token.image;
  const span = whole(file, token);
  if (!PLAIN_NUMBER.test(image)) {
    sink.report(kinds.badNumber, span, { number: shortened(image) }, { help: helpForNumber(image) });
  } else if (image.includes(".") ? !Number.isFinite(Number(image.replaceAll("_", ""))) : !Number.isSafeInteger(Number(image.replaceAll("_", "")))) {
    sink.report(kinds.largeInteger, span, { number: shortened(image) }, { help: "the largest is 9_007_199_254_740_991, which is 2^53 - 1" });
  }
}

function helpForNumber(image: string): string {
  if (/^0[xXbBoO]/.test(image)) return "numbers are decimal: `255`, not `0xff`";
  if (/^[0-9_.]+[eE][0-9]*$/.test(image)) return "numbers have no exponent: `1_000`, not `1e3`";
  if (/^[0-9][0-9_]*[A-Za-z]+$/.test(image)) return "put a blank between a number and a word; a name starts with a letter";
  if (/^[0-9.]+$/.test(image)) return "a number has one point at most: `2.5`";
  return "write it like `10`, `10_000`, `-3` or `2.5`; a `_` stands between two digits";
}

function checkOdd(file: SourceFile, token: Token, sink: Sink): void {
  const code = token.image.charCodeAt(0);
  if (code < 0x80 || isBidiControl(code) || isOddLineBreak(code)) return;
  const span = whole(file, token);
  const sign = plainSign(token.image);
  const shown = isInvisible(code) || code === 0xa0 || /\s/.test(token.image) || code < 0xa0 ? codePoint(code) : `\`${token.image}\` (${codePoint(code)})`;
  const blank = /\s/.test(token.image);
  const help = sign !== undefined ? `write \`${sign}\`` : blank ? "use an ordinary blank" : "remove it";
  const text = sign ?? (blank ? " " : "");
  sink.report(kinds.strangeCharacter, span, { shown }, { help, fix: { title: `Replace ${codePoint(code)}`, edits: [{ span, text }] } });
}

/** A name as it may stand in a message: invisible and confusing characters as code points. */
function printable(name: string): string {
  return [...name]
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x20 || isBidiControl(code) || isInvisible(code) || isOddLineBreak(code) || (code >= 0xd800 && code <= 0xdfff)
        ? `<${codePoint(code)}>`
        : character;
    })
    .join("");
}

/** At most 40 characters of something that may be long. */
function shortened(text: string): string {
  return text.length <= 40 ? text : `${text.slice(0, 37)}...`;
}
