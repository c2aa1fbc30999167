// Parses the tokens of one declaration; after an error it goes on without the part that has it.
import type { DeclarationCstNode } from "../../grammar/cst.ts";
import { isA, missing, parseDeclaration, type Failure, type Token, type TokenType } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";
import { endOf, type Build } from "./build-context.ts";
import { syntaxDiagnostics as kinds } from "../diagnostics/syntax.ts";
import { isClosed } from "./lexical-texts.ts";
import { MAX_NESTING, MAX_OPERANDS, tooDeep, tooWide } from "./nesting.ts";
import { ASSIGNMENT_STARTS, pieceAt, TEST_STARTS } from "./pieces.ts";
import { closesWhatIsOpen, openIn, widened, type Region } from "./regions.ts";
import { explain } from "./syntax-errors.ts";

export interface ParsedRegion {
  /** What could be parsed, with or without the parts that have errors. */
  readonly cst: DeclarationCstNode | undefined;
  /** Whether the declaration is to be left out all the same. */
  readonly damaged: boolean;
  /** Up to which of the file's tokens it goes. */
  readonly end: number;
}

/** Where a region is: among all tokens of the file, of which those up to `limit` may belong to it. */
export interface Surroundings {
  readonly all: readonly Token[];
  readonly limit: number;
  /** Whether it has been cut at first columns. */
  readonly byColumn: boolean;
}

/** Tokens that are parsed again after errors in one declaration, at most: the time stays linear. */
const MOST_AGAIN = 100_000;
const MOST_ERRORS = 20;

/** "ends earlier" if the error is at a declaration's keyword in the first column; then nothing has been reported. */
export function parseRegion(build: Build, region: Region, { all, limit, byColumn }: Surroundings): ParsedRegion | "ends earlier" {
  const { text } = build.file;
  let { end, next } = region;
  if (reportLimits(build, region.tokens)) return { cst: undefined, damaged: true, end };
  let tokens = [...region.tokens];
  let open = [...region.open];
  let damaged = false;
  for (let errors = 0; ; errors++) {
    const after = endOf(tokens.at(-1) ?? missing(t.RCurly, "", 0));
    const parsed = parseDeclaration([...tokens, ...open.map(() => missing(t.RCurly, "}", after))]);
    if (parsed.failure === undefined) {
      const brace = open.at(-1);
      if (brace !== undefined) reportOpen(build, tokens, brace, next, after);
      return { cst: parsed.cst, damaged, end };
    }
    const { failure } = parsed;
    const close = open.length > 0 ? missingBrace(tokens, failure) : undefined;
    if (!byColumn && errors === 0 && failure.at > 0 && closesWhatIsOpen(text, tokens, failure.at)) return "ends earlier";
    if (close !== undefined) {
      const place = tokens[close] as Token;
      reportOpen(build, tokens, openIn(tokens.slice(0, close)).at(-1) ?? place, place, endOf(tokens[close - 1] ?? place));
      tokens.splice(close, 0, missing(t.RCurly, "}", place.startOffset));
      open = open.slice(1);
    } else if (errors === 0 && opensHere(failure, all[region.start + failure.at], all[region.start + failure.at + 1])) {
      explain(build, all.slice(region.start, end + 1), failure);
      ({ tokens, open, end, next } = copied(widened(text, all, region, failure.at, limit)));
    } else {
      if (!isExplained(build, tokens, failure.at)) explain(build, tokens, failure);
      const rest = without(build, tokens, failure);
      damaged ||= !keepsTheRest(tokens) || rest === undefined;
      if (rest === undefined) return { cst: undefined, damaged: true, end };
      tokens = rest;
    }
    if (errors >= MOST_ERRORS || errors * tokens.length > MOST_AGAIN) return { cst: undefined, damaged: true, end };
  }
}

function copied({ tokens, open, end, next }: Region): { tokens: Token[]; open: Token[]; end: number; next: Token | undefined } {
  return { tokens: [...tokens], open: [...open], end, next };
}

/** Whether a region is beyond what may be parsed. */
function reportLimits(build: Build, tokens: readonly Token[]): boolean {
  const deep = tooDeep(tokens);
  if (deep !== undefined) build.report(kinds.deepNesting, build.span(deep), { limit: MAX_NESTING }, { help: "name parts of it with `access when`" });
  const wide = deep === undefined ? tooWide(tokens) : undefined;
  if (wide !== undefined) {
    build.report(
      kinds.manyOperands,
      build.span(wide),
      { operator: wide.image, limit: MAX_OPERANDS },
      {
        help: 'a list says more with less: `.x in ["a", "b"]`; or name parts of it with `access when`',
      },
    );
  }
  return deep !== undefined || wide !== undefined;
}

