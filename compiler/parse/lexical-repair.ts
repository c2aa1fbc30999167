// Puts into a row of tokens what was meant where signs of other languages or blanks in a path stand, and says so.
import { become, isA, type Token, type TokenType } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import type { Sink } from "../diagnostics/diagnostic.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { plainSign } from "./lexical-characters.ts";
import type { SourceFile, Span } from "../source.ts";

/** What was meant by signs of other languages: the type of the token, its text, and why. */
const MEANT: ReadonlyMap<string, readonly [TokenType, string, string]> = new Map([
  ["==", [t.Equals, "=", "one `=` compares"]],
  ["===", [t.Equals, "=", "one `=` compares"]],
  ["!==", [t.NotEquals, "!=", "`!=` is the sign for unequal"]],
  ["<>", [t.NotEquals, "!=", "`!=` is the sign for unequal"]],
  ["=>", [t.GreaterEquals, ">=", "`>=` is the sign for greater or equal; a row's answer comes after `then`"]],
  ["&&", [t.And, "and", "conditions are joined with `and`"]],
  ["&", [t.And, "and", "conditions are joined with `and`"]],
  ["||", [t.Or, "or", "conditions are joined with `or`"]],
  ["!", [t.Not, "not ", "a condition is negated with `not`"]],
]);
const SIGN_TYPES: ReadonlyMap<string, TokenType> = new Map([
  ["!=", t.NotEquals],
  ["<=", t.LessEquals],
  [">=", t.GreaterEquals],
  ["-", t.Minus],
]);

/** Replaces or drops tokens that are no words or signs of the language. */
export function replaceForeign(file: SourceFile, tokens: readonly Token[], sink: Sink): Token[] {
  const result: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    const type = token.tokenType;
    if (type === t.Foreign) {
      if (replace(file, token, tokens[index + 1], result.at(-1), sink)) result.push(token);
    } else if (type === t.OddCharacter) {
      const sign = SIGN_TYPES.get(plainSign(token.image) ?? "");
      if (sign !== undefined) result.push(retyped(token, sign));
    } else result.push(token);
  }
  return result;
}

/** Joins the parts of paths that are written with blanks, and what stands in front of a path's first point. */
export function joinPaths(file: SourceFile, tokens: readonly Token[], sink: Sink): Token[] {
  const result: Token[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    const before = result[result.length - 1];
    if (token.tokenType === t.Path) {
      if (before !== undefined && isRoot(file, token, before, sink)) result[result.length - 1] = path(before, before.image + token.image, token);
      else result.push(token);
    } else if (token.tokenType !== t.Dot) {
      result.push(token);
    } else if (isA(tokens[index + 1], t.Word) && !(isA(before, t.Digits) && touches(before, token))) {
      const first = before !== undefined && (isA(before, t.Path) || isA(before, t.Operator) || isA(before, t.Context)) ? before : undefined;
      const last = endOfPath(tokens, index);
      if (first !== undefined) result.pop();
      result.push(joined(file, first, tokens.slice(index, last + 1), sink));
      index = last;
    } else {
      reportPoint(file, token, before, tokens[index + 1], sink);
    }
  }
  return result;
}

/** The index of the last token of a path that starts with a point and a word. */
function endOfPath(tokens: readonly Token[], start: number): number {
  let last = start + 1;
  for (;;) {
    const next = tokens[last + 1];
    if (isA(next, t.Dot) && isA(tokens[last + 2], t.Word)) last += 2;
    else if (next !== undefined && isA(next, t.Path) && next.image.startsWith(".") && touches(tokens[last], next)) last++;
    else return last;
  }
}

function joined(file: SourceFile, first: Token | undefined, rest: readonly Token[], sink: Sink): Token {
  const start = first ?? rest[0];
  const last = rest.at(-1);
  const image = [first, ...rest].map((token) => token?.image ?? "").join("");
  const result = path(start as Token, image, last as Token);
  const quoted = rest.find((token) => isA(token, t.QuotedName) || isA(token, t.BuiltInName));
  if (quoted === undefined) reportBlanks(file, result, sink);
  else
    sink.report(
      kinds.propertyName,
      span(file, quoted),
      { name: quoted.image.replaceAll("`", ""), why: "it stands between backticks" },
      { help: "a property's name is one word of letters, digits and `_`, written without backticks" },
    );
  return result;
}

/** A point that belongs to no path. */
function reportPoint(file: SourceFile, token: Token, before: Token | undefined, next: Token | undefined, sink: Sink): void {
  const after = isA(next, t.Digits) && touches(token, next as Token) ? next : undefined;
  if (after !== undefined || isA(before, t.Digits)) {
    const number = after === undefined ? `${before?.image}.` : `.${after.image}`;
    sink.report(kinds.badNumber, span(file, token), { number }, { help: "a point has digits on both sides: `2.5`" });
  } else {
    sink.report(kinds.strangeCharacter, span(file, token), { shown: "a `.` that no name follows" }, { help: "a property is written as `.name`" });
  }
}

