// From a text to tokens that the parser can go on with: reports bad characters and words, and puts in what was meant.
import { isA, isOpenComment, tokenize, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { isPlain, scanCharacters, scanInvisible, scanOutsideTexts } from "./lexical-scan.ts";
import { joinPaths, replaceForeign } from "./lexical-repair.ts";
import { checkToken } from "./lexical-words.ts";
import type { SourceFile, Span } from "../source.ts";

export interface Comment {
  readonly kind: "line" | "block" | "documentation";
  readonly span: Span;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly Comment[];
  /** The text of the `///` lines before a token, by the token's offset. */
  readonly documentation: ReadonlyMap<number, string>;
}

export function lex(file: SourceFile, sink: Sink): Lexed {
  const plain = isPlain(file.text);
  if (!plain) scanCharacters(file, sink);
  const { tokens, comments } = tokenizeAll(file, sink);
  if (!plain) {
    scanOutsideTexts(file, tokens, comments, sink);
    scanInvisible(file, tokens, comments, sink);
  }
  for (const token of tokens) checkToken(file, token, sink);
  const repaired = joinPaths(file, replaceForeign(file, tokens, sink), sink);
  return {
    tokens: repaired,
    comments: comments.map((comment) => ({ kind: kindOf(comment), span: spanOf(file, comment) })),
    documentation: documentationOf(file.text, repaired, comments),
  };
}

function spanOf(file: SourceFile, token: Token): Span {
  return { file, start: token.startOffset, end: token.startOffset + token.image.length };
}

const DECLARATION_AT_LINE_START = /\n(?=(?:import|operator|context|class|access|privilege|role|group|policy|final|rule|external|test)\b)/;

/** Like `tokenize`; a comment that is never closed ends where the next declaration begins in a first column. */
function tokenizeAll(file: SourceFile, sink: Sink): { tokens: readonly Token[]; comments: readonly Token[] } {
  const text = file.text.startsWith("\ufeff") ? ` ${file.text.slice(1)}` : file.text;
  const whole = tokenize(text);
  const last = whole.comments.at(-1);
  if (last === undefined || !isOpenComment(last)) return whole;
  const start = last.startOffset;
  sink.report(kinds.openComment, { file, start, end: start + 2 }, {}, { help: "close it with `*/`" });
  const rest = DECLARATION_AT_LINE_START.exec(text.slice(start));
  if (rest === null) return whole;
  const resume = start + rest.index;
  // No `*/` follows, so what looks like another comment is as open as this one: then it is taken to end with its line.
  const after = tokenize(" ".repeat(resume) + text.slice(resume).replaceAll("/*", "//"));
  const cut: Token = { ...last, image: text.slice(start, resume), endOffset: resume - 1 };
  return {
    tokens: [...whole.tokens.filter((token) => token.startOffset < start), ...after.tokens],
    comments: [...whole.comments.slice(0, -1), cut, ...after.comments],
  };
}

function kindOf(comment: Token): Comment["kind"] {
  if (isA(comment, t.BlockComment)) return "block";
  return isDocumentation(comment) ? "documentation" : "line";
}

function isDocumentation(comment: Token): boolean {
  return comment.image.startsWith("///") && !comment.image.startsWith("////");
}

/** Gathers `///` lines up to the next token; one that stands behind something on its line documents nothing. */
function documentationOf(text: string, tokens: readonly Token[], comments: readonly Token[]): Map<number, string> {
  const result = new Map<number, string>();
  let next = 0;
  for (const comment of comments) {
    if (!isDocumentation(comment) || !standsAlone(text, comment.startOffset)) continue;
    while ((tokens[next]?.startOffset ?? Infinity) < comment.startOffset) next++;
    const token = tokens[next];
    if (token === undefined) break;
    const line = comment.image.slice(3).replace(/^ /, "").trimEnd();
    const before = result.get(token.startOffset);
    result.set(token.startOffset, before === undefined ? line : `${before}\n${line}`);
  }
  return result;
}

function standsAlone(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t" || text[at] === "\ufeff")) at--;
  return at < 0 || text[at] === "\n";
}
