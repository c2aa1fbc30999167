// Finds the part of a declaration that an error is in, so that the rest can be parsed without it.
import { isA, type Failure, type Token } from "../../grammar/index.ts";
import * as t from "../../grammar/tokens.ts";

/** Tokens from `start` up to `end`, without which the declaration may be whole. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** The setting, block, property, row, clause or expectation that a failure is in; undefined if it is in none. */
export function pieceAt(tokens: readonly Token[], failure: Failure): Piece | undefined {
  const pieces = piecesOf(tokens);
  let found = innermost(pieces, failure.at);
  if (found === undefined) return undefined;
  // What comes after something incomplete is not to blame for it.
  const complete = failure.expected.includes("RCurly");
  if (found.start === failure.at && !complete) {
    const at = found.start;
    found = pieces.find((piece) => piece.end === at);
  }
  return found;
}

type IsStart = (tokens: readonly Token[], at: number, depth: number) => boolean;

function piecesOf(tokens: readonly Token[]): readonly Piece[] {
  const isStart = startsIn(tokens[0]);
  const pieces: Piece[] = [];
  const open: (number | undefined)[] = [];
  let depth = 0;
  const close = (level: number, end: number): void => {
    const start = open[level];
    if (start !== undefined && start < end) pieces.push({ start, end });
    open[level] = undefined;
  };
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (isA(token, t.LCurly)) {
      depth++;
      if (isStart !== undefined) open[depth] = at + 1;
    } else if (isA(token, t.RCurly)) {
      close(depth, at);
      depth--;
      if (depth >= 1 && isStart === inRole) {
        close(depth, at + 1);
        open[depth] = at + 1;
      }
    } else if (depth > 0 && isStart?.(tokens, at, depth) === true) {
      close(depth, at);
      open[depth] = at;
    }
  }
  while (depth > 0) close(depth--, tokens.length);
  return pieces;
}

function innermost(pieces: readonly Piece[], at: number): Piece | undefined {
  let best: Piece | undefined;
  for (const piece of pieces) {
    if (piece.start <= at && at < piece.end && (best === undefined || piece.end - piece.start < best.end - best.start)) best = piece;
  }
  return best;
}

function startsIn(keyword: Token | undefined): IsStart | undefined {
  if (isA(keyword, t.Role)) return inRole;
  if (isA(keyword, t.Class) || isA(keyword, t.Operator) || isA(keyword, t.Context)) return inFields;
  if (isA(keyword, t.Test)) return inTest;
  if (isA(keyword, t.External)) return inAssignment;
  if (isA(keyword, t.Access) || isA(keyword, t.Policy) || isA(keyword, t.Final)) return inBody;
  return undefined;
}

function inRole(tokens: readonly Token[], at: number, depth: number): boolean {
  const token = tokens[at];
  const before = tokens[at - 1];
  if (depth === 1) return isA(token, t.Deny) || (isA(token, t.Access) && !isA(before, t.Deny));
  if (isA(token, t.All)) return !isA(before, t.Includes);
  if (isA(before, t.Comma) || isA(before, t.Privilege) || isA(before, t.Privileges) || isA(before, t.All)) return false;
  return isA(token, t.SettingWord) || isA(token, t.Privilege) || isA(token, t.Privileges);
}

function inFields(tokens: readonly Token[], at: number, depth: number): boolean {
  return depth === 1 && isA(tokens[at + 1], t.Colon);
}

export const TEST_STARTS = [t.Group, t.Roles, t.Level, t.Operator, t.Context, t.Now, t.Can, t.Cannot, t.Has, t.Lacks, t.Sees, t.Hides];
export const ASSIGNMENT_STARTS = [t.Group, t.Performs, t.Expires, t.Remind, t.Open];

function inTest(tokens: readonly Token[], at: number, depth: number): boolean {
  return depth === 1 && TEST_STARTS.some((type) => isA(tokens[at], type)) && !isA(tokens[at - 1], t.Comma) && !isA(tokens[at + 1], t.Colon);
}

function inAssignment(tokens: readonly Token[], at: number, depth: number): boolean {
  return depth === 1 && ASSIGNMENT_STARTS.some((type) => isA(tokens[at], type)) && !isA(tokens[at - 1], t.Comma);
}

function inBody(tokens: readonly Token[], at: number): boolean {
  return isA(tokens[at], t.When) || isA(tokens[at], t.Otherwise);
}