function touches(left: Token | undefined, right: Token): boolean {
  return left !== undefined && left.startOffset + left.image.length === right.startOffset;
}

function replace(file: SourceFile, token: Token, next: Token | undefined, before: Token | undefined, sink: Sink): boolean {
  const where = span(file, token);
  const image = token.image;
  if (image === ";") {
    sink.report(kinds.semicolon, where, {}, { help: "remove it", fix: { title: "Remove the semicolon", edits: [{ span: where, text: "" }] } });
    return false;
  }
  if (image.startsWith("'")) {
    const inner = image.slice(1).replace(/'$/, "");
    sink.report(
      kinds.singleQuotes,
      where,
      {},
      image.length > 1 && image.endsWith("'")
        ? { help: `write \`${JSON.stringify(inner)}\``, fix: { title: "Use double quotes", edits: [{ span: where, text: JSON.stringify(inner) }] } }
        : { help: 'put the text between two `"`' },
    );
    token.image = image.length > 1 && image.endsWith("'") ? JSON.stringify(inner) : JSON.stringify(inner).slice(0, -1);
    become(token, t.Text);
    return true;
  }
  const inUnion = image === "||" && isA(before, t.Text) && isA(next, t.Text);
  const meant = inUnion ? ([t.Pipe, "|", "the texts of a union are joined with one `|`"] as const) : MEANT.get(image);
  if (meant === undefined) {
    sink.report(kinds.foreignSign, where, { sign: image }, { help: helpForSign(image) });
    return false;
  }
  const [type, text, why] = meant;
  sink.report(
    kinds.foreignSign,
    where,
    { sign: image },
    { help: why, fix: { title: `Write \`${text.trim()}\``, edits: [{ span: where, text: spaced(text, where) }] } },
  );
  become(token, type);
  return true;
}

function helpForSign(sign: string): string {
  if ("*/%".includes(sign)) return "there is no arithmetic";
  if (sign === "#") return "a comment starts with `//`";
  if (sign === "?") return "an absent value is asked for with `is null`";
  return "remove it; conditions are made of `=`, `!=`, `<`, `<=`, `>`, `>=` and words";
}

/** A word gets blanks where it would run into its neighbours. */
function spaced(text: string, where: Span): string {
  if (!/[a-z]/.test(text)) return text;
  const before = /[^\s({[|&]/.test(where.file.text[where.start - 1] ?? "") ? " " : "";
  const after = /\S/.test(where.file.text[where.end] ?? "") && !text.endsWith(" ") ? " " : "";
  return before + text + after;
}

/** Whether what stands before a path belongs to it: `operator .id`, `user.id`. Reports it. */
function isRoot(file: SourceFile, token: Token, before: Token, sink: Sink): boolean {
  if (!token.image.startsWith(".")) return false;
  const adjacent = touches(before, token);
  if (isA(before, t.Operator) || isA(before, t.Context)) {
    reportBlanks(file, { ...token, startOffset: before.startOffset, image: file.text.slice(before.startOffset, token.startOffset + token.image.length) }, sink);
    return true;
  }
  if (before.tokenType === t.Path && !adjacent) return false;
  if (before.tokenType !== t.Name || !adjacent) return false;
  sink.report(kinds.unknownRoot, span(file, before), { word: before.image }, { help: helpForRoot(before.image, token.image) });
  become(before, t.Path);
  before.image = "";
  return true;
}

function helpForRoot(root: string, rest: string): string {
  if (/^(?:user|subject|actor|principal|me|currentUser|requestor|Operator)$/.test(root)) return `the one who asks is \`operator\`: \`operator${rest}\``;
  if (/^(?:request|env|environment|ctx|Context)$/.test(root)) return `what the request brings is \`context\`: \`context${rest}\``;
  if (/^(?:this|self|object|resource|it|record|instance)$/.test(root)) return `a property of the object starts with the point: \`${rest}\``;
  return `a property of the object starts with a point: \`.${root}${rest}\`; the others with \`operator.\` or \`context.\``;
}

function reportBlanks(file: SourceFile, joined: Token, sink: Sink): void {
  const where = { file, start: joined.startOffset, end: (joined.endOffset ?? joined.startOffset) + 1 };
  const text = file.text.slice(where.start, where.end).replace(/\s+/g, "");
  if (text.length > 100) return sink.report(kinds.pathBlanks, where, {}, { help: "remove the blanks" });
  sink.report(kinds.pathBlanks, where, {}, { help: `write \`${text}\``, fix: { title: `Write \`${text}\``, edits: [{ span: where, text }] } });
}

function path(first: Token, image: string, last: Token): Token {
  const end = last.endOffset ?? last.startOffset + last.image.length - 1;
  return { ...retyped(first, t.Path), image, endOffset: end };
}

function retyped(token: Token, type: TokenType): Token {
  const copy = { ...token };
  become(copy, type);
  return copy;
}

function span(file: SourceFile, token: Token): Span {
  return { file, start: token.startOffset, end: (token.endOffset ?? token.startOffset) + 1 };
}
