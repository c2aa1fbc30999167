// Looks how deep and how wide conditions are before they are parsed: parser and builder recurse, and no text may make them overflow.
import type { Token, TokenType } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";

export const MAX_NESTING = 64;
export const MAX_OPERANDS = 256;

/** The first token that nests too deep, if there is one. Each `not`, `(`, `{` and `[` is a level. */
export function tooDeep(tokens: readonly Token[]): Token | undefined {
  const opened: number[] = [];
  let depth = 0;
  let nots = 0;
  for (const token of tokens) {
    if (token.tokenType === t.Not) {
      nots++;
      if (depth + nots > MAX_NESTING) return token;
    } else if (OPENING.has(token.tokenType)) {
      opened.push(nots + 1);
      depth += nots + 1;
      nots = 0;
      if (depth > MAX_NESTING) return token;
    } else {
      nots = 0;
      if (CLOSING.has(token.tokenType)) depth -= opened.pop() ?? 0;
    }
  }
  return undefined;
}

/** The first `and` or `or` that joins one operand too many, if there is one. */
export function tooWide(tokens: readonly Token[]): Token | undefined {
  let level = { ands: 0, ors: 0, between: false };
  const outer: (typeof level)[] = [];
  let requires = false;
  for (const token of tokens) {
    const type = token.tokenType;
    if (type === t.And) {
      if (!level.between && ++level.ands >= MAX_OPERANDS) return token;
      level.between = false;
    } else if (type === t.Or) {
      level.ands = 0;
      if (!requires && ++level.ors >= MAX_OPERANDS) return token;
    } else if (type === t.Between) {
      level.between = true;
    } else if (OPENING.has(type)) {
      outer.push(level);
      level = { ands: 0, ors: 0, between: false };
    } else if (CLOSING.has(type)) {
      level = outer.pop() ?? { ands: 0, ors: 0, between: false };
    }
    if (ENDING.has(type)) level = { ands: 0, ors: 0, between: false };
    if (ENDING.has(type)) requires = type === t.Requires;
  }
  return undefined;
}

const OPENING: ReadonlySet<TokenType> = new Set([t.LParen, t.LCurly, t.LSquare]);
const CLOSING: ReadonlySet<TokenType> = new Set([t.RParen, t.RCurly, t.RSquare]);
/** What stands before or after a condition, never in one. */
const ENDING: ReadonlySet<TokenType> = new Set([
  t.When,
  t.Then,
  t.Otherwise,
  t.Comma,
  t.Requires,
  t.On,
  t.Privilege,
  t.Privileges,
  t.Deny,
  t.Access,
  t.RCurly,
  t.Open,
  t.Modify,
  t.Delete,
  t.RunReports,
  t.ExecuteActivities,
  t.OpenRules,
  t.ModifyRules,
  t.DeleteRules,
  t.ExecuteRules,
]);
