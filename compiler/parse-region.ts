// Parses the tokens of one declaration; after an error it goes on without the part that has it.
import type { DeclarationCstNode } from "../grammar/cst.ts";
import { missing, parseDeclaration, type Failure, type Token } from "../grammar/index.ts";
import * as t from "../grammar/tokens.ts";
import { endOf, type Build } from "./build-context.ts";
import { syntaxDiagnostics as kinds } from "./diagnostics/syntax.ts";
import { isClosed } from "./lexical-texts.ts";
import { MAX_NESTING, tooDeep } from "./nesting.ts";
import { pieceAt } from "./pieces.ts";
import { closesWhatIsOpen, type Region } from "./regions.ts";
import { explain } from "./syntax-errors.ts";

export interface ParsedRegion {
  /** What could be parsed, with or without the parts that have errors. */
  readonly cst: DeclarationCstNode | undefined;
  /** Whether the declaration is to be left out all the same. */
  readonly damaged: boolean;
}

/** Tokens that are parsed again after errors in one declaration, at most: the time stays linear. */
const MOST_AGAIN = 100_000;
const MOST_ERRORS = 20;

/** "close early" if a declaration's keyword in the first column is where the error is; then nothing has been reported. */
export function parseRegion(build: Build, region: Region, mayCloseEarly: boolean): ParsedRegion | "close early" {
  const deep = tooDeep(region.tokens);
  if (deep !== undefined) {
    build.report(kinds.deepNesting, build.span(deep), { limit: MAX_NESTING }, { help: "name parts of it with `access when`" });
    return { cst: undefined, damaged: true };
  }
  let tokens = [...region.tokens];
  let open = [...region.open];
  let damaged = false;
  for (let errors = 0; ; errors++) {
    const end = endOf(tokens.at(-1) ?? missing(t.RCurly, "", 0));
    const parsed = parseDeclaration([...tokens, ...open.map(() => missing(t.RCurly, "}", end))]);
    if (parsed.failure === undefined) {
      const brace = open.at(-1);
      if (brace !== undefined) reportOpen(build, brace, region.next, end);
      return { cst: parsed.cst, damaged };
    }
    const { failure } = parsed;
    const found = tokens[failure.at];
    if (mayCloseEarly && errors === 0 && failure.at > 0 && closesWhatIsOpen(build.file.text, tokens, failure.at)) return "close early";
    if (open.length > 0 && found !== undefined && failure.expected.includes("RCurly")) {
      const brace = openAt(tokens, failure.at);
      reportOpen(build, brace ?? found, found, endOf(tokens[failure.at - 1] ?? found));
      tokens.splice(failure.at, 0, missing(t.RCurly, "}", found.startOffset));
      open = open.slice(1);
    } else {
      if (!isExplained(build, tokens, failure.at)) explain(build, tokens, failure);
      const rest = without(build, tokens, failure);
      damaged ||= !keepsTheRest(tokens) || rest === undefined;
      if (rest === undefined) return { cst: undefined, damaged: true };
      tokens = rest;
    }
    if (errors >= MOST_ERRORS || errors * tokens.length > MOST_AGAIN) return { cst: undefined, damaged: true };
  }
}

/** Whether what is wrong with a word there, or a text that does not end before, has been reported and explains the failure. */
function isExplained(build: Build, tokens: readonly Token[], at: number): boolean {
  if (build.touchesFault(tokens.slice(Math.max(0, at - 1), at + 1))) return true;
  return tokens.some((token, index) => index < at && (
    (token.tokenType === t.Text && !isClosed(token.image)) || (token.tokenType === t.QuotedName && !/^`.*`$/.test(token.image))
  ));
}

/** A role is worth keeping without a setting; anything else would be something else. */
function keepsTheRest(tokens: readonly Token[]): boolean {
  return tokens[0]?.tokenType === t.Role;
}

function without(build: Build, tokens: readonly Token[], failure: Failure): Token[] | undefined {
  const piece = pieceAt(tokens, failure);
  if (piece === undefined) return undefined;
  build.forgiveFaults(tokens.slice(piece.start, piece.end));
  return [...tokens.slice(0, piece.start), ...tokens.slice(piece.end)];
}

/** The brace that is open before a token, the innermost. */
function openAt(tokens: readonly Token[], at: number): Token | undefined {
  const open: Token[] = [];
  for (const token of tokens.slice(0, at)) {
    if (token.tokenType === t.LCurly) open.push(token);
    else if (token.tokenType === t.RCurly) open.pop();
  }
  return open.at(-1);
}

function reportOpen(build: Build, brace: Token, next: Token | undefined, end: number): void {
  const before = build.failures;
  const labels = next === undefined ? [] : [{ span: build.span(next), message: `\`${next.image.slice(0, 40)}\` cannot stand inside it` }];
  const at = { file: build.file, start: end, end };
  build.report(kinds.unclosed, build.span(brace), { word: "{" }, { labels, help: "close it with `}`", fix: { title: "Add the missing `}`", edits: [{ span: at, text: "\n}" }] } });
  // Where the brace belongs is plain enough to go on as if it were there.
  build.forgive(before);
}
