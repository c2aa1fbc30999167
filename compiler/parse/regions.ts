// Finds where declarations begin and end among the tokens of a file, before they are parsed, so that a mistake in one does not reach the next.
import { isA, missing, type Token, type TokenType } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";

/** Tokens that belong together: a declaration, or what begins none. */
export interface Region {
  readonly tokens: readonly Token[];
  /** False for tokens that no declaration begins with. */
  readonly declares: boolean;
  /** The braces that are open at the end, outermost first. */
  readonly open: readonly Token[];
  /** The indices in the file's tokens from which and up to which it goes. */
  readonly start: number;
  readonly end: number;
  /** What comes after it in the file. */
  readonly next: Token | undefined;
}

/**
 * The region that begins at `start`, by what the tokens say: a declaration ends at its last brace, or where the next begins.
 * `byColumn` is for texts where braces are missing: then the keyword of a declaration in the first column begins one wherever it stands.
 */
export function regionAt(text: string, all: readonly Token[], start: number, limit: number, byColumn: boolean): Region {
  const declares = startsDeclaration(all, start);
  const { end, open } = declares ? endOfDeclaration(text, all, start, limit, byColumn) : { end: endOfJunk(text, all, start, limit), open: [] };
  return { tokens: all.slice(start, end), declares, open, start, end, next: all[end] };
}

/** The region with a `{` put in at an index of its tokens, and what then belongs to it, at most up to the next first column that begins something. */
export function widened(text: string, all: readonly Token[], region: Region, at: number, limit: number): Region {
  const head = region.tokens.slice(0, at);
  const place = all[region.start + at] ?? region.tokens.at(-1);
  const brace = missing(t.LCurly, "{", place?.startOffset ?? 0);
  const tokens = [...head, brace];
  const open = openIn(tokens);
  let end = region.start + at;
  for (; end < limit && open.length > 0 && !closesWhatIsOpen(text, all, end); end++) {
    const token = all[end] as Token;
    tokens.push(token);
    if (isA(token, t.LCurly)) open.push(token);
    else if (isA(token, t.RCurly)) open.pop();
  }
  return { ...region, tokens, open, end, next: all[end] };
}

/** The braces that are open after some tokens. */
export function openIn(tokens: readonly Token[]): Token[] {
  const open: Token[] = [];
  for (const token of tokens) {
    if (isA(token, t.LCurly)) open.push(token);
    else if (isA(token, t.RCurly)) open.pop();
  }
  return open;
}

/** Whether a token is a declaration's keyword in the first column, so that it closes what is open. */
export function closesWhatIsOpen(text: string, tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  return token !== undefined && isFirstColumn(text, token) && startsDeclaration(tokens, index);
}

const STARTERS: ReadonlySet<TokenType> = new Set([
  t.Import,
  t.Operator,
  t.Context,
  t.Class,
  t.Access,
  t.Privilege,
  t.Role,
  t.Group,
  t.Policy,
  t.Final,
  t.Rule,
  t.External,
  t.Test,
  t.Assert,
]);

function startsDeclaration(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  const next = tokens[index + 1];
  if (token === undefined || !STARTERS.has(token.tokenType) || isA(next, t.Colon)) return false;
  if (isA(token, t.Access)) return isA(next, t.When);
  if (isA(token, t.Operator)) return !isA(next, t.Holds);
  // In `assert no group`, a keyword is part of an assertion; `assert` alone may be a name.
  if (isA(token, t.Assert)) return isA(next, t.Text) || isA(next, t.Ref);
  if (isA(token, t.Group) && isA(tokens[index - 1], t.No)) return !isA(tokens[index - 2], t.Assert) && !isA(tokens[index - 2], t.Text);
  return true;
}

function endOfDeclaration(text: string, tokens: readonly Token[], from: number, limit: number, byColumn: boolean): { end: number; open: readonly Token[] } {
  const open: Token[] = [];
  for (let at = from + 1; at < limit; at++) {
    const token = tokens[at] as Token;
    if (byColumn && closesWhatIsOpen(text, tokens, at)) return { end: at, open };
    if (isA(token, t.LCurly)) open.push(token);
    else if (isA(token, t.RCurly)) {
      // The `{` that it closes is missing in this declaration: it would have ended at its last brace.
      if (open.length === 0) return { end: at + 1, open };
      open.pop();
      if (open.length === 0) return { end: at + 1, open };
    } else if (open.length === 0 && beginsNext(text, tokens, from, at)) return { end: at, open };
  }
  return { end: limit, open };
}

/** Whether, outside braces, the next declaration begins here, or something in the first column that was meant to be one. */
function beginsNext(text: string, tokens: readonly Token[], from: number, at: number): boolean {
  const token = tokens[at] as Token;
  if (!canEnd(tokens, from, at - 1)) return false;
  if (startsDeclaration(tokens, at)) return (!isA(token, t.Operator) && !isA(token, t.Context)) || isA(tokens[at + 1], t.LCurly);
  // A name after a name is no part of any declaration; after a number, it may be a unit.
  const before = tokens[at - 1] as Token;
  const afterName = !isA(before, t.Ref) || before.tokenType === t.Name || before.tokenType === t.QuotedName || before.tokenType === t.BuiltInName;
  return token.tokenType === t.Name && isFirstColumn(text, token) && afterName && !isA(before, t.Digits);
}

const ENDERS: ReadonlySet<TokenType> = new Set([t.Text, t.Digits, t.RSquare, t.RParen, t.Path, t.Null, t.True, t.False, t.Unrestricted, t.Now, t.Today]);

/** Whether a declaration without braces may end with this token. */
function canEnd(tokens: readonly Token[], from: number, at: number): boolean {
  const token = tokens[at];
  if (token === undefined || at <= from) return false;
  if (ENDERS.has(token.tokenType)) return true;
  if (!isA(token, t.Ref)) return isA(tokens[at - 1], t.Colon);
  const before = tokens[at - 1];
  return !isA(before, t.Rule) && !isA(before, t.External) && !(isA(before, t.Test) && at - 1 === from);
}

function endOfJunk(text: string, tokens: readonly Token[], from: number, limit: number): number {
  if (isA(tokens[from], t.RCurly)) return from + 1;
  let depth = isA(tokens[from], t.LCurly) ? 1 : 0;
  for (let at = from + 1; at < limit; at++) {
    const token = tokens[at] as Token;
    if (depth <= 0 && isA(token, t.Word) && isFirstColumn(text, token) && !isA(tokens[at - 1], t.Comma)) return at;
    if (isA(token, t.LCurly)) depth++;
    else if (isA(token, t.RCurly)) depth--;
    if (closesWhatIsOpen(text, tokens, at)) return at;
    if (isA(tokens[at - 1], t.RCurly) && startsDeclaration(tokens, at)) return at;
  }
  return limit;
}

function isFirstColumn(text: string, token: Token): boolean {
  const start = token.startOffset;
  return start === 0 || text[start - 1] === "\n" || (start === 1 && text.startsWith("\ufeff"));
}
