// Looks how deep tokens nest before they are parsed: parser and builder recurse, and no text may make them overflow.
import { isA, type Token } from "../grammar/index.ts";
import * as t from "../grammar/tokens.ts";

export const MAX_NESTING = 64;

/** The first token that nests too deep, if there is one. Each `not`, `(`, `{` and `[` is a level. */
export function tooDeep(tokens: readonly Token[]): Token | undefined {
  const opened: number[] = [];
  let depth = 0;
  let nots = 0;
  for (const token of tokens) {
    if (isA(token, t.Not)) {
      nots++;
      if (depth + nots > MAX_NESTING) return token;
    } else if (isA(token, t.LParen) || isA(token, t.LCurly) || isA(token, t.LSquare)) {
      opened.push(nots + 1);
      depth += nots + 1;
      nots = 0;
      if (depth > MAX_NESTING) return token;
    } else {
      nots = 0;
      if (isA(token, t.RParen) || isA(token, t.RCurly) || isA(token, t.RSquare)) depth -= opened.pop() ?? 0;
    }
  }
  return undefined;
}