/** Before which token a `}` is missing, given that one is. */
function missingBrace(tokens: readonly Token[], { at, expected, rules }: Failure): number | undefined {
  if (tokens[at] === undefined) return undefined;
  if (expected.includes("RCurly")) return at;
  // `context {` after an open value: the word was taken for the name of one more.
  const rule = rules.at(-1);
  return expected.length === 1 && expected[0] === "Colon" && (rule === "entry" || rule === "field") ? at - 1 : undefined;
}

/** Whether what stands where a `{` is expected is what would come after it. */
function opensHere({ expected, rules }: Failure, found: Token | undefined, next: Token | undefined): boolean {
  if (expected.length !== 1 || expected[0] !== "LCurly" || found === undefined) return false;
  switch (rules.at(-1)) {
    case "roleDeclaration":
      return isA(found, t.Access) || isA(found, t.Deny);
    case "block":
      return isA(found, t.SettingWord) || isA(found, t.Privilege) || isA(found, t.Privileges) || isA(found, t.All);
    case "groupDeclaration":
      return isA(found, t.Roles) || isA(found, t.Stop);
    case "externalDeclaration":
      return ASSIGNMENT_STARTS.some((type) => isA(found, type));
    case "testDeclaration":
      return TEST_STARTS.some((type) => isA(found, type));
    case "fields":
    case "object":
      return isA(found, t.Word) && isA(next, t.Colon);
    case "body":
      return isA(found, t.Path) || isA(found, t.Not) || isA(found, t.When) || isA(found, t.LParen);
    default:
      return false;
  }
}

/** What stays wrong after it has been reported; a sign of another language is replaced by the right one. */
const WORDS: ReadonlySet<TokenType> = new Set([t.Name, t.Path, t.Digits, t.QuotedName, t.BuiltInName]);

/** Whether what is wrong with a word there, or a text that does not end before, has been reported and explains the failure. */
function isExplained(build: Build, tokens: readonly Token[], at: number): boolean {
  const [before, found] = [tokens[at - 1], tokens[at]];
  // A name before a sign of another language may lack its point, which is another mistake.
  const another = before?.tokenType === t.Name && found !== undefined && !WORDS.has(found.tokenType);
  if (found !== undefined && !another && build.hasFaultIn(found.startOffset, endOf(found))) return true;
  if (before !== undefined && WORDS.has(before.tokenType) && build.hasFaultIn(before.startOffset, endOf(before))) return true;
  if (before !== undefined && found !== undefined && build.hasFaultIn(endOf(before), found.startOffset)) return true;
  return hasOpenText(tokens, at);
}

/** Whether a text or a name between backticks does not end on its line, and may hold what seems to be missing. */
function hasOpenText(tokens: readonly Token[], at: number): boolean {
  return tokens.some(
    (token, index) =>
      index < at && ((token.tokenType === t.Text && !isClosed(token.image)) || (token.tokenType === t.QuotedName && !/^`.*`$/.test(token.image))),
  );
}

/** A role is worth keeping without a setting; anything else would be something else. */
function keepsTheRest(tokens: readonly Token[]): boolean {
  return tokens[0]?.tokenType === t.Role;
}

function without(build: Build, tokens: readonly Token[], failure: Failure): Token[] | undefined {
  const piece = pieceAt(tokens, failure);
  // Where a name is missing before a `:`, it is not plain what belongs to what.
  if (piece === undefined || isA(tokens[failure.at], t.Colon)) return undefined;
  build.forgiveFaults(tokens.slice(piece.start, piece.end));
  return [...tokens.slice(0, piece.start), ...tokens.slice(piece.end)];
}

function reportOpen(build: Build, tokens: readonly Token[], brace: Token, next: Token | undefined, end: number): void {
  if (hasOpenText(tokens, tokens.length)) return;
  const before = build.failures;
  const labels = next === undefined ? [] : [{ span: build.span(next), message: `\`${next.image.slice(0, 40)}\` cannot stand inside it` }];
  const at = { file: build.file, start: end, end };
  build.report(
    kinds.unclosed,
    build.span(brace),
    { word: "{" },
    { labels, help: "close it with `}`", fix: { title: "Add the missing `}`", edits: [{ span: at, text: "\n}" }] } },
  );
  // Where the brace belongs is plain enough to go on as if it were there.
  build.forgive(before);
}
